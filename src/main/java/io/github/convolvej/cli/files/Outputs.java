package io.github.convolvej.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where results go. Everything that can be known before any work is checked here:
 * whether the output is a file or a folder, whether names clash, whether files
 * exist, whether a result would be written onto an input, and whether the folder
 * may be written to.
 */
public final class Outputs {

	private Outputs() {}

	/**
	 * @param folder where relative paths begin
	 * @param inputs the files
	 * @param text OUTPUT: a file for one input, otherwise a folder
	 * @param filter the filter's name, which is part of names in a folder
	 * @param overwrite whether files may be replaced
	 * @return what to do, in order
	 * @throws UsageException if the output cannot be
	 */
	public static List<FileTask> assign(final Path folder, final Inputs inputs, final String text, final String filter,
		final boolean overwrite)
	{
		final List<Path> files = inputs.files();
		final Path output = FilePaths.resolve(folder, text);
		final boolean intoFolder = isFolder(inputs, text, output);
		if (intoFolder && Files.exists(output) && !Files.isDirectory(output)) throw new UsageException("OUTPUT " + output +
			" is a file, but there are " + files.size() + " inputs: name a folder");
		final List<FileTask> tasks = new ArrayList<>();
		for (final Path file : files)
			tasks.add(new FileTask(file, intoFolder ? output.resolve(name(file) + "-" + filter + ".tif") : output));
		checkNames(tasks);
		checkInputs(tasks);
		if (!overwrite) checkExisting(tasks);
		for (final FileTask task : tasks)
			if (Files.isDirectory(task.output())) throw new UsageException("OUTPUT " + task.output() +
				" is a folder: a file of that name cannot be written");
		checkFolder(tasks.get(0).output().toAbsolutePath().getParent());
		return tasks;
	}

	private static boolean isFolder(final Inputs inputs, final String text, final Path output) {
		if (text.endsWith("/") || text.endsWith(output.getFileSystem().getSeparator()) || Files.isDirectory(output))
			return true;
		final String name = output.getFileName().toString().toLowerCase(Locale.ROOT);
		final boolean tiff = name.endsWith(".tif") || name.endsWith(".tiff");
		final int count = inputs.files().size();
		if (count > 1 && tiff && !Files.exists(output)) throw new UsageException("OUTPUT " + output +
			" names one file, but there are " + count + " inputs: name a folder, for example results/");
		if (inputs.several()) return count > 1 || !tiff;
		if (!tiff) throw new UsageException("OUTPUT " + output +
			" is neither a TIFF nor a folder: end it in .tif, or in / for a folder");
		return false;
	}

	/** The name of a file without its ending. */
	private static String name(final Path file) {
		return file.getFileName().toString().replaceFirst("(?<=.)\\.[A-Za-z0-9]{1,5}$", "");
	}

	private static void checkNames(final List<FileTask> tasks) {
		final Map<Path, Path> inputs = new HashMap<>();
		for (final FileTask task : tasks) {
			final Path other = inputs.put(task.output(), task.input());
			if (other != null) throw new UsageException(other + " and " + task.input() + " would both be written to " + task
				.output() + ": filter them into different folders");
		}
	}

	private static void checkInputs(final List<FileTask> tasks) {
		final Set<Path> inputs = new HashSet<>();
		for (final FileTask task : tasks)
			inputs.add(real(task.input()));
		for (final FileTask task : tasks)
			if (Files.exists(task.output()) && inputs.contains(real(task.output()))) throw new UsageException("OUTPUT " + task
				.output() + " is one of the inputs, which are never written onto: choose another name or folder");
	}

	private static Path real(final Path file) {
		try {
			return file.toRealPath();
		}
		catch (final IOException e) {
			// unreadable on the way: the plain path still tells whether names are the same
			return file.toAbsolutePath().normalize();
		}
	}

	private static void checkExisting(final List<FileTask> tasks) {
		int count = 0;
		Path first = null;
		for (final FileTask task : tasks)
			if (Files.exists(task.output()) && count++ == 0) first = task.output();
		if (count > 0) throw new UsageException("OUTPUT " + first + (count > 1 ? " and " + (count - 1) + " more exist"
			: " exists") + ": choose another name or folder, or add --overwrite");
	}

	/** Whether files can be made in a folder that may not exist yet. */
	private static void checkFolder(final Path folder) {
		Path existing = folder;
		while (existing != null && !Files.exists(existing))
			existing = existing.getParent();
		if (existing == null) throw new UsageException("OUTPUT folder " + folder + " cannot be made: there is nothing it " +
			"could be in");
		if (!Files.isDirectory(existing)) throw new UsageException("OUTPUT folder " + folder + " cannot be made: " +
			existing + " is a file");
		if (!Files.isWritable(existing)) throw new UsageException("OUTPUT folder " + folder +
			" cannot be written to: no permission for " + existing);
	}
}
