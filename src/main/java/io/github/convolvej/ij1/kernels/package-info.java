/**
 * Kernels to be looked at and edited: pictures in colours, words, and a grid of cells.
 * <p>
 * Begin with {@link io.github.convolvej.ij1.kernels.KernelPicture}.
 */
package io.github.convolvej.ij1.kernels;
