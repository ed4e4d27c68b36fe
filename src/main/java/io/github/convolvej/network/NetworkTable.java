package io.github.convolvej.network;

import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.operator.Step;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layers of a network as a table: sizes, receptive fields through all
 * branches, positions, weights, work and memory. Activations and batch
 * normalisations that are computed together with the layer before them have no
 * row of their own.
 */
public final class NetworkTable {

	/** Neighbouring samples whose receptive fields are compared: the field depends on the position of a sample. */
	private static final int PHASES = 8;

	private final NetworkPlan plan;
	private final int axes;
	private final double[] pixelSize;
	private final double[] origin;

	private NetworkTable(final NetworkPlan plan, final double[] pixelSize, final double[] origin) {
		this.plan = plan;
		axes = plan.inputShape().length - 2;
		this.pixelSize = pixelSize;
		this.origin = origin;
	}

	/**
	 * @param plan a network bound to an image; receptive fields end at its edges
	 * @param pixelSize physical size of its pixels, x first
	 * @param origin ImageJ's origin of the image, x first
	 * @param unit unit of length
	 * @return the table; its first row is the image
	 */
	public static ChainTable of(final NetworkPlan plan, final double[] pixelSize, final double[] origin,
		final String unit)
	{
		final NetworkTable table = new NetworkTable(plan, pixelSize, origin);
		final List<ChainTable.Row> rows = new ArrayList<>();
		rows.add(table.row("input", plan.inputValue(), null));
		final Map<Value, Box> wanted = new LinkedHashMap<>();
		for (final Value v : plan.outputValues().values())
			wanted.put(v, Box.whole(v.shape()));
		final Box[] needed = plan.evaluation().boxes(wanted, plan.constants());
		// not what nobody reads, such as positions of maxima without unpooling
		for (final Step s : plan.steps())
			if (needed[s.output().id()] != null) rows.add(table.row(s.node().operator() + " " + s.node().name(), s.output(), s));
		return new ChainTable(rows, unit);
	}

	private ChainTable.Row row(final String name, final Value value, final Step step) {
		final List<Integer> spatial = spatial(value);
		final long[] shape = value.shape();
		long channels = 1;
		for (int d = 1; d < shape.length; d++)
			if (!spatial.contains(d)) channels *= shape[d];
		final long[] size = new long[axes];
		final long[] span = new long[axes];
		final double[] field = new double[axes];
		final SamplePosition[] position = new SamplePosition[axes];
		for (int i = 0; i < axes; i++) {
			size[i] = 1;
			span[i] = 1;
			field[i] = plan.inputShape()[spatial(plan.inputValue()).get(i)];
			position[i] = SamplePosition.IDENTITY;
			if (i >= spatial.size()) continue;
			final int d = spatial.get(i);
			size[i] = shape[d];
			field[i] = field(value, d, i);
			position[i] = plan.position(value, d);
			final Box one = Box.whole(shape).with(d, shape[d] / 2, shape[d] / 2);
			final Box needed = step == null ? null : step.operator().needed(0, one);
			final int from = step == null ? 0 : step.operator().sourceAxis(d);
			if (needed != null && from < needed.rank()) span[i] = needed.size(from);
		}
		return ChainTable.Row.of(name, channels, size, span, field, position, step == null ? 0 : parameters(step), step == null
			? 0 : step.operator().multiplyAccumulates(Box.whole(shape)), pixelSize, origin);
	}

	/** The axes of the image in a tensor, x first. */
	private List<Integer> spatial(final Value value) {
		final boolean[] marked = plan.spatialAxes(value);
		final List<Integer> spatial = new ArrayList<>();
		for (int d = marked.length - 1; d >= 0; d--)
			if (marked[d]) spatial.add(d);
		return spatial;
	}

	/** Samples of the image along an axis that a sample in the middle depends on, at the position where they are most. */
	private double field(final Value value, final int d, final int i) {
		final int axis = spatial(plan.inputValue()).get(i);
		final long n = value.shape()[d];
		double most = 0;
		for (long at = Math.max(0, n / 2 - PHASES / 2); at < Math.min(n, n / 2 + PHASES / 2); at++) {
			final Box needed = plan.evaluation().boxes(Collections.singletonMap(value, Box.whole(value.shape()).with(d, at,
				at)), plan.constants())[plan.inputValue().id()];
			if (needed != null) most = Math.max(most, needed.size(axis));
		}
		return most;
	}

	private static long parameters(final Step step) {
		final long own = step.operator().parameters();
		return own > 0 ? own : Arrays.stream(step.inputs()).filter(v -> v.constant() != null && v.constant().type().isFloat())
			.mapToLong(v -> v.constant().samples()).sum();
	}
}
