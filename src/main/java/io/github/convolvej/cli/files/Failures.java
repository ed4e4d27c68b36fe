package io.github.convolvej.cli.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Messages of exceptions. */
public final class Failures {

	private Failures() {}

	/**
	 * @param e an error of the file system; the message of some is nothing but a
	 *          file name
	 * @return a message that names the reason
	 */
	public static String message(final IOException e) {
		if (e instanceof FileSystemException) {
			final String file = ((FileSystemException) e).getFile();
			if (e instanceof AccessDeniedException) return "no permission for " + file;
			if (e instanceof NoSuchFileException) return file + " does not exist";
			if (e instanceof FileAlreadyExistsException) return file + " exists already";
			if (e instanceof NotDirectoryException) return file + " is not a folder";
			if (e instanceof DirectoryNotEmptyException) return file + " is a folder that is not empty";
		}
		return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
	}
}
