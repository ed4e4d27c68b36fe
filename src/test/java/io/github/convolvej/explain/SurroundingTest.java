package io.github.convolvej.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.pooling.Neighbourhood;
import io.github.convolvej.filter.pooling.Statistic;
import io.github.convolvej.filter.pooling.WindowShape;
import io.github.convolvej.run.Filters;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

/** Neighbourhoods are explained by their definition: the engines' samples agree with it, every one. */
class SurroundingTest {

	private static final Border[] BORDERS = { Border.REPLICATE, Border.constant(-3), Border.REFLECT };

	private static float[] picture(final int n) {
		final Random random = new Random(n);
		final float[] picture = new float[n];
		for (int i = 0; i < n; i++)
			picture[i] = i % 3 == 0 ? random.nextInt(4) : (float) random.nextGaussian();
		return picture;
	}

	private static void assertExplained(final Neighbourhood neighbourhood, final Border border, final float[] image,
		final float[] mask, final long... size)
	{
		final boolean masked = neighbourhood.sources() > 1;
		final List<Img<FloatType>> images = masked ? Arrays.asList(ArrayImgs.floats(image, size), ArrayImgs.floats(mask,
			size)) : Arrays.asList(ArrayImgs.floats(image, size));
		final Img<FloatType> result = Filters.apply(neighbourhood, images, border, new FloatType());
		final long[][] sizes = masked ? new long[][] { size, size } : new long[][] { size };
		final Explainer explainer = new Explainer(neighbourhood, border, sizes, (i, position) -> {
			long at = 0;
			for (int d = size.length - 1; d >= 0; d--)
				at = at * size[d] + position[d];
			return (i == 0 ? image : mask)[(int) at];
		});
		final Cursor<FloatType> cursor = result.localizingCursor();
		while (cursor.hasNext()) {
			final float sample = cursor.next().get();
			final long[] at = new long[size.length];
			cursor.localize(at);
			final Explanation explanation = explainer.explain(at, 0);
			assertTrue(explanation.agrees(sample), neighbourhood + ", " + border + " at " + Arrays.toString(at) + ": " + sample +
				", but " + explanation.result() + " +- " + explanation.error());
			assertEquals(neighbourhood.shape().samples(), explanation.terms().size());
		}
	}

	private static Neighbourhood[] all(final WindowShape shape) {
		return new Neighbourhood[] { Neighbourhood.of(Statistic.MEDIAN, shape), Neighbourhood.of(Statistic.MEAN, shape),
			Neighbourhood.of(Statistic.MINIMUM, shape), Neighbourhood.of(Statistic.MAXIMUM, shape), Neighbourhood.of(
				Statistic.RANGE, shape), Neighbourhood.of(Statistic.VARIANCE, shape), Neighbourhood.of(Statistic.DEVIATION,
					shape), Neighbourhood.of(Statistic.MODE, shape), Neighbourhood.percentile(20, shape), Neighbourhood.percentile(
						87.5, shape), Neighbourhood.rank(3, shape), Neighbourhood.rank(-2, shape) };
	}

	@Test
	void everySampleOfSmallResults() {
		final float[] image = picture(9 * 8);
		final float[] mask = new float[image.length];
		for (int i = 0; i < mask.length; i++)
			mask[i] = i % 5 == 0 || i < 20 ? 0 : i;
		for (final WindowShape shape : new WindowShape[] { WindowShape.disc(2), WindowShape.box(1, 2), WindowShape.ellipse(3,
			0.5) })
			for (final Neighbourhood neighbourhood : all(shape)) {
				for (final Border border : BORDERS)
					assertExplained(neighbourhood.withBorder().stride(2, 1), border, image, null, 9, 8);
				assertExplained(neighbourhood, Border.ZERO, image, null, 9, 8);
				assertExplained(neighbourhood.masked(), Border.ZERO, image, mask, 9, 8);
			}
		for (final Neighbourhood neighbourhood : all(WindowShape.ball(1)))
			assertExplained(neighbourhood, Border.ZERO, image, null, 4, 6, 3);
	}

	@Test
	void notANumberCountsOrNot() {
		final float[] image = picture(7 * 6);
		image[10] = Float.NaN;
		image[30] = Float.POSITIVE_INFINITY;
		for (final Neighbourhood neighbourhood : all(WindowShape.disc(1))) {
			assertExplained(neighbourhood.withBorder(), Border.SYMMETRIC, image, null, 7, 6);
			assertExplained(neighbourhood.ignoreNaN(true), Border.ZERO, image, null, 7, 6);
		}
		Arrays.fill(image, Float.NaN);
		assertExplained(Neighbourhood.of(Statistic.MEAN, WindowShape.disc(1)).ignoreNaN(true), Border.ZERO, image, null, 7, 6);
	}

	@Test
	void theSampleThatIsTheResultIsMarked() {
		final float[] image = { 5, 3, 9, 1, 7 };
		final Explanation median = new Explainer(Neighbourhood.of(Statistic.MEDIAN, WindowShape.box(2)), Border.ZERO,
			new long[][] { { 5 } }, (i, position) -> image[(int) position[0]]).explain(new long[] { 2 }, 0);
		assertEquals(5, median.result());
		assertEquals(Arrays.asList(true, false, false, false, false), Arrays.asList(median.terms().stream().map(
			Term::isTaken).toArray()));
		assertEquals(Arrays.asList("the middle one, of 5 samples: 5"), median.arithmetic());
	}
}
