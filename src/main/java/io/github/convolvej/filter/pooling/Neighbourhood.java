package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.geometry.Proportion;

import java.util.Arrays;
import java.util.Locale;

/**
 * Computes a statistic of the samples around every sample, in a disc, ball, box
 * or ellipse: median, mean, minimum, maximum, range, percentile, variance,
 * standard deviation, rank or mode (the filters of ImageJ's Process &gt;
 * Filters, and scipy's median_filter, percentile_filter and others with a
 * footprint). Axes are {@code (X[, Y[, Z]])}; each channel is filtered
 * separately. With a stride of s, only every s-th sample has a window.
 * <p>
 * Only samples of the image count, unless {@link #withBorder} adds those
 * outside. With a mask, only samples at which it is not 0 count. A NaN in a
 * window gives NaN, or is ignored if {@link #ignoreNaN} is set. A window without
 * any sample that counts gives NaN.
 * <ul>
 * <li>median: the middle sample; of an even number of samples, the mean of the
 * two middle ones. -0 is before 0</li>
 * <li>percentile p: the sample at index round((n - 1) * p / 100) of the n sorted
 * samples; halves are rounded down</li>
 * <li>rank: the sample at that index, 0 for the smallest; negative ranks count
 * from the largest, which is -1. If a window has fewer samples, the rank is
 * limited to the last one</li>
 * <li>mean, variance: sums in double precision, exact for whole numbers of up to
 * 24 bits; the variance is the population variance, and is accurate even if it
 * is small compared with the mean</li>
 * <li>mode: the most frequent sample; if several are equally frequent, the
 * smallest</li>
 * </ul>
 */
public final class Neighbourhood implements Filter {

	private static final long serialVersionUID = 1L;
	private final Statistic statistic;
	private final RankRule rule;
	private final WindowShape shape;
	private final int[] stride;
	private final boolean border;
	private final boolean ignoreNaN;
	private final boolean mask;

	private Neighbourhood(final Statistic statistic, final RankRule rule, final WindowShape shape, final int[] stride,
		final boolean border, final boolean ignoreNaN, final boolean mask)
	{
		this.statistic = statistic;
		this.rule = rule;
		this.shape = shape;
		this.stride = stride;
		this.border = border;
		this.ignoreNaN = ignoreNaN;
		this.mask = mask;
	}

	/**
	 * @param statistic any but percentile and rank, which need a number
	 * @param shape the window
	 * @return the operation, with stride 1 and without border or mask
	 * @throws IllegalArgumentException if the statistic is percentile or rank
	 */
	public static Neighbourhood of(final Statistic statistic, final WindowShape shape) {
		if (statistic == Statistic.PERCENTILE || statistic == Statistic.RANK) throw new IllegalArgumentException("A " +
			statistic + " needs a number: which one");
		return of(statistic, statistic == Statistic.MEDIAN ? RankRule.median() : null, shape);
	}

	private static Neighbourhood of(final Statistic statistic, final RankRule rule, final WindowShape shape) {
		return new Neighbourhood(statistic, rule, shape, PerAxis.expand(new int[] { 1 }, "stride", shape.numDimensions(), 1),
			false, false, false);
	}

	/**
	 * @param percent percentage of the other samples that are smaller or equal: 0
	 *          to 100
	 * @param shape the window
	 * @return the operation
	 * @throws IllegalArgumentException if the number is not from 0 to 100
	 */
	public static Neighbourhood percentile(final double percent, final WindowShape shape) {
		return of(Statistic.PERCENTILE, RankRule.percentile(percent), shape);
	}

	/**
	 * @param rank index in the sorted samples, 0 for the smallest, -1 for the
	 *          largest; where fewer samples count, as at the edge of an image without
	 *          border, the nearest one that is there
	 * @param shape the window
	 * @return the operation
	 */
	public static Neighbourhood rank(final long rank, final WindowShape shape) {
		return of(Statistic.RANK, RankRule.rank(rank), shape);
	}

	/**
	 * Makes the operation from its name.
	 *
	 * @param statistic median, mean, minimum, maximum, range, percentile,
	 *          variance, deviation, rank or mode
	 * @param number the percentile or rank; null for other statistics
	 * @param shape the window
	 * @return the operation
	 * @throws IllegalArgumentException if the name is unknown, or the number is
	 *           missing, superfluous or wrong
	 */
	public static Neighbourhood parse(final String statistic, final Double number, final WindowShape shape) {
		final Statistic found = Arrays.stream(Statistic.values()).filter(s -> s.name().toLowerCase(Locale.ROOT).equals(
			statistic)).findFirst().orElseThrow(() -> new IllegalArgumentException("The statistic is '" + statistic +
				"', but must be median, mean, minimum, maximum, range, percentile, variance, deviation, rank or mode"));
		final boolean numbered = found == Statistic.PERCENTILE || found == Statistic.RANK;
		if (numbered != (number != null)) throw new IllegalArgumentException(numbered ? "A " + found +
			" needs a number: which one" : "The number " + number + " is for percentile and rank, not for " + found);
		if (found == Statistic.PERCENTILE) return percentile(number, shape);
		if (found != Statistic.RANK) return of(found, shape);
		if (number != Math.rint(number)) throw new IllegalArgumentException("rank is " + number +
			", but must be a whole number");
		final long samples = shape.samples();
		if (number >= samples || number < -samples) throw new IllegalArgumentException("rank is " + number.longValue() +
			", but the window (" + shape + ") has " + samples + (samples == 1 ? " sample" : " samples") + ": ranks are 0 to " +
			(samples - 1) + " from the smallest, or -1 to -" + samples + " from the largest");
		return rank(number.longValue(), shape);
	}

	/**
	 * @param samples distance of neighbouring windows: one number or one for each
	 *          spatial axis, x first; the first window is around the first sample
	 * @return this with that stride
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public Neighbourhood stride(final int... samples) {
		return new Neighbourhood(statistic, rule, shape, PerAxis.expand(samples, "stride", shape.numDimensions(), 1), border,
			ignoreNaN, mask);
	}

	/**
	 * @return this with samples outside the image, whose values are those of the
	 *         border of the run
	 * @throws IllegalArgumentException if there is a mask, which does not cover
	 *           samples outside the image
	 */
	public Neighbourhood withBorder() {
		checkBorder(true, mask);
		return new Neighbourhood(statistic, rule, shape, stride, true, ignoreNaN, mask);
	}

	/**
	 * @param ignore true to ignore NaN; false if a window with a NaN gives NaN
	 * @return this with that rule
	 */
	public Neighbourhood ignoreNaN(final boolean ignore) {
		return new Neighbourhood(statistic, rule, shape, stride, border, ignore, mask);
	}

	/**
	 * @return this with a mask, which is a second image of the same size: only
	 *         samples at which it is not 0 count
	 * @throws IllegalArgumentException if samples outside the image count, which a
	 *           mask does not cover
	 */
	public Neighbourhood masked() {
		checkBorder(border, true);
		return new Neighbourhood(statistic, rule, shape, stride, border, ignoreNaN, true);
	}

	private static void checkBorder(final boolean border, final boolean mask) {
		if (border && mask) throw new IllegalArgumentException(
			"A mask selects samples of the image, so samples outside the image cannot count: use border=none");
	}

	/** @return the statistic */
	public Statistic statistic() {
		return statistic;
	}

	/** @return the window */
	public WindowShape shape() {
		return shape;
	}

	/**
	 * @param d spatial axis
	 * @return distance of neighbouring windows along it
	 */
	public int step(final int d) {
		return stride[d];
	}

	/** @return whether samples outside the image count, with the values of the border */
	public boolean includesBorder() {
		return border;
	}

	/** @return whether NaN does not count */
	public boolean ignoresNaN() {
		return ignoreNaN;
	}

	/** @return the percentage of a percentile or the rank of a rank; NaN for other statistics */
	public double number() {
		return rule == null ? Double.NaN : rule.number();
	}

	@Override
	public int numDimensions() {
		return shape.numDimensions();
	}

	@Override
	public int sources() {
		return mask ? 2 : 1;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		if (mask) throw new IllegalArgumentException(
			"This neighbourhood reads 2 images (values and mask), but the size of only one was given");
		return plan(sourceDimensions);
	}

	@Override
	public Plan on(final long[][] sourceDimensions) {
		if (sourceDimensions.length != sources()) throw new IllegalArgumentException("This neighbourhood reads " +
			sources() + (mask ? " images (values and mask)" : " image") + ", but the sizes of " + sourceDimensions.length +
			" were given");
		final Plan plan = plan(sourceDimensions[0]);
		if (mask && !Arrays.equals(sourceDimensions[0], sourceDimensions[1])) throw new IllegalArgumentException(
			"The mask has size " + Arrays.toString(sourceDimensions[1]) + ", but the image has " + Arrays.toString(
				sourceDimensions[0]) + ": they must have the same size");
		return plan;
	}

	private Plan plan(final long[] sourceDimensions) {
		if (sourceDimensions.length != numDimensions()) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but the window " + shape + " has " + numDimensions());
		for (int d = 0; d < sourceDimensions.length; d++)
			if (sourceDimensions[d] < 1) throw new IllegalArgumentException("The image has no samples along " + Axis.name(d));
			else Proportion.checkNeighbourhood(shape, shape.radius(d), sourceDimensions[d], d);
		Proportion.checkNeighbourhood(shape, shape.samples(), sourceDimensions);
		return new NeighbourhoodPlan(statistic, rule, shape, stride, border, ignoreNaN, mask, sourceDimensions);
	}

	@Override
	public String toString() {
		return (rule == null ? statistic : rule) + " in " + shape + ", stride " + PerAxis.print(stride) + (border
			? ", with border" : "") + (ignoreNaN ? ", without NaN" : "") + (mask ? ", with mask" : "");
	}
}
