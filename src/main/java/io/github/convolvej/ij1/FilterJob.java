package io.github.convolvej.ij1;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.Report;

import java.util.Arrays;
import java.util.Collections;

import ij.ImagePlus;
import ij.ImageStack;
import net.imglib2.FinalDimensions;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * A filter about to be applied to an {@link ImagePlus}: everything is checked when
 * it is made, and its size, memory and work are known; then {@link #compute} gives
 * the result in memory, or {@link #virtual} one whose planes are computed when
 * they are asked for. Time points are never mixed, slices only by 3D filters,
 * channels only by filters that have a channel axis.
 */
public final class FilterJob {

	/** Bytes of planes that are computed, and loaded, at a time if the input is loaded plane by plane. */
	private static final long SLAB_BYTES = 32L << 20;
	/** The longest array that every Java has. */
	private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

	private final ImageInput input;
	private final Filter filter;
	private final int spatial;
	private final Border border;
	private final boolean same;
	private final boolean keepsRange;
	private final String name;
	private final Plan plan;
	private final long[] target;
	private final SampleKind kind;
	private long clamped;

	/**
	 * @param input the image
	 * @param filter the operation
	 * @param spatial its spatial axes: 2, or 3 if it filters along z; a further
	 *          axis of the filter is the channel axis
	 * @param border what is outside of the image
	 * @param same whether the result has the type of the image, instead of 32 bit
	 * @param keepsRange whether results are on the scale of the image, so that its
	 *          display range suits them
	 * @param name what is appended to the image's title
	 * @throws IllegalArgumentException if the filter has no result for this image
	 */
	public FilterJob(final ImageInput input, final Filter filter, final int spatial, final Border border,
		final boolean same, final boolean keepsRange, final String name)
	{
		this.input = input;
		this.filter = filter;
		this.spatial = spatial;
		this.border = border;
		this.same = same;
		this.keepsRange = keepsRange;
		this.name = name;
		final FinalDimensions size = new FinalDimensions(sourceSize());
		plan = Filters.plan(filter, new FinalInterval(size));
		target = Filters.targetDimensions(filter, new FinalInterval(size));
		checkSize();
		// three mixed channels are colours again; those of a larger bank are not, whatever their number
		final boolean colours = keepsChannels() || targetChannels() == 3;
		kind = !same ? SampleKind.GRAY32 : input.kind() == SampleKind.RGB && !colours ? SampleKind.GRAY8 : input.kind();
	}

	/** Of products in double: padding can make them larger than long. */
	private void checkSize() {
		final double samples = (double) target[0] * target[1];
		if (samples > MAX_ARRAY) throw new IllegalArgumentException("The result's planes have " + target[0] + " x " +
			target[1] + " samples, but ImageJ's have at most " + MAX_ARRAY + ": use a larger stride or less padding");
		final double planes = (double) target[2] * target[3] * target[4];
		if (planes > MAX_ARRAY) throw new IllegalArgumentException("The result has " + (zFirst() ? target[3] : target[2]) +
			" channels x " + (zFirst() ? target[2] : target[3]) + " slices x " + target[4] +
			" frames, but ImageJ's stacks have at most " + MAX_ARRAY + " planes: use a larger stride or less padding");
	}

	private long[] sourceSize() {
		return new long[] { input.width(), input.height(), zFirst() ? input.slices() : input.channels(), zFirst() ? input
			.channels() : input.slices(), input.frames() };
	}

	private boolean zFirst() {
		return spatial == 3;
	}

	/** @return the image */
	public ImageInput input() {
		return input;
	}

	/** @return samples of the result along x */
	public int width() {
		return (int) target[0];
	}

	/** @return samples of the result along y */
	public int height() {
		return (int) target[1];
	}

	private int targetChannels() {
		return Math.toIntExact(target[zFirst() ? 3 : 2]);
	}

	/** @return channels of the result; the three colours of an RGB result are one */
	public int channels() {
		return targetChannels() / (kind == SampleKind.RGB ? 3 : 1);
	}

	/** @return samples of the result along z */
	public int slices() {
		return Math.toIntExact(target[zFirst() ? 2 : 3]);
	}

	/** @return points in time of the result */
	public int frames() {
		return Math.toIntExact(target[4]);
	}

	/** @return what the samples of the result are: 8-bit, 16-bit, signed 16-bit, 32-bit or RGB */
	public String sampleType() {
		return kind.toString();
	}

	SampleKind kind() {
		return kind;
	}

	boolean keepsRange() {
		return keepsRange;
	}

	/** Whether every channel of the result comes from one channel of the input, in order and in equal numbers. */
	boolean keepsChannels() {
		return filter.numDimensions() == spatial;
	}

	/** Where the result's samples sit along x, y or z. */
	SamplePosition position(final int axis) {
		return axis < spatial ? plan.position(axis) : SamplePosition.IDENTITY;
	}

	/** @return bytes of the result's pixels; more than there can be memory count as the largest number */
	public long bytes() {
		final double bytes = (double) width() * height() * channels() * slices() * frames() * kind.bytes();
		return bytes >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) width() * height() * channels() * slices() * frames() * kind
			.bytes();
	}

	/** @return multiply-accumulates for the whole result */
	public double multiplyAccumulates() {
		double count = plan.multiplyAccumulates();
		for (int d = filter.numDimensions(); d < target.length; d++)
			count *= target[d];
		return count;
	}

	/** @return the engine that computes it */
	public String engine() {
		return plan.engine();
	}

	/** @return samples of all planes computed so far that did not fit the type of the result and were clamped */
	public long clamped() {
		return clamped;
	}

	/** @return title of the result: the image's without its ending, a dash and the filter's name */
	public String title() {
		return input.image().getTitle().replaceFirst("\\.[A-Za-z0-9]{1,5}$", "") + "-" + name;
	}

	/**
	 * Computes the result in memory.
	 *
	 * @param monitor is told of progress and asked whether to stop
	 * @return a new image: XYCZT, calibrated, not shown
	 * @throws IllegalArgumentException if the memory will not do
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public ImagePlus compute(final Monitor monitor) {
		checkMemory();
		final Object[] planes = new Object[channels() * slices() * frames()];
		final boolean whole = !input.isLazy();
		final int step = whole ? slices() : slabSlices();
		final Scaled scaled = new Scaled(monitor, whole ? 1 : frames() * ((slices() + step - 1) / step));
		for (int t = 0; t < frames(); t += whole ? frames() : 1)
			for (int z = 0; z < slices(); z += step) {
				final Object[] slab = computeSlab(z, Math.min(step, slices() - z), t, whole ? frames() : 1, scaled);
				System.arraycopy(slab, 0, planes, channels() * (z + slices() * t), slab.length);
				scaled.nextPart();
			}
		final ImageStack stack = new ImageStack(width(), height());
		for (final Object plane : planes)
			stack.addSlice(null, plane);
		return ResultImage.create(this, stack);
	}

	/**
	 * @param monitor is told of progress and asked whether to stop, whenever
	 *          planes are computed
	 * @return a new image, XYCZT, calibrated, not shown, whose planes are computed
	 *         when they are asked for, some slices at a time
	 */
	public ImagePlus virtual(final Monitor monitor) {
		return ResultImage.create(this, new FilteredStack(this, monitor));
	}

	private void checkMemory() {
		// what closed images have left behind counts as used until it is collected
		if (bytes() > freeMemory()) System.gc();
		final long free = freeMemory();
		if (bytes() > free) throw new IllegalArgumentException("The result needs " + megabytes(bytes()) +
			" of memory, but only " + megabytes(free) +
			" are free: close images, give ImageJ more memory, use a larger stride, or run the command line, which works plane by plane");
	}

	private static long freeMemory() {
		final Runtime runtime = Runtime.getRuntime();
		return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
	}

	private static String megabytes(final long bytes) {
		return ((bytes >> 20) + 1) + " MB";
	}

	/**
	 * Slices that are computed at a time if planes are loaded one by one: so many
	 * that neither they nor the planes they come from take much memory.
	 */
	int slabSlices() {
		final double result = 4.0 * width() * height() * targetChannels();
		final double source = input.sliceBytes() * Math.max(1, position(2).scale());
		return (int) Math.max(1, Math.min(slices(), SLAB_BYTES / Math.max(result, source)));
	}

	/**
	 * Computes some slices of some time points.
	 *
	 * @return stored planes, in XYCZT order
	 */
	Object[] computeSlab(final int z, final int nz, final int t, final int nt, final Monitor monitor) {
		final int c = targetChannels();
		final Object[] planes = new Object[c * nz * nt];
		for (int i = 0; i < planes.length; i++)
			planes[i] = kind.newPlane(width() * height());
		final Object[] ordered = zFirst() ? zFirst(planes, c, nz) : planes;
		final long[] size = { width(), height(), zFirst() ? nz : c, zFirst() ? c : nz, nt };
		final long[] offset = { 0, 0, zFirst() ? z : 0, zFirst() ? 0 : z, t };
		if (input.isLazy()) keepPlanes(z, nz, t);
		process(kind.planar(Arrays.asList(ordered), size), offset, monitor);
		return kind == SampleKind.RGB ? merge(planes) : kind == SampleKind.SIGNED16 ? shift(planes) : planes;
	}

	/** Of one time point: images that are loaded plane by plane are computed one by one. */
	private void keepPlanes(final int z, final int nz, final int t) {
		long first = z;
		long last = z + nz - 1;
		if (zFirst()) {
			final long[] max = plan.targetDimensions();
			Arrays.setAll(max, d -> max[d] - 1);
			final long[] min = new long[max.length];
			min[2] = z;
			max[2] = z + nz - 1;
			final Interval source = plan.sourceInterval(new FinalInterval(min, max));
			first = source.min(2);
			last = source.max(2);
		}
		input.keep(first, last, t);
	}

	private <T extends RealType<T>, R extends RealType<R>> void process(final RealImage image, final long[] offset,
		final Monitor monitor)
	{
		final RandomAccessibleInterval<T> source = input.samples(zFirst());
		final RandomAccessibleInterval<R> result = image.get();
		final Report report = Filters.processPart(filter, Collections.singletonList(source), border, result, offset,
			Options.DEFAULT.monitor(monitor));
		clamped += report.clamped();
	}

	/** The same planes, (C, Z, T) to (Z, C, T). */
	private static Object[] zFirst(final Object[] planes, final int nc, final int nz) {
		final Object[] ordered = new Object[planes.length];
		for (int i = 0; i < planes.length; i++) {
			final int c = i % nc;
			final int z = i / nc % nz;
			ordered[z + nz * (c + nc * (i / nc / nz))] = planes[i];
		}
		return ordered;
	}

	private static Object[] shift(final Object[] planes) {
		return Arrays.stream(planes).map(p -> ImageInput.shifted((short[]) p)).toArray();
	}

	private static Object[] merge(final Object[] planes) {
		final Object[] merged = new Object[planes.length / 3];
		for (int i = 0; i < merged.length; i++) {
			final byte[] r = (byte[]) planes[3 * i];
			final byte[] g = (byte[]) planes[3 * i + 1];
			final byte[] b = (byte[]) planes[3 * i + 2];
			final int[] rgb = new int[r.length];
			for (int j = 0; j < rgb.length; j++)
				rgb[j] = 0xff000000 | (r[j] & 0xff) << 16 | (g[j] & 0xff) << 8 | b[j] & 0xff;
			merged[i] = rgb;
		}
		return merged;
	}

	/** Progress over several parts of equal size. */
	private static final class Scaled implements Monitor {

		private final Monitor monitor;
		private final int parts;
		private int part;

		Scaled(final Monitor monitor, final int parts) {
			this.monitor = monitor;
			this.parts = parts;
		}

		void nextPart() {
			part++;
		}

		@Override
		public void progress(final long done, final long total) {
			monitor.progress(part * total + done, parts * total);
		}

		@Override
		public boolean isCancelled() {
			return monitor.isCancelled();
		}
	}
}
