package io.github.convolvej.cli.files;

import io.github.convolvej.store.FileNames;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/**
 * File names with {@code * ? [a-z] {a,b}}, and {@code **} for any number of
 * folders, none included. Shells expand such names unless they are quoted;
 * quoted ones, and those of shells that do not, are expanded here.
 */
public final class Glob {

	private static final int MAX_VARIANTS = 256;

	private Glob() {}

	/** @return whether the text has a character that stands for others */
	public static boolean isGlob(final String text) {
		return text.matches("(?s).*[*?\\[{].*");
	}

	/**
	 * @param folder where a relative pattern begins
	 * @param text the pattern
	 * @param unreadable gets what matches or leads on, but cannot be read, and why
	 * @return the files that match, hidden ones and those in hidden folders not, in
	 *         order of their paths
	 * @throws UsageException if there are none, or the pattern is malformed
	 */
	public static List<Path> files(final Path folder, final String text, final Map<String, String> unreadable) {
		final String pattern = File.separatorChar == '\\' ? text.replace('\\', '/') : text;
		final int special = firstSpecial(pattern);
		final int slash = pattern.lastIndexOf('/', special);
		final Path root = slash < 0 ? folder : FilePaths.resolve(folder, pattern.substring(0, slash + 1));
		if (!Files.isDirectory(root)) throw new UsageException("INPUT " + text + " matches nothing: " + root +
			" is not a folder");
		final List<PathMatcher> matchers = new ArrayList<>();
		try {
			for (final String variant : variants(pattern.substring(slash + 1)))
				matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + variant));
		}
		catch (final PatternSyntaxException e) {
			throw new UsageException("INPUT " + text + " is neither a file nor a pattern of file names: " + e
				.getDescription(), e);
		}
		final int depth = pattern.contains("**") ? Integer.MAX_VALUE : (int) pattern.substring(slash + 1).chars().filter(
			c -> c == '/').count() + 1;
		final List<Path> files = walk(root, matchers, depth, unreadable);
		if (files.isEmpty() && unreadable.isEmpty()) throw new UsageException("INPUT " + text + " matches no file" +
			localeHint(pattern));
		Collections.sort(files);
		return files;
	}

	/** Java compares a pattern with names as it reads them. */
	private static String localeHint(final String pattern) {
		final String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
		if (Charset.forName(encoding).newEncoder().canEncode(pattern)) return "";
		return ": the encoding of this locale, " + encoding + ", does not have all of its characters. Set LC_ALL=C.UTF-8, or use *";
	}

	private static int firstSpecial(final String pattern) {
		int i = 0;
		while ("*?[{".indexOf(pattern.charAt(i)) < 0)
			i++;
		return i;
	}

	/** Java's globs want a folder for each double star before a slash: here there may be none. */
	private static List<String> variants(final String pattern) {
		List<String> variants = Collections.singletonList("");
		final String[] parts = pattern.split("/", -1);
		for (int i = 0; i < parts.length; i++) {
			final List<String> longer = new ArrayList<>();
			final boolean last = i == parts.length - 1;
			for (final String variant : variants) {
				longer.add(variant + parts[i] + (last ? "" : "/"));
				if (parts[i].equals("**") && !last) longer.add(variant);
			}
			if (longer.size() > MAX_VARIANTS) throw new UsageException("INPUT " + pattern + " has too many **: one will do");
			variants = longer;
		}
		return variants;
	}

	private static List<Path> walk(final Path root, final List<PathMatcher> matchers, final int depth,
		final Map<String, String> unreadable)
	{
		final List<Path> files = new ArrayList<>();
		try {
			Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<Path>() {

				@Override
				public FileVisitResult preVisitDirectory(final Path directory, final BasicFileAttributes attributes) {
					return !directory.equals(root) && FilePaths.isHidden(directory) ? FileVisitResult.SKIP_SUBTREE
						: FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
					final Path relative = root.relativize(file);
					// a folder that is as deep as the pattern reaches is visited as a file
					if (FilePaths.isHidden(file) || Files.isDirectory(file) || matchers.stream().noneMatch(m -> m.matches(relative)))
						return FileVisitResult.CONTINUE;
					final String reason = FilePaths.unreadable(file);
					if (reason == null) files.add(file);
					else unreadable.put(FileNames.text(file), reason);
					return FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFileFailed(final Path file, final IOException e) {
					// a link to a folder that holds it: its files are found without it
					if (!(e instanceof FileSystemLoopException)) unreadable.put(FileNames.text(file),
						"this folder could not be searched: " + Failures.message(e));
					return FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult postVisitDirectory(final Path directory, final IOException e) {
					if (e != null) unreadable.put(FileNames.text(directory), "this folder could not be searched to its end: " +
						Failures.message(e));
					return FileVisitResult.CONTINUE;
				}
			});
		}
		catch (final IOException e) {
			throw new UsageException("The folder " + root + " could not be searched: " + Failures.message(e), e);
		}
		return files;
	}
}
