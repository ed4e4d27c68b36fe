package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;
import io.github.convolvej.ij1.dialog.Manual;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandService;

/** The manual and what ConvolveJ says of itself, without a screen. */
class TextCommandsTest {

	@TempDir
	static Path folder;

	private static String text(final Class<? extends Command> command) throws Exception {
		try (Context context = QuietContext.of(CommandService.class)) {
			return (String) context.service(CommandService.class).run(command, true).get().getOutput("text");
		}
	}

	@Test
	void aboutTellsVersionLicenceCitationAndJava() throws Exception {
		final String text = text(AboutCommand.class);
		for (final String told : new String[] { "ConvolveJ ", "BSD", "To cite it", "Java " + System.getProperty("java.version"),
			"ImageJ 1." })
			assertTrue(text.contains(told), text);
	}

	@Test
	void theManualHasAFirstPageAndSaysWhereItIs() throws Exception {
		assertNotNull(Manual.url("README"));
		assertTrue(text(ManualCommand.class).contains("docs/manual/README.md"));
	}

	@Test
	void theLessonsAreInTheJarInBothLanguagesAndTheirLinksLeadSomewhere() throws Exception {
		assertTrue(text(LessonsCommand.class).contains("docs/lessons/README.md"));
		assertTrue(Manual.lessons(Locale.FRENCH).getPath().endsWith("/lessons/README.html"));
		assertTrue(Manual.lessons(Locale.SIMPLIFIED_CHINESE).getPath().endsWith("/lessons/README.zh.html"));
		for (final Locale language : new Locale[] { Locale.ENGLISH, Locale.CHINESE }) {
			final URL contents = Manual.lessons(language);
			int pages = 0;
			for (final String link : links(contents)) {
				final URL page = new URL(contents, link);
				if (!page.getPath().contains("/convolvej/lessons/")) continue;
				pages++;
				for (final String inner : links(page))
					new URL(page, inner).openStream().close();
			}
			assertEquals(17, pages, "sixteen lessons, and the contents in the other language");
		}
	}

	/** Links and pictures of a page that are not on the network. */
	private static List<String> links(final URL page) throws IOException {
		try (InputStream in = page.openStream()) {
			return Pattern.compile("(?:href|src)=\"([^\":#]+)[\"#]").matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
				.results().map(r -> r.group(1)).collect(Collectors.toList());
		}
	}

	@Test
	void headlessMacrosGetThemInTheLog() throws Exception {
		final PlainImageJ imagej = new PlainImageJ(folder);
		assertEquals("done", imagej.run("run('About ConvolveJ');", "run('ConvolveJ Manual');", "report('done');"), imagej.log());
		assertTrue(imagej.log().contains("To cite it") && imagej.log().contains("The manual of ConvolveJ"), imagej.log());
	}
}
