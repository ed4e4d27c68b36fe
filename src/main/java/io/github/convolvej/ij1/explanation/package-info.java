/**
 * Windows that explain a pixel of a result.
 * <p>
 * {@code explain} computes the explanation; this package draws and prints it. Begin with {@link
 * io.github.convolvej.ij1.explanation.PixelExplanation}.
 */
package io.github.convolvej.ij1.explanation;
