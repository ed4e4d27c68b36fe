package io.github.convolvej.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.reference.Images;
import io.github.convolvej.run.Options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which images every filter takes: any size that has a result, any type of samples; the others are refused by name. */
class FilterInputTest {

	/** What the refusal of a size says. */
	private static final Pattern NAMED = Pattern.compile("along [xyz]\\b");
	private static final Pattern NUMBER = Pattern.compile("\\d");
	private static final Pattern FORMULA = Pattern.compile("[Oo]utput size = .*stride.* = .*\\d");

	@ParameterizedTest
	@MethodSource("io.github.convolvej.filter.FilterContractTest#all")
	void anyImageSizeHasAResultOfTheStatedSizeOrIsRefusedWithAxisAndNumbers(final FilterCase c) {
		int results = 0;
		for (int i = 0; i < (c.spatial == 1 ? 9 : 81); i += c.spatial == 3 ? 2 : 1) {
			final long[] size = { 1 + i % 9, 1 + i / 9, 1 + (2 * i + i / 9) % 9 };
			final long[] dimensions = c.sized(Arrays.copyOf(size, c.spatial));
			final List<Img<DoubleType>> images = c.images(new Random(i), dimensions);
			final long[] target;
			try {
				target = c.targetDimensions(images);
			}
			catch (final IllegalArgumentException e) {
				final String message = e.getMessage();
				assertTrue(NAMED.matcher(message).find(), message);
				assertTrue(NUMBER.matcher(message).find(), message);
				if (message.startsWith("No output")) assertTrue(FORMULA.matcher(message).find(), message);
				continue;
			}
			results++;
			for (final long m : target)
				assertTrue(m >= 1, () -> Arrays.toString(target));
			final Border border = Images.BORDERS[i % Images.BORDERS.length];
			// images so small are not worth a second thread
			Parallelization.runSingleThreaded(() -> {
				final double[] whole = c.values(images, border, false);
				assertEquals(Arrays.stream(target).reduce(1, (a, b) -> a * b), whole.length);
				FilterContractTest.assertBits(whole, Computed.values(c.result(images, border, false, Options.DEFAULT.tile(3, 2, 3))), "size " +
					Arrays.toString(dimensions));
			});
			final ResultDescription plan = c.imagePlan(images);
			assertArrayEquals(target, plan.targetDimensions());
			assertArrayEquals(dimensions, plan.sourceDimensions());
			assertTrue(plan.multiplyAccumulates() >= 0 && !plan.engine().isEmpty());
			if (c.filter != null) assertTrue(c.plan(images).preferredLineLength() >= 1);
		}
		assertTrue(results > 0, "there were results");
	}

	@ParameterizedTest
	@MethodSource("io.github.convolvej.filter.FilterContractTest#all")
	void imagesOfOtherAxesOrNoSamplesOrAnotherNumberAreRefused(final FilterCase c) {
		final long[][] sizes = c.images(new Random(4), c.dimensions()).stream().map(i -> i.dimensionsAsLongArray()).toArray(
			long[][]::new);
		for (final int change : new int[] { -1, 1 }) {
			final long[][] other = sizes.clone();
			other[0] = Arrays.copyOf(sizes[0], sizes[0].length + change);
			if (change > 0) other[0][sizes[0].length] = 1;
			final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> c.operation.on(other));
			assertTrue(e.getMessage().matches("(?s).*\\d.*"), e.getMessage());
		}
		for (int d = 0; d < c.spatial; d++) {
			final long[][] empty = sizes.clone();
			empty[0] = sizes[0].clone();
			empty[0][d] = 0;
			assertThrows(IllegalArgumentException.class, () -> c.operation.on(empty), "no samples along axis " + d);
		}
		final long[][] more = Arrays.copyOf(sizes, sizes.length + 1);
		more[sizes.length] = sizes[0];
		assertThrows(IllegalArgumentException.class, () -> c.operation.plan(Arrays.stream(more).map(FinalInterval::new)
			.collect(Collectors.toList())));
		if (sizes.length > 1) assertThrows(IllegalArgumentException.class, () -> c.operation.on(sizes[0]));
	}

	@ParameterizedTest
	@MethodSource("io.github.convolvej.filter.FilterContractTest#all")
	@SuppressWarnings({ "unchecked", "rawtypes" })
	void imagesOfAnySampleTypeGiveTheSame(final FilterCase c) {
		final long[] dimensions = c.dimensions();
		final List<Img<? extends RealType<?>>> types = List.of(ArrayImgs.bits(dimensions), ArrayImgs.unsignedBytes(
			dimensions), ArrayImgs.bytes(dimensions), ArrayImgs.unsignedShorts(dimensions), ArrayImgs.shorts(dimensions),
			ArrayImgs.floats(dimensions), ArrayImgs.unsignedInts(dimensions), ArrayImgs.ints(dimensions), ArrayImgs.longs(
				dimensions), ArrayImgs.unsignedLongs(dimensions), ArrayImgs.doubles(dimensions));
		for (final Img<? extends RealType<?>> typed : types) {
			final Random random = new Random(5);
			final Img<DoubleType> image = ArrayImgs.doubles(dimensions);
			final double low = c.isNonNegative() ? 0 : Math.max(-100, typed.getType().getMinValue());
			final double high = Math.min(100, typed.getType().getMaxValue());
			image.forEach(t -> t.set(low + random.nextInt((int) (high - low) + 1)));
			final Cursor<DoubleType> from = image.cursor();
			for (final RealType<?> t : typed)
				t.setReal(from.next().get());
			final List<Img<DoubleType>> images = c.withFurther(image, random);
			final boolean wide = types.indexOf(typed) > 5;
			final List<Img<? extends RealType<?>>> mixed = new ArrayList<>(FilterCase.toFloat(images));
			mixed.set(0, typed);
			final Img<? extends RealType<?>> target = ArrayImgs.floats(c.targetDimensions(images));
			c.process(mixed, Border.SYMMETRIC, target, Options.DEFAULT);
			final double[] expected = c.values(images, Border.SYMMETRIC, wide);
			for (int i = 0; i < expected.length; i++)
				expected[i] = (float) expected[i];
			FilterContractTest.assertBits(expected, Computed.values(target), typed.getType().getClass().getSimpleName());
		}
	}
}
