package io.github.convolvej.ij1;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.Report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

import ij.ImagePlus;
import ij.ImageStack;
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

	/** Bytes of result planes that are computed at a time if the input is loaded plane by plane. */
	private static final long SLAB_BYTES = 32L << 20;

	private final List<ImageInput> inputs;
	private final Filter filter;
	private final int spatial;
	private final boolean eachChannel;
	private final boolean sameChannels;
	private final IntFunction<String> channelNames;
	private final Border border;
	private final boolean keepsRange;
	private final String name;
	private final Plan plan;
	private final long[] target;
	private final SampleKind kind;
	private long clamped;

	private FilterJob(final Builder b) {
		inputs = new ArrayList<>(b.inputs);
		filter = b.filter;
		spatial = b.spatial;
		eachChannel = b.eachChannel && filter.numDimensions() > spatial;
		sameChannels = b.sameChannels;
		channelNames = b.channelNames;
		border = b.border;
		keepsRange = b.keepsRange;
		name = b.name;
		final List<Interval> sizes = new ArrayList<>();
		for (final ImageInput i : inputs)
			sizes.add(new FinalInterval(sourceSize(i)));
		plan = Filters.plan(filter, sizes);
		target = Filters.targetDimensions(plan, sizes.get(0));
		if (target[0] * target[1] > Integer.MAX_VALUE - 16) throw new IllegalArgumentException("The result's planes have " +
			target[0] + " x " + target[1] + " samples, but ImageJ's have at most " + (Integer.MAX_VALUE - 16) +
			": use a larger stride or less padding");
		final SampleKind own = inputs.get(0).kind();
		kind = !b.same ? SampleKind.GRAY32 : own == SampleKind.RGB && targetChannels() % 3 != 0 ? SampleKind.GRAY8 : own;
	}

	/**
	 * @param input the image
	 * @param filter the operation
	 * @param spatial its spatial axes: 2, or 3 if it filters along z; a further
	 *          axis of the filter is the channel axis
	 * @return a job to be completed with {@link Builder#build}
	 */
	public static Builder of(final ImageInput input, final Filter filter, final int spatial) {
		return new Builder(input, filter, spatial);
	}

	/** The particulars of a job. */
	public static final class Builder {

		private final List<ImageInput> inputs = new ArrayList<>();
		private final Filter filter;
		private final int spatial;
		private boolean eachChannel;
		private boolean sameChannels;
		private IntFunction<String> channelNames = k -> "kernel " + (k + 1);
		private Border border = Border.ZERO;
		private boolean same;
		private boolean keepsRange;
		private String name = "filtered";

		private Builder(final ImageInput input, final Filter filter, final int spatial) {
			inputs.add(input);
			this.filter = filter;
			this.spatial = spatial;
		}

		/**
		 * @param further an image that the filter reads besides the first: offsets,
		 *          a mask, positions of maxima
		 * @return this
		 */
		public Builder with(final ImageInput further) {
			inputs.add(further);
			return this;
		}

		/**
		 * Runs a filter that makes several channels on every channel by itself:
		 * channel c gives the output channels c*K to c*K + K-1.
		 *
		 * @return this
		 */
		public Builder eachChannel() {
			eachChannel = true;
			return this;
		}

		/**
		 * Tells that channel c of the result is channel c of the image, although
		 * the filter has a channel axis: it keeps its lookup table and label.
		 *
		 * @return this
		 */
		public Builder sameChannels() {
			sameChannels = true;
			return this;
		}

		/**
		 * @param names what the channels that the filter makes are labelled with;
		 *          "kernel 1", "kernel 2" ... otherwise
		 * @return this
		 */
		public Builder channelNames(final String... names) {
			return channelNames(k -> k < names.length ? names[k] : "kernel " + (k + 1));
		}

		/**
		 * @param name gives the label of a channel that the filter makes, counted
		 *          from 0
		 * @return this
		 */
		public Builder channelNames(final IntFunction<String> name) {
			channelNames = name;
			return this;
		}

		/**
		 * @param outside what is outside of the image; zero otherwise
		 * @return this
		 */
		public Builder border(final Border outside) {
			border = outside;
			return this;
		}

		/**
		 * @param sameType whether the result has the type of the image, instead of
		 *          32 bit
		 * @return this
		 */
		public Builder same(final boolean sameType) {
			same = sameType;
			return this;
		}

		/**
		 * @param sameScale whether results are on the scale of the image, so that
		 *          its display range suits them
		 * @return this
		 */
		public Builder keepsRange(final boolean sameScale) {
			keepsRange = sameScale;
			return this;
		}

		/**
		 * @param suffix what is appended to the image's title
		 * @return this
		 */
		public Builder named(final String suffix) {
			name = suffix;
			return this;
		}

		/**
		 * @return the job
		 * @throws IllegalArgumentException if the filter has no result for this
		 *           image
		 */
		public FilterJob build() {
			return new FilterJob(this);
		}
	}

	/** (X, Y, C, Z, T), or (X, Y, Z, C, T) for filters along z; before C an axis of 1 if each channel makes several. */
	private long[] sourceSize(final ImageInput i) {
		final List<Long> size = new ArrayList<>(Arrays.asList((long) i.width(), (long) i.height()));
		if (zFirst()) size.add((long) i.slices());
		if (eachChannel) size.add(1L);
		size.add((long) i.channels());
		if (!zFirst()) size.add((long) i.slices());
		size.add((long) i.frames());
		return size.stream().mapToLong(Long::longValue).toArray();
	}

	private boolean zFirst() {
		return spatial == 3;
	}

	private int zAxis() {
		return zFirst() ? 2 : target.length - 2;
	}

	/** @return the image */
	public ImageInput input() {
		return inputs.get(0);
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
		final int c = zFirst() ? 3 : 2;
		return Math.toIntExact(target[c] * (eachChannel ? target[c + 1] : 1));
	}

	/** @return channels of the result; an RGB result counts as one for each three */
	public int channels() {
		return targetChannels() / (kind == SampleKind.RGB ? 3 : 1);
	}

	/** @return samples of the result along z */
	public int slices() {
		return Math.toIntExact(target[zAxis()]);
	}

	/** @return points in time of the result */
	public int frames() {
		return Math.toIntExact(target[target.length - 1]);
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
		return sameChannels || filter.numDimensions() == spatial;
	}

	/** Channels that the filter makes, of each channel or of all. */
	private int made() {
		return eachChannel ? targetChannels() / input().channels() : targetChannels();
	}

	/** Label of an output channel of a filter that makes channels. */
	String channelName(final int channel) {
		final int made = made();
		final String own = channelNames.apply(channel % made);
		return eachChannel && input().channels() > 1 ? own + " of channel " + (channel / made + 1) : own;
	}

	/** Where the result's samples sit along x, y or z. */
	SamplePosition position(final int axis) {
		return axis < spatial ? plan.position(axis) : SamplePosition.IDENTITY;
	}

	/** @return bytes of the result's pixels */
	public long bytes() {
		return (long) width() * height() * channels() * slices() * frames() * kind.bytes();
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
		return input().image().getTitle().replaceFirst("\\.[A-Za-z0-9]{1,5}$", "") + "-" + name;
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
		final boolean whole = inputs.stream().noneMatch(ImageInput::isLazy);
		final int step = whole ? slices() : slabSlices();
		final PartMonitor parts = new PartMonitor(monitor, whole ? 1 : frames() * ((slices() + step - 1) / step));
		for (int t = 0; t < frames(); t += whole ? frames() : 1)
			for (int z = 0; z < slices(); z += step) {
				final Object[] slab = computeSlab(z, Math.min(step, slices() - z), t, whole ? frames() : 1, parts);
				System.arraycopy(slab, 0, planes, channels() * (z + slices() * t), slab.length);
				parts.nextPart();
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
		final Runtime runtime = Runtime.getRuntime();
		final long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
		if (bytes() > free) throw new IllegalArgumentException("The result needs " + megabytes(bytes()) +
			" of memory, but only " + megabytes(free) +
			" are free: close images, give ImageJ more memory, use a larger stride, or run the command line, which works plane by plane");
	}

	private static String megabytes(final long bytes) {
		return ((bytes >> 20) + 1) + " MB";
	}

	/** Slices that are computed at a time if planes are loaded one by one. */
	int slabSlices() {
		final long slice = 4L * width() * height() * targetChannels();
		return (int) Math.max(1, Math.min(slices(), SLAB_BYTES / Math.max(1, slice)));
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
		final Object[] ordered = zFirst() ? Planes.zFirst(planes, c, nz) : planes;
		final long[] size = target.clone();
		final long[] offset = new long[target.length];
		size[zAxis()] = nz;
		offset[zAxis()] = z;
		size[target.length - 1] = nt;
		offset[target.length - 1] = t;
		reservePlanes(nz, offset, size);
		process(kind.planar(Arrays.asList(ordered), size), offset, monitor);
		return Planes.stored(kind, planes, eachChannel ? made() : 1);
	}

	private void reservePlanes(final int nz, final long[] offset, final long[] size) {
		final int n = plan.targetDimensions().length;
		final long[] max = new long[n];
		final long[] min = Arrays.copyOf(offset, n);
		for (int d = 0; d < n; d++)
			max[d] = min[d] + size[d] - 1;
		for (int i = 0; i < inputs.size(); i++) {
			final long span = zFirst() ? plan.sourceInterval(i, new FinalInterval(min, max)).dimension(2) : nz;
			inputs.get(i).reserve((int) Math.min(inputs.get(i).slices(), span) * inputs.get(i).channels() + 1);
		}
	}

	private <R extends RealType<R>> void process(final RealImage planes, final long[] offset, final Monitor monitor) {
		final RandomAccessibleInterval<R> result = planes.get();
		final List<RandomAccessibleInterval<? extends RealType<?>>> sources = new ArrayList<>();
		for (final ImageInput i : inputs)
			sources.add(i.samples(zFirst(), sourceSize(i)));
		final Report report = Filters.processPart(filter, sources, border, result, offset, Options.DEFAULT.monitor(
			monitor));
		clamped += report.clamped();
	}
}
