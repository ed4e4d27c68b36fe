/**
 * Weighted sums of windows: dense, separable, dilated, grouped and depthwise convolution, smoothing and edges.
 * <p>
 * The operations are public, their engines are not: the direct sum over lines, low rank, and the Fourier
 * transform; {@code EngineChoice} estimates the work of each. Transposed and deformable convolution are
 * families of their own. Begin with {@link io.github.convolvej.filter.convolution.Convolution}.
 */
package io.github.convolvej.filter.convolution;
