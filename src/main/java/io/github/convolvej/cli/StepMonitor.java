package io.github.convolvej.cli;

import io.github.convolvej.run.Monitor;

/** Reports the progress of one of several steps as progress of all. Each step counts the same. */
final class StepMonitor implements Monitor {

	private final Monitor whole;
	private final int step;
	private final int steps;

	/**
	 * @param whole receives the progress of all steps
	 * @param step index of the step, from 0
	 * @param steps number of steps
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
