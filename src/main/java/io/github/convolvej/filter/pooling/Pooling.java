package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.geometry.Proportion;
import io.github.convolvej.geometry.Window;


/**
 * Pooling: one number from each window of samples (ONNX operators MaxPool,
 * AveragePool and LpPool, PyTorch max_pool2d and others). Axes are {@code (X[,
 * Y[, Z]])}; each channel is pooled separately. Only samples of the image count.
 * Padding never becomes a maximum and is not part of a mean, unless {@link
 * #countIncludePad} or {@link #withBorder} is set.
 * <ul>
 * <li>max and min: a NaN in the window gives NaN; a window without samples gives
 * -infinity for max and +infinity for min.</li>
 * <li>average: the sum of the samples divided by their number. Sums are taken
 * axis by axis, x last, in single precision (double for 64-bit images); in large
 * windows, sums of 1, 2, 4, 8 ... neighbours are added. A window without samples
 * gives NaN.</li>
 * <li>median: the middle sample; of an even number of samples, the mean of the
 * two middle ones. -0 is before 0. NaN if any sample is NaN or the window has no
 * samples.</li>
 * <li>Lp: (sum of |x|^p)^(1/p), in double precision; for infinite p its limit,
 * the largest magnitude. 0 for a window without samples.</li>
 * <li>stochastic (Zeiler and Fergus 2013): the probability of a sample is
 * proportional to its value, p_i = a_i / sum of a. The result is one sample
 * drawn at random, or the expectation, the sum of p_i * a_i. A window of zeros,
 * or without samples, gives 0; NaN and infinity give NaN. The random number of
 * output sample i, counted over the whole result, x fastest, is the result of
 * call number i + 1 of {@code new
 * java.util.SplittableRandom(seed).nextDouble()}: it depends on the seed and i
 * only.</li>
 * <li>argmax: the position of the maximum, x + nx * (y + ny * z) in the image
 * without padding. Of equal maxima, or of several NaN, it is the first in scan
 * order (x fastest). A window without samples gives -1. Images of more than 2^24
 * samples are computed in double precision, because single precision does not
 * hold such positions.</li>
 * </ul>
 */
public final class Pooling implements Filter {

	private static final long serialVersionUID = 1L;
	private final Reduction reduction;
	private final WindowGrid grid;
	private final SampleRules rules;
	/** Which samples of a window count, x fastest; null for all. */
	private final boolean[] footprint;

	private Pooling(final Reduction reduction, final WindowGrid grid, final SampleRules rules, final boolean[] footprint) {
		this.reduction = reduction;
		this.grid = grid;
		this.rules = rules;
		this.footprint = footprint;
	}

	private static Pooling of(final Reduction reduction, final int... size) {
		return of(reduction, SampleRules.DEFAULT, size);
	}

	private static Pooling of(final Reduction reduction, final SampleRules rules, final int... size) {
		return new Pooling(reduction, WindowGrid.sideBySide(size), rules, null);
	}

	private Pooling with(final WindowGrid other) {
		return new Pooling(reduction, other, rules, footprint);
	}

	private Pooling with(final SampleRules other) {
		return new Pooling(reduction, grid, other, footprint);
	}

	/**
	 * The largest sample. Like all factory methods, it makes windows side by side
	 * (stride = size) with dilation 1 and padding {@code valid}.
	 *
	 * @param size samples along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling max(final int... size) {
		return of(Reduction.MAX, size);
	}

	/**
	 * The smallest sample.
	 *
	 * @param size samples along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling min(final int... size) {
		return of(Reduction.MIN, size);
	}

	/**
	 * The mean of the samples.
	 *
	 * @param size samples along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling average(final int... size) {
		return of(Reduction.AVERAGE, size);
	}

	/**
	 * The median of the samples.
	 *
	 * @param size samples along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling median(final int... size) {
		return of(Reduction.MEDIAN, size);
	}

	/**
	 * The Lp norm of the samples.
	 *
	 * @param p the exponent, greater than 0: 1 for the sum of absolute values, 2
	 *          for the Euclidean norm, infinity for the largest magnitude
	 * @param size samples along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if p is not greater than 0, or a size is
	 *           less than 1
	 */
	public static Pooling lp(final double p, final int... size) {
		checkExponent(p);
		return of(Reduction.LP, SampleRules.DEFAULT.exponent(p), size);
	}

	static void checkExponent(final double p) {
		if (!(p > 0)) throw new IllegalArgumentException("p is " + p +
			", but must be greater than 0 (Infinity for the largest magnitude)");
	}

	/**
	 * Stochastic pooling that draws one of the samples.
	 *
	 * @param seed seed of the random numbers
	 * @param size samples along every spatial axis, x first
	 * @return the operation; negative samples are an error unless {@link
	 *         #negativesAsZero()}
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling stochastic(final long seed, final int... size) {
		return of(Reduction.SAMPLE, SampleRules.DEFAULT.seed(seed), size);
	}

	/**
	 * Stochastic pooling that takes the expectation, as a network does after
	 * training.
	 *
	 * @param size samples along every spatial axis, x first
	 * @return the operation; negative samples are an error unless {@link
	 *         #negativesAsZero()}
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling stochasticExpectation(final int... size) {
		return of(Reduction.EXPECTED, size);
	}

	/**
	 * The position of the largest sample, for unpooling.
	 *
	 * @param size samples along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling argmax(final int... size) {
		return of(Reduction.ARGMAX, size);
	}

	/**
	 * @param samples distance of neighbouring windows: one number or one for each
	 *          spatial axis, x first
	 * @return this with that stride
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public Pooling stride(final int... samples) {
		return with(grid.stride(samples));
	}

	/**
	 * @param rate distance of neighbouring samples in the window, 1 for none: one
	 *          number or one for each spatial axis, x first
	 * @return this with that dilation
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public Pooling dilation(final int... rate) {
		return with(grid.dilation(rate));
	}

	/**
	 * @param rule how far windows may reach outside the image
	 * @return this with that padding
	 * @throws IllegalArgumentException if it has numbers for another number of
	 *           axes
	 */
	public Pooling padding(final Padding rule) {
		return with(grid.padding(rule));
	}

	/**
	 * @param partial whether to keep a last window that reaches beyond the padding
	 *          at the end, see {@link Window#ceilMode}
	 * @return this with that rule
	 */
	public Pooling ceilMode(final boolean partial) {
		return with(grid.ceilMode(partial));
	}

	/**
	 * @param include true if an average divides by the number of samples and
	 *          padding in the window (without positions beyond the padding at the
	 *          end), false if it divides by the number of samples
	 * @return this with that rule
	 * @throws IllegalArgumentException if this is not average pooling
	 */
	public Pooling countIncludePad(final boolean include) {
		checkAverage("count_include_pad");
		return with(rules.countIncludePad(include));
	}

	/**
	 * @param number divisor of every average, regardless of the number of samples
	 *          in the window; 1 gives the sum
	 * @return this with that divisor
	 * @throws IllegalArgumentException if it is 0, or this is not average pooling
	 */
	public Pooling divisorOverride(final int number) {
		checkAverage("divisor_override");
		if (number == 0) throw new IllegalArgumentException("divisor_override is 0, but must be another whole number");
		return with(rules.divisor(number));
	}

	private void checkAverage(final String name) {
		if (reduction != Reduction.AVERAGE) throw new IllegalArgumentException(name + " is for average pooling, but this is " +
			reduction + " pooling");
	}

	/**
	 * Makes padding count as samples with the values of the border of the run.
	 * Positions beyond the padding at the end, which windows reach only in ceil
	 * mode, never count.
	 *
	 * @return this with that rule
	 * @throws IllegalArgumentException if this is argmax, because samples outside
	 *           the image have no position
	 */
	public Pooling withBorder() {
		if (reduction == Reduction.ARGMAX) throw new IllegalArgumentException(
			"argmax cannot count the border: samples outside the image have no position");
		return with(rules.withBorder());
	}

	/**
	 * @return this with negative samples treated as 0
	 * @throws IllegalArgumentException if this is not stochastic pooling
	 */
	public Pooling negativesAsZero() {
		if (!reduction.isStochastic()) throw new IllegalArgumentException(
			"negatives as zero is for stochastic pooling, but this is " + reduction + " pooling");
		return with(rules.negativesAsZero());
	}

	/**
	 * @param taps which samples of the window count, x fastest; at least one
	 * @return this with windows of that shape
	 * @throws IllegalArgumentException if the number of values is not that of the
	 *           samples of the window, or no value is true
	 */
	public Pooling footprint(final boolean... taps) {
		int n = 1;
		for (final int s : size())
			n = Math.multiplyExact(n, s);
		if (taps.length != n) throw new IllegalArgumentException("footprint has " + taps.length +
			" values, but the window of size " + PerAxis.print(size()) + " has " + n + " samples");
		int count = 0;
		for (final boolean tap : taps)
			if (tap) count++;
		if (count == 0) throw new IllegalArgumentException("footprint is empty: at least one sample must count");
		return new Pooling(reduction, grid, rules, taps.clone());
	}

	@Override
	public int numDimensions() {
		return grid.axes();
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		if (sourceDimensions.length != grid.axes()) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but this pooling works on " + grid.axes());
		final Window[] windows = windows(sourceDimensions);
		Proportion.checkPooling(windows, sourceDimensions);
		return new PoolingPlan(reduction, rules, footprint, windows, sourceDimensions);
	}

	/**
	 * @param sourceDimensions size of an image
	 * @return the windows on its axes
	 * @throws IllegalArgumentException if it has no samples along one of them
	 */
	public Window[] windows(final long... sourceDimensions) {
		return grid.on(sourceDimensions);
	}

	/** @return the reduction of a window to one value */
	public Reduction reduction() {
		return reduction;
	}

	/** @return whether averages count padding as samples of 0 */
	public boolean includesPad() {
		return rules.includesPad();
	}

	/** @return whether padding counts as samples with the values of the border */
	public boolean includesBorder() {
		return rules.includesBorder();
	}

	/** @return divisor of averages; 0 to divide by the number of samples */
	public int divisor() {
		return rules.divisor();
	}

	/** @return the exponent of an Lp norm, which may be infinite */
	public double exponent() {
		return rules.exponent();
	}

	/** @return seed of the random numbers */
	public long seed() {
		return rules.seed();
	}

	/** @return which samples count, x fastest, or null for all; not to be changed */
	public boolean[] footprint() {
		return footprint;
	}

	/** Window size along every axis; not to be changed. */
	int[] size() {
		return grid.size();
	}

	@Override
	public String toString() {
		return reduction + " pooling, " + grid;
	}
}
