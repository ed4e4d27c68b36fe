package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.learn.Words;

import java.util.Locale;

import org.junit.jupiter.api.Test;

class MatrixImageTest {

	private static final Kernel NINE = KernelText.parse("1 2 3; 4 5 6; 7 8 9", 2);

	private static Convolution valid(final Kernel kernel) {
		return Convolution.of(kernel).padding(Padding.VALID);
	}

	@Test
	void namesWeightAndPixels() {
		final MatrixImage matrix = MatrixImage.of("4x4", NINE, MatrixImageTest::valid, new long[] { 4, 4 }, false);
		assertEquals(16, matrix.getWidth());
		assertEquals(4, matrix.getHeight());
		assertEquals("w_1,0 = 4: pixel (0, 1) of the image, pixel (0, 0) of the result", matrix.told(4, 0));
		// the second result looks one pixel further
		assertEquals("w_2,1 = 8: pixel (2, 2) of the image, pixel (1, 0) of the result", matrix.told(10, 1));
		assertEquals("no weight: pixel (3, 0) of the image, pixel (0, 0) of the result", matrix.told(3, 0));
		assertNull(matrix.told(16, 0));
	}

	@Test
	void turnedOnItsSideRowsAreColumns() {
		final MatrixImage matrix = MatrixImage.of("4x4", NINE, MatrixImageTest::valid, new long[] { 4, 4 }, true);
		assertEquals(4, matrix.getWidth());
		assertEquals("w_1,0 = 4: pixel (0, 1) of the image, pixel (0, 0) of the result", matrix.told(0, 4));
	}

	@Test
	void aReversedKernelKeepsTheNamesOfItsWeights() {
		final MatrixImage matrix = MatrixImage.of("4x4", NINE, k -> valid(k).flipped(), new long[] { 4, 4 }, false);
		assertEquals("w_2,2 = 9: pixel (0, 0) of the image, pixel (0, 0) of the result", matrix.told(0, 0));
	}

	@Test
	void partsOfABankAreNamed() {
		final Kernel bank = KernelText.parse("1 2 ~ 3 4 # 5 6 ~ 7 8", 1);
		final MatrixImage matrix = MatrixImage.of("3", bank, MatrixImageTest::valid, new long[] { 3, 2 }, false);
		// the second channel of the second result
		assertEquals("w_1 of kernel 2, part 2 = 8: pixel (1, 1) of the image, pixel (0, 1) of the result", matrix.told(4, 2));
	}

	@Test
	void speaksTheLanguageOfTheDesktop() {
		final Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.CHINESE);
			final String told = MatrixImage.of("4x4", NINE, MatrixImageTest::valid, new long[] { 4, 4 }, false).told(4, 0);
			assertEquals(Words.of(Locale.CHINESE).text("matrix.weight", "w_1,0", "4", "(0, 1)", "(0, 0)"), told);
		}
		finally {
			Locale.setDefault(before);
		}
	}
}
