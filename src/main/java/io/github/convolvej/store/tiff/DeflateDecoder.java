package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decodes deflate in zlib's format and verifies the checksum. */
final class DeflateDecoder extends BlockDecoder {

	private static final String KIND = "deflate";
	/** Largest number of bytes after the block that are read to reach the checksum. */
	private static final int MAX_REST = 1 << 20;

	private final Inflater inflater = new Inflater();

	DeflateDecoder(final byte[] data) {
		inflater.setInput(data);
	}

	@Override
	void read(final byte[] target, final int bytes) throws IOException {
		int done = 0;
		while (done < bytes) {
			final int n = inflate(target, done, bytes - done);
			if (n == 0) throw tooShort(KIND);
			done += n;
		}
	}

	private int inflate(final byte[] target, final int from, final int bytes) throws IOException {
		try {
			return inflater.inflate(target, from, bytes);
		}
		catch (final DataFormatException e) {
			inflater.end();
			throw new IOException("its deflate data is damaged: " + (e.getMessage() == null ? "not in the format" : e
				.getMessage()), e);
		}
	}

	@Override
	void finish(final long rest) throws IOException {
		final byte[] dropped = new byte[1 << 12];
		long n = 0;
		while (!inflater.finished() && n <= rest + MAX_REST) {
			final int more = inflate(dropped, 0, dropped.length);
			if (more == 0 && !inflater.finished()) throw new IOException("its deflate data ends before its checksum");
			n += more;
		}
		inflater.end();
		if (n > rest + MAX_REST) throw new IOException("its deflate data has more bytes than the image");
	}
}
