package io.github.convolvej.store.zarr;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

import com.google.gson.JsonObject;

/** Deflate in the format of gzip or zlib. */
final class GzipCodec implements BytesCodec {

	static final int DEFAULT_LEVEL = 5;

	private final boolean gzip;
	private final int level;

	/**
	 * @param gzip true for the format of gzip, false for that of zlib
	 * @param level 0 to 9, for writing
	 */
	GzipCodec(final boolean gzip, final int level) {
		this.gzip = gzip;
		this.level = level < 0 || level > 9 ? DEFAULT_LEVEL : level;
	}

	@Override
	public byte[] decode(final byte[] bytes, final int size) throws IOException {
		try (InputStream in = gzip ? new GZIPInputStream(new ByteArrayInputStream(bytes)) : new InflaterInputStream(
			new ByteArrayInputStream(bytes)))
		{
			return readAll(in, size, name());
		}
		catch (final EOFException e) {
			throw new IOException("the " + name() + " data end too early", e);
		}
	}

	/**
	 * Reads a stream with an expected number of bytes, or any number if size is
	 * -1.
	 */
	static byte[] readAll(final InputStream in, final int size, final String name) throws IOException {
		if (size < 0) return in.readAllBytes();
		final byte[] out = new byte[size];
		final int n = in.readNBytes(out, 0, size);
		if (n < size) throw new IOException("the " + name + " data hold " + n + " bytes instead of " + size);
		if (in.read() >= 0) throw new IOException("the " + name + " data hold more than " + size + " bytes");
		return out;
	}

	@Override
	public byte[] encode(final byte[] bytes, final int sampleBytes) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
		final Deflater deflater = new Deflater(level);
		try (OutputStream stream = gzip ? new LevelGzip(out, level) : new DeflaterOutputStream(out, deflater)) {
			stream.write(bytes);
		}
		finally {
			deflater.end();
		}
		return out.toByteArray();
	}

	/** A stream with a given level; Java's class has no parameter for it. */
	private static final class LevelGzip extends GZIPOutputStream {

		LevelGzip(final OutputStream out, final int level) throws IOException {
			super(out, 1 << 16);
			def.setLevel(level);
		}
	}

	@Override
	public JsonObject toJson(final int version, final int sampleBytes) {
		return Json.codec(version, version == 3 && !gzip ? "numcodecs.zlib" : name(), "level", level);
	}

	@Override
	public String name() {
		return gzip ? "gzip" : "zlib";
	}
}
