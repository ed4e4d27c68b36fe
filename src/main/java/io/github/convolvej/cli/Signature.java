package io.github.convolvej.cli;

import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.ij1.file.ImageJMessages;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.Provenance;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;

/**
 * Of what file and by what recipe a result was made: SHA-256 of the bytes of the
 * input, and of all that decides what is made of it. Results hold both, so that an
 * interrupted batch can go on.
 */
final class Signature {

	private static final int BUFFER = 1 << 16;

	private final Recipe recipe;
	private final int series;
	private final String recipeHash;

	/**
	 * @param recipe the filters
	 * @param series which of several images of each input, or 0
	 * @throws IOException if a file that the recipe names cannot be read
	 */
	Signature(final Recipe recipe, final int series) throws IOException {
		this.recipe = recipe;
		this.series = series;
		final List<String> parts = new ArrayList<>();
		parts.add(Provenance.version());
		parts.add("series " + series);
		for (int i = 0; i < recipe.size(); i++)
			parts.add(recipe.text(i) + recipe.selection(i));
		for (final Path file : recipe.files().keySet())
			parts.add(hash(file));
		recipeHash = text(digest().digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * @param input an image file
	 * @return its SHA-256, as sha256sum prints it; of an image in several files that of
	 *         the hashes of all, each followed by a line break
	 * @throws IOException if it cannot be read
	 */
	String hashOfInput(final Path input) throws IOException {
		try (ImageJMessages messages = new ImageJMessages()) {
			final List<Path> parts = new ImageFile(input, messages, note -> {}).series(series).parts();
			if (parts.size() == 1) return hash(parts.get(0));
			final StringBuilder all = new StringBuilder();
			for (final Path part : parts)
				all.append(hash(part)).append('\n');
			return text(digest().digest(all.toString().getBytes(StandardCharsets.UTF_8)));
		}
	}

	/**
	 * Writes both to a result.
	 *
	 * @param result the image, with its steps
	 * @param input the file that it was made of
	 * @throws IOException if that cannot be read
	 */
	void sign(final ImagePlus result, final Path input) throws IOException {
		Provenance.sign(result, hashOfInput(input), recipeHash);
	}

	/**
	 * @param output an existing file
	 * @param input an image file
	 * @return what differs between it and what would be made of the input; null if
	 *         nothing does
	 * @throws IOException if the input cannot be read
	 */
	String difference(final Path output, final Path input) throws IOException {
		final Provenance made;
		try (ImageJMessages messages = new ImageJMessages()) {
			made = Provenance.of(new ImageFile(output, messages, note -> {}).open(0));
		}
		catch (final IOException e) {
			return "it is no result of ConvolveJ: " + e.getMessage();
		}
		if (made.steps().isEmpty()) return "it does not say how it was made";
		if (made.last().recipeHash().isEmpty()) return "it does not say of which file it was made";
		if (!made.last().recipeHash().equals(recipeHash)) return "it was made otherwise (" + otherwise(made) + ")";
		return made.last().inputHash().equals(hashOfInput(input)) ? null : "it was made of another input (of " + made.last()
			.input() + ", with other bytes)";
	}

	private String otherwise(final Provenance made) {
		final int first = made.steps().size() - recipe.size();
		if (!made.last().version().equals(Provenance.version())) return "by ConvolveJ " + made.last().version() +
			", this is " + Provenance.version();
		for (int i = 0; i < recipe.size(); i++) {
			final MacroLine now = recipe.commandAt(i).macroLine();
			if (first < 0) return "by " + made.steps().size() + " steps instead of " + recipe.size();
			final MacroLine then;
			try {
				then = made.steps().get(first + i).macro();
			}
			catch (final IllegalArgumentException e) {
				return e.getMessage();
			}
			if (!then.label().equals(now.label())) return "by '" + then.label() + "', not by '" + now.label() + "'";
			for (final Map.Entry<String, String> key : now.values().entrySet()) {
				final String value = then.values().get(key.getKey());
				// parts are recorded by their numbers
				if (!key.getValue().equals(value) && !key.getKey().equals("part")) return key.getKey() + " was '" + value +
					"', not '" + key.getValue() + "'";
			}
		}
		return "with another selection, part or series, or other files of the same names";
	}

	private static String hash(final Path file) throws IOException {
		final MessageDigest digest = digest();
		final byte[] buffer = new byte[BUFFER];
		try (InputStream in = Files.newInputStream(file)) {
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer))
				digest.update(buffer, 0, n);
		}
		return text(digest.digest());
	}

	private static String text(final byte[] digest) {
		return String.format("%064x", new BigInteger(1, digest));
	}

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			// every Java has it
			throw new IllegalStateException(e);
		}
	}
}
