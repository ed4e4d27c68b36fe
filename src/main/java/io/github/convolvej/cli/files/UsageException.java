package io.github.convolvej.cli.files;

/**
 * The command line asks for something that cannot be: nothing was computed, and
 * the exit code is 2. The message says what was wrong and what would be right.
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
