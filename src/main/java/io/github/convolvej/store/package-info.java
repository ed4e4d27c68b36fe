/**
 * Images in files, read and written block by block, so that no volume has to fit
 * into memory. Here are the two interfaces that everything streams through,
 * {@link io.github.convolvej.store.BlockSource} and
 * {@link io.github.convolvej.store.BlockSink}, what they say of an image
 * ({@link io.github.convolvej.store.ImageDescription}), and a source that is
 * computed. The formats live in packages of their own below this one; what is
 * done with the blocks lives in {@code batch}. Begin reading at {@code
 * BlockSource}.
 */
package io.github.convolvej.store;
