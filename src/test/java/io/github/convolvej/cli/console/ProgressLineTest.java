package io.github.convolvej.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.cli.Run;

import java.io.ByteArrayOutputStream;

import org.junit.jupiter.api.Test;

/** The line that shows progress. */
class ProgressLineTest {

	@Test
	void aTerminalShowsHowFarItIsAndIsCleanAfterwards() throws InterruptedException {
		final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
		try (ProgressLine line = new ProgressLine("a-very-long-name-of-a-file-of-cells.tif", Run.stream(terminal), () -> false)) {
			// what changes while it is being drawn is drawn with the next change
			for (int i = 0; !Run.text(terminal).matches("(?s).* 4[5-9]% .*"); i++) {
				line.progress(450 + 10 * Math.min(i, 4), 1000);
				line.progress(440, 1000);
				Thread.sleep(50);
			}
		}
		final String text = Run.text(terminal);
		assertTrue(text.matches("(?s).*\r\\.\\.\\.name-of-a-file-of-cells\\.tif  4[5-9]% \\[=+ +].*"), text);
		assertFalse(text.contains("44%"), "it goes forwards only");
		assertFalse(text.contains("\n"), "it stays in one line");
		assertTrue(text.endsWith("\r" + " ".repeat(79) + "\r"), text);
	}

	@Test
	void withoutATerminalNothingIsPrinted() {
		try (ProgressLine line = new ProgressLine("cells.tif", null, () -> true)) {
			line.progress(1, 2);
			assertTrue(line.isCancelled());
		}
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		assertEquals(null, new Console(Run.stream(out), Run.stream(out), true, true).terminal());
		assertEquals(null, new Console(Run.stream(out), Run.stream(out), false, false).terminal());
	}
}
