package io.github.convolvej.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.convolvej.border.Border;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.util.IntervalIndexer;
import net.imglib2.util.Intervals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where results are and what reaches them: promises of every filter of the {@link FilterCatalogue}. */
class FilterReachTest {

	/** For every sample of the result whether the source interval, with the border, holds a sample. */
	private static boolean[] reached(final Plan plan, final Border border, final long[] position) {
		final Interval target = new FinalInterval(plan.targetDimensions());
		final boolean[] reached = new boolean[(int) Intervals.numElements(target)];
		final long[] size = plan.sourceDimensions();
		final long[] o = new long[target.numDimensions()];
		for (int i = 0; i < reached.length; i++) {
			IntervalIndexer.indexToPosition(i, plan.targetDimensions(), o);
			final Interval source = plan.sourceInterval(new FinalInterval(o, o));
			reached[i] = true;
			for (int d = 0; d < size.length; d++) {
				boolean hit = false;
				for (long s = source.min(d); s <= source.max(d) && !hit; s++)
					hit = border.position(s, size[d]) == position[d];
				reached[i] &= hit;
			}
		}
		return reached;
	}

	@ParameterizedTest
	@MethodSource("io.github.convolvej.filter.FilterContractTest#filters")
	void nanAndInfinitiesReachOnlyTheWindowsThatHoldThem(final FilterCase c) {
		Parallelization.runSingleThreaded(() -> assertNonFiniteStayWithinWindows(c));
	}

	private static void assertNonFiniteStayWithinWindows(final FilterCase c) {
		final Random random = new Random(10);
		final List<Img<DoubleType>> images = c.images(random, c.dimensions());
		final Img<DoubleType> image = images.get(0);
		final Plan plan = c.windows(images);
		for (int round = 0; round < 3; round++) {
			final Border border = round == 1 ? Border.PERIODIC : Border.ZERO;
			final long[] position = image.dimensionsAsLongArray();
			for (int d = 0; d < position.length; d++)
				position[d] = round == 0 ? 0 : round == 1 ? position[d] - 1 : random.nextInt((int) position[d]);
			final boolean[] reached = reached(plan, border, position);
			final DoubleType sample = image.getAt(position);
			final double before = sample.get();
			for (final boolean wide : new boolean[] { false, true }) {
				sample.set(before);
				final double[] clean = c.values(images, border, wide);
				final boolean[] answers = new boolean[clean.length];
				for (final double v : new double[] { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 100, -100,
					3e38 })
				{
					if (c.isNonNegative() && v < 0) continue;
					sample.set(v);
					final double[] values = c.values(images, border, wide);
					for (int i = 0; i < values.length; i++) {
						final int result = i;
						final Supplier<String> what = () -> v + " at " + Arrays.toString(position) + ", result " + result;
						final double largest = Double.isFinite(v) ? Math.max(8, Math.abs(v)) : 8;
						final boolean same = c.isSame(clean[i], values[i], largest, wide);
						if (!reached[i]) assertTrue(same, what);
						if (Math.abs(v) != 100 || same) continue;
						answers[i] = true;
						assertTrue(Double.isFinite(values[i]), what);
					}
				}
				sample.set(Double.NaN);
				final double[] values = c.values(images, border, wide);
				for (int i = 0; i < values.length; i++)
					if (c.spreadsNaN() && answers[i] && !Double.isNaN(values[i])) fail("NaN at " + Arrays.toString(position) +
						" is lost in result " + i);
			}
			sample.set(before);
		}
	}

	@ParameterizedTest
	@MethodSource("io.github.convolvej.filter.FilterContractTest#all")
	void negativeImagesGiveWhatTheDefinitionSays(final FilterCase c) {
		final List<Img<DoubleType>> images = c.images(new Random(11), c.dimensions());
		images.get(0).forEach(t -> t.set(Math.abs(t.get()) + 0.25));
		final List<Img<DoubleType>> negative = new ArrayList<>(images);
		negative.set(0, images.get(0).copy());
		negative.get(0).forEach(t -> t.mul(-1.0));
		for (final boolean wide : new boolean[] { false, true }) {
			if (c.isNonNegative()) {
				final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> c.values(negative,
					Border.ZERO, wide));
				assertTrue(e.getMessage().contains("position"), e.getMessage());
				continue;
			}
			final double[] values = c.values(negative, Border.REFLECT, wide);
			for (final double v : values)
				assertTrue(Double.isFinite(v), () -> Arrays.toString(values));
			if (c.sign() == 0) continue;
			final double[] expected = c.twin().values(images, Border.REFLECT, wide);
			for (int i = 0; i < values.length; i++)
				// -0 equals 0
				assertTrue(c.sign() * expected[i] == values[i], i + ": " + expected[i] + " and " + values[i]);
		}
	}

	/** Sums over all results |answer| and |answer| * (place of the result - place), for every axis. */
	private static void addAnswers(final Plan plan, final double[] clean, final double[] values, final double[] place,
		final double[] sums)
	{
		final long[] o = new long[plan.targetDimensions().length];
		for (int i = 0; i < values.length; i++) {
			final double answer = Math.abs(values[i] - clean[i]);
			if (!(answer > 0)) continue;
			IntervalIndexer.indexToPosition(i, plan.targetDimensions(), o);
			for (int d = 0; d < place.length; d++)
				sums[d] += answer * (plan.position(d).inputCoordinate(o[d]) - place[d]);
			sums[place.length] += answer;
		}
	}

	private static List<FilterCase> placed() {
		return FilterContractTest.filters().stream().filter(c -> c.isEven() || c.blob() >= 0).collect(Collectors.toList());
	}

	@ParameterizedTest
	@MethodSource("placed")
	void aBrightSpotStaysAtItsPhysicalPosition(final FilterCase c) {
		if (c.isEven()) assertSamplesAnswerAroundTheirPlace(c);
		if (c.blob() >= 0) assertBlobStaysInPlace(c);
	}

	/** Of samples in all phases of the stride, away from the ends, the mean distance of the answers is zero. */
	private static void assertSamplesAnswerAroundTheirPlace(final FilterCase c) {
		final long[][] sizes = { { 36 }, { 30, 36 }, { 18, 18, 18 } };
		final List<Img<DoubleType>> images = c.withFurther(ArrayImgs.doubles(c.sized(sizes[c.spatial - 1])), new Random(
			12));
		final Img<DoubleType> image = images.get(0);
		final Plan plan = c.plan(images);
		final double[] clean = c.values(images, Border.ZERO, true);
		final double[] sums = new double[c.spatial + 1];
		final long[] periods = new long[c.spatial];
		for (int d = 0; d < c.spatial; d++)
			periods[d] = Math.max(1, Math.round(plan.position(d).scale()));
		final long count = Arrays.stream(periods).reduce(1, (a, b) -> a * b);
		final long[] phase = new long[c.spatial];
		final double[] place = new double[c.spatial];
		for (long i = 0; i < count; i++) {
			IntervalIndexer.indexToPosition(i, periods, phase);
			final long[] position = new long[image.numDimensions()];
			for (int d = 0; d < c.spatial; d++)
				place[d] = position[d] = image.dimension(d) / 2 - 3 + d + phase[d];
			set(image, c, position, 1);
			addAnswers(plan, clean, c.values(images, Border.ZERO, true), place, sums);
			set(image, c, position, 0);
		}
		assertTrue(sums[c.spatial] > 0, "there is an answer");
		for (int d = 0; d < c.spatial; d++)
			assertEquals(0, sums[d] / sums[c.spatial], 1e-9, "axis " + d);
	}

	/** Sets a sample in all channels. */
	private static void set(final Img<DoubleType> image, final FilterCase c, final long[] position, final double value) {
		for (long k = 0; k < (c.hasChannels() ? image.dimension(c.spatial) : 1); k++) {
			if (c.hasChannels()) position[c.spatial] = k;
			image.getAt(position).set(value);
		}
	}

	private static void assertBlobStaysInPlace(final FilterCase c) {
		final long[][] sizes = { { 60 }, { 48, 42 }, { 27, 25, 26 } };
		final Img<DoubleType> image = ArrayImgs.doubles(c.sized(sizes[c.spatial - 1]));
		final double[] middle = new double[c.spatial];
		final double[] moments = new double[c.spatial + 1];
		final Cursor<DoubleType> cursor = image.localizingCursor();
		while (cursor.hasNext()) {
			cursor.fwd();
			double value = 1;
			for (int d = 0; d < c.spatial; d++) {
				// steep on one side and flat on the other, off the centre
				final double x = cursor.getDoublePosition(d) - image.dimension(d) * (0.4 + 0.07 * d);
				value *= Math.exp(-x * x / (x < 0 ? 3 : 6));
			}
			cursor.get().set(value < 1e-3 ? 0 : value);
			moments[c.spatial] += cursor.get().get();
			for (int d = 0; d < c.spatial; d++)
				moments[d] += cursor.get().get() * cursor.getDoublePosition(d);
		}
		for (int d = 0; d < c.spatial; d++)
			middle[d] = moments[d] / moments[c.spatial];
		final List<Img<DoubleType>> images = c.withFurther(image, new Random(13));
		final double[] values = c.values(images, Border.ZERO, true);
		image.forEach(DoubleType::setZero);
		final double[] sums = new double[c.spatial + 1];
		addAnswers(c.plan(images), c.values(images, Border.ZERO, true), values, middle, sums);
		assertNotEquals(0, sums[c.spatial], "there is an answer");
		for (int d = 0; d < c.spatial; d++)
			assertEquals(0, sums[d] / sums[c.spatial], c.blob(), "axis " + d);
	}
}
