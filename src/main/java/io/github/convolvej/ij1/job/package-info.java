/**
 * A filter about to be applied to an ImageJ image, and its result.
 * <p>
 * Everything is known before any work: size, memory, work, calibration. Begin with
 * {@link io.github.convolvej.ij1.job.FilterJob}.
 */
package io.github.convolvej.ij1.job;
