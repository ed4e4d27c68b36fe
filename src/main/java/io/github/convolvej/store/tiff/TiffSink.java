package io.github.convolvej.store.tiff;

import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.Boxes;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A TIFF without compression, or a BigTIFF, that is written block by block in any
 * order: where each sample lies is known from the beginning. The file has the same
 * bytes as one that {@link TiffWriter} writes. It is complete after {@link
 * #finish}; what an interrupted process has written cannot be continued.
 * Thread-safe.
 */
public final class TiffSink implements BlockSink {

	private static final int WIDTH = 512;
	private static final int HEIGHT = 128;
	private static final int DEPTH = 16;

	private final FileChannel file;
	private final TiffContent content;
	private final TiffHeader header;
	private final ImageDescription description;
	private final String location;
	private final Set<String> written = new HashSet<>();

	/**
	 * Writes the beginning of the file.
	 *
	 * @param file an empty file; it stays open
	 * @param content what it holds besides the samples; its planes are in the order
	 *          of channels, then z, then t
	 * @param description the image; axes x, y, and any of z, c, t
	 * @param location name of the file, for messages
	 * @throws IOException if it cannot be written
	 * @throws IllegalArgumentException if the samples are of another type than those
	 *           of the content
	 */
	public TiffSink(final FileChannel file, final TiffContent content, final ImageDescription description,
		final String location) throws IOException
	{
		if (!holds(content, description.type())) throw new IllegalArgumentException("samples of type " + description.type() +
			" are not those of a TIFF of " + content.samples);
		this.file = file;
		this.content = content;
		this.description = description;
		this.location = location;
		final boolean big = new TiffHeader(content, false).bytes() > TiffHeader.MAX_CLASSIC;
		header = new TiffHeader(content, big);
		write(ByteBuffer.wrap(header.before()), 0);
	}

	/**
	 * @param content what a file holds
	 * @param type a type of samples
	 * @return whether samples of that type are written as they are
	 */
	public static boolean holds(final TiffContent content, final SampleType type) {
		switch (content.samples) {
			case GRAY8:
				return type == SampleType.UINT8;
			case GRAY16:
				return type == SampleType.UINT16;
			case FLOAT32:
				return type == SampleType.FLOAT32;
			default:
				return false;
		}
	}

	@Override
	public ImageDescription description() {
		return description;
	}

	@Override
	public int[] unit() {
		final int[] unit = new int[description.numDimensions()];
		for (int d = 0; d < unit.length; d++) {
			final String axis = description.axes().get(d).name();
			final int most = axis.equals("x") ? WIDTH : axis.equals("y") ? HEIGHT : axis.equals("z") ? DEPTH : 1;
			unit[d] = (int) Math.min(most, description.dimensions()[d]);
		}
		return unit;
	}

	@Override
	public void write(final long[] min, final int[] size, final Object samples) throws IOException {
		Boxes.checkUnit(this, min, size);
		final int lines = Boxes.samples(size) / size[0];
		final ByteBuffer bytes = ByteBuffer.allocate(TiffWriter.CHUNK * 4);
		final long[] position = min.clone();
		for (int i = 0; i < lines; i++) {
			final int n = size[0];
			if (samples instanceof byte[]) write(ByteBuffer.wrap((byte[]) samples, i * n, n), place(position));
			else {
				final int count = TiffWriter.put(samples, i * n, n, bytes);
				write(ByteBuffer.wrap(bytes.array(), 0, count), place(position));
			}
			for (int d = 1; d < size.length && ++position[d] == min[d] + size[d]; d++)
				position[d] = min[d];
		}
		synchronized (written) {
			written.add(Arrays.toString(min));
		}
	}

	private long place(final long[] position) {
		final long plane = at(position, "c") + size("c") * (at(position, "z") + size("z") * at(position, "t"));
		return header.pixels((int) plane) + (at(position, "y") * content.width + at(position, "x")) * content.samples.bytes();
	}

	private long at(final long[] position, final String axis) {
		final int d = description.indexOf(axis);
		return d < 0 ? 0 : position[d];
	}

	private long size(final String axis) {
		final int d = description.indexOf(axis);
		return d < 0 ? 1 : description.dimensions()[d];
	}

	private void write(final ByteBuffer bytes, final long offset) throws IOException {
		for (long at = offset; bytes.hasRemaining();)
			at += file.write(bytes, at);
	}

	@Override
	public boolean isDone(final long[] min) {
		synchronized (written) {
			return written.contains(Arrays.toString(min));
		}
	}

	@Override
	public void finish() throws IOException {
		long at = header.pixels(content.planes);
		write(ByteBuffer.allocate(header.padding()), at);
		at += header.padding();
		for (int n = 1; n < content.planes; n++) {
			final byte[] directory = header.after(n);
			write(ByteBuffer.wrap(directory), at);
			at += directory.length;
		}
	}

	@Override
	public String location() {
		return location;
	}
}
