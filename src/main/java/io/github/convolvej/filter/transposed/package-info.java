/**
 * Transposed convolution and unpooling: operations whose result has more samples than the image.
 * <p>
 * Each sample of the result collects its contributions (gathering), so that tiles and threads do not change a
 * bit. Begin with {@link io.github.convolvej.filter.transposed.TransposedConvolution}.
 */
package io.github.convolvej.filter.transposed;
