/**
 * Operations that move samples between space and channels, without arithmetic.
 * <p>
 * Pixel shuffle, its inverse, and channel shuffle. Begin with {@link
 * io.github.convolvej.filter.rearrangement.PixelShuffle}.
 */
package io.github.convolvej.filter.rearrangement;
