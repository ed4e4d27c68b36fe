/**
 * The sizes and positions of windows: how large a result is, which input samples
 * a window covers, where output samples lie, receptive fields, and counts of
 * weights and multiplications. Every formula for a size or a position is in this
 * package and nowhere else. The package does not know images or weights.
 * <p>
 * Begin with {@link io.github.convolvej.geometry.Window}, which has the formulas
 * for one axis, and {@link io.github.convolvej.geometry.Padding}, the rule that
 * becomes a window when the size of the image is known.
 */
package io.github.convolvej.geometry;
