package io.github.convolvej.ij1.job;

import io.github.convolvej.border.Border;
import io.github.convolvej.run.Monitor;

import java.util.function.IntFunction;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

/**
 * A filter about to be applied to an {@link ImagePlus}: everything is checked when
 * it is made by a {@link FilterJobBuilder}, and its size, memory and work are known,
 * see {@link PlannedResult}; then {@link #compute} gives the result in memory, or
 * {@link #virtual} one whose planes are computed when they are asked for. Time
 * points are never mixed, slices only by 3D filters, channels only by filters that
 * have a channel axis.
 */
public final class FilterJob extends PlannedResult {

	private final PlaneComputer planes = new PlaneComputer(this);

	FilterJob(final WholeResult whole, final Border border, final boolean same, final boolean keepsRange,
		final String name, final IntFunction<String> channelNames)
	{
		super(whole, border, same, keepsRange, name, channelNames);
	}

	/** What computes its planes. */
	PlaneComputer planes() {
		return planes;
	}

	/** @return pixel size, origin and units of the result: a new object */
	public Calibration calibration() {
		return ResultCalibration.of(this);
	}

	/** @return samples of all planes computed so far that did not fit the type of the result and were clamped */
	public long clamped() {
		return planes.clamped();
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
		final Object[] computed = new Object[channels() * slices() * frames()];
		planes.forEachPart(monitor, (z, nz, t, nt, part) -> {
			final Object[] slab = planes.computeSlab(z, nz, t, nt, part);
			System.arraycopy(slab, 0, computed, channels() * (z + slices() * t), slab.length);
		});
		final ImageStack stack = new ImageStack(width(), height());
		for (final Object plane : computed)
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
		return ResultImage.create(this, new FilteredStack(planes, monitor));
	}
}
