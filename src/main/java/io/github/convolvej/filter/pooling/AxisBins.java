package io.github.convolvej.filter.pooling;

import io.github.convolvej.geometry.Bins;
import io.github.convolvej.geometry.SamplePosition;

import java.io.Serializable;
import java.util.List;

/** The bins of one axis in order: the samples and the position of each bin. Immutable. */
final class AxisBins implements Serializable {

	private static final long serialVersionUID = 1L;

	/** The first sample of every bin, and the sample after its last one. */
	final long[] starts;
	final long[] ends;
	/** Positions of the bins in the image; the identity if there are several divisions, one after another. */
	final SamplePosition position;

	private AxisBins(final long[] starts, final long[] ends, final SamplePosition position) {
		this.starts = starts;
		this.ends = ends;
		this.position = position;
	}

	/**
	 * @param divisions one or several divisions of an axis, or none
	 * @return the bins of all divisions, one after another; null if there is no
	 *         division, in which case the axis stays unchanged
	 */
	static AxisBins of(final List<Bins> divisions) {
		if (divisions.isEmpty()) return null;
		final int m = divisions.stream().mapToInt(b -> Math.toIntExact(b.count())).reduce(0, Math::addExact);
		final long[] starts = new long[m];
		final long[] ends = new long[m];
		int i = 0;
		for (final Bins division : divisions)
			for (int j = 0; j < division.count(); j++, i++) {
				starts[i] = division.start(j);
				ends[i] = division.end(j);
			}
		return new AxisBins(starts, ends, divisions.size() == 1 ? divisions.get(0).position() : SamplePosition.IDENTITY);
	}

	int count() {
		return starts.length;
	}

	/** Samples of a bin. */
	long size(final int bin) {
		return ends[bin] - starts[bin];
	}

	/** Samples of the largest bin. */
	long largest() {
		long largest = 1;
		for (int i = 0; i < starts.length; i++)
			largest = Math.max(largest, size(i));
		return largest;
	}
}
