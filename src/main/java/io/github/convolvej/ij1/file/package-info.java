/**
 * Image files in ImageJ's world: a file becomes an {@code ImagePlus}
 * ({@link io.github.convolvej.ij1.file.ImageFile}), and an {@code ImagePlus} what
 * is written to a TIFF ({@link io.github.convolvej.ij1.file.TiffContents}). How
 * bytes become samples is not known here: TIFFs and Zarr are decoded by
 * {@code store}, other formats by ImageJ or Java. Uses nothing else of
 * {@code ij1}.
 */
package io.github.convolvej.ij1.file;
