package io.github.convolvej.store.zarr;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import com.google.gson.JsonObject;
import io.airlift.compress.bzip2.BZip2HadoopStreams;

/** Bzip2. In practice it only reads, because no option selects it for writing. */
final class Bzip2Codec implements BytesCodec {

	@Override
	public byte[] decode(final byte[] bytes, final int size) throws IOException {
		try (InputStream in = new BZip2HadoopStreams().createInputStream(new ByteArrayInputStream(bytes))) {
			return GzipCodec.readAll(in, size, name());
		}
	}

	@Override
	public byte[] encode(final byte[] bytes, final int sampleBytes) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (OutputStream stream = new BZip2HadoopStreams().createOutputStream(out)) {
			stream.write(bytes);
		}
		return out.toByteArray();
	}

	@Override
	public JsonObject toJson(final int version, final int sampleBytes) {
		return Json.codec(version, version == 3 ? "numcodecs.bz2" : "bz2", "level", 9);
	}

	@Override
	public String name() {
		return "bz2";
	}
}
