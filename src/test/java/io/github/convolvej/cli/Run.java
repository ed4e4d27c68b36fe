package io.github.convolvej.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.io.Opener;

/** One run of the command line in a folder, and what came of it. */
public final class Run {

	public final int code;
	public final String out;
	public final String err;

	private Run(final int code, final String out, final String err) {
		this.code = code;
		this.out = out;
		this.err = err;
	}

	/** Runs with relative paths beginning in a folder. */
	public static Run in(final Path folder, final String... args) {
		return in(folder, new ThreadEngine(), args);
	}

	/** The same, computed elsewhere. */
	static Run in(final Path folder, final VolumeEngine engine, final String... args) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final ByteArrayOutputStream err = new ByteArrayOutputStream();
		final int code = Main.run(stream(out), stream(err), folder, engine, args);
		return new Run(code, text(out), text(err));
	}

	public static PrintStream stream(final ByteArrayOutputStream bytes) {
		return new PrintStream(bytes, false, StandardCharsets.UTF_8);
	}

	public static String text(final ByteArrayOutputStream bytes) {
		return bytes.toString(StandardCharsets.UTF_8);
	}

	/** Everything below a folder, as sorted relative paths. */
	static List<String> files(final Path folder) throws IOException {
		try (Stream<Path> all = Files.walk(folder)) {
			return all.filter(path -> !path.equals(folder)).map(path -> folder.relativize(path).toString()).sorted().collect(
				Collectors.toList());
		}
	}

	/** Opens an image as ImageJ does. */
	static ImagePlus open(final Path file) {
		return new Opener().openImage(file.getParent().toString(), file.getFileName().toString());
	}

	/** Writes an image as ImageJ does. */
	public static void save(final ImagePlus image, final Path file) {
		final ij.io.FileSaver saver = new ij.io.FileSaver(image);
		final boolean saved = image.getStackSize() > 1 ? saver.saveAsTiffStack(file.toString()) : saver.saveAsTiff(file
			.toString());
		if (!saved) throw new AssertionError(file + " was not saved");
	}

	@Override
	public String toString() {
		return "exit code " + code + "\n" + out + "\n" + err;
	}
}
