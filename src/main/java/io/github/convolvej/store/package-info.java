/**
 * Images in files, read and written block by block, so that no volume has to fit
 * into memory. Here are the two interfaces that everything streams through,
 * {@link io.github.convolvej.store.BlockSource} and
 * {@link io.github.convolvej.store.BlockSink}, what they say of an image
 * ({@link io.github.convolvej.store.ImageDescription}), a source that is computed,
 * and files that appear under their name only when they are complete
 * ({@link io.github.convolvej.store.NewFile}). The formats live in packages of
 * their own below this one, what is done with the blocks in {@code batch}; nothing
 * here knows of {@code ImagePlus}. Begin reading at {@code BlockSource}.
 */
package io.github.convolvej.store;
