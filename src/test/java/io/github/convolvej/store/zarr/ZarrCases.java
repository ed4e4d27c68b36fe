package io.github.convolvej.store.zarr;

import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Containers that others have written, with their values. */
final class ZarrCases {

	private ZarrCases() {}

	/** Unpacks a zip of the test resources. */
	static void unpack(final String resource, final Path folder) throws IOException {
		try (ZipInputStream zip = new ZipInputStream(open(resource))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				final Path file = folder.resolve(entry.getName());
				if (entry.isDirectory()) continue;
				Files.createDirectories(file.getParent());
				Files.copy(zip, file);
			}
		}
	}

	private static InputStream open(final String resource) {
		return ZarrCases.class.getResourceAsStream("/zarr/" + resource);
	}

	/** An array of NumPy: its shape, slowest axis first, and the bytes of its samples, little endian. */
	static final class Npy {

		final long[] shape;
		final byte[] bytes;

		Npy(final Path file) throws IOException {
			final byte[] all = Files.readAllBytes(file);
			final int header = (all[8] & 0xff) + ((all[9] & 0xff) << 8);
			final String text = new String(all, 10, header, StandardCharsets.ISO_8859_1);
			final Matcher m = Pattern.compile("'descr': '([<>|])(\\w)(\\d)', 'fortran_order': (\\w+), 'shape': \\(([^)]*)\\)")
				.matcher(text);
			if (!m.find()) throw new IOException(file + ": " + text);
			shape = Arrays.stream(m.group(5).split(",")).map(String::trim).filter(s -> !s.isEmpty()).mapToLong(Long::parseLong)
				.toArray();
			byte[] data = Arrays.copyOfRange(all, 10 + header, all.length);
			final int width = Integer.parseInt(m.group(3));
			if (m.group(4).equals("True")) {
				final int[] order = new int[shape.length];
				for (int d = 0; d < order.length; d++)
					order[d] = order.length - 1 - d;
				final int[] stored = new int[shape.length];
				for (int d = 0; d < order.length; d++)
					stored[d] = (int) shape[order[d]];
				data = SampleBytes.transpose(data, stored, order, width);
			}
			if (m.group(1).equals(">")) for (int i = 0; i < data.length; i += width)
				for (int a = i, b = i + width - 1; a < b; a++, b--) {
					final byte t = data[a];
					data[a] = data[b];
					data[b] = t;
				}
			bytes = data;
		}
	}

	/** All samples of an image, little endian. */
	static byte[] bytes(final BlockSource source) throws IOException {
		final long[] size = source.description().dimensions();
		final int[] all = Arrays.stream(size).mapToInt(s -> (int) s).toArray();
		return bytes(source.read(new long[size.length], all), source.description().type());
	}

	static byte[] bytes(final Object samples, final SampleType type) {
		return SampleBytes.toBytes(samples, type, ByteOrder.LITTLE_ENDIAN);
	}
}
