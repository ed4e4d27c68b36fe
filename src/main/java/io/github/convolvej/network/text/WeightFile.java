package io.github.convolvej.network.text;

import io.github.convolvej.kernel.NumpyFile;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads named weights from a file: NumPy's {@code .npz}, or {@code
 * .safetensors}.
 */
public final class WeightFile implements WeightSource {

	private final String file;
	private final Map<String, Constant> weights = new LinkedHashMap<>();

	private WeightFile(final String file) {
		this.file = file;
	}

	/**
	 * @param path a file that ends in .npz or .safetensors
	 * @return its weights
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if it is not such a file
	 */
	public static WeightFile read(final Path path) throws IOException {
		final WeightFile file = new WeightFile(String.valueOf(path.getFileName()));
		final String name = file.file.toLowerCase(Locale.ROOT);
		// reading a pipe would wait for ever
		if (Files.exists(path) && !Files.isRegularFile(path)) throw new IllegalArgumentException("weights file " + path + " is " +
			(Files.isDirectory(path) ? "a folder" : "a pipe, socket or device"));
		if (name.endsWith(".npz")) file.readArrays(Files.readAllBytes(path));
		else if (name.endsWith(".safetensors")) file.readTensors(Files.readAllBytes(path));
		else throw new IllegalArgumentException("weights are '" + path + "', but must be a file that ends in .npz or" +
			" .safetensors, or random: with a number");
		return file;
	}

	private void readArrays(final byte[] bytes) throws IOException {
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				final byte[] array = zip.readAllBytes();
				final String name = entry.getName().replaceFirst("\\.npy$", "");
				try {
					weights.put(name, new Constant(ElementType.FLOAT, Arrays.stream(NumpyFile.shape(array)).asLongStream()
						.toArray(), NumpyFile.values(array)));
				}
				catch (final IllegalArgumentException e) {
					throw new IllegalArgumentException(file + ", " + name + ": " + e.getMessage(), e);
				}
			}
		}
		if (weights.isEmpty()) throw new IllegalArgumentException(file + " is not a .npz file: it contains no arrays");
	}

	/** Reads the format of Hugging Face: length of a JSON header, the header, and the samples. */
	private void readTensors(final byte[] bytes) {
		final ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		final long length = bytes.length < 8 ? -1 : b.getLong(0);
		if (length < 2 || length > bytes.length - 8) throw new IllegalArgumentException(file +
			" is not a .safetensors file, or is cut off");
		final Object header;
		try {
			// JSON is a subset of YAML
			header = new Yaml(new SafeConstructor(new LoaderOptions())).load(new String(bytes, 8, (int) length,
				StandardCharsets.UTF_8));
		}
		catch (final YAMLException e) {
			throw new IllegalArgumentException(file + " is not a .safetensors file: its header cannot be read", e);
		}
		if (!(header instanceof Map)) throw new IllegalArgumentException(file + " is not a .safetensors file");
		((Map<?, ?>) header).forEach((name, entry) -> {
			if (!"__metadata__".equals(name) && entry instanceof Map) weights.put(String.valueOf(name), tensor(String.valueOf(
				name), (Map<?, ?>) entry, b, 8 + (int) length));
		});
	}

	private Constant tensor(final String name, final Map<?, ?> entry, final ByteBuffer b, final int start) {
		final long[] shape = numbers(name, entry.get("shape"));
		final long[] offsets = numbers(name, entry.get("data_offsets"));
		final String type = String.valueOf(entry.get("dtype"));
		final int bytes = type.equals("F64") ? 8 : type.equals("F32") ? 4 : 2;
		if (!Arrays.asList("F64", "F32", "F16", "BF16").contains(type)) throw new IllegalArgumentException(file + ", " + name +
			": type " + type + " is not supported: F64, F32, F16 and BF16 are");
		final int n = Math.toIntExact(Box.samples(shape));
		if (offsets.length != 2 || offsets[1] - offsets[0] != (long) n * bytes || offsets[0] < 0 || start + offsets[1] > b
			.capacity()) throw new IllegalArgumentException(file + ", " + name + ": the file is cut off");
		final double[] values = new double[n];
		for (int i = 0; i < n; i++) {
			final int at = start + (int) offsets[0] + i * bytes;
			values[i] = bytes == 8 ? b.getDouble(at) : bytes == 4 ? b.getFloat(at) : type.equals("F16") ? half(b.getShort(at))
				: Float.intBitsToFloat(b.getShort(at) << 16);
		}
		return new Constant(ElementType.FLOAT, shape, values);
	}

	private static double half(final short bits) {
		final int exponent = bits >> 10 & 0x1f;
		final int fraction = bits & 0x3ff;
		final double magnitude = exponent == 31 ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN : exponent == 0
			? Math.scalb((double) fraction, -24) : Math.scalb(1024.0 + fraction, exponent - 25);
		return bits < 0 ? -magnitude : magnitude;
	}

	private long[] numbers(final String name, final Object list) {
		if (!(list instanceof List)) throw new IllegalArgumentException(file + ", " + name + ": its entry is incomplete");
		return ((List<?>) list).stream().mapToLong(v -> ((Number) v).longValue()).toArray();
	}

	@Override
	public Constant get(final String name, final long... shape) {
		final Constant c = weights.get(name);
		if (c == null) throw new IllegalArgumentException(file + " has no weights '" + name + "' of shape " + Arrays.toString(
			shape) + ": it has " + String.join(", ", weights.keySet()));
		if (!Arrays.equals(c.shape(), shape)) throw new IllegalArgumentException(file + ": the weights '" + name +
			"' have shape " + Arrays.toString(c.shape()) + ", but must have " + Arrays.toString(shape));
		return c;
	}
}
