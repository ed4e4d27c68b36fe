package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes the four encodings of black and white images of ITU-T T.4 and T.6:
 * rows of runs that begin at whole bytes (TIFF's compression 2), Group 3 with
 * one or two dimensions (3), and Group 4 (4). A row is stored as the positions
 * at which the colour changes, beginning with the first black sample.
 */
final class FaxDecoder extends BlockDecoder {

	private static final int GROUP_3_TWO_DIMENSIONS = 1;
	private static final int UNCOMPRESSED = 2;
	private static final int EOL_BITS = 12;

	private final byte[] data;
	private final int compression;
	private final int options;
	private final int width;
	private long bit;
	private int[] reference;
	private int[] changes;
	private int count;
	private int above;

	/**
	 * @param data bits, most significant first
	 * @param compression 2, 3 or 4
	 * @param options T4Options or T6Options
	 * @param width samples of a row
	 * @throws IOException if the options allow parts that are not compressed
	 */
	FaxDecoder(final byte[] data, final int compression, final int options, final int width) throws IOException {
		if ((options & UNCOMPRESSED) != 0) throw new IOException(
			"its fax data may have parts in the uncompressed mode of T.4, which are not read");
		this.data = data;
		this.compression = compression;
		this.options = options;
		this.width = width;
		changes = new int[width + 4];
		reference = new int[width + 4];
		Arrays.fill(reference, width);
	}

	@Override
	void read(final byte[] target, final int bytes) throws IOException {
		count = 0;
		if (compression == 2) {
			bit = bit + 7 & ~7L;
			readRuns();
		}
		else if (compression == 4) readTwoDimensional();
		else {
			skipEndOfLine();
			final boolean two = (options & GROUP_3_TWO_DIMENSIONS) != 0;
			if (two && bits(1) == 0) readTwoDimensional();
			else readRuns();
		}
		Arrays.fill(changes, count, changes.length, width);
		fill(target, bytes);
		final int[] row = changes;
		changes = reference;
		reference = row;
	}

	private void fill(final byte[] target, final int bytes) {
		Arrays.fill(target, 0, bytes, (byte) 0);
		for (int i = 0; i < count; i += 2)
			for (int x = changes[i]; x < changes[i + 1]; x++)
				target[x >> 3] |= 0x80 >> (x & 7);
	}

	/** Skips the end of line that may precede a row of Group 3, possibly with zeros before it. */
	private void skipEndOfLine() throws IOException {
		long end = bit;
		while (peek(end, EOL_BITS) == 0 && end < 8L * data.length)
			end++;
		if (peek(end, EOL_BITS) == 1) bit = end + EOL_BITS;
		else if ((options & GROUP_3_TWO_DIMENSIONS) != 0) throw damaged("no end of line");
	}

	private void readRuns() throws IOException {
		int x = 0;
		boolean black = false;
		while (x < width) {
			x += run(black);
			if (x > width) throw damaged("a row is longer than the image");
			change(x);
			black = !black;
		}
	}

	/** Stores a position at which the colour changes; a second change at the same position cancels the first. */
	private void change(final int x) throws IOException {
		if (count == changes.length - 2) throw damaged("a row has too many runs");
		changes[count++] = x;
	}

	private int run(final boolean black) throws IOException {
		int sum = 0;
		while (true) {
			final int entry = (black ? FaxCodes.BLACK : FaxCodes.WHITE)[peek(bit, FaxCodes.MAX_BITS)];
			if (entry < 0) throw damaged("no run has such a code");
			skip(entry & 15);
			sum += entry >> 4;
			if (entry >> 4 < 64) return sum;
			if (sum > width) throw damaged("a run is longer than the image");
		}
	}

	private void readTwoDimensional() throws IOException {
		int a0 = 0;
		boolean black = false;
		above = 0;
		while (a0 < width) {
			final int b1 = find(a0, black, count == 0 && a0 == 0);
			final int code = peek(bit, 7);
			if (code >> 4 == 1) {
				skip(3);
				final int a1 = a0 + run(black);
				a0 = a1 + run(!black);
				if (a0 > width) throw damaged("a run is longer than the image");
				change(a1);
				change(a0);
			}
			else if (code >> 3 == 1) {
				skip(4);
				a0 = b1 >= width ? width : reference[above + 1];
			}
			else {
				a0 = vertical(code, b1, a0);
				change(a0);
				black = !black;
			}
		}
	}

	private int vertical(final int code, final int b1, final int a0) throws IOException {
		final int x;
		if (code >> 6 == 1) x = take(b1, 1);
		else if (code >> 4 == 3) x = take(b1 + 1, 3);
		else if (code >> 4 == 2) x = take(b1 - 1, 3);
		else if (code >> 1 == 3) x = take(b1 + 2, 6);
		else if (code >> 1 == 2) x = take(b1 - 2, 6);
		else if (code == 3) x = take(b1 + 3, 7);
		else if (code == 2) x = take(b1 - 3, 7);
		else throw damaged("no change has such a code");
		if (x < a0 || x > width) throw damaged("a change lies outside of the row");
		return x;
	}

	private int take(final int x, final int bits) throws IOException {
		skip(bits);
		return x;
	}

	/** Finds the first change of the row above to the other colour to the right of a position. */
	private int find(final int a0, final boolean black, final boolean start) {
		int i = above & ~1 | (black ? 1 : 0);
		while (i >= 2 && reference[i - 2] > a0)
			i -= 2;
		while (reference[i] < width && !start && reference[i] <= a0)
			i += 2;
		above = i;
		return reference[i];
	}

	private int peek(final long from, final int bits) {
		final int at = (int) (from >> 3);
		final int three = at(at) << 16 | at(at + 1) << 8 | at(at + 2);
		return three >> 24 - (int) (from & 7) - bits & (1 << bits) - 1;
	}

	private int at(final int index) {
		return index < data.length ? data[index] & 0xff : 0;
	}

	private int bits(final int bits) throws IOException {
		final int value = peek(bit, bits);
		skip(bits);
		return value;
	}

	private void skip(final int bits) throws IOException {
		bit += bits;
		if (bit > 8L * data.length) throw tooShort("fax");
	}

	private static IOException damaged(final String how) {
		return new IOException("its fax data is damaged: " + how);
	}

	@Override
	void finish(final long rest) throws IOException {
		// rows below the image, and the codes for the end of the block, are ignored unless many bits remain
		final long left = 8L * data.length - bit;
		if (rest == 0 && compression == 4 && left > 256) throw damaged("it has more rows than the image");
	}
}
