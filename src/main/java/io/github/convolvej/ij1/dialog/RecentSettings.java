package io.github.convolvej.ij1.dialog;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.Prefs;

/**
 * The last settings that a command's dialog was answered with, in ImageJ's preferences. Only dialogs read
 * them: a macro that leaves a key out takes the documented default.
 */
final class RecentSettings {

	/** How many are kept. */
	static final int MOST = 10;

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
