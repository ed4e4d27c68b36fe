package io.github.convolvej.conformance;

import io.github.convolvej.kernel.NumpyFile;
import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkPlan;
import io.github.convolvej.network.Schedule;
import io.github.convolvej.network.onnx.OnnxFile;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Runs networks with known results: every folder below a given one that holds a
 * {@code model.onnx} with {@code input.npy} and {@code output-*.npy}, or a {@code
 * bioimageio.yaml} with its test tensors; once by whole layers and once in small
 * tiles, whose bits must be the same.
 */
public final class NetworkRunner {

	private static final double DEFAULT_TOLERANCE = 2e-5;

	private final PrintStream out;
	private int passed;
	private int failed;
	private int unsupported;

	NetworkRunner(final PrintStream out) {
		this.out = out;
	}

	/**
	 * @param args the folder
	 * @throws IOException if it cannot be read
	 */
	public static void main(final String[] args) throws IOException {
		if (args.length != 1) {
			System.err.println("usage: NetworkRunner DIR");
			System.exit(2);
		}
		final NetworkRunner runner = new NetworkRunner(System.out);
		runner.run(Paths.get(args[0]));
		System.exit(runner.failed > 0 ? 1 : 0);
	}

	void run(final Path folder) throws IOException {
		final List<Path> cases;
		try (Stream<Path> files = Files.walk(folder)) {
			cases = files.filter(NetworkRunner::isCase).map(Path::getParent).distinct().sorted().collect(Collectors.toList());
		}
		for (final Path c : cases)
			runCase(c);
		out.println(passed + " passed, " + failed + " failed, " + unsupported + " unsupported");
	}

	private static boolean isCase(final Path file) {
		final String name = file.getFileName().toString();
		return name.equals("model.onnx") && Files.exists(file.resolveSibling("input.npy")) || name.equals("bioimageio.yaml");
	}

	int passed() {
		return passed;
	}

	int failed() {
		return failed;
	}

	int unsupported() {
		return unsupported;
	}

	private void runCase(final Path folder) throws IOException {
		final String problem;
		try {
			problem = Files.exists(folder.resolve("bioimageio.yaml")) ? ModelCase.problem(folder) : problem(folder);
		}
		catch (final RuntimeException | AssertionError e) {
			if (e instanceof IllegalArgumentException && ("" + e.getMessage()).contains("not supported")) {
				unsupported++;
				out.println("UNSUPPORTED " + folder.getFileName() + ": " + e.getMessage());
				return;
			}
			failed++;
			out.println("FAILED " + folder.getFileName() + ": " + e);
			if (!(e instanceof IllegalArgumentException)) e.printStackTrace(out);
			return;
		}
		if (problem == null) passed++;
		else {
			failed++;
			out.println("FAILED " + folder.getFileName() + ": " + problem);
		}
	}

	/** What is wrong with a case, or null. */
	private static String problem(final Path folder) throws IOException {
		final JsonObject json = Files.exists(folder.resolve("case.json")) ? JsonParser.parseString(Files.readString(folder
			.resolve("case.json"))).getAsJsonObject() : new JsonObject();
		if (json.has("expect_error")) return refusal(folder, json.getAsJsonArray("expect_error"));
		final double tolerance = json.has("tolerance") ? json.getAsJsonObject("tolerance").get("of_max").getAsDouble()
			: DEFAULT_TOLERANCE;
		final Network network = OnnxFile.read(folder.resolve("model.onnx"));
		final io.github.convolvej.network.tensor.Tensor input = tensor(folder.resolve("input.npy"));
		final NetworkPlan plan = network.on(input.shape());
		final Map<String, io.github.convolvej.network.tensor.Tensor> whole = plan.run(input);
		final Map<String, Path> expected = expected(folder);
		if (expected.isEmpty()) return "there is no expected output";
		for (final Map.Entry<String, Path> e : expected.entrySet()) {
			final String name = plan.outputs().size() == 1 ? plan.outputs().get(0) : find(plan, e.getKey());
			final String problem = compare(e.getKey(), whole.get(name), tensor(e.getValue()), tolerance);
			if (problem != null) return problem;
		}
		// the second stores no layer for statistics of the whole image
		for (final Schedule schedule : new Schedule[] { Schedule.tiles(7, 9, 11), Schedule.tiles(16).limit(0) }) {
			final Map<String, io.github.convolvej.network.tensor.Tensor> tiled = plan.run(input, schedule);
			for (final String name : plan.outputs())
				if (!Arrays.equals(bits(whole.get(name).data()), bits(tiled.get(name).data()))) return name + " in " + plan
					.describe(schedule) + " differs from the whole";
		}
		return null;
	}

	/** Files may have signs that names of tensors have replaced. */
	private static String find(final NetworkPlan plan, final String file) {
		for (final String name : plan.outputs())
			if (name.equals(file) || name.replaceAll("[^A-Za-z0-9_.-]", "_").equals(file)) return name;
		throw new AssertionError("no output " + file + " among " + plan.outputs());
	}

	private static Map<String, Path> expected(final Path folder) throws IOException {
		final Map<String, Path> expected = new TreeMap<>();
		try (Stream<Path> files = Files.list(folder)) {
			files.forEach(f -> {
				final String name = f.getFileName().toString();
				if (name.startsWith("output-") && name.endsWith(".npy")) expected.put(name.substring(7, name.length() - 4), f);
			});
		}
		return expected;
	}

	static int[] bits(final float[] values) {
		final int[] bits = new int[values.length];
		for (int i = 0; i < bits.length; i++)
			bits[i] = Float.floatToIntBits(values[i]);
		return bits;
	}

	private static String refusal(final Path folder, final JsonArray words) throws IOException {
		final List<String> missing = new ArrayList<>();
		try {
			final Network network = OnnxFile.read(folder.resolve("model.onnx"));
			network.on(tensor(folder.resolve("input.npy")).shape());
		}
		catch (final IllegalArgumentException e) {
			for (final JsonElement word : words)
				if (!e.getMessage().contains(word.getAsString())) missing.add(word.getAsString());
			return missing.isEmpty() ? null : "the message lacks " + missing + ": " + e.getMessage();
		}
		return "it was not refused";
	}

	static io.github.convolvej.network.tensor.Tensor tensor(final Path file) throws IOException {
		final byte[] bytes = Files.readAllBytes(file);
		final double[] values = NumpyFile.values(bytes);
		final float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		return new io.github.convolvej.network.tensor.Tensor(Arrays.stream(NumpyFile.shape(bytes)).asLongStream().toArray(),
			floats);
	}

	static String compare(final String name, final io.github.convolvej.network.tensor.Tensor is,
		final io.github.convolvej.network.tensor.Tensor expected, final double tolerance)
	{
		if (!Arrays.equals(is.shape(), expected.shape())) return name + " has shape " + Arrays.toString(is.shape()) +
			", expected is " + Arrays.toString(expected.shape());
		double largest = 0;
		double worst = 0;
		for (int i = 0; i < is.data().length; i++) {
			largest = Math.max(largest, Math.abs(expected.data()[i]));
			final double difference = Math.abs((double) is.data()[i] - expected.data()[i]);
			// NaN is a difference too
			if (!(difference <= worst)) worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
		}
		final double relative = largest == 0 ? worst : worst / largest;
		return relative <= tolerance ? null : name + " differs by " + relative + " of the largest value (allowed " +
			tolerance + ")";
	}
}
