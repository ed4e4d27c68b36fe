/**
 * Operations on each sample by itself: activations, and normalisation by the moments of a channel.
 * <p>
 * The 1x1 convolution mixes channels and is in {@code filter.convolution}. Begin with
 * {@link io.github.convolvej.filter.pointwise.Activation}.
 */
package io.github.convolvej.filter.pointwise;
