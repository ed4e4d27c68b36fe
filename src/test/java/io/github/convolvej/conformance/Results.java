package io.github.convolvej.conformance;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonElement;

/** Compares what was computed for a case with what it expects. */
final class Results {

	/** A computation in double agrees to this part of the largest expected magnitude. */
	private static final double DOUBLE_TOLERANCE = 1e-12;

	private final Case c;
	private final Set<String> compared = new LinkedHashSet<>();
	private String problem;

	Results(final Case c) {
		this.c = c;
	}

	/** Compares an output with the case's tolerance. */
	void add(final String name, final Tensor got) {
		compare(name, got, c.absoluteTolerance(), c.relativeTolerance());
	}

	/** Compares an output that was computed in double. */
	void addDouble(final String name, final Tensor got) {
		if (c.outputs() == null) return;
		double largest = 0;
		for (final double v : expected(name).data)
			if (!Double.isNaN(v) && !Double.isInfinite(v)) largest = Math.max(largest, Math.abs(v));
		compare(name, got, Math.min(Math.max(DOUBLE_TOLERANCE * largest, 1e-12), Math.max(c.absoluteTolerance(), 1e-12)), 0);
	}

	private Tensor expected(final String name) {
		return Tensor.read(c.outputs().getAsJsonObject(name));
	}

	private void compare(final String name, final Tensor got, final double abs, final double rel) {
		compared.add(name);
		if (c.outputs() == null || problem != null) return;
		if (!c.outputs().has(name)) {
			problem = "computed an output '" + name + "' that the case does not have";
			return;
		}
		final Tensor want = expected(name);
		if (!Arrays.equals(want.shape, got.shape)) {
			problem = name + " has shape " + Arrays.toString(got.shape) + ", expected " + Arrays.toString(want.shape);
			return;
		}
		double worst = 0;
		int where = -1;
		for (int i = 0; i < want.data.length; i++) {
			final double excess = excess(got.data[i], want.data[i], abs, rel);
			if (excess > worst) {
				worst = excess;
				where = i;
			}
		}
		if (where >= 0) problem = name + "[" + where + "] is " + got.data[where] + ", expected " + want.data[where] +
			" (worst difference " + Math.abs(got.data[where] - want.data[where]) + ", allowed " + (abs + rel * Math.abs(
				want.data[where])) + ")";
	}

	private static double excess(final double got, final double want, final double abs, final double rel) {
		if (Double.isNaN(want)) return Double.isNaN(got) ? 0 : Double.MAX_VALUE;
		if (Double.isInfinite(want)) return got == want ? 0 : Double.MAX_VALUE;
		final double difference = Math.abs(got - want);
		if (difference <= abs + rel * Math.abs(want)) return 0;
		return Double.isNaN(difference) ? Double.MAX_VALUE : Math.max(difference, Double.MIN_VALUE);
	}

	/** What is wrong, or null. Outputs of the case that nothing was compared with are wrong too. */
	String problem() {
		if (problem != null) return problem;
		for (final Map.Entry<String, JsonElement> e : c.outputs().entrySet())
			if (!compared.contains(e.getKey()) && !alternative(e.getKey())) return "output '" + e.getKey() +
				"' was not computed";
		return null;
	}

	/** OpenCV rounds ties to even; this project rounds half up and is compared with that output. */
	private boolean alternative(final String name) {
		return name.equals("y_int") && c.outputs().has("y_int_half_up");
	}
}
