package io.github.convolvej.cli.console;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a file is in the last line of a terminal, and removes it when
 * the file is finished. Without a terminal nothing is shown.
 */
final class ProgressLine implements Progress {

	private static final int PERCENT = 100;
	private static final int INTERVAL_MILLISECONDS = 200;
	private static final int NAME_LENGTH = 30;

	private final ProgressBar bar;
	private final BooleanSupplier cancelled;

	/**
	 * @param name what is computed
	 * @param out the terminal, or null if there is none
	 * @param cancelled whether to stop
	 */
	ProgressLine(final String name, final PrintStream out, final BooleanSupplier cancelled) {
		this.cancelled = cancelled;
		bar = out == null ? null : new ProgressBarBuilder().setTaskName(shortened(ConsoleText.harmless(name))).setInitialMax(PERCENT).setUnit("%", 1)
			.setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(INTERVAL_MILLISECONDS).clearDisplayOnFinish()
			.setConsumer(new LastLine(out)).build();
	}

	/** Keeps the end of a name, because names of files often begin alike. */
	private static String shortened(final String name) {
		return name.length() <= NAME_LENGTH ? name : "..." + name.substring(name.length() - NAME_LENGTH + 3);
	}

	@Override
	public void progress(final long done, final long total) {
		if (bar == null) return;
		final long percent = Math.min(PERCENT, (long) ((double) PERCENT * done / total));
		// threads may report in another order than they finish
		if (percent > bar.getCurrent()) bar.stepTo(percent);
	}

	@Override
	public boolean isCancelled() {
		return cancelled.getAsBoolean();
	}

	@Override
	public void close() {
		if (bar != null) bar.close();
	}

	/** The line that the cursor is in; rewritten from its beginning. */
	private static final class LastLine implements ProgressBarConsumer {

		private static final int DEFAULT_WIDTH = 80;

		private final PrintStream out;

		LastLine(final PrintStream out) {
			this.out = out;
		}

		@Override
		public int getMaxRenderedLength() {
			return DEFAULT_WIDTH - 1;
		}

		@Override
		public void accept(final String line) {
			out.print('\r' + line);
			out.flush();
		}

		@Override
		public void clear() {
			out.print('\r' + " ".repeat(DEFAULT_WIDTH - 1) + '\r');
			out.flush();
		}

		@Override
		public void close() {}
	}
}
