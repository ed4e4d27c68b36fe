/**
 * Filters that are ready to be applied to an ImageJ image, and their results.
 * <p>
 * Size, memory, work and calibration are known before any work. Begin with
 * {@link io.github.convolvej.ij1.job.FilterJob}.
 */
package io.github.convolvej.ij1.job;
