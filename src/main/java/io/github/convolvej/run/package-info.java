/**
 * Runs filters on ImgLib2 images. Only this package deals with tiles, threads,
 * progress, cancellation, borders and sample types together; no result depends
 * on tiles or threads. {@code filter} holds what filters compute; {@code ij1}
 * holds ImageJ's images.
 * <p>
 * Begin with {@link io.github.convolvej.run.Filters}: {@code apply} creates an
 * image for the result, {@code process} fills a given image.
 */
package io.github.convolvej.run;
