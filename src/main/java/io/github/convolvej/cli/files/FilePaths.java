package io.github.convolvej.cli.files;

import io.github.convolvej.store.FileNames;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Paths as a user names them. */
public final class FilePaths {

	private FilePaths() {}

	/**
	 * @param folder the folder that relative paths start from
	 * @param text a path
	 * @return the path
	 * @throws UsageException if the text cannot be one
	 */
	public static Path resolve(final Path folder, final String text) {
		if (text.trim().isEmpty()) throw new UsageException("The name of a file or folder is empty: give INPUT and OUTPUT");
		try {
			return FileNames.resolve(folder, text);
		}
		catch (final InvalidPathException e) {
			throw new UsageException("'" + text.replace('\0', '?') + "' cannot be the name of a file: " + e.getReason(), e);
		}
	}

	/**
	 * @param file a file or folder
	 * @return whether the system or its name hides it
	 */
	public static boolean isHidden(final Path file) {
		try {
			return file.getFileName().toString().startsWith(".") || Files.isHidden(file);
		}
		catch (final IOException e) {
			// not even its attributes can be read: opening it will tell why
			return false;
		}
	}

	/**
	 * @param file what a folder lists
	 * @return why it cannot be read; null if it can
	 */
	static String unreadable(final Path file) {
		if (Files.isRegularFile(file)) return null;
		if (Files.isSymbolicLink(file)) try {
			final String target = "a link to " + FileNames.text(Files.readSymbolicLink(file)) + ", which ";
			try {
				Files.readAttributes(file, BasicFileAttributes.class);
			}
			catch (final NoSuchFileException e) {
				return target + "does not exist";
			}
			catch (final FileSystemException e) {
				// such as links that lead in a circle
				return target + "cannot be followed: " + (e.getReason() == null ? Failures.message(e) : e.getReason());
			}
		}
		catch (final IOException e) {
			return "a link that cannot be followed: " + Failures.message(e);
		}
		return "not a file, but a pipe, socket or device";
	}
}
