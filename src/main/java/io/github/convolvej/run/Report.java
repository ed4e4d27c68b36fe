package io.github.convolvej.run;

/** The outcome of a run: the number of clamped samples, and the engine. */
public final class Report {

	private final long clamped;
	private final String engine;

	/**
	 * @param clamped number of samples that did not fit the type of the result
	 * @param engine name of the engine
	 */
	public Report(final long clamped, final String engine) {
		this.clamped = clamped;
		this.engine = engine;
	}

	/**
	 * @return number of samples that did not fit the integer type of the result;
	 *         they were set to its smallest or largest value (NaN: to 0)
	 */
	public long clamped() {
		return clamped;
	}

	/** @return name of the engine */
	public String engine() {
		return engine;
	}
}
