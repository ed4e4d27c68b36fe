package io.github.convolvej.spark;

import io.github.convolvej.cli.files.Failures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block that cannot be computed, or an executor that cannot compute any. Its message is a single line, which the driver finds in Spark's. */
final class BlockFailure extends IOException {

	private static final long serialVersionUID = 1L;
	private static final Pattern IN_TEXT = Pattern.compile(Pattern.quote(BlockFailure.class.getName()) + ": ([^\\n]*)");

	BlockFailure(final String message, final Throwable cause) {
		super(message.replace('\n', ' '), cause);
	}

	/** What an exception of a block says. */
	static String reason(final Throwable e) {
		if (e instanceof OutOfMemoryError) return "not enough memory: give executors more (--executor-memory), or less to the" +
			" blocks (--memory), or fewer cores to each executor";
		if (e instanceof UncheckedIOException) return Failures.message(((UncheckedIOException) e).getCause());
		if (e instanceof IOException) return Failures.message((IOException) e);
		return e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
	}

	/** The message of the failure that Spark's text tells of; null if there is none. */
	static String in(final String text) {
		final Matcher m = IN_TEXT.matcher(text == null ? "" : text);
		return m.find() ? m.group(1) : null;
	}
}
