/**
 * Fourier transforms over whole lines, and the grid of boxes that they work on.
 * <p>
 * The boxes of the grid lie at fixed places in the result, so its bits do not depend on the part that is
 * computed. The engine that uses these classes is in {@code filter.convolution}. Begin with {@link
 * io.github.convolvej.filter.fourier.FourierTile}.
 */
package io.github.convolvej.filter.fourier;
