package io.github.convolvej.cli.console;

import java.io.PrintStream;

/**
 * Where lines go: results to the standard output, all else to the standard error. Names of files cannot command the
 * terminal.
 */
public final class Console {

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
	public Console(final PrintStream out, final PrintStream err, final boolean interactive, final boolean quiet) {
		this.out = out;
		this.err = err;
		this.interactive = interactive;
		this.quiet = quiet;
	}

	/** Prints a line of results. */
	public void line(final String text) {
		if (quiet) return;
		out.println(ConsoleText.harmless(text));
		out.flush();
	}

	/** Prints a line that is neither a result nor a failure. */
	public void note(final String text) {
		if (!quiet) error(text);
	}

	/** Prints a line about a failure. */
	public void error(final String text) {
		err.println(ConsoleText.harmless(text));
		err.flush();
	}

	/** Prints the stack trace of a defect. */
	public void stackTrace(final Throwable e) {
		e.printStackTrace(err);
		err.flush();
	}

	/** @return where progress can be shown, or null if it should not be */
	public PrintStream terminal() {
		return interactive && !quiet ? err : null;
	}
}
