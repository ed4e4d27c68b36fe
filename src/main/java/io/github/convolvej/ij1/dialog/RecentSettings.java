package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.macro.ParameterValues;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.scijava.module.ModuleItem;

import ij.ImagePlus;
import ij.Prefs;

/**
 * The last settings that a command's dialog was answered with, in ImageJ's preferences. Only dialogs read
 * them: a macro that leaves a key out takes the documented default.
 */
final class RecentSettings {

	/** How many are kept. */
	static final int MOST = 10;

	private static final String DIMENSIONS = "dimensions";

	/** Its values for filters that reach into other slices. */
	private static final List<String> ALONG_Z = Arrays.asList("3D", "1D-z");

	private final String prefix;

	/** @param command the command's name */
	RecentSettings(final String command) {
		prefix = "convolvej.recent." + command.replaceAll("[^A-Za-z0-9]", "") + ".";
	}

	/** @return the settings, the newest first: text by key */
	List<Map<String, String>> all() {
		final List<Map<String, String>> all = new ArrayList<>();
		for (int i = 0; i < MOST; i++) {
			final String line = Prefs.get(prefix + i, "");
			if (!line.isEmpty()) all.add(parse(line));
		}
		return all;
	}

	/**
	 * @param parameters those of the command
	 * @param perAxis whether a parameter has a value for each axis
	 * @param image the image at hand; null if there is none
	 * @return the newest settings, without what is about the image that they were for: selections, parts and targets, and
	 *         the direction of slices, with the values for it, where there are none; empty if there are no settings
	 */
	Map<String, String> last(final List<ModuleItem<?>> parameters, final Predicate<ModuleItem<?>> perAxis,
		final ImagePlus image)
	{
		final List<Map<String, String>> all = all();
		if (all.isEmpty()) return new LinkedHashMap<>();
		final Map<String, String> last = all.get(0);
		parameters.stream().filter(item -> item.is(ParameterValues.COMMON)).forEach(item -> last.remove(item.getName()));
		if (image != null && image.getNSlices() == 1 && ALONG_Z.contains(last.get(DIMENSIONS))) {
			last.remove(DIMENSIONS);
			parameters.stream().filter(perAxis).forEach(item -> last.computeIfPresent(item.getName(), (key, value) -> flat(value)));
		}
		return last;
	}

	/** Values for x, y and z without the one for z. */
	private static String flat(final String values) {
		final String[] each = values.split(",");
		return each.length == 3 ? each[0] + "," + each[1] : values;
	}

	/**
	 * Makes settings the newest.
	 *
	 * @param settings text by key
	 */
	void add(final Map<String, String> settings) {
		final List<Map<String, String>> all = all();
		all.removeIf(settings::equals);
		all.add(0, settings);
		for (int i = 0; i < Math.min(MOST, all.size()); i++)
			Prefs.set(prefix + i, print(all.get(i)));
	}

	/** Preferences are lines of a file, and values may hold anything. */
	private static String print(final Map<String, String> settings) {
		final StringBuilder line = new StringBuilder();
		settings.forEach((key, value) -> line.append(line.length() == 0 ? "" : "&").append(key).append('=').append(encode(
			value)));
		return line.toString();
	}

	/** What is no setting, in a file that somebody has changed, is left out. */
	private static Map<String, String> parse(final String line) {
		final Map<String, String> settings = new LinkedHashMap<>();
		for (final String part : line.split("&")) {
			final int equals = part.indexOf('=');
			if (equals > 0) settings.put(part.substring(0, equals), decode(part.substring(equals + 1)));
		}
		return settings;
	}

	private static String encode(final String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static String decode(final String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (final IllegalArgumentException e) {
			// a percent sign that somebody has typed into the file
			return text;
		}
	}
}
