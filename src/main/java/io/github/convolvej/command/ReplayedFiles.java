package io.github.convolvej.command;

import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.ij1.file.TiffContents;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.store.FileNames;
import io.github.convolvej.store.NewFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;

import ij.ImagePlus;

/**
 * Repeats recorded steps on files: a single image, or each image of a folder. Each result is a TIFF in another folder.
 */
final class ReplayedFiles {

	private final RecordedSteps steps;
	/** The result file of each image file. */
	private final Map<Path, Path> files = new LinkedHashMap<>();
	private final Path folder;

	private ReplayedFiles(final RecordedSteps steps, final Path folder) {
		this.steps = steps;
		this.folder = folder;
	}

	/**
	 * @param steps the steps to do with each image
	 * @param files an image file, or a folder: then all images in it, but not those in its subfolders
	 * @param folder where the results go; it is made if it does not exist
	 * @return the checked files; nothing is written yet
	 * @throws IllegalArgumentException if there is no image, or a result would replace a file
	 */
	static ReplayedFiles of(final RecordedSteps steps, final String files, final String folder) {
		final Path from = path("files", files);
		if (folder.trim().isEmpty()) throw new IllegalArgumentException(
			"folder is empty, but must be the folder that gets the results of the files");
		final ReplayedFiles replayed = new ReplayedFiles(steps, path("folder", folder));
		if (!Files.exists(from)) throw new IllegalArgumentException("files is '" + files + "', but there is no such file or folder");
		for (final Path file : Files.isDirectory(from) ? FolderImages.of("files", files, from) : List.of(from))
			replayed.files.put(file, replayed.folder.resolve(name(file) + steps.suffix() + ".tif"));
		final Collection<Path> results = replayed.files.values();
		if (Set.copyOf(results).size() < replayed.files.size()) throw new IllegalArgumentException("files is '" + files +
			"', but two images there differ in their endings only, and their results would have one name: rename one");
		for (final Path result : results)
			if (Files.exists(result)) throw new IllegalArgumentException("folder is '" + folder + "', but " + result.getFileName() +
				" is there already: choose another folder, or move the results away");
		return replayed;
	}

	private static Path path(final String key, final String text) {
		try {
			return Paths.get(text.trim());
		}
		catch (final InvalidPathException e) {
			throw new IllegalArgumentException(key + " is '" + text + "', which is no name of a file or folder", e);
		}
	}

	private static String name(final Path file) {
		return FileNames.withoutEnding(file.toFile().getName());
	}

	/** @return how many images there are */
	int count() {
		return files.size();
	}

	/**
	 * Does the steps with all files. If one file fails, the others are still tried.
	 *
	 * @param monitor shows the progress, and can stop the work
	 * @return the names of the written files, one on each line
	 * @throws IllegalArgumentException after all files have been tried, if some failed; the message says which and why
	 * @throws CancellationException if the user cancelled; no incomplete file is left
	 */
	String run(final Monitor monitor) {
		final List<String> written = new ArrayList<>();
		final List<String> failed = new ArrayList<>();
		files.forEach((file, result) -> {
			try {
				Files.createDirectories(folder);
				write(steps.run(ImageFile.open(file), monitor), result);
				written.add(result.toString());
			}
			catch (final IOException | IllegalArgumentException e) {
				failed.add(file + ": " + e.getMessage());
			}
		});
		if (!failed.isEmpty()) throw new IllegalArgumentException(failed.size() + " of " + files.size() + " files failed:\n" +
			String.join("\n", failed));
		return String.join("\n", written);
	}

	private static void write(final ImagePlus image, final Path file) throws IOException {
		try (NewFile written = new NewFile(file, false, UnaryOperator.identity())) {
			TiffContents.write(image, false, written.stream());
			written.commit();
		}
	}
}
