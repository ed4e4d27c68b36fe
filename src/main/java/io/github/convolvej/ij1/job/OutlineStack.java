package io.github.convolvej.ij1.job;

import io.github.convolvej.ij1.file.UnreadPlanes;
import io.github.convolvej.ij1.image.SampleKind;

import java.util.HashMap;
import java.util.Map;

import ij.VirtualStack;
import ij.process.ImageProcessor;

/**
 * The planes of a result that are never asked for their samples, since these are
 * computed elsewhere. The first plane of a channel is computed once, some rows at a
 * time, if its contrast is asked for.
 */
final class OutlineStack extends VirtualStack {

	private final PlannedResult result;
	private final PlaneRows rows;
	private final UnreadPlanes planes;
	/** Of each channel the range with which it is shown, then its smallest and largest sample. */
	private final Map<Integer, double[][]> contrasts = new HashMap<>();

	OutlineStack(final PlannedResult result, final PlaneRows rows) {
		super(result.width(), result.height());
		this.result = result;
		this.rows = rows;
		setBitDepth(result.kind() == SampleKind.RGB ? 24 : 8 * result.kind().bytes());
		planes = new UnreadPlanes(result.width(), result.height(), getBitDepth(), result.channels(), n -> contrast((n - 1) % result
			.channels())[1]);
	}

	/** The range with which the first plane of a channel is shown. */
	double[] range(final int channel) {
		return contrast(channel)[0].clone();
	}

	private synchronized double[][] contrast(final int channel) {
		return contrasts.computeIfAbsent(channel, this::measured);
	}

	private double[][] measured(final int channel) {
		final double[] extremes = { Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY };
		final double[] range = ResultImage.range(result, (y, count) -> {
			final ImageProcessor band = result.kind().processor(result.width(), count, rows.compute(channel, y, count));
			// of NaN alone there is neither
			if (band.getMin() < extremes[0]) extremes[0] = band.getMin();
			if (band.getMax() > extremes[1]) extremes[1] = band.getMax();
			return band;
		});
		return new double[][] { range, extremes[0] <= extremes[1] ? extremes : new double[2] };
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
	public ImageProcessor getProcessor(final int n) {
		return planes.get(n);
	}

	@Override
	public Object getPixels(final int n) {
		return null;
	}

	@Override
	public String getSliceLabel(final int n) {
		return ResultImage.label(result, n);
	}
}
