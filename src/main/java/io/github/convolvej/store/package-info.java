/**
 * Reads and writes images in files block by block, so that a volume does not
 * have to fit into memory. The package contains the two interfaces for
 * streaming, {@link io.github.convolvej.store.BlockSource} and {@link
 * io.github.convolvej.store.BlockSink}, the metadata of an image ({@link
 * io.github.convolvej.store.ImageDescription}), a source that is computed, and
 * files that appear under their name only when they are complete ({@link
 * io.github.convolvej.store.NewFile}). The packages below it hold the file
 * formats, {@code batch} processes the blocks; this package does not know {@code
 * ImagePlus}. Begin with {@code BlockSource}.
 */
package io.github.convolvej.store;
