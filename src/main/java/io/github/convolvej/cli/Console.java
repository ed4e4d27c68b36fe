package io.github.convolvej.cli;

import java.io.PrintStream;

/** Where lines go: results to the standard output, all else to the standard error. */
final class Console {

	private final PrintStream out;
	private final PrintStream err;
	private final boolean interactive;
	private final boolean quiet;

	/**
	 * @param out the standard output
	 * @param err the standard error
	 * @param interactive whether err is a terminal
	 * @param quiet whether only failures are of interest
	 */
	Console(final PrintStream out, final PrintStream err, final boolean interactive, final boolean quiet) {
		this.out = out;
		this.err = err;
		this.interactive = interactive;
		this.quiet = quiet;
	}

	/** Prints a line of results. */
	void line(final String text) {
		if (quiet) return;
		out.println(text);
		out.flush();
	}

	/** Prints a line that is neither a result nor a failure. */
	void note(final String text) {
		if (!quiet) error(text);
	}

	/** Prints a line about a failure. */
	void error(final String text) {
		err.println(text);
		err.flush();
	}

	/** Prints where a defect happened. */
	void stackTrace(final Throwable e) {
		e.printStackTrace(err);
		err.flush();
	}

	/** @return where progress can be shown, or null if it should not be */
	PrintStream terminal() {
		return interactive && !quiet ? err : null;
	}
}
