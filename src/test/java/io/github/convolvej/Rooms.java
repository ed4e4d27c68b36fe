package io.github.convolvej;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages of the project, and which others each may use: the ones named
 * here and, with them, what those may use. A package inside another is a room of
 * its own.
 */
final class Rooms {

	private static final String ROOT = "io.github.convolvej.";

	private static final Map<String, List<String>> ROOMS = new LinkedHashMap<>();
	static {
		// in byte code of Java 8, and loaded first: names classes of others, but uses none
		room("entry");
		room("geometry");
		room("kernel", "geometry");
		room("border");
		room("filter.lines");
		room("filter", "geometry", "kernel", "border", "filter.lines");
		room("filter.fourier", "filter");
		room("filter.convolution", "filter", "filter.fourier");
		room("filter.pooling", "filter");
		room("filter.transposed", "filter");
		room("filter.deformable", "filter");
		room("filter.interpolation", "filter");
		room("filter.rearrangement", "filter");
		room("filter.pointwise", "filter");
		room("run", "filter", "border");
		room("fit", "run");
		room("network.tensor");
		room("network.operator", "network.tensor", "filter.convolution", "filter.transposed");
		room("network", "run", "network.operator", "filter.convolution", "filter.pooling", "filter.transposed",
			"filter.deformable", "filter.interpolation", "filter.rearrangement", "filter.pointwise");
		room("network.onnx", "network");
		room("network.text", "network");
		room("network.model", "network.onnx");
		room("explain", "network");
		room("learn", "explain");
		room("store", "run");
		room("store.zarr", "store");
		room("store.tiff", "store");
		room("batch", "store", "network");
		room("ij1.file", "store.tiff", "store.zarr");
		room("ij1.image", "explain", "ij1.file", "network.model", "network.text");
		room("ij1.job", "ij1.image");
		room("ij1.macro", "ij1.job");
		room("ij1.preview", "ij1.job");
		room("ij1.explanation", "ij1.job");
		room("ij1.kernels", "ij1.image");
		room("ij1.dialog", "ij1.macro", "ij1.preview", "ij1.explanation", "ij1.kernels");
		room("ij1.explorer", "ij1.macro", "ij1.kernels", "learn");
		room("ij1", "ij1.dialog", "ij1.explorer");
		room("command.parameter", "ij1");
		room("command.scijava", "ij1");
		room("command.sample", "command.scijava");
		room("command", "command.parameter", "command.scijava", "learn", "fit");
		room("cli.console", "run");
		room("cli.files", "cli.console", "command", "store.zarr");
		room("cli", "cli.files", "batch");
		room("spark", "cli");
		room("ops", "network");
	}

	/** Rooms of ImageJ's world: those that may use its classes. */
	private static final List<String> IMAGEJ = Arrays.asList("entry", "ij1", "command", "cli");

	/** Beginnings of names from elsewhere, and the rooms that may use them; the longest that fits counts. */
	private static final Map<String, List<String>> LIBRARIES = new LinkedHashMap<>();
	static {
		final List<String> images = Arrays.asList("border", "run", "fit", "network", "learn", "store", "batch", "ij1", "command",
			"cli", "spark", "ops");
		final List<String> intervals = new ArrayList<>(images);
		intervals.addAll(Arrays.asList("geometry", "filter", "explain"));
		LIBRARIES.put("java.", Arrays.asList(""));
		LIBRARIES.put("java.awt.", Arrays.asList("ij1", "command", "learn"));
		LIBRARIES.put("javax.swing.", Arrays.asList("ij1", "command"));
		// rasters of Java's own decoders, and XML
		LIBRARIES.put("java.awt.image.", Arrays.asList("ij1", "command", "store", "learn"));
		for (final String java : new String[] { "javax.imageio.", "javax.xml.stream." })
			LIBRARIES.put(java, Arrays.asList("store", "ij1", "learn"));
		LIBRARIES.put("org.tukaani.xz.", Arrays.asList("store"));
		LIBRARIES.put("net.imglib2.", images);
		for (final String type : new String[] { "Interval", "FinalInterval", "Dimensions", "FinalDimensions",
			"util.Intervals" })
			LIBRARIES.put("net.imglib2." + type + ";", intervals);
		LIBRARIES.put("ij.", IMAGEJ);
		LIBRARIES.put("org.scijava.", Arrays.asList("entry", "command", "ij1", "ops", "cli"));
		// what the virtual machine says of the processor
		LIBRARIES.put("javax.management.", Arrays.asList("filter.lines"));
		LIBRARIES.put("picocli.", Arrays.asList("cli"));
		LIBRARIES.put("me.tongfei.progressbar.", Arrays.asList("cli"));
		LIBRARIES.put("com.google.gson.", Arrays.asList("store", "batch"));
		LIBRARIES.put("org.yaml.snakeyaml.", Arrays.asList("network"));
		LIBRARIES.put("io.airlift.compress.", Arrays.asList("store"));
		LIBRARIES.put("org.apache.spark.", Arrays.asList("spark"));
		LIBRARIES.put("Jama.", Arrays.asList("kernel", "filter"));
	}

	/** Comments, and strings and characters, of which nothing is left. */
	private static final Pattern NOT_CODE = Pattern.compile(
		"/\\*(?s:.*?)\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'");
	private static final Pattern IMPORT = Pattern.compile("\\bimport\\s+(static\\s+)?([\\w.]+(?:\\.\\*)?)\\s*;");
	/** A class by its whole name in the midst of code. */
	private static final Pattern QUALIFIED = Pattern.compile(
		"(?<![\\w.])((?:java|javax|sun|net|org|com|io|ij|me|pl|picocli|Jama)(?:\\.[a-z]\\w*)*\\.[A-Z]\\w*)");
	/** A class by its simple name. */
	private static final Pattern SIMPLE = Pattern.compile("(?<![\\w.])[A-Z]\\w*");

	private Rooms() {}

	private static void room(final String name, final String... usable) {
		ROOMS.put(name, Arrays.asList(usable));
	}

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

	/** The package that holds a room, or nothing: libraries are permitted to a whole package. */
	private static List<String> holders(final String room) {
		final List<String> holders = new ArrayList<>();
		for (String name = room; !name.isEmpty(); name = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "")
			holders.add(name);
		holders.add("");
		return holders;
	}

	/** Names that code of a room uses but may not. */
	static List<String> violations(final String room, final String source) {
		final String code = code(source);
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

	/** Simple names of classes that code uses, those that it imports left out. */
	static Set<String> classes(final String source) {
		final String code = code(source);
		final Set<String> names = new TreeSet<>();
		final Matcher simple = SIMPLE.matcher(IMPORT.matcher(code).replaceAll(" "));
		while (simple.find())
			names.add(simple.group());
		final Matcher imports = IMPORT.matcher(code);
		while (imports.find())
			names.remove(imports.group(2).substring(imports.group(2).lastIndexOf('.') + 1));
		return names;
	}

	private static String code(final String source) {
		return NOT_CODE.matcher(source).replaceAll(" ");
	}

	private static void check(final String room, final String name, final List<String> violations) {
		if (!(name.startsWith(ROOT) ? isUsable(room, name) : isPermitted(room, name))) violations.add(name);
	}

	/** A class of another room: its package is what comes before the first name in upper case. */
	private static boolean isUsable(final String room, final String name) {
		final StringBuilder other = new StringBuilder();
		for (final String part : name.substring(ROOT.length()).split("\\.")) {
			if (!Character.isLowerCase(part.charAt(0))) break;
			other.append(other.length() == 0 ? "" : ".").append(part);
		}
		return usable(room).contains(other.toString());
	}

	private static boolean isPermitted(final String room, final String name) {
		String longest = "";
		for (final String beginning : LIBRARIES.keySet())
			if ((name + ";").startsWith(beginning) && beginning.length() > longest.length()) longest = beginning;
		if (longest.isEmpty()) return false;
		for (final String holder : holders(room))
			if (LIBRARIES.get(longest).contains(holder)) return true;
		return false;
	}
}
