package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.SumLines;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

import java.io.Serializable;

/**
 * A kernel, its windows, and its weights in the order in which {@link DenseLines} adds the products. The
 * weights are put in order when the first block is computed, and then kept for all blocks. Immutable.
 */
final class DenseKernel implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Kernel kernel;
	private final Window[] windows;
	private final int columns;
	private final int rows;
	private final int planes;
	private final int classes;
	private final int stride;
	private transient double[] weights;
	private transient float[] singles;
	private transient float[][] byInput;
	private transient float[][] byTap;

	/**
	 * @param kernel the kernel
	 * @param windows one for each of its axes
	 */
	DenseKernel(final Kernel kernel, final Window[] windows) {
		this.kernel = kernel;
		this.windows = windows;
		columns = kernel.size(0);
		rows = windows.length > 1 ? kernel.size(1) : 1;
		planes = kernel.taps() / (columns * rows);
		final int common = greatestCommonDivisor(strideY(), rowStep());
		classes = rowStep() / common;
		stride = strideY() / common;
	}

	private static int greatestCommonDivisor(final int a, final int b) {
		return b == 0 ? a : greatestCommonDivisor(b, a % b);
	}

	private double[] byRow(final double[] given) {
		final double[] ordered = new double[given.length];
		int from = 0;
		for (int k = 0; k < kernel.outputs(); k++)
			for (int p = 0; p < kernel.inputs() * planes; p++)
				for (int r = 0; r < rows; r++, from += columns)
					System.arraycopy(given, from, ordered, (k * rows + r) * terms() + p * columns, columns);
		return ordered;
	}

	Kernel kernel() {
		return kernel;
	}

	Window window(final int d) {
		return windows[d];
	}

	int axes() {
		return windows.length;
	}

	/** Taps along x. */
	int columns() {
		return columns;
	}

	/** Taps along y. */
	int rows() {
		return rows;
	}

	/** Combinations of taps on the axes beyond y. */
	int planes() {
		return planes;
	}

	/**
	 * Taps of one row of the kernel, over all planes and all input channels of a group: a source row has as
	 * many copies.
	 */
	int terms() {
		return kernel.inputs() * planes * columns;
	}

	/**
	 * The weights, {@code [(output * rows + row) * terms + (input * planes + plane) *
	 * columns + column]}; not to be changed.
	 */
	synchronized double[] weights() {
		if (weights == null) weights = byRow(kernel.weights());
		return weights;
	}

	/**
	 * The same weights in a precision.
	 *
	 * @param lines the precision
	 * @return the weights; not to be changed
	 */
	@SuppressWarnings("unchecked")
	synchronized <A> A weights(final Lines<A> lines) {
		if (lines.isInstance(weights())) return (A) weights;
		if (singles == null) singles = singles(weights);
		return (A) singles;
	}

	/** Numbers in single precision. */
	static float[] singles(final double[] numbers) {
		final float[] singles = new float[numbers.length];
		for (int i = 0; i < singles.length; i++)
			singles[i] = (float) numbers[i];
		return singles;
	}

	/** The weights of a bank of single taps, {@code [input][margin + output]}, as {@link SumLines} has factors; not to be changed. */
	synchronized float[][] byInput() {
		if (byInput != null) return byInput;
		final double[] all = kernel.weights();
		byInput = SumLines.factors(Precision.SINGLE, kernel.inputs(), kernel.outputs());
		for (int k = 0; k < kernel.outputs(); k++)
			for (int c = 0; c < kernel.inputs(); c++)
				byInput[c][SumLines.MARGIN + k] = (float) all[k * kernel.inputs() + c];
		return byInput;
	}

	/** The weights of kernels of a plane that read one channel each, {@code [row * columns + column][output]}; not to be changed. */
	synchronized float[][] byTap() {
		if (byTap != null) return byTap;
		final double[] all = kernel.weights();
		byTap = new float[kernel.taps()][kernel.outputs()];
		for (int k = 0; k < kernel.outputs(); k++)
			for (int t = 0; t < kernel.taps(); t++)
				byTap[t][k] = (float) all[k * kernel.taps() + t];
		return byTap;
	}

	/**
	 * Number of classes of target rows: row y belongs to class y modulo this number. Within a class,
	 * neighbouring taps read source rows that are {@link #rowStep} apart, and neighbouring windows begin
	 * {@link #stride} such steps apart.
	 */
	int classes() {
		return classes;
	}

	int rowStep() {
		return windows.length > 1 ? windows[1].dilation() : 1;
	}

	/** Stride along y in the source. */
	int strideY() {
		return windows.length > 1 ? windows[1].stride() : 1;
	}

	/** Distance of neighbouring windows of a class along y, in steps of {@link #rowStep}. */
	int stride() {
		return stride;
	}

	int outputsOfGroup() {
		return kernel.outputs() / kernel.groups();
	}

	/**
	 * Whether neighbouring target planes read the same source planes with neighbouring taps. This requires one
	 * channel, and stride and dilation 1 along z.
	 */
	boolean sharesPlanes() {
		return windows.length == 3 && planes > 1 && kernel.inputs() == 1 && outputsOfGroup() == 1 && windows[2].stride() == 1 &&
			windows[2].dilation() == 1;
	}
}
