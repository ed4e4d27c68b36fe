/**
 * Recipes over images of any size: a {@link
 * io.github.convolvej.batch.StreamedRecipe} is one or several filters bound to a
 * {@link io.github.convolvej.store.BlockSource}, of whose result any box can be
 * computed; a {@link io.github.convolvej.batch.BatchRun} computes it box by box
 * into a {@link io.github.convolvej.store.BlockSink}, skips what is there, and can
 * do a part only. The samples are the same, bit for bit, as those of the filters
 * run one after another over whole images. No file formats here (they are in
 * {@code store}) and no loops over samples (they are in {@code filter}). Begin
 * reading at {@code StreamedRecipe}.
 */
package io.github.convolvej.batch;
