/**
 * ImageJ's images as sources of samples, without copying where possible.
 * <p>
 * What is wanted of an image (planes, a region), and images that name kernels. Nothing here filters. Begin
 * with {@link io.github.convolvej.ij1.image.ImageInput}.
 */
package io.github.convolvej.ij1.image;
