/**
 * Operations that compute one value for each window: maximum, average, median
 * and others; neighbourhoods in discs, balls, boxes and ellipses; global,
 * adaptive and pyramid pooling.
 * <p>
 * The operations are public, their engines are not. Unpooling is in {@code
 * filter.transposed}. Begin with {@link
 * io.github.convolvej.filter.pooling.Pooling}.
 */
package io.github.convolvej.filter.pooling;
