/**
 * Macro lines and provenance: the text form of a command, and the steps that made an image.
 * <p>
 * Begin with {@link io.github.convolvej.ij1.macro.Provenance}.
 */
package io.github.convolvej.ij1.macro;
