package io.github.convolvej.store.tiff;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a TIFF and requests one plane after the other. A file that would be
 * larger than 4 GB becomes a BigTIFF. With deflate, every plane is a directory
 * followed by its strips. Without compression, planes lie one after the other,
 * as ImageJ needs them.
 */
public final class TiffWriter {

	static final int CHUNK = 1 << 14;
	/** Number of bytes of samples in a compressed strip. */
	private static final int STRIP_BYTES = 4 << 20;

	private final TiffContent content;
	private final boolean deflate;
	private final boolean big;

	/**
	 * @param content the content to write
	 * @param deflate whether to compress samples
	 */
	public TiffWriter(final TiffContent content, final boolean deflate) {
		this(content, deflate, TiffHeader.MAX_CLASSIC);
	}

	/** A writer with another size limit for files that are not BigTIFFs. */
	TiffWriter(final TiffContent content, final boolean deflate, final long maxClassic) {
		this.content = content;
		this.deflate = deflate;
		final long raw = new TiffHeader(content, false).bytes();
		// data that cannot be compressed becomes slightly longer, and each plane has a directory
		final long most = deflate ? raw + raw / 1000 + 1024L * content.planes + 1024L * (content.planeBytes() / STRIP_BYTES +
			1) * content.planes : raw;
		big = most > maxClassic;
	}

	/** @return whether it is a BigTIFF */
	public boolean isBig() {
		return big;
	}

	/**
	 * @param planes returns each plane, from 0: an array of the type in {@link
	 *          TiffContent.Samples}
	 * @param out the stream to write to; it is not closed
	 * @throws IOException if it cannot be written
	 */
	public void write(final IntFunction<Object> planes, final OutputStream out) throws IOException {
		if (deflate) writeDeflated(planes, out);
		else writePlain(planes, out);
	}

	private void writePlain(final IntFunction<Object> planes, final OutputStream out) throws IOException {
		final TiffHeader header = new TiffHeader(content, big);
		out.write(header.before());
		final int pixels = content.width * content.height;
		for (int n = 0; n < content.planes; n++)
			write(planes.apply(n), 0, pixels, out);
		out.write(new byte[header.padding()]);
		for (int n = 1; n < content.planes; n++)
			out.write(header.after(n));
	}

	private void writeDeflated(final IntFunction<Object> planes, final OutputStream out) throws IOException {
		final ByteBuffer start = ByteBuffer.allocate(TiffHeader.headerBytes(big));
		TiffHeader.putHeader(start, big);
		out.write(start.array());
		final int rows = (int) Math.max(1, Math.min(content.height, STRIP_BYTES / Math.max(1, (long) content.width *
			content.samples.bytes())));
		long position = start.capacity();
		for (int n = 0; n < content.planes; n++)
			position = writeDeflated(n, planes.apply(n), rows, position, out);
	}

	/** Writes a directory and its strips, and returns the offset of the next one. */
	private long writeDeflated(final int n, final Object plane, final int rows, final long position,
		final OutputStream out) throws IOException
	{
		final List<byte[]> strips = new ArrayList<>();
		for (int y = 0; y < content.height; y += rows)
			strips.add(deflated(plane, y * content.width, Math.min(rows, content.height - y) * content.width));
		final long[] counts = strips.stream().mapToLong(strip -> strip.length).toArray();
		final long data = position + TiffHeader.directoryBytes(tags(n, rows, counts, counts), big);
		final long[] offsets = new long[counts.length];
		long next = data + TiffHeader.dataBytes(tags(n, rows, offsets, counts), big);
		for (int i = 0; i < offsets.length; i++) {
			offsets[i] = next;
			next += TiffHeader.even(counts[i]);
		}
		final List<TiffTag> tags = tags(n, rows, offsets, counts);
		final ByteBuffer directory = ByteBuffer.allocate(Math.toIntExact(offsets[0] - position));
		TiffHeader.putDirectory(directory, tags, big, data, n + 1 < content.planes ? next : 0);
		TiffHeader.putData(directory, tags, big);
		out.write(directory.array());
		for (final byte[] strip : strips) {
			out.write(strip);
			out.write(new byte[strip.length % 2]);
		}
		return next;
	}

	private List<TiffTag> tags(final int n, final int rows, final long[] offsets, final long[] counts) {
		final List<TiffTag> tags = new ArrayList<>(content.tagsBeforeStrips(true));
		// the description belongs to the file, so one copy is enough
		if (n > 0) tags.removeIf(tag -> tag.id() == TiffTags.IMAGE_DESCRIPTION);
		tags.addAll(TiffHeader.strips(content, big, rows, offsets, counts));
		tags.addAll(content.tagsAfterStrips(n == 0));
		return tags;
	}

	private byte[] deflated(final Object plane, final int from, final int count) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		final Deflater deflater = new Deflater();
		try (OutputStream out = new DeflaterOutputStream(bytes, deflater, CHUNK)) {
			write(plane, from, count, out);
		}
		finally {
			deflater.end();
		}
		return bytes.toByteArray();
	}

	private static void write(final Object pixels, final int from, final int count, final OutputStream out)
		throws IOException
	{
		if (pixels instanceof byte[]) {
			out.write((byte[]) pixels, from, count);
			return;
		}
		final ByteBuffer chunk = ByteBuffer.allocate(4 * CHUNK);
		for (int i = from; i < from + count; i += CHUNK) {
			final int n = Math.min(CHUNK, from + count - i);
			out.write(chunk.array(), 0, put(pixels, i, n, chunk));
		}
	}

	/** Copies some pixels to the beginning of a buffer, and returns their number of bytes. */
	static int put(final Object pixels, final int from, final int n, final ByteBuffer chunk) {
		chunk.clear();
		if (pixels instanceof short[]) {
			chunk.asShortBuffer().put((short[]) pixels, from, n);
			return 2 * n;
		}
		if (pixels instanceof float[]) {
			chunk.asFloatBuffer().put((float[]) pixels, from, n);
			return 4 * n;
		}
		final int[] rgb = (int[]) pixels;
		for (int i = from; i < from + n; i++)
			chunk.put((byte) (rgb[i] >> 16)).put((byte) (rgb[i] >> 8)).put((byte) rgb[i]);
		return 3 * n;
	}
}
