package io.github.convolvej.border;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessible;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

class BorderTest {

	/** Samples -9 ... 12 of the row 1 2 3 4, read in order and in jumps. */
	private static void assertRow(final Border border, final double... expected) {
		final RandomAccessible<FloatType> row = border.extend(Samples.floats(new double[] { 1, 2, 3, 4 }, 4));
		assertArrayEquals(expected, Samples.values(Views.interval(row, Intervals.createMinMax(-9, 12))), border.toString());
		final RandomAccess<FloatType> access = row.randomAccess();
		for (int x = 12; x >= -9; x--) {
			assertEquals(expected[x + 9], access.setPositionAndGet(x).get(), border + " at " + x);
			final long position = border.position(x, 4);
			assertEquals(expected[x + 9], position < 0 ? border.value() : 1 + position, border + " at " + x);
			assertEquals(position < 0, border.isConstant() && (x < 0 || x > 3));
		}
	}

	@Test
	void aRowContinuesAsTheTableOfNamesSays() {
		assertRow(Border.ZERO, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0);
		assertRow(Border.constant(7), 7, 7, 7, 7, 7, 7, 7, 7, 7, 1, 2, 3, 4, 7, 7, 7, 7, 7, 7, 7, 7, 7);
		assertRow(Border.REPLICATE, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4);
		assertRow(Border.REFLECT, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1);
		assertRow(Border.SYMMETRIC, 1, 1, 2, 3, 4, 4, 3, 2, 1, 1, 2, 3, 4, 4, 3, 2, 1, 1, 2, 3, 4, 4);
		assertRow(Border.PERIODIC, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1);
	}

	@Test
	void anAxisOfOneSampleIsRepeatedByAllBordersThatRepeat() {
		for (final Border border : new Border[] { Border.REPLICATE, Border.REFLECT, Border.SYMMETRIC, Border.PERIODIC }) {
			final RandomAccessible<FloatType> column = border.extend(Samples.floats(new double[] { 5, 6 }, 1, 2));
			for (int x = -4; x <= 4; x++)
				for (int y = 0; y < 2; y++) {
					assertEquals(5 + y, column.randomAccess().setPositionAndGet(x, y).get(), border + " at " + x);
					assertEquals(0, border.position(x, 1), border + " at " + x);
				}
			assertArrayEquals(new double[] { 5, 5, 5, 6, 6, 6 }, Samples.values(Views.interval(column, Intervals.createMinMax(
				-1, 0, 1, 1))), border.toString());
		}
	}

	@Test
	void theConstantIsOneOfTheImagesType() {
		assertEquals(9, Border.constant(9).extend(ArrayImgs.unsignedBytes(2)).randomAccess().setPositionAndGet(-1).get());
		final RandomAccess<UnsignedByteType> zero = Border.ZERO.extend(ArrayImgs.unsignedBytes(2)).randomAccess();
		assertEquals(0, zero.setPositionAndGet(2).get());
	}

	@Test
	void parsingAndPrintingAreInverse() {
		for (final String text : new String[] { "zero", "constant:2.5", "constant:-1.0E-5", "constant:NaN",
			"constant:-Infinity", "replicate", "reflect", "symmetric", "periodic" })
		{
			assertEquals(text, Border.parse(text).toString());
			assertEquals(Border.parse(text), Border.parse(" " + text + " "));
			assertEquals(Border.parse(text).hashCode(), Border.parse(text).hashCode());
		}
		assertEquals(Border.constant(128), Border.parse("constant: 128"));
		assertNotEquals(Border.constant(1), Border.constant(2));
		assertNotEquals(Border.constant(0), Border.ZERO);
		assertNotEquals(Border.REFLECT, Border.SYMMETRIC);
	}

	@Test
	void otherTextIsRefusedWithTheNames() {
		for (final String text : new String[] { "", "mirror", "constant", "Zero", "constant 5", "null" }) {
			final String message = assertThrows(IllegalArgumentException.class, () -> Border.parse(text)).getMessage();
			assertTrue(message.contains("'" + text + "'") && message.contains("constant:VALUE") && message.contains("periodic"),
				message);
		}
		assertThrows(IllegalArgumentException.class, () -> Border.parse(null));
		final String message = assertThrows(IllegalArgumentException.class, () -> Border.parse("constant:x")).getMessage();
		assertTrue(message.contains("'x'") && message.contains("constant:128"), message);
	}
}
