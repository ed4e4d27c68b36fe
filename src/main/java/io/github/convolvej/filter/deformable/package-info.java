/**
 * Deformable convolution: every tap of every output sample has its own offset, read from a second image.
 * <p>
 * Begin with {@link io.github.convolvej.filter.deformable.DeformableConvolution}.
 */
package io.github.convolvej.filter.deformable;
