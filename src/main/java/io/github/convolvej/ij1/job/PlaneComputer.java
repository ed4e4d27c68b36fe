package io.github.convolvej.ij1.job;

import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.Planes;
import io.github.convolvej.ij1.image.RealImage;
import io.github.convolvej.ij1.image.SampleKind;
import io.github.convolvej.network.ImagePlan;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.PartMonitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Computes planes of a result, some slices at a time, or any box of it. Images
 * that are loaded plane by plane are told which planes to keep.
 */
final class PlaneComputer {

	/** Largest number of bytes of planes that are computed, and loaded, at a time if the input is loaded plane by plane. */
	private static final long SLAB_BYTES = Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 8);

	private final PlannedResult result;
	private final WholeResult whole;
	private final ImagePlan plan;
	private long clamped;

	PlaneComputer(final PlannedResult result) {
		this.result = result;
		whole = result.whole();
		plan = isLazy() ? whole.plan().forParts() : whole.plan();
	}

	PlannedResult result() {
		return result;
	}

	/** Number of samples, in all planes computed so far, that did not fit the type of the result and were clamped. */
	long clamped() {
		return clamped;
	}

	/**
	 * A monitor that converts the progress of some slices of one time point to
	 * that of the whole.
	 */
	Monitor part(final Monitor monitor, final int z, final int nz, final int t) {
		final double all = (double) whole.slices() * whole.frames();
		final int before = z + whole.slices() * t;
		return new PartMonitor(monitor, before / all, (before + nz) / all, (long) (all * result.width() * result.height() *
			result.channels()));
	}

	/**
	 * A monitor that converts the progress of some channels of one slice to that
	 * of the whole.
	 */
	Monitor part(final Monitor monitor, final int z, final int t, final int c, final int nc) {
		final double all = (double) result.channels() * whole.slices() * whole.frames();
		final double before = result.channels() * ((double) z + (double) whole.slices() * t) + c;
		return new PartMonitor(monitor, before / all, (before + nc) / all, (long) (all * result.width() * result.height()));
	}

	/** Whether planes of an image are loaded when they are needed. */
	boolean isLazy() {
		return whole.inputs().stream().anyMatch(ImageInput::isLazy);
	}

	/**
	 * Number of slices that are computed at a time if planes are loaded one by
	 * one. It is chosen so that neither they nor their source planes need much
	 * memory.
	 */
	int slabSlices() {
		// every slab would take the work of the whole result
		if (whole.zFirst() && plan.isComputedWhole()) return whole.slices();
		final double computed = 4.0 * result.width() * result.height() * whole.channels();
		double source = 0;
		for (final ImageInput i : whole.inputs())
			source += i.sliceBytes() * Math.max(1, result.position(2).scale());
		final double slab = Math.max(1, SLAB_BYTES / Math.max(computed, source));
		// slices of a box of the grid are computed together, because half a box takes the work of all of it
		final long box = whole.zFirst() ? plan.grid()[2] : 1;
		final boolean boxes = box > 1 && box <= 4 * slab;
		return (int) Math.min(whole.slices(), boxes ? box * Math.max(1, (long) slab / box) : slab);
	}

	/**
	 * Number of channels that are computed at a time if planes are loaded one by
	 * one: all, or as many as need little memory if the operation processes each
	 * separately.
	 */
	int slabChannels() {
		final boolean mixed = whole.operation().numDimensions() > whole.spatial();
		if (mixed || result.kind() == SampleKind.RGB || slabSlices() > 1 || whole.zFirst() || plan.isComputedWhole()) return result.channels();
		double plane = 4.0 * result.width() * result.height();
		for (final ImageInput i : whole.inputs())
			plane = Math.max(plane, (double) i.sliceBytes() / i.channels());
		return (int) Math.max(1, Math.min(result.channels(), SLAB_BYTES / plane));
	}

	/** Computes some slices of some time points. */
	interface Action {

		void run(int z, int nz, int t, int nt, Monitor monitor);
	}

	/**
	 * Iterates in order over the parts that are computed at once: everything, or
	 * some slices of one time point if planes are loaded one by one. Progress is
	 * that of the whole.
	 */
	void forEachPart(final Monitor monitor, final Action action) {
		final boolean atOnce = !isLazy();
		final int step = atOnce ? whole.slices() : slabSlices();
		final int times = atOnce ? whole.frames() : 1;
		for (int t = 0; t < whole.frames(); t += times)
			for (int z = 0; z < whole.slices(); z += step) {
				final int nz = Math.min(step, whole.slices() - z);
				action.run(z, nz, t, times, atOnce ? monitor : part(monitor, z, nz, t));
			}
	}

	/**
	 * Computes some slices of some time points.
	 *
	 * @return planes in ImageJ's form, in XYCZT order
	 */
	Object[] computeSlab(final int z, final int nz, final int t, final int nt, final Monitor monitor) {
		final int c = whole.channels();
		final ResultBox box = result.box();
		final Object[] planes = new Object[c * nz * nt];
		for (int i = 0; i < planes.length; i++)
			planes[i] = result.kind().newPlane(box.size(0) * box.size(1));
		final Object[] ordered = whole.zFirst() ? Planes.zFirst(planes, c, nz) : planes;
		computePart(result.kind().planar(Arrays.asList(ordered), partSize(nz, nt)), z, t, monitor);
		final Object[] stored = Planes.stored(result.kind(), planes, whole.eachChannel() ? result.made() : 1);
		return box.isInside() ? withSurroundings(stored, z, nz, t) : stored;
	}

	/**
	 * Computes some channels of a slice. The operation must process each channel
	 * separately, and not work along z.
	 *
	 * @return a plane in ImageJ's form for each
	 */
	Object[] computeChannels(final int z, final int t, final int c, final int nc, final Monitor monitor) {
		final ResultBox box = result.box();
		final Object[] planes = new Object[nc];
		for (int i = 0; i < nc; i++)
			planes[i] = result.kind().newPlane(box.size(0) * box.size(1));
		final long[] size = partSize(1, 1);
		size[2] = nc;
		final long[] offset = { box.min(0), box.min(1), c, z, t };
		for (final ImageInput i : whole.inputs())
			if (i.isLazy()) i.keepChannels(c, nc, z, t);
		run(result.kind().planar(Arrays.asList(planes), size), offset, monitor);
		final Object[] stored = Planes.stored(result.kind(), planes, 1);
		if (box.isInside()) for (int i = 0; i < nc; i++)
			stored[i] = surrounded(stored[i], c + i, z, t);
		return stored;
	}

	/** Pastes computed samples into copies of the image's planes. */
	private Object[] withSurroundings(final Object[] computed, final int z, final int nz, final int t) {
		final int channels = result.channels();
		final Object[] planes = new Object[computed.length];
		for (int i = 0; i < planes.length; i++)
			planes[i] = surrounded(computed[i], i % channels, z + i / channels % nz, t + i / channels / nz);
		return planes;
	}

	/** Pastes computed samples into a copy of the image's plane. */
	private Object surrounded(final Object computed, final int c, final int z, final int t) {
		final Object plane = result.input().plane(c + result.channels() * (z + whole.slices() * t), result.kind());
		result.box().paste(computed, plane);
		return plane;
	}

	/** Size of some slices of some time points, in the order of the operation's axes: Z before C if it works along z. */
	long[] partSize(final int nz, final int nt) {
		final long[] size = whole.target().clone();
		size[0] = result.box().size(0);
		size[1] = result.box().size(1);
		size[whole.zAxis()] = nz;
		size[size.length - 1] = nt;
		return size;
	}

	/** Computes slices from z on and time points from t on, as many as the target image has. */
	void computePart(final RealImage part, final int z, final int t, final Monitor monitor) {
		final long[] offset = new long[whole.target().length];
		offset[0] = result.box().min(0);
		offset[1] = result.box().min(1);
		offset[whole.zAxis()] = z;
		offset[offset.length - 1] = t;
		computePart(part, offset, monitor);
	}

	/** Computes the part of the result at an offset, in the order of the operation's axes. */
	void computePart(final RealImage part, final long[] offset, final Monitor monitor) {
		final int z = (int) offset[whole.zAxis()];
		final int slices = (int) part.get().dimension(whole.zAxis());
		final int frame = (int) offset[offset.length - 1];
		for (int i = 0; i < whole.inputs().size(); i++)
			if (whole.inputs().get(i).isLazy()) keepPlanes(i, z, slices, frame);
		run(part, offset, monitor);
	}

	/** Keeps planes of one time point. Time points of images that are loaded plane by plane are computed one by one. */
	private void keepPlanes(final int i, final int z, final int nz, final int t) {
		long first = z;
		long last = z + nz - 1;
		if (whole.zFirst()) {
			final long[] max = plan.targetDimensions();
			Arrays.setAll(max, d -> max[d] - 1);
			final long[] min = new long[max.length];
			min[2] = z;
			max[2] = z + nz - 1;
			final Interval source = plan.sourceInterval(i, new FinalInterval(min, max));
			first = source.min(2);
			last = source.max(2);
		}
		whole.inputs().get(i).keep(first, last, t);
	}

	private <R extends RealType<R>> void run(final RealImage part, final long[] offset, final Monitor monitor) {
		final RandomAccessibleInterval<R> target = part.get();
		final List<RandomAccessibleInterval<? extends RealType<?>>> sources = new ArrayList<>();
		for (final ImageInput i : whole.inputs())
			sources.add(i.samples(whole.zFirst(), whole.sourceSize(i)));
		clamped += plan.processPart(sources, result.border(), target, offset, Options.DEFAULT.monitor(monitor)).clamped();
	}
}
