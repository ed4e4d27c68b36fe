package io.github.convolvej.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Frames speak the language of the desktop, completely. */
class WordsTest {

	private static Properties file(final String name) throws IOException {
		final Properties words = new Properties();
		try (Reader reader = new InputStreamReader(Words.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
			words.load(reader);
		}
		return words;
	}

	private static Set<String> keys(final Properties words) {
		return words.stringPropertyNames().stream().filter(k -> !k.startsWith("say.") && !k.startsWith("heading.")).collect(Collectors.toCollection(
			TreeSet::new));
	}

	/** The sentences that explanations can say: patterns in the sources of that package. */
	private static Set<String> sentences() throws IOException {
		final Set<String> sentences = new TreeSet<>();
		final List<Path> sources;
		try (Stream<Path> files = Files.list(Paths.get("src/main/java/io/github/convolvej/explain"))) {
			sources = files.collect(Collectors.toList());
		}
		final Pattern calls = Pattern.compile("new Phrase\\(((?:[^;\"]|\"[^\"]*\")*?)\\);");
		for (final Path source : sources) {
			final Matcher call = calls.matcher(Files.readString(source));
			while (call.find()) {
				final Matcher text = Pattern.compile("\"([^\"]+)\"").matcher(call.group(1));
				while (text.find())
					sentences.add(text.group(1));
			}
		}
		return sentences;
	}

	@Test
	void languagesHaveTheSameWords() throws IOException {
		final Properties english = file("words.properties");
		final Properties chinese = file("words_zh.properties");
		assertEquals(keys(english), keys(chinese));
		for (final String key : keys(english))
			assertEquals(places(english.getProperty(key)), places(chinese.getProperty(key)), key);
	}

	private static Set<String> places(final String text) {
		final Set<String> places = new TreeSet<>();
		final Matcher place = Pattern.compile("\\{\\d}").matcher(text);
		while (place.find())
			places.add(place.group());
		return places;
	}

	@Test
	void everyLineOfArithmeticIsTranslated() throws IOException {
		final Properties chinese = file("words_zh.properties");
		final Set<String> sentences = sentences();
		assertTrue(sentences.size() > 20, sentences.toString());
		final Set<String> said = new TreeSet<>();
		for (final String sentence : sentences) {
			// " of {0}: {1}" follows what is searched for
			final List<String> whole = sentence.startsWith(" of ") ? List.of("the maximum" + sentence, "the minimum" + sentence)
				: List.of(sentence);
			for (final String each : whole) {
				said.add(Words.key(each));
				assertTrue(chinese.containsKey(Words.key(each)), each + " is not translated as " + Words.key(each));
				assertEquals(places(each), places(chinese.getProperty(Words.key(each))), each);
			}
		}
		final Set<String> translated = chinese.stringPropertyNames().stream().filter(k -> k.startsWith("say.")).collect(Collectors
			.toCollection(TreeSet::new));
		assertEquals(said, translated);
	}

	/** Columns of demonstrations, which are keys of tables in English. */
	@Test
	void everyHeadingIsTranslated() throws IOException {
		final Properties chinese = file("words_zh.properties");
		final String source = Files.readString(Paths.get("src/main/java/io/github/convolvej/learn/Demonstrations.java"));
		final Matcher lists = Pattern.compile("new Demonstration\\(\"[^\"]+\", Arrays.asList\\(((?:\"[^\"]*\",?\\s*)+)\\)").matcher(
			source);
		final Set<String> headings = new TreeSet<>();
		while (lists.find()) {
			final Matcher text = Pattern.compile("\"([^\"]+)\"").matcher(lists.group(1));
			while (text.find())
				headings.add("heading." + text.group(1).replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", ""));
		}
		assertEquals(chinese.stringPropertyNames().stream().filter(k -> k.startsWith("heading.")).collect(Collectors.toCollection(
			TreeSet::new)), headings);
	}

	@Test
	void chineseIsDrawnWhereAFontHasIt() {
		final Words words = Words.of(Locale.CHINESE);
		final boolean chinese = words.text("result").equals("\u7ed3\u679c");
		assertEquals(chinese ? "\u7ed3\u679c" : "Result", words.text("result"));
		assertTrue(words.font(java.awt.Font.PLAIN, 12).canDisplayUpTo(words.text("result")) < 0);
		assertEquals("Result", Words.of(Locale.FRENCH).text("result"));
		assertEquals("Pass 1 of 2", Words.of(Locale.ENGLISH).text("pass", 1, 2));
		assertFalse(words.text("slice", 3).contains("{"));
	}
}
