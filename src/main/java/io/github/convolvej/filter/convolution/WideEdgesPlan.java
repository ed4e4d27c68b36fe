package io.github.convolvej.filter.convolution;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.filter.convolution.Edges.Output;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.GradientOperator;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * Plans gradients by wide kernels: {@link LinePassesPlan} computes the components of a block, and from these
 * the results are computed line by line.
 */
final class WideEdgesPlan extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	private final GradientOperator operator;
	private final Output[] outputs;
	private final Window[] spatial;
	private final Border border;
	/** Null if the result needs more than single precision. */
	private final SmoothVectors vectors;
	/** For each axis, the component along it; null if no output needs it. */
	private final LinePassesPlan[] components;
	private final LinePassesPlan first;

	/**
	 * @param operator the kernels
	 * @param outputs the results
	 * @param windows one for each spatial axis
	 * @param border what is outside, or null if that is not known
	 * @param sourceDimensions size of the image
	 */
	WideEdgesPlan(final GradientOperator operator, final Output[] outputs, final Window[] windows, final Border border,
		final long[] sourceDimensions)
	{
		this(operator, outputs, windows, border, new SmoothVectors(), sourceDimensions);
	}

	/** The same; without smooth vectors it computes in double precision. */
	private WideEdgesPlan(final GradientOperator operator, final Output[] outputs, final Window[] windows,
		final Border border, final SmoothVectors vectors, final long[] sourceDimensions)
	{
		super(windows, outputs.length * sourceDimensions[sourceDimensions.length - 1], sourceDimensions,
			false);
		this.operator = operator;
		this.outputs = outputs;
		spatial = windows;
		this.border = border;
		this.vectors = vectors;
		components = new LinePassesPlan[operator.numDimensions()];
		for (int axis = 0; axis < components.length; axis++)
			if (EdgesPlan.isNeeded(axis, outputs)) components[axis] = new LinePassesPlan(operator.kernel(axis), 0, windows,
				border, vectors, sourceDimensions);
		first = Arrays.stream(components).filter(c -> c != null).findFirst().get();
	}

	/** Estimated nanoseconds for a result on one core. */
	double cost() {
		return Arrays.stream(components).filter(c -> c != null).mapToDouble(LinePassesPlan::cost).sum();
	}

	@Override
	public Plan within(final Border outside) {
		return new WideEdgesPlan(operator, outputs, spatial, outside, vectors, sourceDimensions());
	}

	@Override
	public Plan inDouble() {
		return new WideEdgesPlan(operator, outputs, spatial, border, null, sourceDimensions());
	}

	@Override
	public double multiplyAccumulates() {
		return Arrays.stream(components).filter(c -> c != null).mapToDouble(LinePassesPlan::multiplyAccumulates).sum();
	}

	@Override
	public String engine() {
		return "gradient by " + first.engine();
	}

	@Override
	public int preferredLineLength() {
		return first.preferredLineLength();
	}

	@Override
	public double workingBytes() {
		double samples = 1;
		for (final long side : grid())
			samples *= side;
		return Arrays.stream(components).filter(c -> c != null).mapToDouble(LinePassesPlan::workingBytes).max().getAsDouble() + Double.BYTES * samples * components.length;
	}

	/** All results of a channel are computed from the same components. */
	@Override
	public long[] grid() {
		final long[] grid = first.grid();
		if (hasChannels()) grid[spatial.length] = outputs.length;
		return grid;
	}

	/** The box of components that a target box needs. */
	private Interval components(final Interval target) {
		if (!hasChannels()) return target;
		final long[] min = target.minAsLongArray();
		final long[] max = target.maxAsLongArray();
		final int c = spatial.length;
		min[c] /= outputs.length;
		max[c] /= outputs.length;
		return new FinalInterval(min, max);
	}

	/** Smoothing and derivatives may be summed by different methods, which read different parts of the image. */
	@Override
	public Interval sourceInterval(final Interval target) {
		final Interval box = components(target);
		return Arrays.stream(components).filter(c -> c != null).map(c -> c.sourceInterval(box)).reduce(Intervals::union).get();
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		apply(target.lines(), sources[0], target, scratch);
	}

	@SuppressWarnings("unchecked")
	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final Interval box = components(target.interval());
		final int n = target.samples() / (hasChannels() ? target.size(spatial.length) : 1);
		final int channels = hasChannels() ? (int) box.dimension(spatial.length) : 1;
		final A[] made = lines.createList(components.length);
		for (int axis = 0; axis < made.length; axis++) {
			if (components[axis] == null) continue;
			made[axis] = scratch.array("wide component " + axis, lines, n * channels);
			components[axis].apply(new Block[] { source }, new Block(box, made[axis], target.loop(), target.loopIndex()),
				scratch);
		}
		final int width = target.size(0);
		final A[] rows = scratch.arrays("wide component rows", lines, components.length + 1, width);
		final int firstOutput = hasChannels() ? (int) target.min(spatial.length) : 0;
		final int count = target.samples() / n;
		for (int k = 0; k < count; k++) {
			final int output = firstOutput + k;
			final int channel = output / outputs.length - firstOutput / outputs.length;
			for (int y = 0; y < n / width; y++) {
				for (int axis = 0; axis < made.length; axis++)
					if (made[axis] != null) lines.copy(made[axis], channel * n + y * width, rows[axis], 0, width);
				EdgesPlan.result(lines, operator, outputs[output % outputs.length], rows, rows[components.length], width);
				lines.copy(rows[components.length], 0, (A) target.data(), k * n + y * width, width);
			}
		}
	}
}
