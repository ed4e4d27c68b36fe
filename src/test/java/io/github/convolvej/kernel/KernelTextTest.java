package io.github.convolvej.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class KernelTextTest {

	private static void assertKernel(final String text, final int[] size, final double... weights) {
		final Kernel kernel = KernelText.parse(text, size.length);
		assertArrayEquals(size, kernel.size(), text);
		assertArrayEquals(weights, kernel.weights(), text);
		assertTrue(kernel.isSingle(), text);
	}

	private static int[] size(final int... size) {
		return size;
	}

	@Test
	void rowsArePutBelowEachOtherByAnySeparator() {
		for (final String text : new String[] { "1 2 3; 4 5 6", "1 2 3;4 5 6;", "1,2,3;4,5,6", "1, 2, 3 ; 4 , 5 ,6",
			"1 2 3\n4 5 6", "1 2 3\n4 5 6\n", "\n\n1 2 3\n\n4 5 6\n\n", "1 2 3\r\n4 5 6\r\n", "1 2 3\r4 5 6\r", "1 2 3;\n4 5 6",
			"1 2 3;\r\n\r\n 4 5 6;\r\n", "1\t2\t3\n4\t5\t6", "  1   2 3  ;  4 5   6  ", "1 2 3 \n \n 4 5 6", "1 2, 3; 4 ,5 6" })
			assertKernel(text, size(3, 2), 1, 2, 3, 4, 5, 6);
	}

	@Test
	void planesChannelsAndKernelsAreSeparatedByTheirSigns() {
		assertKernel("1 2; 3 4 | 5 6; 7 8", size(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
		assertKernel("1 2\n3 4\n|\n5 6\n7 8\n", size(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
		assertKernel("1 2; 3 4", size(2, 2, 1), 1, 2, 3, 4);
		final Kernel bank = KernelText.parse("1 2 ~ 3 4 # 5 6 ~ 7 8 #\n9 10 ~\n11 12", 2);
		assertEquals(2, bank.inputs());
		assertEquals(3, bank.outputs());
		assertEquals(1, bank.groups());
		assertArrayEquals(size(2, 1), bank.size());
		assertArrayEquals(new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }, bank.weights());
		assertEquals(8, bank.weight(1, 1, 1));
	}

	@Test
	void aOneDimensionalKernelIsARowOrAColumn() {
		assertKernel("1 2 3", size(3), 1, 2, 3);
		assertKernel("1; 2; 3", size(3), 1, 2, 3);
		assertKernel("7", size(1), 7);
		assertKernel("1; 2; 3", size(1, 3), 1, 2, 3);
	}

	@Test
	void numbersMayBeFractionsAndHaveSignsAndExponents() {
		assertKernel("1/9 -1/4 +2 .5 5. -0.25 1e-3 1E+3 2.5e2/1e1 -3/-4", size(10), 1 / 9.0, -0.25, 2, 0.5, 5, -0.25, 1e-3,
			1000, 25, 0.75);
		assertKernel("1 / 9, 2 /9 3/ 9", size(3), 1 / 9.0, 2 / 9.0, 3 / 9.0);
		assertKernel("\u22121 2 \u22121/4 1e\u22122", size(4), -1, 2, -0.25, 0.01);
		assertKernel("-0 0", size(2), -0.0, 0.0);
	}

	@Test
	void presetsMayBePartsOfABank() {
		final Kernel bank = KernelText.parse("sobel-x # prewitt-y # 1 2 3; 4 5 6; 7 8 9", 2);
		assertEquals(3, bank.outputs());
		assertArrayEquals(KernelText.parse("sobel-x", 2).weights(), Arrays.copyOfRange(bank.weights(), 0, 9));
		assertArrayEquals(KernelText.parse("prewitt-y", 2).weights(), Arrays.copyOfRange(bank.weights(), 9, 18));
		assertEquals(6, bank.weight(5, 0, 2));
	}

	@Test
	void parsingAndPrintingAreInverse() {
		final Random random = new Random(1);
		final double[] extreme = { 0, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE, Double.MIN_NORMAL, 1e21, 1e-7, 123456789,
			1 / 3.0, (float) 0.1 };
		for (int i = 0; i < 600; i++) {
			final int[] size = random.ints(1 + i % 3, 1, 5).toArray();
			final int inputs = 1 + random.nextInt(3);
			final int outputs = 1 + random.nextInt(3);
			final int n = Arrays.stream(size).reduce(1, (a, b) -> a * b) * inputs * outputs;
			final double[] weights = random.doubles(n, -10, 10).toArray();
			weights[random.nextInt(n)] = extreme[i % extreme.length];
			weights[random.nextInt(n)] = Double.longBitsToDouble(random.nextLong() & 0xbfffffffffffffffL);
			final Kernel kernel = new Kernel(weights, inputs, outputs, size);
			final String text = kernel.toString();
			assertEquals(kernel, KernelText.parse(text, size.length), text);
			assertEquals(text, KernelText.parse(text, size.length).toString());
			assertTrue(text.matches("[-0-9.E;|~# ]+"), text);
		}
		assertEquals("1 2.5; -3 0", new Kernel(new double[] { 1, 2.5, -3, 0 }, 1, 1, 2, 2).toString());
	}

	private static String refusal(final String text, final int dimensions) {
		return assertThrows(IllegalArgumentException.class, () -> KernelText.parse(text, dimensions), text).getMessage();
	}

	private static void assertRefused(final String text, final int dimensions, final String... parts) {
		final String message = refusal(text, dimensions);
		for (final String part : parts)
			assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
	}

	@Test
	void aRowOfAnotherLengthIsRefusedWithRowAndColumn() {
		assertRefused("1 2 3; 4 5", 2, "row 2", "2 entries", "row 1 has 3", "column 3 is missing");
		assertRefused("1 2; 3 4; 5 6 7", 2, "row 3", "3 entries", "row 1 has 2", "column 3 is one too many");
		assertRefused("1 2; 3", 2, "row 2", "1 entry");
		assertRefused("1 2; 3 4 # 1 2; 3", 2, "row 2", "of kernel 2");
		assertRefused("1 2 ~ 1 2; 3", 2, "row 2", "of channel 2");
		assertRefused("1 2; 3 4 | 1; 3 4", 3, "row 2", "of plane 2");
	}

	@Test
	void whatIsNotANumberIsRefusedWithRowAndColumn() {
		assertRefused("1 2 3; 4 x 6", 2, "row 2, column 2", "'x'", "1/9");
		assertRefused("1 2 1.2.3", 2, "row 1, column 3", "'1.2.3'");
		assertRefused("1 2 # 1 2--3", 2, "row 1, column 2 of kernel 2", "'2--3'");
		assertRefused("1 NaN", 2, "row 1, column 2", "'NaN'");
		assertRefused("NaN", 2, "row 1, column 1", "'NaN'");
		assertRefused("infinity", 1, "row 1, column 1", "'infinity'");
		assertRefused("1/2/3", 1, "'1/2/3'");
		assertRefused("0x10 1", 1, "row 1, column 1", "'0x10'");
		assertRefused("1d 2f", 1, "'1d'");
		assertRefused("1 2\u00a03", 1, "row 1, column 2");
		assertRefused("a b", 2, "row 1, column 1", "'a'");
	}

	@Test
	void emptyPartsAreRefusedWithTheirPlace() {
		assertRefused("", 2, "kernel is empty", "gaussian:1.5");
		assertRefused("  \n ", 2, "kernel is empty");
		assertThrows(IllegalArgumentException.class, () -> KernelText.parse(null, 2));
		assertRefused("1 2 #", 2, "empty", "of kernel 2");
		assertRefused("~ 1 2", 2, "empty", "of channel 1");
		assertRefused("1 2;; 3 4", 2, "row 2 is empty");
		assertRefused("; 1 2", 2, "row 1 is empty");
		assertRefused("1 2 | | 3 4", 3, "empty", "plane 2");
		assertRefused("1 2; 3,, 4", 2, "row 2, column 2", "is empty", "comma");
		assertRefused("1, 2,\n3, 4", 2, "row 1, column 3", "is empty", "comma");
		assertRefused(";", 2, "empty");
		assertRefused("|", 3, "empty");
	}

	@Test
	void divisionByZeroAndOverflowAreRefusedWithRowAndColumn() {
		assertRefused("1 2; 3 1/0", 2, "row 2, column 2", "'1/0'", "division by zero");
		assertRefused("0/0.0", 1, "row 1, column 1", "division by zero");
		assertRefused("1 1e999", 1, "row 1, column 2", "'1e999'", "too large");
		assertRefused("1e300/1e-300", 1, "too large");
	}

	@Test
	void shapesThatDoNotFitAreRefusedWithWhatWouldFit() {
		assertRefused("1 2; 3 4", 1, "2 x 2", "1D", "dimensions=2D");
		assertRefused("1 2 | 3 4", 1, "dimensions=3D");
		assertRefused("1 2 | 3 4", 2, "2 planes", "dimensions=3D");
		assertRefused("1 2; 3 4 | 5 6", 3, "plane 2", "2 x 1", "2 x 2");
		assertRefused("1 2 # 1 2 3", 2, "kernel 2, channel 1", "3 x 1", "2 x 1");
		assertRefused("1 2 ~ 3 4 # 5 6", 2, "kernel 2", "1 input channel", "kernel 1 has 2");
		assertRefused("1 2", 4, "1, 2 or 3 axes");
		assertRefused("1 2", 0, "1, 2 or 3 axes");
	}

	@Test
	void aPresetInABankIsRefusedWithItsPlace() {
		assertRefused("box # gaussian:-1", 2, "kernel 2", "sigma is -1");
		assertRefused("box ~ bx", 2, "channel 2", "'bx'", "presets");
	}

	/** Four weights between many blanks and line breaks. */
	static String longText(final int gap) {
		final String blanks = " ".repeat(gap);
		return "1" + blanks + "2" + "\n".repeat(gap) + "3 4" + blanks;
	}

	@Test
	void longTextIsRead() {
		assertArrayEquals(new double[] { 1, 2, 3, 4 }, KernelText.parse(longText(400_000), 2).weights());
		final Kernel large = new Kernel(Samples.random(new Random(2), 300_000), 1, 1, 600, 500);
		assertEquals(large, KernelText.parse(large.toString(), 2));
	}

	@Test
	void aBankThatWouldFillTheMemoryIsRefused() {
		final StringBuilder text = new StringBuilder("box:3000");
		for (int i = 0; i < 100; i++)
			text.append("#box:3000");
		assertRefused(text.toString(), 2, "weights");
	}
}
