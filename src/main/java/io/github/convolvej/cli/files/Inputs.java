package io.github.convolvej.cli.files;

import io.github.convolvej.store.FileNames;
import io.github.convolvej.store.zarr.ZarrImages;
import io.github.convolvej.store.zarr.ZarrPlate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files to filter, given as files, folders or globs. */
public final class Inputs {

	/** Endings of what ImageJ opens by itself; a folder's other files are skipped. */
	private static final List<String> ENDINGS = Arrays.asList("tif", "tiff", "btf", "tf8", "tf2", "lsm", "stk", "png", "jpg", "jpeg", "gif", "bmp",
		"dib", "pgm", "ppm", "pbm", "pnm", "dcm", "dicom", "fits", "fit", "fts", "avi");

	private final Map<Path, Path> files = new LinkedHashMap<>();
	private final List<Path> skipped = new ArrayList<>();
	private final Map<String, String> unreadable = new LinkedHashMap<>();
	/** Of images of plates, how they are called: their own names are numbers of fields. */
	private final Map<Path, String> names = new HashMap<>();
	private final UnaryOperator<ZarrPlate> chosen;
	private boolean several;

	private Inputs(final UnaryOperator<ZarrPlate> chosen) {
		this.chosen = chosen;
	}

	/**
	 * @param folder the folder that relative paths start from
	 * @param arguments files, folders and globs
	 * @return the files, each once: in the order of the arguments, and by name
	 *         within each
	 * @throws UsageException if a file is missing, or a folder or glob yields none
	 */
	public static Inputs expand(final Path folder, final List<String> arguments) {
		return expand(folder, arguments, plate -> plate);
	}

	/**
	 * The same, with the images of plates.
	 *
	 * @param folder the folder that relative paths start from
	 * @param arguments files, folders, globs and containers
	 * @param chosen gives those wells and fields of a plate that are wanted
	 * @return the files, and each image of each plate
	 * @throws UsageException if a file is missing, a folder or glob yields none, or a
	 *           plate has none of what is wanted
	 */
	public static Inputs expand(final Path folder, final List<String> arguments, final UnaryOperator<ZarrPlate> chosen) {
		final Inputs inputs = new Inputs(chosen);
		inputs.several = arguments.size() > 1;
		for (final String argument : arguments)
			inputs.add(folder, argument);
		return inputs;
	}

	/** @return the files */
	public List<Path> files() {
		return new ArrayList<>(files.values());
	}

	/** @return whether there is a plate among them */
	public boolean hasPlate() {
		return !names.isEmpty();
	}

	/** How an image of a plate is called, such as plate-B03-0; null for all others, which are called like their file. */
	String name(final Path file) {
		return names.get(file);
	}

	/** @return whether they were named as what may be several: results go into a folder */
	public boolean several() {
		return several;
	}

	/** @return files of folders that are not images, judged by their names */
	public List<Path> skipped() {
		return Collections.unmodifiableList(skipped);
	}

	/** @return links, folders and names without a readable file, and the reason */
	public Map<String, String> unreadable() {
		return Collections.unmodifiableMap(unreadable);
	}

	private void add(final Path folder, final String argument) {
		if (Glob.isGlob(argument) && !exists(folder, argument)) {
			several = true;
			Glob.files(folder, argument, unreadable).forEach(this::add);
			return;
		}
		final Path path = FilePaths.resolve(folder, argument);
		if (Files.isDirectory(path) && ZarrImages.isZarr(path)) addContainer(path);
		else if (Files.isDirectory(path)) {
			several = true;
			addFolder(path);
		}
		else if (Files.isRegularFile(path)) add(path);
		// a shell that expands a pattern names those too
		else if (Files.exists(path) || Files.isSymbolicLink(path)) unreadable.put(FileNames.text(path), FilePaths.unreadable(path));
		else if (!FileNames.isText(path)) unreadable.put(argument, FileNames.advice() + ", or give the folder that it is in");
		else throw new UsageException("INPUT " + path + " does not exist" + Suggestion.hint(String.valueOf(path
			.getFileName()), siblings(path)));
	}

	/** A glob of Windows may not even be a path. */
	private static boolean exists(final Path folder, final String argument) {
		try {
			return Files.exists(FileNames.resolve(folder, argument)) || Files.isSymbolicLink(FileNames.resolve(folder,
				argument));
		}
		catch (final InvalidPathException e) {
			return false;
		}
	}

	private void add(final Path file) {
		files.putIfAbsent(file.toAbsolutePath().normalize(), file);
	}

	/** An image, or all of a plate. */
	private void addContainer(final Path path) {
		final List<String> images;
		try {
			if (!ZarrPlate.isPlate(path.toString())) {
				add(path);
				return;
			}
			images = chosen.apply(ZarrPlate.open(path.toString())).images();
		}
		catch (final IOException | IllegalArgumentException e) {
			throw new UsageException(e instanceof IOException ? path + ": " + Failures.message((IOException) e) : e.getMessage(), e);
		}
		several = true;
		final String plate = FileNames.of(path.toAbsolutePath().normalize()).replaceFirst("(?i)\\.(ome\\.)?zarr$", "");
		for (final String image : images) {
			final Path place = path.resolve(image);
			add(place);
			final String[] parts = image.split("/");
			names.put(place, plate + "-" + parts[0] + parts[1] + "-" + parts[2]);
		}
	}

	private void addFolder(final Path folder) {
		final List<Path> content;
		try {
			content = list(folder);
		}
		catch (final IOException e) {
			unreadable.put(FileNames.text(folder), "this folder could not be read: " + Failures.message(e));
			return;
		}
		final List<Path> images = content.stream().filter(Inputs::isImage).collect(Collectors.toList());
		if (images.isEmpty()) throw new UsageException("The folder " + folder + " holds no images: " + content.size() +
			" files, but none ends in " + String.join(", ", ENDINGS));
		for (final Path image : images) {
			final String reason = FilePaths.unreadable(image);
			if (reason == null) add(image);
			else unreadable.put(FileNames.text(image), reason);
		}
		content.stream().filter(file -> !isImage(file)).forEach(skipped::add);
	}

	private static List<Path> list(final Path folder) throws IOException {
		try (Stream<Path> content = Files.list(folder)) {
			return content.filter(file -> !FilePaths.isHidden(file) && !Files.isDirectory(file)).sorted().collect(Collectors
				.toList());
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
	}

	private static boolean isImage(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
	}

	private static List<String> siblings(final Path path) {
		final Path parent = path.toAbsolutePath().getParent();
		if (parent == null || !Files.isDirectory(parent)) return Collections.emptyList();
		try {
			return list(parent).stream().map(FileNames::of).collect(Collectors.toList());
		}
		catch (final IOException e) {
			// a folder that cannot be read has nothing to suggest
			return Collections.emptyList();
		}
	}
}
