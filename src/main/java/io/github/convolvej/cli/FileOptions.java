package io.github.convolvej.cli;

import io.github.convolvej.cli.files.UsageException;

import picocli.CommandLine.Option;

/** Options for batches of files. */
final class FileOptions {

	private static final int MAX_TIMEOUT = 1_000_000;

	@Option(names = "--skip-existing", description = "Go on with a batch: results that the same recipe has made of the same" +
		" input are kept; others that exist are failures, or replaced with --overwrite.")
	private boolean skipExisting;

	@Option(names = "--table", paramLabel = "NAME", description = "Name of the CSV of filters that give numbers, beside the" +
		" results; with a folder in it, a path. Rows are added to a table that exists.")
	private String table;

	@Option(names = "--timeout", paramLabel = "SECONDS", description = "Give a file up that takes longer, and go on with the" +
		" next.")
	private Integer timeout;

	@Option(names = "--failures", paramLabel = "NAME", description = "A file that lists what failed, for programs: JSON, an" +
		" object with file, output and reason on each line.")
	private String failures;

	@Option(names = "--recorded-files", description = "For replay, explain and animate: read the kernels, models and second images too" +
		" whose paths the record in RESULT holds. Only for results whose origin is known.")
	private boolean recordedFiles;

	/** The first option that was given and is for batches only, or null. */
	String given() {
		return skipExisting ? "--skip-existing" : table != null ? "--table" : timeout != null ? "--timeout" : failures != null
			? "--failures" : null;
	}

	boolean skipExisting() {
		return skipExisting;
	}

	/** Name of the table, or null. */
	String table() {
		return table;
	}

	/** Seconds that a file may take, or 0. */
	int timeout() {
		if (timeout == null) return 0;
		if (timeout < 1 || timeout > MAX_TIMEOUT) throw new UsageException("--timeout is " + timeout +
			", but must be a whole number of seconds from 1 to " + MAX_TIMEOUT);
		return timeout;
	}

	/** Name of the list of failures, or null. */
	String failures() {
		return failures;
	}

	/** Whether paths in the record of a file may be followed. */
	boolean recordedFiles() {
		return recordedFiles;
	}
}
