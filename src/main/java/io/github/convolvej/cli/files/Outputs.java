package io.github.convolvej.cli.files;

import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.ij1.file.ImageJMessages;
import io.github.convolvej.store.FileNames;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where results go. Everything that can be known before any work is checked here.
 * What is wrong with the call is an error: whether the output is a file or a
 * folder, whether files exist, whether a result would be written onto a file that
 * is read, and whether the folder may be written to. What is wrong with one file is
 * a reason to refuse that file: a name that clashes with another's, or is too long.
 */
public final class Outputs {

	private Outputs() {}

	/**
	 * @param folder the folder that relative paths start from
	 * @param inputs the files
	 * @param text OUTPUT: a file for one input, otherwise a folder
	 * @param filter the filter's name, which is part of names in a folder
	 * @param used the other files that the call reads; gets the inputs too
	 * @param mayExist whether files may exist, to be replaced or skipped
	 * @return what to do, in order, and last what was named but cannot be read
	 * @throws UsageException if the output cannot be, or no file is left
	 */
	public static List<FileTask> assign(final Path folder, final Inputs inputs, final String text, final String filter,
		final FilesInUse used, final boolean mayExist)
	{
		final List<Path> files = inputs.files();
		final Path output = FilePaths.resolve(folder, text);
		final boolean intoFolder = isFolder(inputs, text, output);
		if (intoFolder && Files.exists(output) && !Files.isDirectory(output)) throw new UsageException("OUTPUT " + output +
			" is a file, but there are " + files.size() + " inputs: name a folder");
		final List<FileTask> tasks = new ArrayList<>();
		for (final Path file : files) {
			final String name = inputs.name(file);
			if (name != null) tasks.add(new FileTask(file, intoFolder ? output.resolve(name + "-" + filter + ".tif") : output).called(
				name));
			else tasks.add(new FileTask(file, intoFolder ? FileNames.derived(output, file, "-" + filter + ".tif") : output));
		}
		for (final Path file : files)
			used.add(file, "one of the inputs");
		if (mayExist && tasks.stream().anyMatch(task -> Files.exists(task.output()))) files.forEach(file -> addParts(file, used));
		checkUse(tasks, used);
		if (!mayExist) checkExisting(tasks);
		refuse(tasks);
		if (!tasks.isEmpty()) {
			if (inputs.unreadable().isEmpty() && tasks.stream().allMatch(task -> task.refusal() != null))
				throw new UsageException(tasks.get(0).refusal());
			checkFolder(tasks.get(0).output().toAbsolutePath().getParent());
		}
		inputs.unreadable().forEach((name, reason) -> tasks.add(FileTask.unreadable(name, reason)));
		return tasks;
	}

	/**
	 * @param file a file to be written
	 * @param tasks the files
	 * @return whether a result has that name
	 */
	public static boolean isAmong(final Path file, final List<FileTask> tasks) {
		final Path wanted = file.toAbsolutePath().normalize();
		return tasks.stream().anyMatch(task -> task.output() != null && wanted.equals(task.output().toAbsolutePath()
			.normalize()));
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
		if (name.endsWith(".csv")) throw new UsageException("OUTPUT " + output +
			" is a table, but OUTPUT is a TIFF or a folder: write ./ --table=" + output.getFileName());
		if (!tiff) throw new UsageException("OUTPUT " + output +
			" is neither a TIFF nor a folder: end it in .tif, or in / for a folder");
		return false;
	}

	/** An image may be in several files, which are called like this; what is wrong with one shows when it is opened. */
	private static void addParts(final Path file, final FilesInUse used) {
		if (!FileNames.of(file).toLowerCase(Locale.ROOT).contains(".ome.")) return;
		try (ImageJMessages messages = new ImageJMessages()) {
			new ImageFile(file, messages, note -> {}).parts().forEach(part -> used.add(part, "one of the parts of the inputs"));
		}
		catch (final IOException e) {
			// it will fail for itself
		}
	}

	private static void checkUse(final List<FileTask> tasks, final FilesInUse used) {
		for (final FileTask task : tasks) {
			final String use = used.use(task.output());
			if (use != null) throw new UsageException("OUTPUT " + task.output() + " is " + use +
				", which are never written onto: choose another name or folder");
		}
	}

	/** Checks each file. */
	private static void refuse(final List<FileTask> tasks) {
		final Map<Path, Integer> inputs = new HashMap<>();
		for (int i = 0; i < tasks.size(); i++) {
			final FileTask task = tasks.get(i);
			final Integer other = inputs.putIfAbsent(task.output(), i);
			if (other != null) {
				final String reason = tasks.get(other).name() + " and " + task.name() + " would both be written to " + FileNames
					.text(task.output()) + ": filter them into different folders";
				if (tasks.get(other).refusal() == null) tasks.set(other, tasks.get(other).refused(reason));
				tasks.set(i, task.refused(reason));
			}
			else if (Files.isDirectory(task.output())) tasks.set(i, task.refused("OUTPUT " + task.output() +
				" is a folder: a file of that name cannot be written"));
			else if (Files.isSymbolicLink(task.output()) && !Files.exists(task.output())) tasks.set(i, task.refused("OUTPUT " +
				task.output() + " is a link that leads nowhere: choose another name, or delete it"));
			else if (Files.exists(task.output()) && !Files.isRegularFile(task.output())) tasks.set(i, task.refused("OUTPUT " + task
				.output() + " is a pipe, socket or device, which is not replaced: choose another name"));
			else if (isNameImpossible(task.output())) tasks.set(i, task.refused("the name of its result, " + FileNames.of(task
				.output()) + ", is too long for this disk: rename the image, or filter it alone into a file with a shorter name"));
		}
	}

	/** The file system is asked, since the limit is its own; folders that are to be made lie in one that exists. */
	private static boolean isNameImpossible(final Path file) {
		Path folder = file.toAbsolutePath().getParent();
		while (folder != null && !Files.isDirectory(folder))
			folder = folder.getParent();
		if (folder == null) return false;
		try {
			Files.readAttributes(folder.resolve(file.getFileName()), BasicFileAttributes.class);
			return false;
		}
		catch (final NoSuchFileException | NotDirectoryException e) {
			return false;
		}
		catch (final FileSystemException e) {
			// what else may be wrong shows when the folder is checked
			return e.getReason() != null && e.getReason().toLowerCase(Locale.ROOT).contains("too long");
		}
		catch (final IOException e) {
			return false;
		}
	}

	private static void checkExisting(final List<FileTask> tasks) {
		int count = 0;
		Path first = null;
		for (final FileTask task : tasks)
			if (Files.exists(task.output()) && count++ == 0) first = task.output();
		if (count > 0) throw new UsageException("OUTPUT " + first + (count > 1 ? " and " + (count - 1) + " more exist"
			: " exists") + ": choose another name or folder, or add --overwrite or --skip-existing");
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
