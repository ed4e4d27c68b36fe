/**
 * Fourier transforms over whole lines, and the grid of boxes that they work on.
 * <p>
 * A box of the grid lies at a fixed place in the result, so that no bit depends on which part was asked for.
 * The engine that uses them is in {@code filter.convolution}. Begin with
 * {@link io.github.convolvej.filter.fourier.FourierTile}.
 */
package io.github.convolvej.filter.fourier;
