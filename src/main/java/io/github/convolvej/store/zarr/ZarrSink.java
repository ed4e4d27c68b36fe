package io.github.convolvej.store.zarr;

import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.Boxes;
import io.github.convolvej.store.ImageDescription;

import java.io.IOException;
import java.util.Arrays;

/** An array of a Zarr container that is being written; each unit is a file. */
final class ZarrSink implements BlockSink {

	/** Files of a container. */
	interface Files {

		void write(String key, byte[] content) throws IOException;

		boolean exists(String key);

		/** The location of an array, for messages. */
		String location(String node);
	}

	/** Null for planning. */
	private final Files files;
	private final String node;
	private final ArrayMetadata metadata;
	private final ImageDescription description;

	ZarrSink(final Files files, final String node, final ArrayMetadata metadata, final ImageDescription description) {
		this.files = files;
		this.node = node;
		this.metadata = metadata;
		this.description = description;
	}

	@Override
	public ImageDescription description() {
		return description;
	}

	@Override
	public int[] unit() {
		return Shapes.reversed(metadata.chunk());
	}

	@Override
	public void write(final long[] min, final int[] size, final Object samples) throws IOException {
		files.write(key(min), encoded(min, size, samples));
	}

	@Override
	public long storedBytes(final long[] min, final int[] size, final Object samples) throws IOException {
		return encoded(min, size, samples).length;
	}

	private byte[] encoded(final long[] min, final int[] size, final Object samples) throws IOException {
		Boxes.checkUnit(this, min, size);
		final int[] unit = unit();
		Object whole = samples;
		if (!Arrays.equals(size, unit)) {
			// chunks contain zeros beyond the end of the image
			whole = metadata.type().newArray(Boxes.samples(unit));
			final int[] zero = new int[size.length];
			Boxes.copy(samples, size, zero, whole, unit, zero, size);
		}
		return metadata.codecs().encode(whole, metadata.chunk());
	}

	private String key(final long[] min) {
		final int[] unit = unit();
		final long[] cell = new long[min.length];
		for (int d = 0; d < cell.length; d++)
			cell[d] = min[d] / unit[d];
		return KeyStore.join(node, metadata.key(Shapes.reversed(cell)));
	}

	@Override
	public boolean isDone(final long[] min) {
		return files.exists(key(min));
	}

	@Override
	public void finish() {
		// each unit is complete, and the metadata were written first
	}

	@Override
	public String location() {
		return files == null ? node : files.location(node);
	}
}
