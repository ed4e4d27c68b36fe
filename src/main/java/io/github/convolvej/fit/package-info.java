/**
 * Kernels that are learned from images: the weights that turn an image into
 * another one with the smallest mean squared error. Sums are taken tile by tile
 * in double precision, and solved once. Nothing here knows of files or windows.
 * Begin with {@link io.github.convolvej.fit.KernelSums}.
 */
package io.github.convolvej.fit;
