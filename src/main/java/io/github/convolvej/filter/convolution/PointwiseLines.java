package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.SumLines;

import java.util.Arrays;

/**
 * Computes one block of a convolution of a single tap that has many more output channels than samples. A line
 * holds all output channels of one sample, and weights take the place of samples: a sample's line is the sum of
 * the weights' lines, each times the sample of an input channel. {@link DenseLines}, whose lines would be
 * short, gives the same bits: the channels are added in the same order.
 */
final class PointwiseLines {

	private static final int FEWEST_OUTPUTS = 96;
	private static final int MOST_SAMPLES = 1 << 10;
	/**
	 * Measured times, in nanoseconds: of a loop that adds six terms to two sums, and of a sample of it; of a sample that
	 * is turned.
	 */
	private static final double LOOP = 15;
	private static final double LOOP_SAMPLE = 0.18;
	private static final double TURNED = 0.35;
	/** Samples of the weights' lines that are used at a time: they fit into a core's fastest cache. */
	private static final int CACHED_SAMPLES = 6 << 10;
	private static final int TERMS = 6;

	private final DenseKernel kernel;
	private final Block source;
	private final Block target;
	private final Scratch scratch;
	private final int inputs;
	/** Samples of a channel. */
	private final int samples;

	/**
	 * @param kernel the kernel
	 * @param source the source block
	 * @param target the target block
	 * @param scratch working memory
	 */
	PointwiseLines(final DenseKernel kernel, final Block source, final Block target, final Scratch scratch) {
		this.kernel = kernel;
		this.source = source;
		this.target = target;
		this.scratch = scratch;
		inputs = kernel.kernel().inputs();
		samples = target.samples() / target.size(kernel.axes());
	}

	/**
	 * @param kernel a kernel
	 * @param target a target block
	 * @return whether it is for them
	 */
	static boolean isFor(final DenseKernel kernel, final Block target) {
		if (target.isDouble() || !isPointwise(kernel) || kernel.kernel().groups() > 1) return false;
		final int outputs = target.size(kernel.axes());
		final int samples = target.samples() / outputs;
		if (outputs < FEWEST_OUTPUTS || samples > MOST_SAMPLES) return false;
		final double inputs = kernel.kernel().inputs();
		final double here = samples / 2.0 * inputs / TERMS * loop(outputs) + TURNED * samples * (inputs + outputs);
		return here < outputs / 2.0 * inputs / TERMS * loop(samples);
	}

	/** Nanoseconds of a loop over a line. */
	private static double loop(final int samples) {
		return LOOP + LOOP_SAMPLE * Lines.wholeVectors(samples);
	}

	/** Whether a kernel has a single tap, and reads each sample. */
	static boolean isPointwise(final DenseKernel kernel) {
		if (kernel.kernel().taps() > 1) return false;
		for (int d = 0; d < kernel.axes(); d++)
			if (kernel.window(d).stride() > 1) return false;
		return true;
	}

	/**
	 * Computes the block.
	 *
	 * @param firstOutput output channel of the block's first
	 * @param outputs number of output channels in the block
	 */
	void run(final int firstOutput, final int outputs) {
		final Lines<float[]> lines = Precision.SINGLE;
		final int all = kernel.kernel().outputs();
		final SumLines<float[]> memory = new SumLines<>(scratch, "pointwise", lines, kernel.byInput(), samples, all);
		final int from = SumLines.MARGIN + firstOutput;
		final float[][] sums = memory.sums();
		for (int k = 0; k < outputs; k++)
			sums[0][from + k] = (float) kernel.kernel().bias(firstOutput + k);
		for (int i = 1; i < samples; i++)
			System.arraycopy(sums[0], from, sums[i], from, outputs);
		final float[] factors = factors();
		final int[] at = new int[samples];
		final int[] which = new int[samples];
		Arrays.setAll(which, i -> i);
		final int atOnce = Math.max(1, CACHED_SAMPLES / outputs / TERMS) * TERMS;
		for (int c = 0; c < inputs; c += atOnce) {
			for (int i = 0; i < samples; i++)
				at[i] = i * inputs + c;
			memory.add(which, at, samples, factors, firstOutput, outputs, c, Math.min(atOnce, inputs - c));
		}
		TurnedLines.write(sums, 0, samples, from, outputs, (float[]) target.data(), 0, samples);
	}

	/** The source's samples: all channels of the first, then those of the next. */
	private float[] factors() {
		final float[] factors = scratch.array("pointwise factors", Precision.SINGLE, samples * inputs);
		TurnedLines.read((float[]) source.data(), 0, samples, factors, samples, inputs);
		return factors;
	}
}
