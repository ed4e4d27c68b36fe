package io.github.convolvej.store.tiff;

import java.io.IOException;

/**
 * Decodes LZW of TIFF: codes of 9 to 12 bits, most significant bit first, whose
 * length grows one code early. Also decodes the old variant, least significant
 * bit first, whose length grows only when necessary. There is no checksum, but
 * damaged data does not end where the image ends.
 */
final class LzwDecoder extends BlockDecoder {

	private static final int CLEAR = 256;
	private static final int END = 257;
	private static final int FIRST = 258;
	private static final int MAX_BITS = 12;
	private static final int SIZE = 1 << MAX_BITS;
	private static final String DAMAGED = "its LZW data is damaged: ";

	private final byte[] data;
	private final boolean old;
	private long bit;
	private int bits = 9;
	private int next = FIRST;
	private int before = -1;
	private boolean ended;

	/** For each code: the code without its last byte, that byte, the first byte, and the length. */
	private final short[] prefix = new short[SIZE];
	private final byte[] last = new byte[SIZE];
	private final byte[] first = new byte[SIZE];
	private final int[] length = new int[SIZE];

	/** Bytes of the last decoded code that have not been read yet. */
	private final byte[] pending = new byte[SIZE];
	private int pendingFrom;
	private int pendingTo;

	LzwDecoder(final byte[] data) {
		this.data = data;
		old = data.length > 1 && data[0] == 0 && (data[1] & 1) == 1;
		for (int i = 0; i < 256; i++) {
			last[i] = (byte) i;
			first[i] = (byte) i;
			length[i] = 1;
		}
	}

	@Override
	void read(final byte[] target, final int bytes) throws IOException {
		int done = 0;
		while (done < bytes) {
			if (pendingFrom == pendingTo && !decode()) throw tooShort("LZW");
			final int n = Math.min(bytes - done, pendingTo - pendingFrom);
			System.arraycopy(pending, pendingFrom, target, done, n);
			pendingFrom += n;
			done += n;
		}
	}

	/** Decodes a code to pending bytes; returns false at the end. */
	private boolean decode() throws IOException {
		int code = code();
		while (code == CLEAR) {
			bits = 9;
			next = FIRST;
			before = -1;
			code = code();
		}
		if (code < 0 || code == END) {
			ended = true;
			return false;
		}
		if (before < 0) {
			if (code > 255) throw new IOException(DAMAGED + "code " + code + " comes first");
			put(code);
		}
		else if (code < next) {
			put(code);
			add(first[code]);
		}
		else if (code == next && next < SIZE) {
			add(first[before]);
			put(code);
		}
		else throw new IOException(DAMAGED + "code " + code + " has not been defined");
		before = code;
		return true;
	}

	private void add(final byte value) {
		// a full table stays unchanged until it is cleared
		if (next == SIZE) return;
		prefix[next] = (short) before;
		last[next] = value;
		first[next] = first[before];
		length[next] = length[before] + 1;
		next++;
		if (next == (1 << bits) - (old ? 0 : 1) && bits < MAX_BITS) bits++;
	}

	private void put(final int code) {
		final int n = length[code];
		int c = code;
		for (int i = n - 1; i >= 0; i--) {
			pending[i] = last[c];
			c = prefix[c];
		}
		pendingFrom = 0;
		pendingTo = n;
	}

	private int code() {
		if (bit + bits > 8L * data.length) return -1;
		int code = 0;
		int have = 0;
		while (have < bits) {
			final int in = (int) (bit & 7);
			final int n = Math.min(8 - in, bits - have);
			final int value = data[(int) (bit >> 3)] & 0xff;
			if (old) code |= (value >> in & (1 << n) - 1) << have;
			else code = code << n | value >> 8 - in - n & (1 << n) - 1;
			have += n;
			bit += n;
		}
		return code;
	}

	@Override
	void finish(final long rest) throws IOException {
		long more = pendingTo - pendingFrom;
		if (more > rest) throw new IOException(DAMAGED + "it has more bytes than the image");
		if (ended) return;
		while (decode()) {
			more += pendingTo - pendingFrom;
			if (more <= rest) continue;
			// without an end code, zeros fill the last bytes
			if (8L * data.length - bit < 16 && before == 0) return;
			throw new IOException(DAMAGED + "it has more bytes than the image");
		}
	}
}
