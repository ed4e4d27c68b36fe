/**
 * One value for each window: maximum, average, median and others; global, adaptive and pyramid pooling.
 * <p>
 * The operations are public, their engines are not. Unpooling, the way back, is in
 * {@code filter.transposed}. Begin with {@link io.github.convolvej.filter.pooling.Pooling}.
 */
package io.github.convolvej.filter.pooling;
