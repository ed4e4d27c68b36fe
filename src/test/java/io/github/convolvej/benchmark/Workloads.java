package io.github.convolvej.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All workloads. */
final class Workloads {

	private static final List<Workload> ALL = all();

	private Workloads() {}

	private static List<Workload> all() {
		final List<Workload> all = new ArrayList<>();
		all.addAll(DenseWorkloads.all());
		all.addAll(NeighbourhoodWorkloads.all());
		all.addAll(ChannelWorkloads.all());
		all.addAll(NetworkWorkloads.all());
		all.addAll(PoolingWorkloads.all());
		all.addAll(SizeWorkloads.all());
		all.addAll(EverydayRankWorkloads.all());
		all.addAll(EverydayGaussianWorkloads.all());
		return Collections.unmodifiableList(all);
	}

	/**
	 * @param patterns regular expressions with commas between
	 * @return workloads in whose name one of them is found
	 * @throws IllegalArgumentException if there is none
	 */
	static List<Workload> matching(final String patterns) {
		final List<Workload> found = ALL.stream().filter(w -> Arrays.stream(patterns.split(",")).anyMatch(p -> Pattern
			.compile(p.trim()).matcher(w.name()).find())).collect(Collectors.toList());
		if (found.isEmpty()) throw new IllegalArgumentException("no workload is called '" + patterns + "': there are " + ALL
			.stream().map(Workload::name).collect(Collectors.joining(", ")));
		return found;
	}

	/**
	 * @param name of a workload
	 * @return the workload
	 */
	static Workload named(final String name) {
		return ALL.stream().filter(w -> w.name().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
			"no workload is called '" + name + "'"));
	}
}
