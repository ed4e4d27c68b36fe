package io.github.convolvej.ij1.job;

import io.github.convolvej.border.Border;
import io.github.convolvej.run.Monitor;

import java.util.function.IntFunction;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

/**
 * A filter that is ready to be applied to an {@link ImagePlus}. A {@link
 * FilterJobBuilder} creates it and checks everything; size, memory and work of
 * the result are then known, see {@link PlannedResult}. {@link #compute}
 * computes the result in memory; {@link #virtual} returns an image whose planes
 * are computed on request. Time points are never mixed, slices only by 3D
 * filters, and channels only by filters with a channel axis.
 */
public final class FilterJob extends PlannedResult {

	private final PlaneComputer planes = new PlaneComputer(this);

	FilterJob(final WholeResult whole, final Border border, final boolean same, final ResultRange range,
		final String name, final IntFunction<String> channelNames)
	{
		super(whole, border, same, range, name, channelNames);
	}

	/** Computes the planes of the result. */
	PlaneComputer planes() {
		return planes;
	}

	/** @return pixel size, origin and units of the result: a new object */
	public Calibration calibration() {
		return ResultCalibration.of(this);
	}

	/**
	 * @return number of samples, in all planes computed so far, that did not fit
	 *         the type of the result and were clamped
	 */
	public long clamped() {
		return planes.clamped();
	}

	/**
	 * Computes the result in memory.
	 *
	 * @param monitor receives progress and can stop the run
	 * @return a new image: XYCZT, calibrated, not shown
	 * @throws IllegalArgumentException if there is not enough memory
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
	 * @param monitor receives progress and can stop the run, whenever planes are
	 *          computed
	 * @return a new image, XYCZT, calibrated, not shown, whose planes are computed
	 *         on request, some slices at a time
	 */
	public ImagePlus virtual(final Monitor monitor) {
		return ResultImage.create(this, new FilteredStack(planes, monitor));
	}

	/**
	 * The result without its samples, for planes that are larger than the memory: what a
	 * file says of it besides them.
	 *
	 * @param rows computes rows of the planes that decide the contrast
	 * @return a new image, XYCZT, calibrated, not shown, whose planes have no samples
	 */
	public ImagePlus outline(final PlaneRows rows) {
		final OutlineStack stack = new OutlineStack(this, rows);
		return ResultImage.create(this, stack, stack::range);
	}
}
