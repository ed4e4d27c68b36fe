/**
 * Weighted sums of windows: dense, separable, dilated, grouped and depthwise convolution, smoothing and edges.
 * <p>
 * The operations are public; the engines that compute them are not. Engines are the direct sum over lines, low
 * rank, the Fourier transform and Winograd's algorithm; {@code EngineChoice} estimates the work of each.
 * Transposed and deformable convolution have packages of their own. Begin with
 * {@link io.github.convolvej.filter.convolution.Convolution}.
 */
package io.github.convolvej.filter.convolution;
