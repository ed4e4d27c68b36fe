package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.SizedPlan;
import io.github.convolvej.filter.WholeNumberPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.RawRows;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.geometry.Window;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Pooling of an image of known size. The source of a block is cut to the samples
 * that count, so that engines need not know what padding is.
 */
final class PoolingPlan extends SizedPlan implements WholeNumberPlan {

	private static final long serialVersionUID = 1L;
	private static final int LINE = 1024;
	/** Source samples of a line that is reduced with others, few enough to stay in the cache nearest to the core. */
	private static final int REDUCED_LINE = 2048;
	/** Source samples that are reduced together, so that they stay in the cache nearest to the core. */
	private static final double STRIP = 1 << 15;
	/** Strips are that many windows high, so that few lines are reduced twice. */
	private static final long OVERLAPS = 8;

	/** Sums of whole numbers in windows of that size are exact in single precision, too. */
	private static final int LARGEST_BIN = 4;
	/** Sums of powers below this have lost digits. */
	private static final double SMALLEST_SUM = 0x1p-960;

	private final Reduction reduction;
	private final SampleRules rules;
	/** Which samples of a window count, x fastest; null for all. */
	private final boolean[] footprint;
	private final Window[] windows;
	private final PoolingExtent extent;

	/**
	 * @param reduction how the samples of a window become one value
	 * @param rules which samples count
	 * @param footprint which samples of a window count, x fastest, or null for all
	 * @param windows a window for every axis
	 * @param sourceDimensions size of the image
	 */
	PoolingPlan(final Reduction reduction, final SampleRules rules, final boolean[] footprint, final Window[] windows,
		final long[] sourceDimensions)
	{
		this(reduction, rules, footprint, windows, sourceDimensions, new PoolingExtent(windows, rules, sourceDimensions));
	}

	private PoolingPlan(final Reduction reduction, final SampleRules rules, final boolean[] footprint,
		final Window[] windows, final long[] sourceDimensions, final PoolingExtent extent)
	{
		super(sourceDimensions, extent.targetDimensions());
		this.reduction = reduction;
		this.rules = rules;
		this.footprint = footprint;
		this.windows = windows;
		this.extent = extent;
	}

	@Override
	public SamplePosition position(final int d) {
		return windows[d].position();
	}

	/** Pooling compares and adds, but multiplies nothing. */
	@Override
	public double multiplyAccumulates() {
		return 0;
	}

	@Override
	public int preferredLineLength() {
		return isSeparable() ? Math.max(LINE / 2, REDUCED_LINE / windows[0].stride()) : LINE;
	}

	@Override
	public boolean needsDouble() {
		double positions = 1;
		for (final long n : sourceDimensions())
			positions *= n;
		return reduction == Reduction.ARGMAX && positions > 1 << 24;
	}

	@Override
	public String engine() {
		if (hasMedians()) return Medians.haveNetwork(windows) ? "sorting network" : "histogram";
		if (!isSeparable()) return "windows";
		final long[] samples = extent.samples();
		for (int d = 0; d < windows.length; d++)
			if (PoolingLines.isDoubled(windows[d], samples[d])) return "separable lines, doubling";
		return "separable lines";
	}

	private boolean isSeparable() {
		return reduction.isSeparable() && footprint == null;
	}

	/** Whether it is the median of all samples of a window. */
	private boolean hasMedians() {
		return reduction == Reduction.MEDIAN && footprint == null;
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final int n = windows.length;
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < n; d++) {
			final long first = windows[d].sourceMin(target.min(d));
			final long last = first + windows[d].sourceSize(target.dimension(d)) - 1;
			// at least one sample, even for windows in the padding, which do not read it
			min[d] = Math.min(Math.max(first, extent.low(d)), extent.high(d));
			max[d] = Math.max(Math.min(last, extent.high(d)), min[d]);
		}
		return new FinalInterval(min, max);
	}

	/** Windows of up to 4 x 4 side by side, all within the image. */
	@Override
	public boolean takesWholeNumbers(final boolean same) {
		final boolean average = reduction == Reduction.AVERAGE;
		if (windows.length != 2 || footprint != null || !average && reduction != Reduction.MAX && reduction != Reduction.MIN)
			return false;
		for (int d = 0; d < 2; d++) {
			final Window w = windows[d];
			if (w.size() > LARGEST_BIN || w.stride() != w.size() || w.dilation() != 1 || w.padBefore() != 0 || w.padAfter() != 0 ||
				targetSize(d) * w.size() > sourceSize(d)) return false;
		}
		// sums, or means by another divisor, may be more than the type holds
		return !average || !same || rules.divisor() == 0;
	}

	@Override
	public void apply(final RawRows source, final RawRows target, final int width, final int rows, final Scratch scratch) {
		final int divisor = rules.divisor() == 0 ? windows[0].size() * windows[1].size() : rules.divisor();
		new BinRows(reduction, windows[0].size(), windows[1].size(), divisor).apply(source, target, width, rows, scratch);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		if (isSeparable() && reduction != Reduction.LP) {
			reduceLines(target.lines(), sources[0], target, scratch);
			return;
		}
		if (hasMedians()) {
			Medians.apply(windows, extent.taps(sources[0], target), sources[0], target, scratch);
			return;
		}
		final Block out = target.likeDouble("double target", scratch);
		if (!isSeparable()) new PoolingWindows(reduction, rules, footprint, extent, sources[0].asDouble("double source", scratch),
			out).run();
		else norms(target.lines(), sources[0], out, scratch);
		target.setDouble(out);
	}

	private <A> void reduceLines(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final boolean overflows = reduceLines(lines, source, null, target, scratch);
		// sums in single precision may be too large although their mean is not
		if (overflows && lines.bytes() < Double.BYTES) reduceLines(lines, source, source.asDouble("exact source", scratch),
			target, scratch);
	}

	/**
	 * @param exact the source in double precision, to compute once more what is not
	 *          finite; or null
	 * @return whether any average is not finite
	 */
	private <A> boolean reduceLines(final Lines<A> lines, final Block source, final Block exact, final Block target,
		final Scratch scratch)
	{
		final int width = target.size(0);
		final double[][] counts = reduction == Reduction.AVERAGE ? extent.divisors(target) : null;
		final double[] row = new double[width];
		final A divisors = scratch.array("divisors", lines, width);
		final A zeros = scratch.array("zeros of finite averages", lines, width);
		lines.fill(zeros, width, 0);
		double held = Double.NaN;
		final int last = windows.length - 1;
		final boolean byRows = PooledRows.fit(windows, extent.samples()) && !ScatteredLines.fit(windows, source, target);
		final int height = last == 0 ? 1 : byRows ? target.size(last) : stripHeight(source, target);
		int i = 0;
		for (int from = 0; from < target.size(last); from += height) {
			final Block strip = last == 0 ? target : target.slice(last, from, Math.min(height, target.size(last) - from));
			final int end = i + strip.samples() / strip.size(0);
			final ReducedLines<A> result = reduced(byRows, lines, ofLines(), source, strip, scratch);
			final ReducedLines<double[]> sums = exact == null ? null : reduced(byRows, Precision.DOUBLE, reduction, exact, strip, scratch);
			for (int j = 0; i < end; i++, j++) {
				final A line = result.line(j);
				if (counts != null) {
					final double factor = factor(counts, i, target);
					if (factor != held) {
						for (int x = 0; x < width; x++)
							row[x] = counts[0][x] * factor;
						lines.fromDouble(row, divisors, 0, width);
						held = factor;
					}
					lines.divide(line, width, divisors);
					if (sums != null) mend(lines, line, width, sums.line(j), row);
					WindowLinesTypes.of(lines).addZeros(zeros, line, width);
				}
				target.put(lines, line, 0, i);
			}
			if (last == 0) break;
		}
		for (int x = 0; x < width && counts != null; x++)
			if (Double.isNaN(lines.get(zeros, x))) return true;
		return false;
	}

	private <A> ReducedLines<A> reduced(final boolean byRows, final Lines<A> lines, final Reduction ofLines, final Block source,
		final Block target, final Scratch scratch)
	{
		if (byRows) return new PooledRows<>(lines, ofLines, windows, extent.samples(), source,
			target, scratch);
		if (ScatteredLines.fit(windows, source, target)) return new ScatteredLines<>(lines, ofLines, windows, extent.samples(),
			source, target, scratch);
		return new PoolingLines<>(lines, ofLines, windows, extent.samples(), source, target, scratch);
	}

	private static <A> void mend(final Lines<A> lines, final A line, final int width, final double[] sums,
		final double[] divisors)
	{
		for (int x = 0; x < width; x++) {
			final double mean = lines.get(line, x);
			if (!(Math.abs(mean) <= Double.MAX_VALUE)) lines.set(line, x, sums[x] / divisors[x]);
		}
	}

	/** How far along the last axis a strip of the target reaches whose lines stay in the nearest cache. */
	private int stripHeight(final Block source, final Block target) {
		final int last = windows.length - 1;
		final Window w = windows[last];
		final double lines = (double) source.samples() / source.size(last) * w.stride();
		return (int) Math.min(target.size(last), Math.max(STRIP / lines, OVERLAPS * w.effectiveSize() / w.stride() + 1.0));
	}

	private static double factor(final double[][] counts, final int line, final Block target) {
		double factor = 1;
		int rest = line;
		for (int d = 1; d < counts.length; d++) {
			factor *= counts[d][rest % target.size(d)];
			rest /= target.size(d);
		}
		return factor;
	}

	/** How lines become one: powers are added, magnitudes compared. */
	private Reduction ofLines() {
		return reduction == Reduction.LP && isLargestMagnitude() ? Reduction.MAX : reduction;
	}

	private boolean isLargestMagnitude() {
		return rules.exponent() == Double.POSITIVE_INFINITY;
	}

	@SuppressWarnings("unchecked")
	private <A> void norms(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final double p = rules.exponent();
		final double[] powers = scratch.array("powers", Precision.DOUBLE, source.samples());
		WindowLinesTypes.of(lines).powers((A) source.data(), powers, source.samples(), isLargestMagnitude() ? 1 : p);
		final double[] norms = (double[]) target.data();
		reduceLines(Precision.DOUBLE, source.with(powers), target, scratch);
		final int n = target.samples();
		if (isLargestMagnitude()) {
			// a window without samples has the norm 0
			for (int i = 0; i < n; i++)
				norms[i] = Math.max(norms[i], 0);
			return;
		}
		final boolean vanish = mayVanish((A) source.data(), powers, source.samples(), lines);
		WindowSamples window = null;
		for (int i = 0; i < n; i++) {
			final double sum = norms[i];
			if (sum >= SMALLEST_SUM && sum <= Double.MAX_VALUE || sum == 0 && !vanish) {
				norms[i] = Reduction.root(sum, p);
				continue;
			}
			// powers that are too large or too small for a double: once more, scaled for this window
			if (window == null) window = new WindowSamples(extent.taps(source, target), null, null, source.asDouble("double source",
				scratch));
			final int width = target.size(0);
			window.moveTo(i / width);
			norms[i] = Reduction.norm(window.samples(), window.collect(i % width), p);
		}
	}

	/** Whether a power is so small that a sum of few of them is not exact: only where none is, zeros are sums of zeros. */
	private static <A> boolean mayVanish(final A samples, final double[] powers, final int n, final Lines<A> lines) {
		for (int i = 0; i < n; i++)
			if (powers[i] < SMALLEST_SUM && lines.get(samples, i) != 0) return true;
		return false;
	}
}
