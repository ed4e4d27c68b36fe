package io.github.convolvej.ij1.job;

import io.github.convolvej.ij1.image.Planes;
import io.github.convolvej.ij1.image.SampleKind;
import io.github.convolvej.run.Monitor;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

import ij.process.ImageProcessor;

/**
 * A box of one slice and time point of a job's result, in one channel or in all,
 * as a user sees it. The samples are the same bits as in the whole result.
 */
public final class JobBox {

	/** Means all channels. */
	public static final int ALL = -1;

	private final FilterJob job;
	private final PlaneComputer computer;
	private final Rectangle box;
	private final int channel;
	private final int slice;
	private final int frame;

	/**
	 * @param job the job
	 * @param box samples of the result along x and y
	 * @param channel channel of the result, from 0, red, green and blue counted as
	 *          three; or {@link #ALL}
	 * @param slice slice of the result, from 0
	 * @param frame time point of the result, from 0
	 */
	public JobBox(final FilterJob job, final Rectangle box, final int channel, final int slice, final int frame) {
		this(job, job.planes(), box, channel, slice, frame);
	}

	private JobBox(final FilterJob job, final PlaneComputer computer, final Rectangle box, final int channel,
		final int slice, final int frame)
	{
		this.job = job;
		this.computer = computer;
		this.box = box;
		// the colours of an RGB plane are computed together
		this.channel = job.kind() == SampleKind.RGB ? ALL : channel;
		this.slice = slice;
		this.frame = frame;
	}

	/**
	 * @param row from the first of the box on
	 * @return a row of the box, which can be computed while the box is, and whose clamped samples the job does not count
	 */
	public JobBox row(final int row) {
		return new JobBox(job, new PlaneComputer(job), new Rectangle(box.x, box.y + row, box.width, 1), channel, slice, frame);
	}

	/** @return whether a row of the box takes a row's part of the box's work, and can be computed while the box is */
	public boolean hasRows() {
		return !job.box().isInside() && !computer.isLazy() && !job.whole().plan().isComputedWhole();
	}

	/**
	 * @param monitor can stop the computation
	 * @return for each channel, a plane in ImageJ's form: an array of box width
	 *         times box height
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public Object[] compute(final Monitor monitor) {
		if (job.box().isInside()) return withSurroundings(monitor);
		final long[] size = computer.partSize(1, 1);
		final long[] offset = new long[size.length];
		final int c = job.zFirst() ? 3 : 2;
		// a crop is computed at its position in the whole result
		cut(size, offset, 0, job.box().min(0) + box.x, box.width);
		cut(size, offset, 1, job.box().min(1) + box.y, box.height);
		offset[job.zFirst() ? 2 : size.length - 2] = slice;
		offset[size.length - 1] = frame;
		if (channel != ALL && job.eachChannel()) {
			cut(size, offset, c, channel % job.made(), 1);
			cut(size, offset, c + 1, channel / job.made(), 1);
		}
		else if (channel != ALL) cut(size, offset, c, channel, 1);
		final List<Object> planes = new ArrayList<>();
		for (int i = channel == ALL ? job.targetChannels() : 1; i > 0; i--)
			planes.add(job.kind().newPlane(box.width * box.height));
		computer.computePart(job.kind().planar(planes, size), offset, monitor);
		return Planes.stored(job.kind(), planes.toArray(), channel == ALL && job.eachChannel() ? job.made() : 1);
	}

	/** Adds the image's samples outside a selection. */
	private Object[] withSurroundings(final Monitor monitor) {
		final Object[] planes = computer.computeSlab(slice, 1, frame, 1, monitor);
		final Object[] cut = new Object[channel == ALL ? planes.length : 1];
		for (int i = 0; i < cut.length; i++) {
			final ImageProcessor plane = job.kind().processor(job.width(), job.height(), planes[channel == ALL ? i : channel]);
			plane.setRoi(box);
			cut[i] = plane.crop().getPixels();
		}
		return cut;
	}

	private static void cut(final long[] size, final long[] offset, final int axis, final long min, final long length) {
		offset[axis] = min;
		size[axis] = length;
	}
}
