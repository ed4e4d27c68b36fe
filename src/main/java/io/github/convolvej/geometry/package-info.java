/**
 * The arithmetic of windows: how large a result is, which input samples a window
 * covers, where output samples sit, receptive fields, and counts of weights and
 * multiplications. Every formula for a size or a position is here, once. There are no
 * images and no weights here.
 * <p>
 * Begin with {@link io.github.convolvej.geometry.Window}, which has the formulas of one
 * axis, and {@link io.github.convolvej.geometry.Padding}, the rule that becomes a window
 * when the size of the image is known.
 */
package io.github.convolvej.geometry;
