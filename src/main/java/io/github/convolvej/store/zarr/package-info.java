/**
 * Reads and writes Zarr arrays and OME-Zarr images of formats 2 and 3, in
 * folders, and read-only by HTTP. {@link
 * io.github.convolvej.store.zarr.ZarrImages} opens a container as a {@link
 * io.github.convolvej.store.BlockSource}. {@link
 * io.github.convolvej.store.zarr.ZarrWriter} creates one, with a {@link
 * io.github.convolvej.store.BlockSink} for each level of its pyramid. {@code
 * ArrayMetadata} holds the metadata of an array, {@code CodecChain} encodes the
 * bytes of a chunk, {@code OmeMetadata} holds axes and scales, {@code KeyStore}
 * stores the bytes. The package does not compute with samples. Begin with {@code
 * ZarrArray}.
 */
package io.github.convolvej.store.zarr;
