/**
 * ImageJ's images as sources of samples, without copying if possible.
 * <p>
 * The package selects parts of an image (planes, a region), and finds images and kernels by name. It does not
 * filter. Begin with {@link io.github.convolvej.ij1.image.ImageInput}.
 */
package io.github.convolvej.ij1.image;
