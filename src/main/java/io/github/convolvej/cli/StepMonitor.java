package io.github.convolvej.cli;

import io.github.convolvej.run.Monitor;

/** Tells the progress of one of several steps as that of all of them, each of which is taken to be as long. */
final class StepMonitor implements Monitor {

	private final Monitor whole;
	private final int step;
	private final int steps;

	/**
	 * @param whole is told of all
	 * @param step number of the step, from 0
	 * @param steps how many there are
	 */
	StepMonitor(final Monitor whole, final int step, final int steps) {
		this.whole = whole;
		this.step = step;
		this.steps = steps;
	}

	@Override
	public void progress(final long done, final long total) {
		whole.progress(step * total + done, steps * total);
	}

	@Override
	public boolean isCancelled() {
		return whole.isCancelled();
	}
}
