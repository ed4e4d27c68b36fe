package io.github.convolvej.store.tiff;

import java.io.IOException;

/** Decodes PackBits: runs of equal bytes, and unchanged bytes. */
final class PackBitsDecoder extends BlockDecoder {

	private static final int NOTHING = -128;

	private final byte[] data;
	private int next;
	private int literal;
	private int repeat;
	private byte value;

	PackBitsDecoder(final byte[] data) {
		this.data = data;
	}

	@Override
	void read(final byte[] target, final int bytes) throws IOException {
		int done = 0;
		while (done < bytes) {
			if (literal == 0 && repeat == 0 && !nextRun()) throw tooShort("PackBits");
			final int n = Math.min(bytes - done, literal + repeat);
			if (literal > 0) {
				System.arraycopy(data, next, target, done, n);
				next += n;
				literal -= n;
			}
			else {
				java.util.Arrays.fill(target, done, done + n, value);
				repeat -= n;
			}
			done += n;
		}
	}

	private boolean nextRun() throws IOException {
		while (next < data.length) {
			final int n = data[next++];
			if (n == NOTHING) continue;
			if (n >= 0) {
				literal = n + 1;
				if (literal > data.length - next) throw tooShort("PackBits");
			}
			else {
				repeat = 1 - n;
				if (next == data.length) throw tooShort("PackBits");
				value = data[next++];
			}
			return true;
		}
		return false;
	}

	@Override
	void finish(final long rest) throws IOException {
		long more = literal + repeat;
		next += literal;
		literal = 0;
		// a single byte may be added to get an even number
		while (data.length - next > 1 && more <= rest) {
			repeat = 0;
			if (!nextRun()) break;
			more += literal + repeat;
			next += literal;
			literal = 0;
		}
		if (more > rest) throw new IOException("its PackBits data has more bytes than the image: it is damaged");
	}
}
