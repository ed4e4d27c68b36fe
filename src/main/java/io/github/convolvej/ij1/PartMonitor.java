package io.github.convolvej.ij1;

import io.github.convolvej.run.Monitor;

/** Turns the progress of parts, one after the other, into that of the whole. */
final class PartMonitor implements Monitor {

	private final Monitor monitor;
	private final int parts;
	private int part;

	PartMonitor(final Monitor monitor, final int parts) {
		this.monitor = monitor;
		this.parts = parts;
	}

	void nextPart() {
		part++;
	}

	/** The part that is computed next. */
	void setPart(final int index) {
		part = index;
	}

	@Override
	public void progress(final long done, final long total) {
		monitor.progress(part * total + done, parts * total);
	}

	@Override
	public boolean isCancelled() {
		return monitor.isCancelled();
	}
}
