/**
 * Operations on each sample separately: activations, and normalisation by the moments of a channel.
 * <p>
 * The 1x1 convolution, which mixes channels, is in {@code filter.convolution}. Begin with {@link
 * io.github.convolvej.filter.pointwise.Activation}.
 */
package io.github.convolvej.filter.pointwise;
