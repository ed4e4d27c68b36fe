package io.github.convolvej.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Guard;
import io.github.convolvej.Yardstick;

import org.junit.jupiter.api.Test;

/** The time to read a kernel grows with the length of its text, and no faster. */
@Guard
class KernelTextGuardTest {

	/** Of blanks or line breaks at a place: what takes time with their square takes hours. */
	private static final int GAP = 400_000;
	/** Yardsticks, each about a tenth of a second: half of one is taken. */
	private static final double BOUND = 5;

	@Test
	void longTextIsReadInTimeThatGrowsWithItsLength() throws Exception {
		final String text = KernelTextTest.longText(GAP);
		final double taken = Yardstick.times(3, () -> KernelText.parse(text, 2));
		assertTrue(taken < BOUND, "it took " + taken + " yardsticks");
	}
}
