package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.filter.convolution.Edges.Output;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.GradientOperator;
import io.github.convolvej.kernel.SeparableKernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Plans the gradient of an image of known size: computes the components line by line, and from them the results. */
final class EdgesPlan extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	/** If no weight but 0 is smaller, a component of an image of whole numbers is 0 or larger than 2^-62. */
	private static final double SMALL_WEIGHT = 0x1p-10;

	private final GradientOperator operator;
	private final Output[] outputs;
	/** For all outputs: the axes whose derivatives are needed, and the passes that compute these. */
	private final int[] axes;
	private final SeparablePasses passes;
	/** Whether no weight of them is tiny. */
	private final boolean isPlain;

	EdgesPlan(final GradientOperator operator, final Output[] outputs, final Window[] windows,
		final long[] sourceDimensions)
	{
		super(windows, outputs.length * sourceDimensions[sourceDimensions.length - 1], sourceDimensions);
		this.operator = operator;
		this.outputs = outputs;
		axes = axes(outputs);
		passes = passes(axes);
		isPlain = isPlain(axes);
	}

	private int[] axes(final Output[] wanted) {
		return IntStream.range(0, windows().length).filter(axis -> isNeeded(axis, wanted)).toArray();
	}

	private SeparablePasses passes(final int[] ofAxes) {
		final SeparableKernel[] kernels = Arrays.stream(ofAxes).mapToObj(operator::kernel).toArray(SeparableKernel[]::new);
		return new SeparablePasses(windows(), kernels, new double[ofAxes.length][], new double[ofAxes.length]);
	}

	/** Whether an output needs the derivative along an axis. */
	private static boolean needs(final Output output, final int axis) {
		return output == Output.MAGNITUDE || output == Output.DIRECTION && axis < 2 || output.ordinal() == axis;
	}

	static boolean isNeeded(final int axis, final Output[] outputs) {
		return Arrays.stream(outputs).anyMatch(output -> needs(output, axis));
	}

	@Override
	public double multiplyAccumulates() {
		final long[] target = targetDimensions();
		double count = 0;
		for (int axis = 0; axis < operator.numDimensions(); axis++)
			if (isNeeded(axis, outputs)) count += SeparablePasses.multiplyAccumulates(windows(), target, operator
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
	public double keptSamples(final long... source) {
		return SeparableLines.keptSamples(passes, super.keptSamples(source), source);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		apply(target.lines(), sources[0], target, scratch);
	}

	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final int c = windows().length;
		final int firstOutput = hasChannels() ? (int) target.min(c) : 0;
		final int lastOutput = hasChannels() ? firstOutput + target.size(c) - 1 : 0;
		for (int channel = firstOutput / outputs.length; channel <= lastOutput / outputs.length; channel++) {
			final int first = Math.max(firstOutput, channel * outputs.length);
			final int last = Math.min(lastOutput, (channel + 1) * outputs.length - 1);
			final Output[] wanted = Arrays.copyOfRange(outputs, first - channel * outputs.length, last - channel *
				outputs.length + 1);
			final boolean all = wanted.length == outputs.length;
			final int[] needed = all ? axes : axes(wanted);
			final SeparableLines<A> engine = new SeparableLines<>(lines, all ? passes : passes(needed), source, target.size(0),
				scratch);
			engine.channel(channel - firstOutput / outputs.length);
			engine.run(target, first - firstOutput, wanted.length, results(lines, engine, needed, wanted, source.isWhole() &&
				(all ? isPlain : isPlain(needed))));
		}
	}

	/**
	 * Whether no weight is tiny. Then no square of a component of an image of whole numbers can be too small, except that
	 * of 0.
	 */
	private boolean isPlain(final int[] ofAxes) {
		for (final int axis : ofAxes) {
			final SeparableKernel kernel = operator.kernel(axis);
			for (int t = 0; t < kernel.terms(); t++)
				for (int d = 0; d < kernel.numDimensions(); d++)
					for (final double w : kernel.vector(t, d))
						if (w != 0 && Math.abs(w) < SMALL_WEIGHT) return false;
		}
		return true;
	}

	private <A> SeparableLines.Results<A> results(final Lines<A> lines, final SeparableLines<A> engine,
		final int[] needed, final Output[] wanted, final boolean tame)
	{
		final boolean onlyNorm = wanted.length == 1 && wanted[0] == Output.MAGNITUDE && engine.hasNorm();
		final A[] gradient = lines.createList(operator.numDimensions());
		return (y, careful, out, first) -> {
			if (onlyNorm && !careful) {
				engine.norm(y, tame, out[first]);
				return;
			}
			for (int k = 0; k < needed.length; k++)
				gradient[needed[k]] = engine.line(k, y, careful);
			for (int k = 0; k < wanted.length; k++) {
				final int kernel = Arrays.binarySearch(needed, wanted[k].ordinal());
				if (!careful && kernel >= 0 && engine.keepsLines(kernel)) out[first + k] = gradient[wanted[k].ordinal()];
				else result(lines, operator, wanted[k], gradient, out[first + k], engine.end());
			}
		};
	}

	/** Computes a line of an output from lines of the gradient's components. */
	static <A> void result(final Lines<A> lines, final GradientOperator operator, final Output output, final A[] gradient,
		final A line, final int width)
	{
		if (output == Output.MAGNITUDE) {
			lines.norm(line, width, gradient, operator.numDimensions());
			lines.mendNorms(line, width, gradient, operator.numDimensions());
		}
		else if (output != Output.DIRECTION) lines.copy(gradient[output.ordinal()], 0, line, 0, width);
		else if (operator.isDiagonal()) diagonalAngle(lines, gradient, line, width);
		else lines.angle(line, width, gradient[1], gradient[0]);
	}

	/** The two diagonal kernels compute -(gx + gy) and gx - gy. */
	private static <A> void diagonalAngle(final Lines<A> lines, final A[] gradient, final A line, final int width) {
		for (int i = 0; i < width; i++) {
			final double down = lines.get(gradient[0], i);
			final double up = lines.get(gradient[1], i);
			lines.set(line, i, Math.atan2(-down - up, up - down));
		}
	}
}
