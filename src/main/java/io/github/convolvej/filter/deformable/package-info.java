/**
 * Deformable convolution: every tap of every sample has an offset of its own, from a second image.
 * <p>
 * Begin with {@link io.github.convolvej.filter.deformable.DeformableConvolution}.
 */
package io.github.convolvej.filter.deformable;
