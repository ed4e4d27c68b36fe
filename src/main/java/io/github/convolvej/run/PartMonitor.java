package io.github.convolvej.run;

/** Converts the progress of one part of a computation to progress of the whole. */
public final class PartMonitor implements Monitor {

	private final Monitor whole;
	private final double begin;
	private final double end;
	private final long samples;

	/**
	 * @param whole monitor of the whole computation
	 * @param begin progress of the whole before this part, 0 ... 1
	 * @param end progress of the whole after this part
	 * @param samples number of samples of the whole result
	 */
	public PartMonitor(final Monitor whole, final double begin, final double end, final long samples) {
		this.whole = whole;
		this.begin = begin;
		this.end = end;
		this.samples = samples;
	}

	@Override
	public void progress(final long done, final long total) {
		whole.progress((long) Math.floor(samples * (begin + (end - begin) * done / total)), samples);
	}

	@Override
	public boolean isCancelled() {
		return whole.isCancelled();
	}
}
