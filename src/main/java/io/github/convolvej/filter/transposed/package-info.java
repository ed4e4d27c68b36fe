/**
 * Transposed convolution and unpooling: operations whose result has more samples than the image.
 * <p>
 * They gather: each sample of the result collects what reaches it, so that tiles and threads do not change a
 * bit. Begin with {@link io.github.convolvej.filter.transposed.TransposedConvolution}.
 */
package io.github.convolvej.filter.transposed;
