package io.github.convolvej.filter;

import io.github.convolvej.filter.Edges.Output;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.GradientOperator;
import io.github.convolvej.kernel.SeparableKernel;

/** Gradients of an image of known size: the components line by line, and what is made of them. */
final class EdgesPlan extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	private final GradientOperator operator;
	private final Output[] outputs;

	EdgesPlan(final GradientOperator operator, final Output[] outputs, final Window[] windows,
		final long[] sourceDimensions)
	{
		super(windows, outputs.length * sourceDimensions[sourceDimensions.length - 1], sourceDimensions);
		this.operator = operator;
		this.outputs = outputs;
	}

	private SeparableKernel[] kernels() {
		final SeparableKernel[] kernels = new SeparableKernel[operator.numDimensions()];
		for (int axis = 0; axis < kernels.length; axis++)
			kernels[axis] = operator.kernel(axis);
		return kernels;
	}

	/** Whether an output is made of the derivative along an axis. */
	private static boolean needs(final Output output, final int axis) {
		return output == Output.MAGNITUDE || output == Output.DIRECTION && axis < 2 || output.ordinal() == axis;
	}

	private boolean needs(final int axis, final int first, final int count) {
		for (int k = first; k < first + count; k++)
			if (needs(outputs[k], axis)) return true;
		return false;
	}

	@Override
	public double multiplyAccumulates() {
		final long[] target = targetDimensions();
		double count = 0;
		for (int axis = 0; axis < operator.numDimensions(); axis++)
			if (needs(axis, 0, outputs.length)) count += SeparableLines.multiplyAccumulates(windows(), target, operator
				.kernel(axis));
		return hasChannels() ? count * sourceDimensions()[windows().length] : count;
	}

	@Override
	public String engine() {
		return "gradient lines";
	}

	@Override
	public int preferredLineLength() {
		return SeparableLines.preferredLineLength(windows());
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		if (target.isDouble()) apply(Lines.DOUBLE, sources[0], target, scratch);
		else apply(Lines.FLOAT, sources[0], target, scratch);
	}

	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final int n = operator.numDimensions();
		final SeparableLines<A> engine = new SeparableLines<>(lines, windows(), kernels(), new double[n][], new double[n],
			source, target.size(0), scratch);
		final A[] gradient = scratch.arrays("gradient", lines, n, Lines.wholeVectors(target.size(0)));
		final A line = scratch.array("edge", lines, target.size(0));
		final int c = windows().length;
		final int firstOutput = hasChannels() ? (int) target.min(c) : 0;
		final int lastOutput = hasChannels() ? firstOutput + target.size(c) - 1 : 0;
		for (int channel = firstOutput / outputs.length; channel <= lastOutput / outputs.length; channel++) {
			final int first = Math.max(firstOutput, channel * outputs.length);
			final int last = Math.min(lastOutput, (channel + 1) * outputs.length - 1);
			final Part<A> part = new Part<>(lines, engine, gradient, line, target, first - firstOutput, first -
				channel * outputs.length, last - first + 1);
			engine.channel(channel - firstOutput / outputs.length);
			fill(part, false);
			if (engine.isFinite()) continue;
			engine.channel(channel - firstOutput / outputs.length);
			fill(part, true);
		}
	}

	/** The results of one channel in a block. */
	private static final class Part<A> {

		final Lines<A> lines;
		final SeparableLines<A> engine;
		final A[] gradient;
		final A line;
		final Block target;
		/** Position on the block's channel axis of the first result. */
		final int position;
		/** Which output it is, and how many there are. */
		final int first;
		final int count;

		Part(final Lines<A> lines, final SeparableLines<A> engine, final A[] gradient, final A line, final Block target,
			final int position, final int first, final int count)
		{
			this.lines = lines;
			this.engine = engine;
			this.gradient = gradient;
			this.line = line;
			this.target = target;
			this.position = position;
			this.first = first;
			this.count = count;
		}
	}

	@SuppressWarnings("unchecked")
	private <A> void fill(final Part<A> part, final boolean careful) {
		final int n = operator.numDimensions();
		final int width = part.target.size(0);
		final int height = n > 1 ? part.target.size(1) : 1;
		final int depth = n > 2 ? part.target.size(2) : 1;
		for (int z = 0; z < depth; z++)
			for (int y = 0; y < height; y++) {
				for (int axis = 0; axis < n; axis++)
					if (needs(axis, part.first, part.count)) part.engine.line(axis, z, y, part.gradient[axis], careful);
				for (int k = 0; k < part.count; k++) {
					final A result = result(part, outputs[part.first + k], width);
					final int row = ((part.position + k) * depth + z) * height + y;
					part.lines.put(result, (A) part.target.data(), row * width, width);
				}
			}
	}

	private <A> A result(final Part<A> part, final Output output, final int width) {
		if (output == Output.MAGNITUDE) {
			part.lines.norm(part.line, width, part.gradient, operator.numDimensions());
			return part.line;
		}
		if (output != Output.DIRECTION) return part.gradient[output.ordinal()];
		if (operator.isDiagonal()) diagonalAngle(part, width);
		else part.lines.angle(part.line, width, part.gradient[1], part.gradient[0]);
		return part.line;
	}

	/** The two diagonals answer -(gx + gy) and gx - gy. */
	private static <A> void diagonalAngle(final Part<A> part, final int width) {
		final Lines<A> lines = part.lines;
		for (int i = 0; i < width; i++) {
			final double down = lines.get(part.gradient[0], i);
			final double up = lines.get(part.gradient[1], i);
			lines.set(part.line, i, Math.atan2(-down - up, up - down));
		}
	}
}
