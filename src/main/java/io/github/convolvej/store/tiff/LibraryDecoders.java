package io.github.convolvej.store.tiff;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.tukaani.xz.XZInputStream;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdDecompressor;

/**
 * Decodes compressions by libraries: Zstandard (aircompressor) and LZMA in the
 * format of xz. The jar for the command line contains both. In ImageJ they may
 * be missing, which is reported.
 */
final class LibraryDecoders {

	/** Memory in KiB for the largest common dictionary. */
	private static final int XZ_MEMORY = 128 << 10;

	private LibraryDecoders() {}

	/**
	 * @param data the block
	 * @param bytes number of bytes, including those of rows below the image
	 * @return its bytes
	 * @throws IOException if it is damaged, or the library is missing
	 */
	static BlockDecoder zstd(final byte[] data, final int bytes) throws IOException {
		try {
			final long said = ZstdDecompressor.getDecompressedSize(data, 0, data.length);
			if (said > bytes) throw new IOException("its Zstandard data has " + said + " bytes, but the image only " + bytes);
			final byte[] decoded = new byte[bytes];
			final int n = new ZstdDecompressor().decompress(data, 0, data.length, decoded, 0, bytes);
			return BlockDecoder.of(n == bytes ? decoded : java.util.Arrays.copyOf(decoded, n), "Zstandard");
		}
		catch (final MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
			throw new IOException("its Zstandard data is damaged: " + e.getMessage(), e);
		}
		catch (final LinkageError e) {
			throw new IOException("its samples are compressed with Zstandard, which needs the library aircompressor: the jar " +
				"for the command line (-all.jar) has it", e);
		}
	}

	/**
	 * @param data the block
	 * @return its bytes, decoded as they are read
	 * @throws IOException if it is damaged, or the library is missing
	 */
	static BlockDecoder xz(final byte[] data) throws IOException {
		final InputStream in;
		try {
			in = new XZInputStream(new ByteArrayInputStream(data), XZ_MEMORY);
		}
		catch (final LinkageError e) {
			throw new IOException("its samples are compressed with LZMA, which needs the library xz: the jar for the command " +
				"line (-all.jar) has it", e);
		}
		catch (final IOException e) {
			throw damaged(e);
		}
		return new BlockDecoder() {

			@Override
			void read(final byte[] target, final int bytes) throws IOException {
				try {
					if (in.readNBytes(target, 0, bytes) < bytes) throw tooShort("LZMA");
				}
				catch (final IOException e) {
					throw damaged(e);
				}
			}

			@Override
			void finish(final long rest) throws IOException {
				try {
					final long more = in.skip(rest + 1);
					// the checksum follows the last byte
					if (more > rest || in.read() >= 0) throw new IOException("it has more bytes than the image");
				}
				catch (final IOException e) {
					throw damaged(e);
				}
			}
		};
	}

	private static IOException damaged(final IOException e) {
		final String message = String.valueOf(e.getMessage());
		return new IOException(message.startsWith("its ") ? message : "its LZMA data is damaged: " + (e
			.getMessage() == null ? e.getClass().getSimpleName() : message), e);
	}
}
