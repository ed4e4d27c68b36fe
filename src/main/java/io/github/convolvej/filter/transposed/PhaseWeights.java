package io.github.convolvej.filter.transposed;

import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.kernel.Kernel;

/**
 * The weights of some output channels for one plane of the target, in the order
 * of use: by output, phase along y, phase along x, input channel, plane of the
 * kernel, tap along y, tap along x.
 */
final class PhaseWeights {

	private final Kernel kernel;
	private final double[] given;
	private final AxisPhases x;
	private final AxisPhases y;
	private final TransposedPlanes planes;
	private final int channels;
	private final int perOutput;
	private final double[] ordered;
	private final int[] beforeX;
	private final int[] beforeY;

	/**
	 * @param kernel the kernel
	 * @param x phases along x
	 * @param y phases along y
	 * @param planes planes of the kernel that contribute to the current plane of
	 *          the target
	 * @param channels input channels of a group
	 * @param outputs largest number of output channels at a time
	 * @param scratch memory of this thread
	 */
	PhaseWeights(final Kernel kernel, final AxisPhases x, final AxisPhases y, final TransposedPlanes planes,
		final int channels, final int outputs, final Scratch scratch)
	{
		this.kernel = kernel;
		this.x = x;
		this.y = y;
		this.planes = planes;
		this.channels = channels;
		beforeX = before(x);
		beforeY = before(y);
		given = kernel.weights();
		perOutput = channels * kernel.taps();
		ordered = scratch.array("weights", Precision.DOUBLE, outputs * perOutput);
	}

	/**
	 * Copies weights in the order of use.
	 *
	 * @param firstOutput first of the output channels
	 * @param outputs number of output channels
	 * @param firstKernel kernel of the first input channel of their group
	 */
	void order(final int firstOutput, final int outputs, final int firstKernel) {
		final int[] taps = new int[kernel.taps()];
		int begin = 0;
		for (int v = 0; v < y.phases(); v++)
			for (int u = 0; u < x.phases(); u++) {
				final int n = list(v, u, taps);
				for (int k = 0; k < outputs; k++)
					copy(firstKernel, (firstOutput + k) % kernel.inputs(), taps, n, k * perOutput + begin);
				begin += channels * n;
			}
	}

	/** Lists the taps of a phase along y and a phase along x. */
	private int list(final int phaseY, final int phaseX, final int[] taps) {
		int n = 0;
		for (int p = 0; p < planes.count(); p++)
			for (int j = 0; j < y.terms(phaseY); j++)
				for (int i = 0; i < x.terms(phaseX); i++)
					taps[n++] = planes.tap(p) + y.tap(phaseY, j) * kernel.size(0) + x.tap(phaseX, i);
		return n;
	}

	private void copy(final int firstKernel, final int member, final int[] taps, final int n, final int begin) {
		int at = begin;
		for (int c = 0; c < channels; c++) {
			final int from = (member + kernel.inputs() * (firstKernel + c)) * kernel.taps();
			for (int i = 0; i < n; i++)
				ordered[at++] = given[from + taps[i]];
		}
	}

	/** @return the weights in order; not to be changed */
	double[] ordered() {
		return ordered;
	}

	/**
	 * @param phaseY phase along y
	 * @param phaseX phase along x
	 * @return index of the first weight of these phases for the first output
	 *         channel
	 */
	int begin(final int phaseY, final int phaseX) {
		return channels * planes.count() * (beforeY[phaseY] * beforeX[x.phases()] + y.terms(phaseY) * beforeX[phaseX]);
	}

	/** Taps of all phases before each one, and of all of them. */
	private static int[] before(final AxisPhases axis) {
		final int[] before = new int[axis.phases() + 1];
		for (int i = 0; i < axis.phases(); i++)
			before[i + 1] = before[i] + axis.terms(i);
		return before;
	}

	/** @return distance between the weights of neighbouring output channels */
	int perOutput() {
		return perOutput;
	}
}
