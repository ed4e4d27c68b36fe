/**
 * Runs recipes on images of any size. A {@link
 * io.github.convolvej.batch.StreamedRecipe} is one or several filters bound to a
 * {@link io.github.convolvej.store.BlockSource}; any box of its result can be
 * computed. A {@link io.github.convolvej.batch.BatchRun} computes it box by box
 * into a {@link io.github.convolvej.store.BlockSink}, skips existing units, and
 * can compute a part only. The samples are the same, bit for bit, as those of
 * the filters run one after another on whole images. File formats are in {@code
 * store}, loops over samples in {@code filter}. Begin with {@code
 * StreamedRecipe}.
 */
package io.github.convolvej.batch;
