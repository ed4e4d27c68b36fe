package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;

import org.junit.jupiter.api.Test;

/** The line that shows progress. */
class ProgressLineTest {

	@Test
	void aTerminalShowsHowFarItIsAndIsCleanAfterwards() throws InterruptedException {
		final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
		try (ProgressLine line = new ProgressLine("a-very-long-name-of-a-file-of-cells.tif", Run.stream(terminal), () -> false)) {
			line.progress(450, 1000);
			for (int i = 0; i < 100 && !Run.text(terminal).contains("45%"); i++)
				Thread.sleep(50);
		}
		final String text = Run.text(terminal);
		assertTrue(text.contains("\r...name-of-a-file-of-cells.tif  45%"), text);
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
