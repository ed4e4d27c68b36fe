package io.github.convolvej.kernel;

import java.util.Arrays;
import java.util.Locale;

import Jama.Matrix;

/**
 * Tells dyes apart that bleed into each other's channels (linear unmixing). What a pixel measures in its channels is
 * the background plus the bleed-through matrix times the amounts of its dyes; this is that matrix turned round, so that
 * the amounts are a matrix times the channels. With more channels than dyes the amounts are those of least squares.
 * Immutable.
 */
public final class UnmixingMatrix {

	/** From this condition number on the last digits of a measurement decide: dyes cannot be told apart. */
	private static final double SINGULAR = 1e6;

	/** By channel, then dye. */
	private final double[][] mixing;
	/** By dye, then channel. */
	private final double[][] inverse;
	private final double[] background;
	private final double condition;

	private UnmixingMatrix(final double[][] mixing, final double[] background) {
		this.mixing = mixing;
		this.background = background;
		final Matrix matrix = new Matrix(mixing);
		condition = matrix.svd().cond();
		// a matrix of rank 0 has none
		if (!(condition < SINGULAR)) throw new IllegalArgumentException("The dyes cannot be told apart: " + alike(mixing) +
			". The condition number of the bleed-through matrix is " + conditionText() +
			", where it should be below 20 or so. Give a matrix or selections in which each dye has a channel where it is brightest");
		inverse = matrix.solve(Matrix.identity(mixing.length, mixing.length)).getArrayCopy();
	}

	/** What is wrong with a singular matrix, as a user sees it. */
	private static String alike(final double[][] mixing) {
		final int dyes = mixing[0].length;
		int first = 0;
		int second = Math.min(1, dyes - 1);
		double nearest = -1;
		for (int a = 0; a < dyes; a++)
			for (int b = a + 1; b < dyes; b++) {
				final double cosine = Math.abs(cosine(mixing, a, b));
				if (!(cosine > nearest)) continue;
				nearest = cosine;
				first = a;
				second = b;
			}
		return nearest > 1 - 1e-9 ? "dyes " + (first + 1) + " and " + (second + 1) + " look the same in all channels"
			: "one dye looks like a mixture of the others";
	}

	private static double cosine(final double[][] mixing, final int a, final int b) {
		double ab = 0;
		double aa = 0;
		double bb = 0;
		for (final double[] channel : mixing) {
			ab += channel[a] * channel[b];
			aa += channel[a] * channel[a];
			bb += channel[b] * channel[b];
		}
		return ab / Math.sqrt(aa * bb);
	}

	/**
	 * @param mixing how bright each dye is in each channel, by channel, then dye: {@code {{1, 0.2}, {0.1, 1}}} if a fifth
	 *          of dye 2 is seen in channel 1, and a tenth of dye 1 in channel 2
	 * @return what tells them apart, for channels without background
	 * @throws IllegalArgumentException if rows differ in length, a number is not finite, there are more dyes than channels,
	 *           a dye is in no channel, or dyes cannot be told apart
	 */
	public static UnmixingMatrix of(final double[][] mixing) {
		return new UnmixingMatrix(checked(mixing), new double[mixing.length]);
	}

	private static double[][] checked(final double[][] mixing) {
		final int channels = mixing.length;
		if (channels == 0 || mixing[0].length == 0) throw new IllegalArgumentException("The bleed-through matrix is empty");
		final int dyes = mixing[0].length;
		final double[][] copy = new double[channels][];
		for (int c = 0; c < channels; c++) {
			if (mixing[c].length != dyes) throw new IllegalArgumentException("Row " + (c + 1) + " of the bleed-through matrix has " +
				mixing[c].length + " numbers, but row 1 has " + dyes + ": give each channel a number for each dye");
			for (int d = 0; d < dyes; d++)
				if (!Double.isFinite(mixing[c][d])) throw new IllegalArgumentException("Row " + (c + 1) + ", number " + (d + 1) +
					" of the bleed-through matrix is " + mixing[c][d] + ", but must be a finite number");
			copy[c] = mixing[c].clone();
		}
		if (dyes > channels) throw new IllegalArgumentException("There are " + dyes + " dyes and " + channels + (channels == 1
			? " channel" : " channels") + ", but at most as many dyes as channels can be told apart");
		for (int d = 0; d < dyes; d++) {
			boolean seen = false;
			for (int c = 0; c < channels; c++)
				seen |= copy[c][d] != 0;
			if (!seen) throw new IllegalArgumentException("Dye " + (d + 1) + " is 0 in all channels of the bleed-through matrix");
		}
		return copy;
	}

	/**
	 * From measurements of places where one dye is alone. Each dye counts 1 in the channel where it is brightest, so that
	 * its amount is in grey values of that channel; what would be below the background counts 0.
	 *
	 * @param means what was measured, by dye, then channel
	 * @param background what is measured where no dye is, by channel
	 * @return what tells them apart, for channels with that background
	 * @throws IllegalArgumentException as {@link #of}, or if a dye is nowhere brighter than the background
	 */
	public static UnmixingMatrix measured(final double[][] means, final double... background) {
		final int channels = background.length;
		final double[][] mixing = new double[channels][means.length];
		for (int d = 0; d < means.length; d++) {
			if (means[d].length != channels) throw new IllegalArgumentException("Dye " + (d + 1) + " was measured in " +
				means[d].length + " channels, but the background in " + channels);
			double brightest = 0;
			for (int c = 0; c < channels; c++)
				brightest = Math.max(brightest, means[d][c] - background[c]);
			if (!(brightest > 0)) throw new IllegalArgumentException("Dye " + (d + 1) +
				" is not brighter than the background in any channel: select a place where it is bright and alone");
			for (int c = 0; c < channels; c++)
				mixing[c][d] = Math.max(0, means[d][c] - background[c]) / brightest;
		}
		return of(mixing).background(background);
	}

	/**
	 * @param values what is measured where no dye is: one number for all channels, or one for each
	 * @return the same for channels with that background, which is taken off before dyes are told apart
	 * @throws IllegalArgumentException if there are more or fewer numbers, or one is not finite
	 */
	public UnmixingMatrix background(final double... values) {
		if (values.length != 1 && values.length != mixing.length) throw new IllegalArgumentException("background has " +
			values.length + " numbers, but there are " + mixing.length + " channels: give one number, or one for each channel");
		final double[] all = new double[mixing.length];
		for (int c = 0; c < all.length; c++) {
			all[c] = values[values.length == 1 ? 0 : c];
			if (!Double.isFinite(all[c])) throw new IllegalArgumentException("background is " + all[c] + " in channel " + (c + 1) +
				", but must be a finite number");
		}
		return new UnmixingMatrix(mixing, all);
	}

	/** @return number of dyes */
	public int dyes() {
		return inverse.length;
	}

	/** @return number of channels */
	public int channels() {
		return mixing.length;
	}

	/** @return how bright each dye is in each channel, by channel, then dye */
	public double[][] mixing() {
		return copy(mixing);
	}

	/** @return what is measured where no dye is, by channel */
	public double[] background() {
		return background.clone();
	}

	/** @return what the channels are multiplied by, by dye, then channel */
	public double[][] inverse() {
		return copy(inverse);
	}

	private static double[][] copy(final double[][] rows) {
		return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
	}

	/**
	 * @return the condition number: 1 if no dye bleeds, large if dyes look alike. Relative errors of the matrix grow at
	 *         most so many times
	 */
	public double condition() {
		return condition;
	}

	/** @return the condition number for readers */
	public String conditionText() {
		return Double.isInfinite(condition) || Double.isNaN(condition) ? "infinite" : String.format(Locale.ROOT, condition < 1e4
			? "%.3g" : "%.1e", condition);
	}

	/**
	 * @param dye a dye, from 0
	 * @return how many times the noise of a channel is in the amount of that dye, if all channels are equally noisy
	 */
	public double noise(final int dye) {
		return Math.sqrt(Arrays.stream(inverse[dye]).map(v -> v * v).sum());
	}

	/**
	 * @param spatial number of spatial axes
	 * @return the same as kernels of one tap, one for each dye, whose bias takes the background off
	 */
	public Kernel kernel(final int spatial) {
		final int[] one = new int[spatial];
		Arrays.fill(one, 1);
		final double[] weights = new double[inverse.length * mixing.length];
		final double[] bias = new double[inverse.length];
		for (int d = 0; d < inverse.length; d++)
			for (int c = 0; c < mixing.length; c++) {
				weights[d * mixing.length + c] = inverse[d][c];
				bias[d] -= inverse[d][c] * background[c];
			}
		for (int d = 0; d < bias.length; d++)
			// no negative zeros where there is no background
			bias[d] += 0.0;
		return new Kernel(weights, mixing.length, inverse.length, one).withBias(bias);
	}
}
