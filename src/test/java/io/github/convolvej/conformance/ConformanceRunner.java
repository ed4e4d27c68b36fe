package io.github.convolvej.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Runs every case file below a folder through the public Java API. Prints the
 * failing cases with the worst difference, a line per family, and last {@code N
 * passed, M failed, K unsupported}; the exit code is 1 if anything failed.
 */
public final class ConformanceRunner {

	private final Map<String, Operation> operations = new LinkedHashMap<>();
	private final Map<String, int[]> families = new TreeMap<>();
	private final PrintStream out;

	ConformanceRunner(final PrintStream out) {
		this.out = out;
		ConvolutionCases.register(operations);
		PoolingCases.register(operations);
		AdaptiveCases.register(operations);
		TransposedCases.register(operations);
		ResizingCases.register(operations);
		RearrangementCases.register(operations);
		DeformableCases.register(operations);
		UnpoolingCases.register(operations);
		SeparableCases.register(operations);
		SmoothCases.register(operations);
		EdgeCases.register(operations);
		ArithmeticCases.register(operations);
	}

	/**
	 * @param args the folder
	 * @throws IOException if it cannot be read
	 */
	public static void main(final String... args) throws IOException {
		if (args.length != 1) {
			System.err.println("usage: ConformanceRunner DIR");
			System.exit(2);
		}
		final ConformanceRunner runner = new ConformanceRunner(System.out);
		runner.run(Paths.get(args[0]));
		System.exit(runner.total(1) > 0 ? 1 : 0);
	}

	void run(final Path folder) throws IOException {
		final List<Path> files;
		try (Stream<Path> all = Files.walk(folder)) {
			files = all.filter(p -> p.toString().endsWith(".json") && !p.getFileName().toString().equals("index.json"))
				.sorted().collect(Collectors.toList());
		}
		for (final Path file : files)
			run(file, JsonParser.parseString(Files.readString(file)).getAsJsonObject());
		families.forEach((family, n) -> out.println(family + ": " + counts(n)));
		out.println(counts(new int[] { total(0), total(1), total(2) }));
	}

	private void run(final Path file, final JsonObject json) {
		final Case c = new Case(json);
		final int[] count = families.computeIfAbsent(c.family, f -> new int[3]);
		final Operation operation = operations.get(c.op);
		if (operation == null) {
			count[2]++;
			return;
		}
		final String problem;
		try {
			problem = problem(c, operation);
		}
		catch (final UnsupportedOperationException e) {
			out.println("UNSUPPORTED " + c.id + " (" + file + "): " + e.getMessage());
			count[2]++;
			return;
		}
		if (problem != null) out.println("FAILED " + c.id + " (" + file + "): " + problem);
		count[problem == null ? 0 : 1]++;
	}

	private static String problem(final Case c, final Operation operation) {
		final Results results = new Results(c);
		try {
			operation.run(c, results);
		}
		catch (final UnsupportedOperationException e) {
			throw e;
		}
		catch (final IllegalArgumentException e) {
			return c.expectsError() ? null : "refused: " + e.getMessage();
		}
		catch (final RuntimeException e) {
			return "threw " + e;
		}
		return c.expectsError() ? "answered, but must be refused: " + c.expectedError() : results.problem();
	}

	/** 0: passed, 1: failed, 2: unsupported. */
	int total(final int i) {
		return families.values().stream().mapToInt(n -> n[i]).sum();
	}

	private static String counts(final int[] n) {
		return n[0] + " passed, " + n[1] + " failed, " + n[2] + " unsupported";
	}
}
