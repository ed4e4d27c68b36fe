package io.github.convolvej.ij1.job;

import io.github.convolvej.ij1.image.Planes;
import io.github.convolvej.ij1.image.SampleKind;
import io.github.convolvej.run.Monitor;

import ij.VirtualStack;
import ij.process.ImageProcessor;

/**
 * A result whose planes are computed on request: some slices of one time point
 * at a time, or some channels of a slice. They are kept until others are
 * requested. Reading the planes in order computes each once.
 */
final class FilteredStack extends VirtualStack {

	private final PlaneComputer planes;
	private final PlannedResult result;
	private final Monitor monitor;
	private final int step;
	private final int together;
	private Object[] slab;
	private int slabIndex = -1;

	FilteredStack(final PlaneComputer planes, final Monitor monitor) {
		super(planes.result().width(), planes.result().height());
		this.planes = planes;
		result = planes.result();
		step = planes.slabSlices();
		together = planes.slabChannels();
		this.monitor = monitor;
		setBitDepth(result.kind() == SampleKind.RGB ? 24 : 8 * result.kind().bytes());
	}

	@Override
	public int size() {
		return getSize();
	}

	@Override
	public int getSize() {
		return result.channels() * result.slices() * result.frames();
	}

	@Override
	public synchronized ImageProcessor getProcessor(final int n) {
		final int c = (n - 1) % result.channels();
		final int z = (n - 1) / result.channels() % result.slices();
		final int t = (n - 1) / result.channels() / result.slices();
		final int wanted = c / together + groups() * (z / step + slabs() * t);
		if (wanted != slabIndex) {
			// nothing is kept if the computation fails; the old slab is released before the new one is computed
			slab = null;
			slabIndex = -1;
			slab = compute(c / together * together, z / step * step, t);
			slabIndex = wanted;
		}
		// a copy, because ImageJ draws into the arrays, and changes RGB pixels to set the contrast
		final Object plane = together < result.channels() ? slab[c % together] : slab[c + result.channels() * (z % step)];
		return result.kind().processor(result.width(), result.height(), Planes.copy(plane));
	}

	private Object[] compute(final int c, final int z, final int t) {
		if (together < result.channels()) {
			final int nc = Math.min(together, result.channels() - c);
			return planes.computeChannels(z, t, c, nc, planes.part(monitor, z, t, c, nc));
		}
		final int nz = Math.min(step, result.slices() - z);
		return planes.computeSlab(z, nz, t, 1, planes.part(monitor, z, nz, t));
	}

	private int groups() {
		return (result.channels() + together - 1) / together;
	}

	private int slabs() {
		return (result.slices() + step - 1) / step;
	}

	@Override
	public Object getPixels(final int n) {
		return getProcessor(n).getPixels();
	}

	@Override
	public String getSliceLabel(final int n) {
		return ResultImage.label(result, n);
	}
}
