package io.github.convolvej.cli.files;

/**
 * The command line cannot be carried out: nothing was computed, and the
 * exit code is 2. The message says what is wrong and what would be right.
 */
public final class UsageException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	public UsageException(final String message) {
		super(message);
	}

	public UsageException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
