package io.github.convolvej.cli.console;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.BooleanSupplier;

/**
 * Where lines go: results to the standard output, all else to the standard error. Names of files cannot command the
 * terminal.
 */
public final class Console {

	private final PrintStream out;
	private final PrintStream err;
	private final boolean interactive;
	private final boolean quiet;
	/** Null for a terminal. */
	private final Watcher watcher;
	/** Which of how many images is in hand. */
	private volatile int number = 1;
	private volatile int count = 1;

	/**
	 * @param out the standard output
	 * @param err the standard error
	 * @param interactive whether err is a terminal
	 * @param quiet whether only failures are of interest
	 */
	public Console(final PrintStream out, final PrintStream err, final boolean interactive, final boolean quiet) {
		this.out = out;
		this.err = err;
		this.interactive = interactive;
		this.quiet = quiet;
		watcher = null;
	}

	/** @param watcher is told what a terminal would show */
	public Console(final Watcher watcher) {
		this.watcher = watcher;
		out = null;
		err = null;
		interactive = false;
		quiet = false;
	}

	/**
	 * Says which image comes next.
	 *
	 * @param next its number, from 1
	 * @param all number of images
	 */
	public void image(final int next, final int all) {
		number = next;
		count = all;
	}

	/**
	 * @param name the image that is computed
	 * @param cancelled whether to stop
	 * @return shows its progress; to be closed
	 */
	public Progress progress(final String name, final BooleanSupplier cancelled) {
		if (watcher == null) return new ProgressLine(count == 1 ? name : number + "/" + count + " " + name, terminal(),
			cancelled);
		return new Progress() {

			@Override
			public void progress(final long done, final long total) {
				watcher.progress(name, (number - 1 + (double) done / Math.max(1, total)) / count);
			}

			@Override
			public boolean isCancelled() {
				return watcher.isCancelled() || cancelled.getAsBoolean();
			}
		};
	}

	/** Prints a line of results. */
	public void line(final String text) {
		if (watcher != null) watcher.line(ConsoleText.harmless(text));
		if (quiet || watcher != null) return;
		out.println(ConsoleText.harmless(text));
		out.flush();
	}

	/** Prints a line that is neither a result nor a failure. */
	public void note(final String text) {
		if (watcher != null) watcher.note(ConsoleText.harmless(text));
		else if (!quiet) error(text);
	}

	/** Prints a line about a failure. */
	public void error(final String text) {
		if (watcher != null) {
			watcher.failure(ConsoleText.harmless(text));
			return;
		}
		err.println(ConsoleText.harmless(text));
		err.flush();
	}

	/** Prints the stack trace of a defect. */
	public void stackTrace(final Throwable e) {
		if (watcher != null) {
			final StringWriter trace = new StringWriter();
			e.printStackTrace(new PrintWriter(trace));
			watcher.note(trace.toString());
			return;
		}
		e.printStackTrace(err);
		err.flush();
	}

	/** @return where progress can be shown, or null if it should not be */
	public PrintStream terminal() {
		return interactive && !quiet ? err : null;
	}
}
