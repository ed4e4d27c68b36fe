package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Rows;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.converter.Converters;
import net.imglib2.converter.RealDoubleConverter;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

/** Boxes of an image and its outside, read by ImgLib2's fast copier wherever it can read the image at all. */
class BlockReaderTest {

	private static final List<Border> BORDERS = Arrays.asList(Border.ZERO, Border.constant(2.5), Border.REPLICATE,
		Border.REFLECT, Border.SYMMETRIC, Border.PERIODIC);

	/** Inside, over every edge, over all edges, and far outside. */
	private static final int[][] BOXES = { { 1, 2, 4, 3 }, { -7, 5, 12, 11 }, { -3, -2, 5, 4 }, { 4, 7, 5, 4 }, { -9, -8, 40,
		30 }, { 2, -4, 1, 20 }, { -30, 3, 6, 2 }, { 40, -50, 5, 3 }, { -1, -1, 1, 1 }, { 27, 0, 30, 2 } };

	private static <T extends RealType<T>> void assertRead(final RandomAccessibleInterval<T> image, final Border border,
		final OnFallback onFallback, final String what)
	{
		final BlockReader<float[]> floats = BlockReader.of(image, border, Precision.SINGLE, onFallback);
		final BlockReader<double[]> doubles = BlockReader.of(image, border, Precision.DOUBLE, onFallback).copy();
		for (final int[] b : BOXES) {
			final Interval box = FinalInterval.createMinSize(b[0], b[1], 1, b[2], b[3], 1);
			final float[] read = new float[b[2] * b[3]];
			final double[] twice = new double[b[2] * b[3]];
			floats.read(box, read);
			doubles.read(box, twice);
			final String where = what + ", border " + border + ", box " + Arrays.toString(b);
			final double[] expected = Samples.values(Views.interval(border.extend(Converters.convert(image,
				new RealDoubleConverter<>(), new DoubleType())), box));
			assertArrayEquals(expected, twice, where);
			for (int i = 0; i < read.length; i++)
				assertEquals((float) expected[i], read[i], where);
			assertRows(floats.rows(box), b[2], expected, where);
			assertRows(doubles.rows(box), b[2], expected, where);
		}
	}

	/** Any row at any time, more of them in turn than are kept. */
	private static <A> void assertRows(final Rows<A> rows, final int width, final double[] expected, final String where) {
		if (rows == null) return;
		final int height = expected.length / width;
		for (int i = 0; i < 3 * height; i++) {
			final int row = i * 7 % height;
			final A samples = rows.at(row);
			for (int x = 0; x < width; x++)
				assertEquals((float) expected[row * width + x], ((Number) Array.get(samples, rows.offset() + x)).floatValue(),
					where + ", row " + row);
		}
	}

	@Test
	void rowsAreTakenFromArraysAndPlanesOfUsualTypes() {
		for (final Storage storage : Arrays.asList(Storage.array, Storage.planar)) {
			assertTakesRows(storage.create(new FloatType(), 6, 9, 2), Precision.SINGLE);
			assertTakesRows(storage.create(new DoubleType(), 6, 9, 2), Precision.DOUBLE);
			assertTakesRows(storage.create(new UnsignedByteType(), 6, 9, 2), Precision.SINGLE);
			assertTakesRows(storage.create(new UnsignedShortType(), 6, 9, 2), Precision.DOUBLE);
		}
	}

	private static <T extends RealType<T>> void assertTakesRows(final RandomAccessibleInterval<T> image,
		final Lines<?> lines)
	{
		assertNotNull(BlockReader.of(image, Border.ZERO, lines, OnFallback.FAIL).copy().rows(image));
	}

	private static <T extends RealType<T> & NativeType<T>> void assertFast(final T type) {
		for (final long[] size : new long[][] { { 6, 9, 2 }, { 30, 20, 3 } })
			for (final Storage storage : Arrays.asList(Storage.array, Storage.planar, Storage.cells, Storage.raggedCells)) {
				final RandomAccessibleInterval<T> image = Samples.fill(storage.create(type, size), Samples.bytes(1, Samples.count(
					size)));
				for (final Border border : BORDERS)
					assertRead(image, border, OnFallback.FAIL, type.getClass().getSimpleName() + " in " + storage);
			}
	}

	@Test
	void imagesOfUsualTypesAndStorageNeverTakeTheFallback() {
		assertFast(new FloatType());
		assertFast(new UnsignedByteType());
		assertFast(new UnsignedShortType());
		assertFast(new DoubleType());
	}

	@Test
	void planesBoxesAndMovedAxesOfAStackDoNotTakeTheFallback() {
		final RandomAccessibleInterval<UnsignedShortType> stack = Samples.fill(Storage.planar.create(
			new UnsignedShortType(), 6, 9, 2, 3), Samples.bytes(2, 6 * 9 * 2 * 3));
		for (final Border border : BORDERS) {
			assertRead(Views.hyperSlice(stack, 3, 1), border, OnFallback.FAIL, "a slice");
			assertRead(Views.moveAxis(Views.hyperSlice(stack, 2, 1), 1, 0), border, OnFallback.FAIL, "moved axes");
			assertRead(Views.zeroMin(Views.interval(Views.hyperSlice(stack, 3, 0), new long[] { 1, 2, 0 }, new long[] { 4, 8,
				1 })), border, OnFallback.FAIL, "a box");
		}
	}

	@Test
	void anImageThatCanOnlyBeReadSampleBySampleIsNoticedByThisTest() {
		final RandomAccessibleInterval<FloatType> image = Storage.subsampled.create(new FloatType(), 6, 9, 3);
		assertThrows(IllegalArgumentException.class, () -> BlockReader.of(image, Border.ZERO, Precision.SINGLE,
			OnFallback.FAIL));
	}

	@Test
	void axesOfOneSampleAreReadRightWhereverTheyAre() {
		for (final Border border : BORDERS) {
			for (final long[] size : new long[][] { { 1, 9, 2 }, { 6, 1, 2 }, { 1, 1, 2 }, { 2, 2, 2 }, { 3, 2, 2 } })
				assertRead(Samples.floats(Samples.bytes(3, Samples.count(size)), size), border, OnFallback.FAIL, Arrays.toString(
					size));
			// an axis that no view shows is still one of the image below
			final RandomAccessibleInterval<FloatType> stack = Samples.floats(Samples.bytes(4, 108), 6, 9, 1, 2);
			assertRead(Views.hyperSlice(stack, 2, 0), border, OnFallback.FAIL, "a slice of one");
		}
	}

	@Test
	void noMoreIsReadThanTheBoxHasSamples() {
		for (final Border border : BORDERS)
			for (int n = 1; n <= 7; n++)
				for (int min = -20; min <= 20; min++)
					for (int size = 1; size <= 40; size++) {
						final long[] shown = new long[size];
						Arrays.fill(shown, -1);
						for (final BorderRuns stretch : BorderRuns.of(border, min, size, n)) {
							assertTrue(stretch.sourceSize <= size, "too much is read");
							assertTrue(stretch.sourceMin >= 0 && stretch.sourceMin + stretch.sourceSize <= n, "outside");
							final long[] source = LongStream.range(stretch.sourceMin, stretch.sourceMin + stretch.sourceSize).toArray();
							for (int run = 0; run < stretch.runs; run++)
								stretch.copy(run, source, 0, shown, 0);
							stretch.repeat(shown, 0, 1);
						}
						for (int i = 0; i < size; i++)
							assertEquals(border.position(min + i, n), shown[i], border + ", n " + n + ", from " + min + ", size " + size);
					}
	}
}
