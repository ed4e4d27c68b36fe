package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;
import io.github.convolvej.ij1.dialog.Manual;

import java.nio.file.Path;

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
	void headlessMacrosGetThemInTheLog() throws Exception {
		final PlainImageJ imagej = new PlainImageJ(folder);
		assertEquals("done", imagej.run("run('About ConvolveJ');", "run('ConvolveJ Manual');", "report('done');"), imagej.log());
		assertTrue(imagej.log().contains("To cite it") && imagej.log().contains("The manual of ConvolveJ"), imagej.log());
	}
}
