package io.github.convolvej.ij1.job;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.Planes;
import io.github.convolvej.ij1.image.RealImage;
import io.github.convolvej.ij1.image.SampleKind;
import io.github.convolvej.network.ImageOperation;
import io.github.convolvej.network.ImagePlan;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.PartMonitor;
import io.github.convolvej.run.Report;
import io.github.convolvej.run.RunChecks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
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
	private static final long SLAB_BYTES = Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 8);

	private final List<ImageInput> inputs;
	private final ImageOperation operation;
	private final int spatial;
	private final boolean eachChannel;
	private final IntFunction<String> channelNames;
	private final boolean sameChannels;
	private final boolean placed;
	private final Border border;
	private final boolean keepsRange;
	private final String name;
	private final ImagePlan plan;
	private final long[] target;
	private final SampleKind kind;
	private final boolean same;
	private final ResultBox box;
	private long clamped;

	FilterJob(final FilterJobBuilder b) {
		inputs = new ArrayList<>(b.inputs);
		operation = b.operation;
		spatial = b.spatial;
		eachChannel = b.eachChannel && operation.numDimensions() > spatial;
		sameChannels = b.sameChannels;
		placed = b.placed;
		channelNames = b.channelNames;
		border = b.border;
		keepsRange = b.keepsRange;
		name = b.name;
		if (zFirst() && input().planes().leavesSlicesOut()) throw new IllegalArgumentException(
			"part is a single plane, but the filter works along z, so it needs the slices beside: use part=all or part=channel, or a 2D filter");
		final List<Interval> sizes = new ArrayList<>();
		for (final ImageInput i : inputs)
			sizes.add(new FinalInterval(sourceSize(i)));
		plan = operation.plan(sizes);
		target = RunChecks.targetDimensions(plan, sizes.get(0));
		ResultSize.check(target, zAxis());
		// three mixed channels are colours again; those of a larger bank are not, whatever their number
		final boolean colours = keepsChannels() || eachChannel || targetChannels() == 3;
		final SampleKind own = input().kind();
		same = b.same;
		kind = !b.same ? SampleKind.GRAY32 : own == SampleKind.RGB && !colours ? SampleKind.GRAY8 : own;
		box = ResultBox.of(this);
	}

	/**
	 * @param input the image
	 * @param filter the operation
	 * @param spatial its spatial axes: 2, or 3 if it filters along z; a further
	 *          axis of the filter is the channel axis
	 * @return a job to be completed with {@link FilterJobBuilder#build}
	 */
	public static FilterJobBuilder of(final ImageInput input, final Filter filter, final int spatial) {
		return of(input, ImageOperation.of(filter), spatial);
	}

	/**
	 * @param input the image
	 * @param operation the operation
	 * @param spatial its spatial axes: 2, or 3 if it works along z; a further axis of
	 *          the operation is the channel axis
	 * @return a job to be completed with {@link FilterJobBuilder#build}
	 */
	public static FilterJobBuilder of(final ImageInput input, final ImageOperation operation, final int spatial) {
		return new FilterJobBuilder(input, operation, spatial);
	}

	/** (X, Y, C, Z, T), or (X, Y, Z, C, T) for filters along z; before C an axis of 1 if each channel makes several. */
	public long[] sourceSize(final ImageInput i) {
		final List<Long> size = new ArrayList<>(Arrays.asList((long) i.width(), (long) i.height()));
		if (zFirst()) size.add((long) i.slices());
		if (eachChannel) size.add(1L);
		size.add((long) i.channels());
		if (!zFirst()) size.add((long) i.slices());
		size.add((long) i.frames());
		return size.stream().mapToLong(Long::longValue).toArray();
	}

	/** Whether the filter's axes are (X, Y, Z, ...), so that planes are in the order (Z, C, T). */
	public boolean zFirst() {
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
		return box.resultSize(0);
	}

	/** @return samples of the result along y */
	public int height() {
		return box.resultSize(1);
	}

	/** Channels of the result; the three colours of an RGB result are three. */
	public int targetChannels() {
		final int c = zFirst() ? 3 : 2;
		return Math.toIntExact(target[c] * (eachChannel ? target[c + 1] : 1));
	}

	/** @return channels of the result; the three colours of an RGB result are one */
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

	public SampleKind kind() {
		return kind;
	}

	/** @return whether the result was asked to have the image's sample type, instead of 32 bit */
	public boolean keepsType() {
		return same;
	}

	/** What of the planes is computed. */
	public ResultBox box() {
		return box;
	}

	boolean keepsRange() {
		return keepsRange;
	}

	/** @return whether every channel of the result comes from one channel of the input, in order and in equal numbers */
	public boolean keepsChannels() {
		return sameChannels || operation.numDimensions() == spatial;
	}

	/**
	 * @param axis x, y or z: 0 to 2
	 * @return whether the result's samples along it have a place in the image
	 */
	public boolean isPlaced(final int axis) {
		return placed || axis >= spatial;
	}

	/** The images that the filter reads; not to be changed. */
	public List<ImageInput> inputs() {
		return inputs;
	}

	/** Size of the result of the whole image, on the axes of {@link #sourceSize}. */
	public long[] targetSize() {
		return target;
	}

	/** @return the operation */
	public ImageOperation operation() {
		return operation;
	}

	/** @return what is outside of the image */
	public Border border() {
		return border;
	}

	/** @return spatial axes of the filter */
	public int spatial() {
		return spatial;
	}

	/** @return whether the filter runs on every channel by itself and makes several of it */
	public boolean eachChannel() {
		return eachChannel;
	}

	/** Channels that the filter makes, of each channel or of all. */
	public int made() {
		return eachChannel ? targetChannels() / input().channels() : targetChannels();
	}

	/** Label of an output channel of a filter that makes channels. */
	String channelName(final int channel) {
		final int made = made();
		final String own = channelNames.apply(channel % made);
		return eachChannel && input().channels() > 1 ? own + " of channel " + (channel / made + 1) : own;
	}

	/** Where the result's samples sit along x, y or z. */
	public SamplePosition position(final int axis) {
		return planPosition(axis).then(box.position(axis));
	}

	/** The same for the result of the whole image. */
	SamplePosition planPosition(final int axis) {
		return axis < spatial ? plan.position(axis) : SamplePosition.IDENTITY;
	}

	/** Samples of the result of the whole image along x or y. */
	long planSize(final int axis) {
		return target[axis];
	}

	/** @return bytes of the result's pixels; more than there can be memory count as the largest number */
	public long bytes() {
		final double bytes = (double) width() * height() * channels() * slices() * frames() * kind.bytes();
		return bytes >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) width() * height() * channels() * slices() * frames() * kind
			.bytes();
	}

	/** @return pixel size, origin and units of the result: a new object */
	public Calibration calibration() {
		return ResultImage.calibration(this);
	}

	/** @return multiply-accumulates for the whole result */
	public double multiplyAccumulates() {
		double count = plan.multiplyAccumulates();
		for (int d = operation.numDimensions(); d < target.length; d++)
			count *= target[d];
		return count * box.size(0) * box.size(1) / ((double) target[0] * target[1]);
	}

	/**
	 * @return how many samples along x, y and, if it filters along z, z a sample in
	 *         the middle of the result depends on
	 */
	public long[] receptiveField() {
		return Arrays.copyOf(plan.receptiveField(), spatial);
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
		ResultSize.checkMemory(bytes());
		final Object[] planes = new Object[channels() * slices() * frames()];
		JobParts.forEach(this, monitor, (z, nz, t, nt, part) -> {
			final Object[] slab = computeSlab(z, nz, t, nt, part);
			System.arraycopy(slab, 0, planes, channels() * (z + slices() * t), slab.length);
		});
		final ImageStack stack = new ImageStack(width(), height());
		for (final Object plane : planes)
			stack.addSlice(null, plane);
		return ResultImage.create(this, stack);
	}

	/** Some slices of one time point as part of the whole. */
	Monitor part(final Monitor monitor, final int z, final int nz, final int t) {
		final double all = (double) slices() * frames();
		final int before = z + slices() * t;
		return new PartMonitor(monitor, before / all, (before + nz) / all, (long) (all * width() * height() * channels()));
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

	/** Whether planes of an image are loaded when they are needed. */
	boolean isLazy() {
		return inputs.stream().anyMatch(ImageInput::isLazy);
	}

	/** The same for some channels of them. */
	Monitor part(final Monitor monitor, final int z, final int t, final int c, final int nc) {
		final double all = (double) channels() * slices() * frames();
		final double before = channels() * ((double) z + (double) slices() * t) + c;
		return new PartMonitor(monitor, before / all, (before + nc) / all, (long) (all * width() * height()));
	}

	/**
	 * Channels that are computed at a time if planes are loaded one by one: all, or
	 * so many that they take little memory if the filter takes each by itself.
	 */
	int slabChannels() {
		if (operation.numDimensions() > spatial || kind == SampleKind.RGB || slabSlices() > 1 || zFirst()) return channels();
		double plane = 4.0 * width() * height();
		for (final ImageInput i : inputs)
			plane = Math.max(plane, (double) i.sliceBytes() / i.channels());
		return (int) Math.max(1, Math.min(channels(), SLAB_BYTES / plane));
	}

	/**
	 * Slices that are computed at a time if planes are loaded one by one: so many
	 * that neither they nor the planes they come from take much memory.
	 */
	int slabSlices() {
		// every slab would take the work for all
		if (zFirst() && plan.isComputedWhole()) return slices();
		final double result = 4.0 * width() * height() * targetChannels();
		double source = 0;
		for (final ImageInput i : inputs)
			source += i.sliceBytes() * Math.max(1, position(2).scale());
		final double slab = Math.max(1, SLAB_BYTES / Math.max(result, source));
		// slices of a box are computed together: half a box has the work of all of it
		final long box = zFirst() ? plan.grid()[2] : 1;
		final boolean boxes = box > 1 && box <= 4 * slab;
		return (int) Math.min(slices(), boxes ? box * Math.max(1, (long) slab / box) : slab);
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
			planes[i] = kind.newPlane(box.size(0) * box.size(1));
		final Object[] ordered = zFirst() ? Planes.zFirst(planes, c, nz) : planes;
		computePart(kind.planar(Arrays.asList(ordered), partSize(nz, nt)), z, t, monitor);
		final Object[] stored = Planes.stored(kind, planes, eachChannel ? made() : 1);
		return box.isInside() ? withSurroundings(stored, z, nz, t) : stored;
	}

	/**
	 * Computes some channels of a slice; only of filters that take each channel by
	 * itself, and not along z.
	 *
	 * @return a stored plane for each
	 */
	Object[] computeChannels(final int z, final int t, final int c, final int nc, final Monitor monitor) {
		final Object[] planes = new Object[nc];
		for (int i = 0; i < nc; i++)
			planes[i] = kind.newPlane(box.size(0) * box.size(1));
		final long[] size = partSize(1, 1);
		size[2] = nc;
		final long[] offset = { box.min(0), box.min(1), c, z, t };
		for (final ImageInput i : inputs)
			if (i.isLazy()) i.keepChannels(c, nc, z, t);
		process(kind.planar(Arrays.asList(planes), size), offset, monitor);
		final Object[] stored = Planes.stored(kind, planes, 1);
		if (box.isInside()) for (int i = 0; i < nc; i++)
			stored[i] = surrounded(stored[i], c + i, z, t);
		return stored;
	}

	/** The image's plane with what was computed in it. */
	private Object surrounded(final Object computed, final int c, final int z, final int t) {
		final Object plane = input().plane(c + channels() * (z + slices() * t), kind);
		box.paste(computed, plane);
		return plane;
	}

	/** The image's planes with what was computed in them. */
	private Object[] withSurroundings(final Object[] computed, final int z, final int nz, final int t) {
		final Object[] planes = new Object[computed.length];
		for (int i = 0; i < planes.length; i++) {
			planes[i] = surrounded(computed[i], i % channels(), z + i / channels() % nz, t + i / channels() / nz);
		}
		return planes;
	}

	/** Size of some slices of some time points, in the order of the filter's axes: Z before C if it filters along z. */
	long[] partSize(final int nz, final int nt) {
		final long[] size = target.clone();
		size[0] = box.size(0);
		size[1] = box.size(1);
		size[zAxis()] = nz;
		size[target.length - 1] = nt;
		return size;
	}

	/** Computes slices from z on and time points from t on, as many as the image has. */
	void computePart(final RealImage part, final int z, final int t, final Monitor monitor) {
		final long[] offset = new long[target.length];
		offset[0] = box.min(0);
		offset[1] = box.min(1);
		offset[zAxis()] = z;
		offset[target.length - 1] = t;
		computePart(part, offset, monitor);
	}

	/** Computes what of the result lies at an offset, in the order of the filter's axes. */
	void computePart(final RealImage part, final long[] offset, final Monitor monitor) {
		final int slices = (int) part.get().dimension(zAxis());
		final int frame = (int) offset[target.length - 1];
		for (int i = 0; i < inputs.size(); i++)
			if (inputs.get(i).isLazy()) keepPlanes(i, (int) offset[zAxis()], slices, frame);
		process(part, offset, monitor);
	}

	/** Of one time point: images that are loaded plane by plane are computed one by one. */
	private void keepPlanes(final int i, final int z, final int nz, final int t) {
		long first = z;
		long last = z + nz - 1;
		if (zFirst()) {
			final long[] max = plan.targetDimensions();
			Arrays.setAll(max, d -> max[d] - 1);
			final long[] min = new long[max.length];
			min[2] = z;
			max[2] = z + nz - 1;
			final Interval source = plan.sourceInterval(i, new FinalInterval(min, max));
			first = source.min(2);
			last = source.max(2);
		}
		inputs.get(i).keep(first, last, t);
	}

	private <R extends RealType<R>> void process(final RealImage planes, final long[] offset, final Monitor monitor) {
		final RandomAccessibleInterval<R> result = planes.get();
		final List<RandomAccessibleInterval<? extends RealType<?>>> sources = new ArrayList<>();
		for (final ImageInput i : inputs)
			sources.add(i.samples(zFirst(), sourceSize(i)));
		final Report report = plan.processPart(sources, border, result, offset, Options.DEFAULT.monitor(monitor));
		clamped += report.clamped();
	}
}
