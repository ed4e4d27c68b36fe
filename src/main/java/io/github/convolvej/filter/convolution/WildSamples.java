package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.fourier.RealLines;

import java.util.Arrays;

/**
 * Handles "wild" samples of signals: those that are not finite, or too large to be squared. In a Fourier
 * transform or a block sum they would spoil results whose windows do not contain them. So they are taken out
 * first, and the results whose windows contain them are summed again. Sample i of all lines together is one
 * signal.
 */
final class WildSamples {

	/**
	 * If the sum of squares of a signal is larger, its samples are checked one by one: their squares could
	 * overflow.
	 */
	private static final double MOST_SQUARES = 0x1p500;
	private static final double MOST = 0x1p240;

	private final double[] weights;
	private final double[] squares;
	/** For each signal all its samples, or null if none of them is wild; null if no signal has a wild sample. */
	private double[][] wild;

	/**
	 * @param weights of the windows' taps, which are neighbours
	 * @param squares memory for a line
	 */
	WildSamples(final double[] weights, final double[] squares) {
		this.weights = weights;
		this.squares = squares;
	}

	/**
	 * Sets wild samples to 0 and keeps them.
	 *
	 * @param lines the signals
	 * @param read number of lines
	 * @param width number of signals
	 * @return for each signal the sum of the squares of its other samples
	 */
	double[] takeOut(final double[][] lines, final int read, final int width) {
		Arrays.fill(squares, 0, width, 0);
		for (int i = 0; i < read; i++)
			RealLines.addSquares(squares, lines[i], width);
		wild = null;
		for (int x = 0; x < width; x++)
			if (!(squares[x] < MOST_SQUARES)) {
				if (wild == null) wild = new double[width][];
				wild[x] = signal(lines, x, read);
			}
		return squares;
	}

	private double[] signal(final double[][] lines, final int x, final int read) {
		final double[] signal = new double[read];
		squares[x] = 0;
		for (int i = 0; i < read; i++) {
			signal[i] = lines[i][x];
			if (isWild(signal[i])) lines[i][x] = 0;
			squares[x] += lines[i][x] * lines[i][x];
		}
		return signal;
	}

	/**
	 * Recomputes the sums of all windows that contain a wild sample.
	 *
	 * @param results a line for each result
	 * @param count number of results
	 */
	void putBack(final double[][] results, final int count) {
		for (int x = 0; wild != null && x < wild.length; x++)
			if (wild[x] != null) putBack(wild[x], results, x, count);
	}

	private void putBack(final double[] signal, final double[][] results, final int x, final int count) {
		int next = 0;
		int lastNan = -1;
		int last = -1;
		for (int i = 0; i < count; i++) {
			for (; next < i + weights.length; next++) {
				if (isWild(signal[next])) last = next;
				if (Double.isNaN(signal[next])) lastNan = next;
			}
			if (lastNan >= i) results[i][x] = Double.NaN;
			else if (last >= i) results[i][x] = window(signal, i);
		}
	}

	private double window(final double[] signal, final int first) {
		double sum = 0;
		for (int t = 0; t < weights.length; t++)
			sum += weights[t] * signal[first + t];
		return sum;
	}

	private static boolean isWild(final double v) {
		return !(Math.abs(v) < MOST);
	}
}
