package io.github.convolvej.run;

/** How a computation went: samples that were clamped, and the engine. */
public final class Report {

	private final long clamped;
	private final String engine;

	/**
	 * @param clamped samples that did not fit the type of the result
	 * @param engine the engine that was taken
	 */
	public Report(final long clamped, final String engine) {
		this.clamped = clamped;
		this.engine = engine;
	}

	/**
	 * @return samples that did not fit the integer type of the result: they hold
	 *         its smallest or largest value (NaN: 0)
	 */
	public long clamped() {
		return clamped;
	}

	/** @return the engine that was taken */
	public String engine() {
		return engine;
	}
}
