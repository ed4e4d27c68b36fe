package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Pooling: one number from each window of samples (ONNX operators MaxPool,
 * AveragePool and LpPool, PyTorch max_pool2d and so on). Axes are {@code (X[, Y[,
 * Z]])}; channels are pooled each by itself. Only samples of the image count:
 * padding is no sample, so it is neither a maximum nor part of a mean, unless
 * {@link #countIncludePad} or {@link #withBorder} says so.
 * <ul>
 * <li>max and min: NaN wins over everything; a window without samples gives
 * -infinity, or +infinity.</li>
 * <li>average: sum of the samples over their number, taken axis by axis, x last,
 * in single precision (double for 64-bit images), of large windows in sums of 1, 2,
 * 4, 8 ... neighbours; NaN of a window without samples.</li>
 * <li>median: the middle sample, of an even number the mean of the two middle ones,
 * where -0 is before 0; NaN if any sample is NaN, or there is none.</li>
 * <li>Lp: (sum of |x|^p)^(1/p), in double precision.</li>
 * <li>stochastic (Zeiler and Fergus 2013): samples are as probable as they are
 * large, p_i = a_i / sum of a. One of them is drawn, or their expectation, the sum
 * of p_i * a_i, is taken. A window of zeros, or without samples, gives 0; NaN and
 * infinity give NaN. The draw of output sample i, counted over the whole result, x
 * fastest, is the call number i + 1 of {@code new
 * java.util.SplittableRandom(seed).nextDouble()}: it depends on seed and i
 * alone.</li>
 * <li>argmax: where the maximum is, of equal ones the first in scan order (x
 * fastest), of several NaN the first: x + nx * (y + ny * z) in the image without
 * padding, and -1 for a window without samples. Images of more than 2^24 samples
 * are computed in double precision, as single precision does not hold such
 * positions.</li>
 * </ul>
 */
public final class Pooling implements Filter, Cloneable {

	private static final long serialVersionUID = 1L;

	// set before a new object is handed out, and never after
	private Reduction reduction;
	private int[] size;
	private int[] stride;
	private int[] dilation;
	private Padding padding = Padding.VALID;
	private boolean ceil;
	private boolean includePad;
	private boolean border;
	private int divisor;
	private double p = 1;
	private long seed;
	private boolean negativesAsZero;
	private boolean[] footprint;

	private Pooling(final Reduction reduction, final int... size) {
		if (size.length == 0) throw new IllegalArgumentException("The pooling window has no axis: give at least a size along x");
		this.reduction = reduction;
		this.size = PerAxis.expand(size, "window size", size.length, 1);
		stride = this.size;
		dilation = PerAxis.expand(new int[] { 1 }, "dilation", size.length, 1);
	}

	/**
	 * The largest sample. As all factories: windows side by side (stride = size),
	 * dilation 1, padding {@code valid}.
	 *
	 * @param size samples along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling max(final int... size) {
		return new Pooling(Reduction.MAX, size);
	}

	/**
	 * The smallest sample.
	 *
	 * @param size samples along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling min(final int... size) {
		return new Pooling(Reduction.MIN, size);
	}

	/**
	 * The mean of the samples.
	 *
	 * @param size samples along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling average(final int... size) {
		return new Pooling(Reduction.AVERAGE, size);
	}

	/**
	 * The median of the samples.
	 *
	 * @param size samples along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling median(final int... size) {
		return new Pooling(Reduction.MEDIAN, size);
	}

	/**
	 * The Lp norm of the samples.
	 *
	 * @param p the exponent, greater than 0: 1 for the sum of absolute values, 2
	 *          for the Euclidean norm
	 * @param size samples along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if p is not greater than 0 and finite, or a
	 *           size is less than 1
	 */
	public static Pooling lp(final double p, final int... size) {
		checkExponent(p);
		final Pooling pooling = new Pooling(Reduction.LP, size);
		pooling.p = p;
		return pooling;
	}

	static void checkExponent(final double p) {
		if (!(p > 0 && p < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("p is " + p +
			", but must be greater than 0 and finite (the limit of large p is max pooling)");
	}

	/**
	 * Stochastic pooling that draws one of the samples.
	 *
	 * @param seed where the random numbers start
	 * @param size samples along every spatial axis, x first
	 * @return the operation; negative samples are an error unless {@link
	 *         #negativesAsZero()}
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling stochastic(final long seed, final int... size) {
		final Pooling pooling = new Pooling(Reduction.SAMPLE, size);
		pooling.seed = seed;
		return pooling;
	}

	/**
	 * Stochastic pooling that takes the expectation: what a network does when it is
	 * not trained.
	 *
	 * @param size samples along every spatial axis, x first
	 * @return the operation; negative samples are an error unless {@link
	 *         #negativesAsZero()}
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling stochasticExpectation(final int... size) {
		return new Pooling(Reduction.EXPECTED, size);
	}

	/**
	 * The position of the largest sample, as unpooling needs it.
	 *
	 * @param size samples along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static Pooling argmax(final int... size) {
		return new Pooling(Reduction.ARGMAX, size);
	}

	private Pooling with(final Consumer<Pooling> change) {
		try {
			final Pooling changed = (Pooling) clone();
			change.accept(changed);
			return changed;
		}
		catch (final CloneNotSupportedException e) {
			throw new AssertionError(e);
		}
	}

	/**
	 * @param samples distance of neighbouring windows: one number or one for each
	 *          spatial axis, x first
	 * @return this with that stride
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public Pooling stride(final int... samples) {
		final int[] all = PerAxis.expand(samples, "stride", size.length, 1);
		return with(c -> c.stride = all);
	}

	/**
	 * @param rate distance of neighbouring samples in the window, 1 for none: one
	 *          number or one for each spatial axis, x first
	 * @return this with that dilation
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public Pooling dilation(final int... rate) {
		final int[] all = PerAxis.expand(rate, "dilation", size.length, 1);
		return with(c -> c.dilation = all);
	}

	/**
	 * @param rule how far windows may reach outside of the image
	 * @return this with that padding
	 * @throws IllegalArgumentException if it has numbers for another number of axes
	 */
	public Pooling padding(final Padding rule) {
		rule.checkAxes(size.length);
		return with(c -> c.padding = rule);
	}

	/**
	 * @param partial whether a last window counts that reaches beyond the padding at
	 *          the end, see {@link Window#ceilMode}
	 * @return this with that rule
	 */
	public Pooling ceilMode(final boolean partial) {
		return with(c -> c.ceil = partial);
	}

	/**
	 * @param include whether an average divides by the number of samples and padding
	 *          in the window (but never counts what is beyond the padding at the end),
	 *          rather than by the number of samples
	 * @return this with that rule
	 * @throws IllegalArgumentException if this is no average
	 */
	public Pooling countIncludePad(final boolean include) {
		checkAverage("count_include_pad");
		return with(c -> c.includePad = include);
	}

	/**
	 * @param number what an average divides the sum by, whatever the window holds; 1
	 *          gives the sum
	 * @return this with that divisor
	 * @throws IllegalArgumentException if it is 0, or this is no average
	 */
	public Pooling divisorOverride(final int number) {
		checkAverage("divisor_override");
		if (number == 0) throw new IllegalArgumentException("divisor_override is 0, but must be another whole number");
		return with(c -> c.divisor = number);
	}

	private void checkAverage(final String name) {
		if (reduction != Reduction.AVERAGE) throw new IllegalArgumentException(name + " is for average pooling, but this is " +
			reduction + " pooling");
	}

	/**
	 * Lets padding be samples, with the values of the border that the run is given.
	 * Beyond the padding at the end, where only ceil mode reaches, there are none.
	 *
	 * @return this with that rule
	 * @throws IllegalArgumentException if this is argmax: there are no positions
	 *           outside of the image
	 */
	public Pooling withBorder() {
		if (reduction == Reduction.ARGMAX) throw new IllegalArgumentException(
			"argmax cannot count the border: samples outside of the image have no position in it");
		return with(c -> c.border = true);
	}

	/**
	 * @return this with negative samples taken for 0
	 * @throws IllegalArgumentException if this is not stochastic pooling
	 */
	public Pooling negativesAsZero() {
		if (!reduction.isStochastic()) throw new IllegalArgumentException(
			"negatives as zero is for stochastic pooling, but this is " + reduction + " pooling");
		return with(c -> c.negativesAsZero = true);
	}

	/**
	 * @param taps which samples of the window count, x fastest; at least one
	 * @return this with windows of that shape
	 * @throws IllegalArgumentException if there is not one value for every sample of
	 *           the window, or none is true
	 */
	public Pooling footprint(final boolean... taps) {
		int n = 1;
		for (final int s : size)
			n = Math.multiplyExact(n, s);
		if (taps.length != n) throw new IllegalArgumentException("footprint has " + taps.length +
			" values, but the window of size " + PerAxis.print(size) + " has " + n + " samples");
		int count = 0;
		for (final boolean tap : taps)
			if (tap) count++;
		if (count == 0) throw new IllegalArgumentException("footprint is empty: at least one sample must count");
		final boolean[] copy = taps.clone();
		return with(c -> c.footprint = copy);
	}

	@Override
	public int numDimensions() {
		return size.length;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		if (sourceDimensions.length != size.length) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but this pooling works on " + size.length);
		return new PoolingPlan(this, windows(sourceDimensions), sourceDimensions);
	}

	/**
	 * @param sourceDimensions size of an image
	 * @return the windows on its axes
	 * @throws IllegalArgumentException if it has no samples along one of them
	 */
	public Window[] windows(final long... sourceDimensions) {
		final Window[] windows = SpatialPlan.windows(sourceDimensions, size, stride, dilation, padding);
		Arrays.setAll(windows, d -> windows[d].ceilMode(ceil));
		return windows;
	}

	/** @return what becomes of the samples of a window */
	public Reduction reduction() {
		return reduction;
	}

	/** @return whether averages count padding as samples of 0 */
	public boolean includesPad() {
		return includePad;
	}

	/** @return whether padding is samples with the values of the border */
	public boolean includesBorder() {
		return border;
	}

	/** @return what averages divide by, or 0 for the number of samples */
	public int divisor() {
		return divisor;
	}

	/** @return the exponent of an Lp norm */
	public double exponent() {
		return p;
	}

	/** @return where the random numbers start */
	public long seed() {
		return seed;
	}

	boolean takesNegativesAsZero() {
		return negativesAsZero;
	}

	/** @return which samples count, x fastest, or null for all; not to be changed */
	public boolean[] footprint() {
		return footprint;
	}

	/** Window size along every axis; not to be changed. */
	int[] size() {
		return size;
	}

	@Override
	public String toString() {
		return reduction + " pooling, window " + PerAxis.print(size) + ", stride " + PerAxis.print(stride) + ", padding " +
			padding + (Arrays.stream(dilation).allMatch(d -> d == 1) ? "" : ", dilation " + PerAxis.print(dilation));
	}
}
