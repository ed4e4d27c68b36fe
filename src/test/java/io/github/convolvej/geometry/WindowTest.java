package io.github.convolvej.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;

import org.junit.jupiter.api.Test;

/** Window arithmetic against counting, over all small numbers. */
class WindowTest {

	/** What is checked for a window of each size, stride, dilation and padding. */
	private interface Check {

		void of(Window window, int k, int s, int d, int before, int after);
	}

	private static void all(final Check check) {
		for (int k = 1; k <= 5; k++)
			for (int s = 1; s <= 6; s++)
				for (int d = 1; d <= 3; d++)
					for (int before = 0; before <= 4; before++)
						for (int after = 0; after <= 3; after++)
							check.of(new Window(k, s, d, before, after), k, s, d, before, after);
	}

	@Test
	void theEffectiveSizeReachesFromTheFirstToTheLastTap() {
		all((window, k, s, d, before, after) -> {
			int last = 0;
			for (int t = 1; t < k; t++)
				last += d;
			assertEquals(last + 1, window.effectiveSize(), window.toString());
		});
	}

	@Test
	void theTargetSizeIsTheNumberOfWindowsThatFit() {
		all((window, k, s, d, before, after) -> {
			for (int n = 1; n <= 12; n++) {
				int count = 0;
				for (int start = -before; start + (k - 1) * d < n + after; start += s)
					count++;
				final int size = n;
				if (count > 0) assertEquals(count, window.targetSize(size, 0), window + " on " + n);
				else assertThrows(IllegalArgumentException.class, () -> window.targetSize(size, 0), window + " on " + n);
			}
		});
	}

	@Test
	void theSourceIntervalIsWhatTheTapsTouch() {
		all((window, k, s, d, before, after) -> {
			for (int first = 0; first < 4; first++)
				for (int count = 1; count <= 4; count++) {
					long min = Long.MAX_VALUE;
					long max = Long.MIN_VALUE;
					for (int o = first; o < first + count; o++)
						for (int t = 0; t < k; t++) {
							min = Math.min(min, o * s - before + t * d);
							max = Math.max(max, o * s - before + t * d);
						}
					assertEquals(min, window.sourceMin(first), window.toString());
					assertEquals(max - min + 1, window.sourceSize(count), window.toString());
				}
		});
	}

	@Test
	void anOutputSampleSitsInTheMiddleOfItsTaps() {
		all((window, k, s, d, before, after) -> {
			for (int o = 0; o < 4; o++) {
				double sum = 0;
				for (int t = 0; t < k; t++)
					sum += o * s - before + t * d;
				assertEquals(sum / k, window.position().inputCoordinate(o), 1e-12, window.toString());
			}
		});
	}

	@Test
	void sizesBeyondTwoBillionDoNotOverflow() {
		assertEquals(4_000_000_000L, new Window(3, 1, 1, 1, 1).targetSize(4_000_000_000L, 0));
		assertEquals(2_000_000_000L * 2 + 1, new Window(3, 1, 2_000_000_000, 0, 0).effectiveSize());
		assertEquals(4_000_000_000L - 7, new Window(1, 2_000_000_000, 1, 7, 0).sourceMin(2));
		assertEquals(4_000_000_001L, new Window(1, 2_000_000_000, 1, 0, 0).sourceSize(3));
	}

	@Test
	void noOutputIsAnErrorThatNamesAxisSizesAndFormula() {
		final String y = assertThrows(IllegalArgumentException.class, () -> new Window(5, 2, 3, 1, 2).targetSize(9, 1))
			.getMessage();
		for (final String part : new String[] { "along y", "5 taps", "dilation 3", "spans 13 samples", "padded input has only 12",
			"9 + padding 1 + 2", "floor((n + before + after - span) / stride) + 1", "floor((9 + 1 + 2 - 13) / 2) + 1 = 0" })
			assertTrue(y.contains(part), () -> "'" + part + "' is not in: " + y);
		for (final String[] axis : new String[][] { { "0", "along x" }, { "2", "along z" }, { "3", "along axis 3" } })
			assertTrue(assertThrows(IllegalArgumentException.class, () -> new Window(9, 1, 1, 0, 0).targetSize(8, Integer
				.parseInt(axis[0]))).getMessage().contains(axis[1]));
	}

	@Test
	void impossibleNumbersAreRefusedByName() {
		assertRefused("kernel size is 0", () -> new Window(0, 1, 1, 0, 0));
		assertRefused("stride is 0", () -> new Window(1, 0, 1, 0, 0));
		assertRefused("dilation is -1", () -> new Window(1, 1, -1, 0, 0));
		assertRefused("padding before is -1", () -> new Window(1, 1, 1, -1, 0));
		assertRefused("padding after is -2", () -> new Window(1, 1, 1, 0, -2));
	}

	private static void assertRefused(final String part, final Runnable action) {
		final String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
		assertTrue(message.contains(part), message);
		assertTrue(message.contains("must be at least"), message);
	}

	@Test
	void positionsFollowEachOtherAndKeepObjectsInPlace() {
		final SamplePosition first = new Window(3, 2, 2, 1, 0).position();
		final SamplePosition second = new Window(4, 3, 1, 0, 0).position();
		final SamplePosition both = first.then(second);
		for (int o = 0; o < 5; o++)
			assertEquals(first.inputCoordinate(second.inputCoordinate(o)), both.inputCoordinate(o), 1e-12);
		assertEquals(6, both.scale(), 1e-12);
		assertEquals(0.5 * 6, both.pixelSize(0.5), 1e-12);
		assertEquals(7, SamplePosition.IDENTITY.origin(7), 1e-12);
		// the physical position of output sample o and of the input coordinate it sits at; ImageJ counts from the corner
		final double origin = 12.25;
		final double size = 0.3;
		for (int o = 0; o < 5; o++)
			assertEquals((first.inputCoordinate(o) + 0.5 - origin) * size, (o + 0.5 - first.origin(origin)) * first.pixelSize(
				size), 1e-12);
	}

	@Test
	void windowsThatAreTooLargeAreRefusedWithTheirNumbers() {
		final Window far = new Window(3, 1, Integer.MAX_VALUE, 0, 0);
		final String message = assertThrows(IllegalArgumentException.class, () -> Window.checkSpan(new Window[] {
			Window.IDENTITY, far }, new long[] { 100, 1 })).getMessage();
		assertEquals("The window spans 64 x 4294967295 samples (y: 3 taps, dilation 2147483647, stride 1), but at most " +
			"1073741824 can be read at once: use a smaller kernel or dilation", message);
		final Window apart = new Window(3, 1 << 30, 1, 1 << 30, 1 << 30);
		final String neighbours = assertThrows(IllegalArgumentException.class, () -> Window.checkSpan(new Window[] { apart },
			new long[] { 3 })).getMessage();
		assertTrue(neighbours.startsWith("Neighbouring windows span 2147483651 samples (x: 3 taps, dilation 1, stride " +
			"1073741824)"), neighbours);
		Window.checkSpan(new Window[] { apart.alone() }, new long[] { 1 });
		// 21 rows of 20 million samples, nearly all of which no window reads, would take seconds
		final Window padded = new Window(3, 1_000_000, 1, 10_000_000, 10_000_000);
		final String padding = assertThrows(IllegalArgumentException.class, () -> Window.checkSpan(new Window[] { padded, padded },
			new long[] { 21, 21 })).getMessage();
		assertTrue(padding.startsWith("Neighbouring windows span 20000003 x 3 samples") && padding.endsWith(
			"less padding with that stride"), padding);
		final Window wide = new Window(3, 100_000, 1, 0, 0);
		Window.checkSpan(new Window[] { wide, new Window(101, 1, 1, 50, 50) }, new long[] { 64, 100 });
		Window.checkSpan(new Window[] { new Window(40_000, 1, 1, 0, 0), new Window(20_000, 1, 1, 0, 0) }, new long[] { 9, 9 });
	}

	@Test
	void theLargestNumbersDoNotOverflow() {
		final int most = Integer.MAX_VALUE;
		for (final int size : new int[] { 1, 2, 3, most })
			for (final int stride : new int[] { 1, most - 1, most })
				for (final int dilation : new int[] { 1, most / 2, most })
					for (final String rule : new String[] { "valid", "same", "same_lower", "full", "0", "" + most }) {
						final Window w = Padding.parse(rule).window(0, 64, size, stride, dilation);
						final BigInteger span = BigInteger.valueOf(size - 1).multiply(BigInteger.valueOf(
							dilation)).add(BigInteger.ONE);
						assertEquals(span, BigInteger.valueOf(w.effectiveSize()));
						final BigInteger room = BigInteger.valueOf(64).add(BigInteger.valueOf(w
							.padBefore())).add(BigInteger.valueOf(w.padAfter())).subtract(span);
						if (room.signum() < 0) assertThrows(IllegalArgumentException.class, () -> w.targetSize(64, 0));
						else assertEquals(room.divide(BigInteger.valueOf(stride)).longValueExact() + 1, w.targetSize(64, 0));
					}
	}
}
