/**
 * Zarr arrays and OME-Zarr images, formats 2 and 3, in folders and read-only by
 * HTTP. {@link io.github.convolvej.store.zarr.ZarrImages} opens a container as a
 * {@link io.github.convolvej.store.BlockSource}; {@link
 * io.github.convolvej.store.zarr.ZarrWriter} makes one and gives a {@link
 * io.github.convolvej.store.BlockSink} for each level of its pyramid. Below them:
 * {@code ArrayMetadata} is what the metadata of an array says, {@code CodecChain}
 * is what is done to the bytes of a chunk, {@code OmeMetadata} knows axes and
 * scales, {@code KeyStore} is where the bytes are. Nothing here computes anything
 * with samples. Begin reading at {@code ZarrArray}.
 */
package io.github.convolvej.store.zarr;
