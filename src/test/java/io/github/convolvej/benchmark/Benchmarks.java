package io.github.convolvej.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import com.google.gson.GsonBuilder;

/**
 * Runs workloads one after another, each in a Java process of its own, and prints
 * a line for each: the times of all and whether goals were reached. The same is
 * written to benchmark.json and benchmark.md.
 */
public final class Benchmarks {

	private Benchmarks() {}

	/**
	 * @param args folder for results; patterns of workloads; whether to be quick:
	 *          shorter turns, fewer rounds
	 * @throws IOException if results cannot be written
	 * @throws IllegalStateException if a workload failed, values that disagree
	 *           included
	 */
	public static void main(final String... args) throws IOException {
		final Path folder = Files.createDirectories(Paths.get(args[0]));
		final List<Workload> workloads = Workloads.matching(args[1]);
		final boolean quick = !args[2].equals("false");
		System.out.println(machine() + (quick ? ", quick" : "") + "; milliseconds for a call with 1 / 2 threads");
		final List<Outcome> outcomes = new ArrayList<>();
		int failed = 0;
		for (final Workload workload : workloads) {
			try {
				final Outcome outcome = new Outcome(workload, run(workload, quick));
				System.out.println(outcome.line());
				outcomes.add(outcome);
			}
			catch (final RunnerException e) {
				// the others are run all the same, but the whole fails in the end
				System.out.println(workload.name() + " FAILED: " + reason(e));
				failed++;
			}
			write(folder, outcomes);
		}
		final int missed = outcomes.stream().mapToInt(o -> o.missed().size()).sum();
		final long all = outcomes.stream().flatMap(o -> o.goals().stream()).filter(Goal::isMeasured).count();
		System.out.println(all - missed + " of " + all + " goals reached");
		if (failed > 0) throw new IllegalStateException(failed + " of " + workloads.size() + " workloads failed");
	}

	/** What the other process threw. */
	private static String reason(final Throwable failure) {
		final Throwable cause = failure.getCause() != null ? failure.getCause() : failure.getSuppressed().length > 0 ? failure
			.getSuppressed()[0] : null;
		return cause == null ? failure.toString() : reason(cause);
	}

	private static RunResult run(final Workload workload, final boolean quick) throws RunnerException {
		return new Runner(new OptionsBuilder().include(WorkloadBenchmark.class.getName()).param("workload", workload.name())
			.param("slice", quick ? "40" : "100").forks(1).warmupIterations(1).measurementIterations(quick ? 4 : 7).timeout(
				TimeValue.minutes(20)).shouldFailOnError(true).verbosity(VerboseMode.SILENT).build()).runSingle();
	}

	private static String machine() {
		return "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.arch") + ", " + Runtime.getRuntime()
			.availableProcessors() + " processors";
	}

	private static void write(final Path folder, final List<Outcome> outcomes) throws IOException {
		final StringBuilder table = new StringBuilder(Outcome.markdownHead());
		final List<Map<String, Object>> all = new ArrayList<>();
		for (final Outcome outcome : outcomes) {
			table.append(outcome.markdown());
			all.add(outcome.json());
		}
		final Map<String, Object> json = new LinkedHashMap<>();
		json.put("machine", machine());
		json.put("workloads", all);
		Files.writeString(folder.resolve("benchmark.md"), table);
		Files.writeString(folder.resolve("benchmark.json"), new GsonBuilder().setPrettyPrinting().create().toJson(json));
	}
}
