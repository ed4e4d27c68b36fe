/**
 * The windows that explain how a pixel of a result came about.
 * <p>
 * The explanation itself is computed in {@code explain}; here it is drawn and written. Begin with
 * {@link io.github.convolvej.ij1.explanation.PixelExplanation}.
 */
package io.github.convolvej.ij1.explanation;
