package io.github.convolvej.store.tiff;

import java.io.IOException;

/**
 * The decoded bytes of a strip or tile, in order. Damaged data is reported as
 * soon as it is read. The data after the last byte needed is checked too,
 * because many kinds of damage show only there.
 */
abstract class BlockDecoder {

	/**
	 * @param target receives the next bytes
	 * @param bytes number of bytes
	 * @throws IOException if the data is damaged or ends too early
	 */
	abstract void read(byte[] target, int bytes) throws IOException;

	/**
	 * Called when no more bytes are needed.
	 *
	 * @param rest number of bytes that may follow, which belong to rows below the
	 *          image
	 * @throws IOException if the data is damaged, or has more bytes
	 */
	abstract void finish(long rest) throws IOException;

	static IOException tooShort(final String kind) {
		return new IOException("its " + kind + " data ends before the last sample");
	}

	/** A decoder for bytes that have already been decoded. */
	static BlockDecoder of(final byte[] decoded, final String kind) {
		return new BlockDecoder() {

			private int next;

			@Override
			void read(final byte[] target, final int bytes) throws IOException {
				if (bytes > decoded.length - next) throw tooShort(kind);
				System.arraycopy(decoded, next, target, 0, bytes);
				next += bytes;
			}

			@Override
			void finish(final long rest) {
				// it was decoded as a whole, so the data after it was checked
			}
		};
	}
}
