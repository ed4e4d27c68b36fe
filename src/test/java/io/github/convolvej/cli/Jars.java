package io.github.convolvej.cli;

import java.io.File;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jars that the build has just packed. */
public enum Jars {
		SLIM(""), ALL("-all"), SPARK("-spark");

	private final Pattern name;

	Jars(final String classifier) {
		// a version is of numbers, and perhaps one word that is no classifier
		name = Pattern.compile("ConvolveJ_-(\\d[\\d.]*(?:-SNAPSHOT|-(?:alpha|beta|rc)\\S*?)?)" + classifier + "\\.jar");
	}

	/** The jar, the last one if there are several versions. */
	public File file() {
		final File[] files = new File("target").listFiles((folder, file) -> name.matcher(file).matches());
		return Arrays.stream(files == null ? new File[0] : files).max(Comparator.comparingLong(File::lastModified)).map(
			File::getAbsoluteFile).orElseThrow(() -> new AssertionError("no jar called " + name + " in target: run mvn verify"));
	}

	/** Its version. */
	public String version() {
		final Matcher matcher = name.matcher(file().getName());
		if (!matcher.matches()) throw new AssertionError(file());
		return matcher.group(1);
	}
}
