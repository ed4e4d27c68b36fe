package io.github.convolvej.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

/** Messages are as wide as a screen at most. */
class MessageLinesTest {

	@Test
	void linesAreShortAndNothingIsLost() {
		final String message = "ImageJ read  cells.tif wrongly: plane 1, x 2, y 0 is 2.5, but in the file 5 (its samples: 32 bits, " +
			"floating point, deflate, predictor 2). Open it with File > Import > Bio-Formats, or a copy";
		final String lines = MessageLines.broken(message);
		assertTrue(Arrays.stream(lines.split("\n")).allMatch(line -> line.length() <= 90), lines);
		assertEquals(message, lines.replace('\n', ' '));
		assertEquals(3, lines.split("\n").length);
	}

	@Test
	void longWordsAndLineEndsStay() {
		final String word = String.join("", java.util.Collections.nCopies(200, "x"));
		assertEquals("a\n" + word + "\nb", MessageLines.broken("a " + word + " b"));
		assertEquals("first\nsecond\n\nthird", MessageLines.broken("first\nsecond\n\nthird"));
		assertEquals("", MessageLines.broken(""));
	}
}
