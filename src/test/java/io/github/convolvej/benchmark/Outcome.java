package io.github.convolvej.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** The times of one workload: the best of all rounds. */
final class Outcome {

	private final Workload workload;
	private final Map<String, List<Double>> rounds = new TreeMap<>();

	Outcome(final Workload workload, final RunResult result) {
		this.workload = workload;
		for (final BenchmarkResult fork : result.getBenchmarkResults())
			for (final IterationResult iteration : fork.getIterationResults())
				iteration.getSecondaryResults().forEach((counter, r) -> {
					if (r.getScore() > 0) rounds.computeIfAbsent(counter, c -> new ArrayList<>()).add(r.getScore());
				});
	}

	/** @return milliseconds by counter, the best of all rounds */
	Map<String, Double> best() {
		final Map<String, Double> best = new TreeMap<>();
		rounds.forEach((counter, times) -> best.put(counter, times.stream().min(Double::compare).get()));
		return best;
	}

	/** @return goals that were missed */
	List<Goal> missed() {
		return goals().stream().filter(g -> g.isMeasured() && !g.isReached(best())).collect(Collectors.toList());
	}

	List<Goal> goals() {
		return Goals.of(workload.name());
	}

	/** @return 1 thread / 2 threads, or one number, or nothing */
	private String milliseconds(final Column column) {
		final Double one = best().get(column.counter(1));
		final Double two = best().get(column.counter(2));
		return one == null ? "" : two == null ? number(one) : number(one) + " / " + number(two);
	}

	private static String number(final double milliseconds) {
		return String.format(Locale.ROOT, milliseconds < 1 ? "%.3f" : milliseconds < 100 ? "%.1f" : "%.0f", milliseconds);
	}

	private String reports() {
		return goals().stream().map(g -> g.report(best())).collect(Collectors.joining("; "));
	}

	/** @return one line of text */
	String line() {
		final StringBuilder line = new StringBuilder(String.format("%-20s", workload.name()));
		for (final Column column : Column.values())
			if (!milliseconds(column).isEmpty()) line.append(" | ").append(column.title()).append(' ').append(milliseconds(
				column));
		return line + " ms | " + reports();
	}

	/** @return the head of a table in Markdown */
	static String markdownHead() {
		final StringBuilder head = new StringBuilder("| workload |");
		final StringBuilder rule = new StringBuilder("|---|");
		for (final Column column : Column.values()) {
			head.append(' ').append(column.title()).append(" |");
			rule.append("---|");
		}
		return head + " goals |\n" + rule + "---|\n";
	}

	/** @return a row of the table */
	String markdown() {
		final StringBuilder row = new StringBuilder("| " + workload.title() + " |");
		for (final Column column : Column.values())
			row.append(' ').append(milliseconds(column)).append(" |");
		return row + " " + reports().replace("MISSED", "**MISSED**") + " |\n";
	}

	/** @return what is written as JSON */
	Map<String, Object> json() {
		final Map<String, Object> json = new LinkedHashMap<>();
		json.put("workload", workload.name());
		json.put("title", workload.title());
		json.put("milliseconds", best());
		json.put("rounds", rounds);
		final List<Map<String, Object>> goals = new ArrayList<>();
		for (final Goal goal : goals()) {
			final Map<String, Object> entry = new LinkedHashMap<>();
			entry.put("report", goal.report(best()));
			if (goal.isMeasured()) {
				entry.put("measured", goal.measured(best()));
				entry.put("reached", goal.isReached(best()));
			}
			goals.add(entry);
		}
		json.put("goals", goals);
		return json;
	}
}
