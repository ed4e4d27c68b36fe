package io.github.convolvej.cli;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.job.FilterJob;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

import ij.ImagePlus;
import ij.ImageStack;

/** Writes an image as an ImageJ TIFF, asking for one plane after the other. */
final class TiffWriter {

	private static final int CHUNK = 1 << 14;

	/** More than the directory and the label of a plane take. */
	private static final long BYTES_BESIDES_PLANE = 1024;

	private TiffWriter() {}

	/**
	 * @param job a filter about to be applied
	 * @return bytes of the pixels of its result in a file
	 */
	static long pixelBytes(final FilterJob job) {
		// an RGB pixel has four bytes in memory, three in the file
		return job.sampleType().equals("RGB") ? job.bytes() / 4 * 3 : job.bytes();
	}

	/**
	 * Says so before any work if the result will not fit a TIFF.
	 *
	 * @param job a filter about to be applied
	 * @throws IllegalArgumentException if it is too large
	 */
	static void checkSize(final FilterJob job) {
		final long planes = (long) job.channels() * job.slices() * job.frames();
		final long bytes = pixelBytes(job) + planes * BYTES_BESIDES_PLANE;
		if (bytes > TiffHeader.MAX_BYTES) throw tooLarge(bytes);
	}

	private static IllegalArgumentException tooLarge(final long bytes) {
		return new IllegalArgumentException("The result needs " + NumberText.bytes(bytes) + ", but a TIFF has at most " + NumberText.bytes(
			TiffHeader.MAX_BYTES) + ": filter parts of the image, use a larger stride, or output=same if that is smaller");
	}

	/**
	 * @param image the image; planes of virtual stacks are asked for once, in order
	 * @param out where it is written; not closed
	 * @throws IOException if it cannot be written
	 * @throws IllegalArgumentException if it is too large for a TIFF
	 */
	static void write(final ImagePlus image, final OutputStream out) throws IOException {
		final TiffHeader header = new TiffHeader(image);
		if (header.bytes() > TiffHeader.MAX_BYTES) throw tooLarge(header.bytes());
		out.write(header.before());
		final ImageStack stack = image.getStack();
		for (int n = 1; n <= stack.getSize(); n++)
			write(stack.getPixels(n), out);
		out.write(header.after());
	}

	private static void write(final Object pixels, final OutputStream out) throws IOException {
		if (pixels instanceof byte[]) {
			out.write((byte[]) pixels);
			return;
		}
		final int length = java.lang.reflect.Array.getLength(pixels);
		final ByteBuffer chunk = ByteBuffer.allocate(4 * CHUNK);
		for (int i = 0; i < length; i += CHUNK) {
			final int n = Math.min(CHUNK, length - i);
			out.write(chunk.array(), 0, put(pixels, i, n, chunk));
		}
	}

	/** Puts some pixels to the beginning of a buffer, and tells how many bytes they take. */
	private static int put(final Object pixels, final int from, final int n, final ByteBuffer chunk) {
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
