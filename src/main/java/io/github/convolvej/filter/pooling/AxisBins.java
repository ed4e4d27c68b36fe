package io.github.convolvej.filter.pooling;

import io.github.convolvej.geometry.Bins;
import io.github.convolvej.geometry.SamplePosition;

import java.io.Serializable;
import java.util.List;

/** The bins of one axis, one after another: which samples each of them holds, and where it sits. Immutable. */
final class AxisBins implements Serializable {

	private static final long serialVersionUID = 1L;

	/** The first sample of every bin and the one after the last. */
	final long[] starts;
	final long[] ends;
	/** Where the bins sit in the image; the identity if they are several divisions one after another. */
	final SamplePosition position;

	private AxisBins(final long[] starts, final long[] ends, final SamplePosition position) {
		this.starts = starts;
		this.ends = ends;
		this.position = position;
	}

	/**
	 * @param divisions one or several divisions of an axis, or none
	 * @return their bins one after another; null if there is no division, so that the
	 *         axis stays as it is
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

	/** Number of bins. */
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
