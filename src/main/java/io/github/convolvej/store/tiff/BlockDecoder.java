package io.github.convolvej.store.tiff;

import java.io.IOException;

/**
 * The decoded bytes of a strip or tile, in order. Damaged data is an error as soon
 * as it is met, and what comes after the last byte that is wanted is looked at
 * too: that is where many kinds of damage show.
 */
abstract class BlockDecoder {

	/**
	 * @param target where the next bytes are put
	 * @param bytes how many
	 * @throws IOException if the data is damaged or ends before
	 */
	abstract void read(byte[] target, int bytes) throws IOException;

	/**
	 * Called when no more bytes are wanted.
	 *
	 * @param rest bytes that may follow: those of rows below the image
	 * @throws IOException if the data is damaged, or has more
	 */
	abstract void finish(long rest) throws IOException;

	static IOException tooShort(final String kind) {
		return new IOException("its " + kind + " data ends before the last sample");
	}

	/** A decoder of bytes that are all there. */
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
				// it was decoded as a whole, so what comes after was seen
			}
		};
	}
}
