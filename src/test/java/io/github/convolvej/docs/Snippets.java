package io.github.convolvej.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fenced code blocks of README and manual. */
final class Snippets {

	private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\w+)\\R(.*?)^```", Pattern.DOTALL);

	private Snippets() {}

	/** Every page that the project has. */
	static List<Path> pages() throws IOException {
		final List<Path> pages = new ArrayList<>();
		pages.add(Paths.get("README.md"));
		pages.add(Paths.get("README.zh.md"));
		pages.add(Paths.get("CONTRIBUTING.md"));
		try (Stream<Path> docs = Files.walk(Paths.get("docs"))) {
			pages.addAll(docs.filter(p -> p.toString().endsWith(".md")).sorted().collect(Collectors.toList()));
		}
		return pages;
	}

	/** The blocks of a language on all pages. */
	static List<String> of(final String language) throws IOException {
		final List<String> blocks = new ArrayList<>();
		for (final Path page : pages()) {
			final Matcher m = BLOCK.matcher(Files.readString(page));
			while (m.find())
				if (m.group(1).equals(language)) blocks.add(m.group(2));
		}
		return blocks;
	}

	/** For each shell block its lines, without comments. */
	static List<List<String>> commandLines() throws IOException {
		return of("sh").stream().map(block -> block.lines().map(String::trim).filter(l -> !l.isEmpty() && !l.startsWith("#"))
			.collect(Collectors.toList())).collect(Collectors.toList());
	}

	/** A command line as a shell takes it apart: spaces separate, quotes hold together. */
	static List<String> words(final String line) {
		final List<String> words = new ArrayList<>();
		StringBuilder word = null;
		char quote = 0;
		for (final char c : line.toCharArray()) {
			if (quote == 0 && Character.isWhitespace(c)) {
				if (word != null) words.add(word.toString());
				word = null;
				continue;
			}
			if (word == null) word = new StringBuilder();
			if (c == quote) quote = 0;
			else if (quote == 0 && (c == '"' || c == '\'')) quote = c;
			else word.append(c);
		}
		if (word != null) words.add(word.toString());
		return words;
	}
}
