package io.github.convolvej;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages of the project, and which others each may use: the ones named
 * here and, with them, what those may use.
 */
final class Rooms {

	private static final String ROOT = "io.github.convolvej.";

	private static final Map<String, List<String>> ROOMS = new LinkedHashMap<>();
	static {
		ROOMS.put("geometry", Arrays.asList());
		ROOMS.put("kernel", Arrays.asList("geometry"));
		ROOMS.put("border", Arrays.asList());
		ROOMS.put("filter", Arrays.asList("geometry", "kernel", "border"));
		ROOMS.put("run", Arrays.asList("filter", "border"));
		ROOMS.put("explain", Arrays.asList("run"));
		ROOMS.put("ij1", Arrays.asList("explain", "run"));
		ROOMS.put("command", Arrays.asList("ij1", "run", "filter"));
		ROOMS.put("cli", Arrays.asList("command", "ij1"));
		ROOMS.put("ops", Arrays.asList("run", "filter"));
		ROOMS.put("store", Arrays.asList("run", "filter"));
		ROOMS.put("spark", Arrays.asList("run", "filter"));
		ROOMS.put("network", Arrays.asList("run", "filter"));
		ROOMS.put("learn", Arrays.asList("run", "filter"));
	}

	/** Beginnings of names from elsewhere, and the rooms that may use them; the longest that fits counts. */
	private static final Map<String, List<String>> LIBRARIES = new LinkedHashMap<>();
	static {
		final List<String> images = Arrays.asList("border", "run", "ij1", "command", "cli", "ops", "store", "spark",
			"network", "learn");
		final List<String> intervals = new ArrayList<>(images);
		intervals.addAll(Arrays.asList("geometry", "filter", "explain"));
		LIBRARIES.put("java.", new ArrayList<>(ROOMS.keySet()));
		LIBRARIES.put("java.awt.", Arrays.asList("ij1", "command"));
		LIBRARIES.put("javax.swing.", Arrays.asList("ij1", "command"));
		LIBRARIES.put("net.imglib2.", images);
		for (final String type : new String[] { "Interval", "FinalInterval", "Dimensions", "FinalDimensions",
			"util.Intervals" })
			LIBRARIES.put("net.imglib2." + type + ";", intervals);
		LIBRARIES.put("ij.", Arrays.asList("ij1", "command", "cli"));
		LIBRARIES.put("org.scijava.", Arrays.asList("command", "ij1", "ops", "cli"));
		LIBRARIES.put("picocli.", Arrays.asList("cli"));
		LIBRARIES.put("me.tongfei.progressbar.", Arrays.asList("cli"));
		for (final String algebra : new String[] { "Jama.", "org.ejml.", "org.apache.commons.math3." })
			LIBRARIES.put(algebra, Arrays.asList("kernel", "filter"));
		for (final String fourier : new String[] { "org.jtransforms.", "pl.edu.icm.jlargearrays." })
			LIBRARIES.put(fourier, Arrays.asList("filter"));
		for (final String tables : new String[] { "com.google.gson.", "org.apache.commons.csv." })
			LIBRARIES.put(tables, Arrays.asList("ij1", "command", "cli", "network", "learn"));
	}

	/** Comments, and strings and characters, of which nothing is left. */
	private static final Pattern NOT_CODE = Pattern.compile(
		"/\\*(?s:.*?)\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'");
	private static final Pattern IMPORT = Pattern.compile("\\bimport\\s+(static\\s+)?([\\w.]+(?:\\.\\*)?)\\s*;");
	/** A class by its whole name in the midst of code. */
	private static final Pattern QUALIFIED = Pattern.compile(
		"(?<![\\w.])((?:java|javax|sun|net|org|com|io|ij|me|pl|picocli|Jama)(?:\\.[a-z]\\w*)*\\.[A-Z]\\w*)");

	private Rooms() {}

	static Set<String> names() {
		return ROOMS.keySet();
	}

	/** The rooms that a room may use, itself included. */
	static Set<String> usable(final String room) {
		final Set<String> usable = new LinkedHashSet<>();
		usable.add(room);
		for (final String other : ROOMS.get(room))
			usable.addAll(usable(other));
		return usable;
	}

	/** Names that code of a room uses but may not. */
	static List<String> violations(final String room, final String source) {
		final String code = NOT_CODE.matcher(source).replaceAll(" ");
		final List<String> violations = new ArrayList<>();
		final Matcher imports = IMPORT.matcher(code);
		while (imports.find()) {
			final String name = imports.group(2);
			final boolean member = imports.group(1) != null;
			check(room, member ? name.substring(0, name.lastIndexOf('.')) : name, violations);
		}
		final Matcher names = QUALIFIED.matcher(IMPORT.matcher(code).replaceAll(" "));
		while (names.find())
			check(room, names.group(1), violations);
		return violations;
	}

	private static void check(final String room, final String name, final List<String> violations) {
		if (!(name.startsWith(ROOT) ? isUsable(room, name) : isPermitted(room, name))) violations.add(name);
	}

	private static boolean isUsable(final String room, final String name) {
		return usable(room).contains(name.substring(ROOT.length()).split("\\.")[0]);
	}

	private static boolean isPermitted(final String room, final String name) {
		String longest = "";
		for (final String beginning : LIBRARIES.keySet())
			if ((name + ";").startsWith(beginning) && beginning.length() > longest.length()) longest = beginning;
		return !longest.isEmpty() && LIBRARIES.get(longest).contains(room);
	}
}
