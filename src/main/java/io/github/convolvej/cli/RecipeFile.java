package io.github.convolvej.cli;

import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.ij1.macro.MacroFile;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.zarr.ZarrImages;
import io.github.convolvej.store.zarr.ZarrPlate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A recipe in a file: a macro of recorded lines, or a result, which holds the steps
 * that made it.
 */
final class RecipeFile {

	private static final long MOST_BYTES = 4 << 20;

	private final Path folder;
	private final String name;

	/**
	 * @param folder the folder that relative paths start from
	 * @param name a macro that ends in .ijm or .txt, a TIFF, or a container
	 */
	RecipeFile(final Path folder, final String name) {
		this.folder = folder;
		this.name = name;
	}

	/** @return whether it is a macro, which its user has chosen as a program; results may be anybody's */
	boolean isMacro() {
		final String lower = name.toLowerCase(Locale.ROOT);
		return lower.endsWith(".ijm") || lower.endsWith(".txt");
	}

	/**
	 * Reads the recipe and checks names, keys and values of all its steps.
	 *
	 * @return the recipe
	 * @throws UsageException if there is none in it, or a step is not one of
	 *           ConvolveJ, naming the file and the line
	 */
	Recipe read() {
		final Path path = FilePaths.resolve(folder, name);
		try {
			if (isMacro()) return macro(path);
			if (VolumeInput.isZarr(folder, name)) return container(name.startsWith("http") ? name : path.toString());
			return Recipe.of(ResultTools.provenance(folder, name), new FilterCatalog());
		}
		catch (final IOException e) {
			throw new UsageException(name + ": " + Failures.message(e), e);
		}
		catch (final IllegalArgumentException e) {
			throw new UsageException(String.valueOf(e.getMessage()).startsWith(path.toString()) ? e.getMessage() : name + ": " + e
				.getMessage(), e);
		}
	}

	private static Recipe macro(final Path path) throws IOException {
		if (!Files.isRegularFile(path)) throw new UsageException(path + " does not exist, or is no file");
		if (Files.size(path) > MOST_BYTES) throw new UsageException("it has " + Files.size(path) +
			" bytes, but a recipe is a few lines");
		return of(MacroFile.parse(new String(Files.readAllBytes(path), StandardCharsets.UTF_8)));
	}

	/** Checks each call on its own, so that messages name its line. */
	static Recipe of(final Map<Integer, MacroLine> calls) {
		final FilterCatalog catalog = new FilterCatalog();
		final List<MacroLine> lines = new ArrayList<>();
		calls.forEach((number, call) -> {
			try {
				// a step of its own says what is wrong with it
				Recipe.of(List.of(call), null, catalog);
			}
			catch (final UsageException e) {
				throw new UsageException("line " + number + ": " + e.getMessage(), e);
			}
			lines.add(call);
		});
		return Recipe.of(lines, null, catalog);
	}

	private static Recipe container(final String path) throws IOException {
		final String recipe;
		if (ZarrPlate.isPlate(path)) recipe = ZarrPlate.open(path).recipe();
		else try (BlockSource image = ZarrImages.open(path, null)) {
			recipe = image.description().properties().get("recipe");
		}
		if (recipe == null) throw new UsageException("it has no record of how it was made: it is no result of ConvolveJ");
		if (recipe.equals("copy")) throw new UsageException("it is a copy, made by no step that could be done again");
		return of(MacroFile.parse(recipe));
	}
}
