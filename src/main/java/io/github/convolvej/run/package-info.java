/**
 * Runs filters over ImgLib2 images. Tiles, threads, progress, cancellation, borders and
 * sample types meet here and nowhere else; no result depends on tiles or threads. What
 * a filter computes is in {@code filter}; ImageJ's images are in {@code ij1}.
 * <p>
 * Begin with {@link io.github.convolvej.run.Filters}: {@code apply} gives a result in
 * memory, {@code process} fills an image that is there.
 */
package io.github.convolvej.run;
