package io.github.convolvej.filter;

import io.github.convolvej.border.Border;
import io.github.convolvej.network.FilterOperation;
import io.github.convolvej.network.ImageOperation;
import io.github.convolvej.network.ImagePlan;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.RunChecks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * One filter of the {@link FilterCatalogue}, with what the contract needs to know
 * of it. Without further words it is one that reads one image, to which the
 * border does not matter, whose NaN spread, and whose results have no place of
 * which more is known than that they are within their windows.
 */
public class FilterCase {

	private static final long[][] SIZES = { { 23 }, { 13, 11 }, { 8, 7, 6 } };

	final String name;
	final int spatial;
	/** Null if it is an operation that is run over whole images only. */
	final Filter filter;
	final ImageOperation operation;
	/** Size of the channel axis, if the filter has one. */
	private int channels = 1;
	/** Size of the image along the spatial axes. */
	private long[] size;
	/** Whether what is outside of the image matters. */
	private boolean border;
	/** Whether the results that read NaN are NaN. */
	private boolean spreadsNaN = true;
	private boolean nonNegative;
	/** Whether results depend on where in the whole result they are, as random draws do. */
	private boolean draws;
	/** Whether bright samples answer evenly to both sides, so that all their answers together have their place. */
	private boolean even;
	/** How far the middle of a blob may be from its place, in samples of the image; NaN: results have no place. */
	private double blob = Double.NaN;
	/** Error of a result as a part of the largest sample, where a result depends on others than its window's by rounding. */
	private double rounding;
	/** The filter whose source intervals are the windows and nothing more, if this one's are larger. */
	private Filter windows;
	private Filter twin;
	private int sign;
	private BiFunction<long[], Random, List<Img<DoubleType>>> further = (dimensions, random) -> Collections.emptyList();

	FilterCase(final String name, final int spatial, final Filter filter) {
		this(name, spatial, filter, FilterOperation.of(filter));
	}

	/** An operation that is no filter. */
	FilterCase(final String name, final int spatial, final ImageOperation operation) {
		this(name, spatial, null, operation);
	}

	private FilterCase(final String name, final int spatial, final Filter filter, final ImageOperation operation) {
		this.name = name + " " + spatial + "D";
		this.spatial = spatial;
		this.filter = filter;
		this.operation = operation;
		size = SIZES[spatial - 1];
	}

	public FilterCase channels(final int count) {
		channels = count;
		return this;
	}

	public FilterCase size(final long... samples) {
		size = samples;
		return this;
	}

	public FilterCase border() {
		border = true;
		return this;
	}

	public FilterCase keepsNaN() {
		spreadsNaN = false;
		return this;
	}

	public FilterCase nonNegative() {
		nonNegative = true;
		return this;
	}

	public FilterCase draws() {
		draws = true;
		return this;
	}

	/** Results are in the middle of what they answer to, to rounding. */
	public FilterCase even() {
		even = true;
		return this;
	}

	public FilterCase blob(final double tolerance) {
		blob = tolerance;
		return this;
	}

	/**
	 * Results depend on samples outside of their windows, which are those of another filter, by rounding: up to this
	 * part of the largest sample.
	 */
	public FilterCase rounding(final double part, final Filter direct) {
		rounding = part;
		windows = direct;
		return this;
	}

	/** A plan whose source intervals are the windows. */
	public Plan windows(final List<? extends RandomAccessibleInterval<? extends RealType<?>>> images) {
		return Filters.plan(windows == null ? filter : windows, images);
	}

	/** Whether two results are the same but for rounding, where that depends on the samples around. */
	public boolean isSame(final double a, final double b, final double largest, final boolean wide) {
		return Double.compare(a, b) == 0 || rounding > 0 && Math.abs(a - b) <= rounding * largest + Math.abs(a) * (wide
			? 0x1p-50 : 0x1p-22);
	}

	/** What the filter makes of the negative image is minus what it makes of the image. */
	public FilterCase odd() {
		return negative(-1, filter);
	}

	/** What the filter makes of the negative image is the factor times what the other filter makes of the image. */
	public FilterCase negative(final int factor, final Filter other) {
		sign = factor;
		twin = other;
		return this;
	}

	public FilterCase further(final BiFunction<long[], Random, List<Img<DoubleType>>> images) {
		further = images;
		return this;
	}

	public boolean borderMatters() {
		return border;
	}

	public boolean spreadsNaN() {
		return spreadsNaN;
	}

	public boolean isNonNegative() {
		return nonNegative;
	}

	public boolean drawsNumbers() {
		return draws;
	}

	public boolean isEven() {
		return even;
	}

	public double blob() {
		return blob;
	}

	public int sign() {
		return sign;
	}

	public FilterCase twin() {
		final FilterCase other = new FilterCase(name, spatial, twin);
		other.further = further;
		return other;
	}

	public int numDimensions() {
		return operation.numDimensions();
	}

	public boolean hasChannels() {
		return numDimensions() > spatial;
	}

	/** The usual size of an image, with the axes beyond the filter's. */
	public long[] dimensions(final long... loops) {
		return sized(size, loops);
	}

	/** An image size with the channel axis, if there is one, and axes beyond the filter's. */
	public long[] sized(final long[] spatialSize, final long... loops) {
		final long[] all = Arrays.copyOf(spatialSize, numDimensions() + loops.length);
		if (hasChannels()) all[spatial] = channels;
		System.arraycopy(loops, 0, all, numDimensions(), loops.length);
		return all;
	}

	/** An image of quarters that the filter takes, and what else it reads. */
	public List<Img<DoubleType>> images(final Random random, final long... dimensions) {
		final Img<DoubleType> image = ArrayImgs.doubles(dimensions);
		image.forEach(v -> v.set((nonNegative ? random.nextInt(65) : random.nextInt(65) - 32) / 4.0));
		return withFurther(image, random);
	}

	public List<Img<DoubleType>> withFurther(final Img<DoubleType> image, final Random random) {
		final List<Img<DoubleType>> images = new ArrayList<>();
		images.add(image);
		images.addAll(further.apply(image.dimensionsAsLongArray(), random));
		return images;
	}

	public Plan plan(final List<? extends RandomAccessibleInterval<? extends RealType<?>>> images) {
		return Filters.plan(filter, images);
	}

	public ImagePlan imagePlan(final List<? extends RandomAccessibleInterval<? extends RealType<?>>> images) {
		return operation.plan(images);
	}

	public long[] targetDimensions(final List<? extends RandomAccessibleInterval<? extends RealType<?>>> images) {
		return RunChecks.targetDimensions(imagePlan(images), images.get(0));
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	public void process(final List<? extends RandomAccessibleInterval<? extends RealType<?>>> images, final Border outside,
		final RandomAccessibleInterval<? extends RealType<?>> target, final Options options)
	{
		operation.process((List) images, outside, (RandomAccessibleInterval) target, options);
	}

	/** The result in single or double precision. */
	public Img<? extends RealType<?>> result(final List<Img<DoubleType>> images, final Border outside, final boolean wide,
		final Options options)
	{
		final long[] dimensions = targetDimensions(images);
		final Img<? extends RealType<?>> target = wide ? ArrayImgs.doubles(dimensions) : ArrayImgs.floats(dimensions);
		process(wide ? images : toFloat(images), outside, target, options);
		return target;
	}

	public double[] values(final List<Img<DoubleType>> images, final Border outside, final boolean wide) {
		return Computed.values(result(images, outside, wide, Options.DEFAULT));
	}

	public static List<Img<FloatType>> toFloat(final List<Img<DoubleType>> images) {
		final List<Img<FloatType>> floats = new ArrayList<>();
		for (final Img<DoubleType> image : images)
			floats.add(Computed.toFloat(image));
		return floats;
	}

	@Override
	public String toString() {
		return name;
	}
}
