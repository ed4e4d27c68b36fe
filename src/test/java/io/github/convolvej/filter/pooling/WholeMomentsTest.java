package io.github.convolvej.filter.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.run.Options;

import java.util.Random;

import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;

import org.junit.jupiter.api.Test;

/**
 * Means and variances of whole numbers are those of their definition, rounded
 * once, however their sums are computed: that depends on type, range and shape, and
 * on which samples a tile has.
 */
class WholeMomentsTest {

	/** Width, height and depth; samples are whole multiples of a unit. */
	private static double[] expected(final boolean variance, final WindowShape shape, final boolean border, final double[] image,
		final double unit, final long... n)
	{
		final boolean[] footprint = shape.footprint();
		final int[] radius = new int[3];
		final int[] size = { 1, 1, 1 };
		for (int d = 0; d < n.length; d++) {
			radius[d] = shape.radius(d);
			size[d] = (int) n[d];
		}
		final double[] out = new double[image.length];
		for (int i = 0; i < out.length; i++) {
			long count = 0;
			long sum = 0;
			long squares = 0;
			int tap = 0;
			for (int z = -radius[2]; z <= radius[2]; z++)
				for (int y = -radius[1]; y <= radius[1]; y++)
					for (int x = -radius[0]; x <= radius[0]; x++)
						if (footprint[tap++]) {
							final int px = i % size[0] + x;
							final int py = i / size[0] % size[1] + y;
							final int pz = i / size[0] / size[1] + z;
							final boolean inside = px >= 0 && px < size[0] && py >= 0 && py < size[1] && pz >= 0 && pz < size[2];
							if (!inside && !border) continue;
							final long v = (long) (image[nearest(px, size[0]) + size[0] * (nearest(py, size[1]) + size[1] * nearest(pz,
								size[2]))] / unit);
							count++;
							sum += v;
							squares += v * v;
						}
			out[i] = variance ? (float) ((double) (count * squares - sum * sum) / (count * count)) : (float) (sum * unit / count);
		}
		return out;
	}

	private static int nearest(final int p, final int n) {
		return Math.max(0, Math.min(n - 1, p));
	}

	private static void check(final Img<?> image, final WindowShape shape, final boolean mean, final double unit,
		final long... n)
	{
		final double[] samples = Runs.samples((Img) image);
		for (final boolean border : new boolean[] { true, false })
			for (final boolean variance : mean ? new boolean[] { false } : new boolean[] { false, true }) {
				final Neighbourhood all = Neighbourhood.of(variance ? Statistic.VARIANCE : Statistic.MEAN, shape);
				final Neighbourhood filter = border ? all.withBorder() : all;
				final double[] expected = expected(variance, shape, border, samples, unit, n);
				for (final int[] tile : new int[][] { null, { 7, 5, 2 }, { 64, 9, 3 } }) {
					final Options options = tile == null ? Options.DEFAULT : Options.DEFAULT.tile(tile);
					assertArrayEquals(expected, Runs.run(filter, image, Border.REPLICATE, options), filter + " of " + image
						.firstElement().getClass());
				}
			}
	}

	@Test
	void bytesAndShortsAndFloatsAreSummedExactly() {
		final Random random = new Random(1);
		Parallelization.runSingleThreaded(() -> {
			for (final WindowShape shape : new WindowShape[] { WindowShape.disc(0.5), WindowShape.disc(2), WindowShape.disc(7),
				WindowShape.disc(25), WindowShape.ellipse(9, 3), WindowShape.box(12, 0) })
			{
				final long[] n = { 51, 14 };
				check(Runs.filled(ArrayImgs.unsignedBytes(n), i -> random.nextInt(256)), shape, false, 1, n);
				check(Runs.filled(ArrayImgs.unsignedShorts(n), i -> random.nextInt(1 << 16)), shape, false, 1, n);
				check(Runs.filled(ArrayImgs.shorts(n), i -> random.nextInt(1 << 16) - (1 << 15)), shape, false, 1, n);
				check(Runs.filled(ArrayImgs.floats(n), i -> random.nextInt(300) - 150), shape, false, 1, n);
			}
		});
	}

	@Test
	void extremesOfTheTypesAreSummedExactly() {
		final long[] n = { 34, 20 };
		Parallelization.runSingleThreaded(() -> {
			check(Runs.filled(ArrayImgs.unsignedShorts(n), i -> i < 300 ? 65535 : 0), WindowShape.disc(25), false, 1, n);
			check(Runs.filled(ArrayImgs.unsignedShorts(n), i -> 65535), WindowShape.disc(20), false, 1, n);
			check(Runs.filled(ArrayImgs.unsignedBytes(n), i -> i % 2 * 255), WindowShape.disc(25), false, 1, n);
			check(Runs.filled(ArrayImgs.shorts(n), i -> i % 3 == 0 ? -32768 : 32767), WindowShape.disc(10), false, 1, n);
		});
	}

	@Test
	void volumesAreSummedExactly() {
		final Random random = new Random(2);
		final long[] n = { 21, 13, 9 };
		Parallelization.runSingleThreaded(() -> {
			for (final WindowShape shape : new WindowShape[] { WindowShape.ball(2), WindowShape.ellipse(4, 2, 3) }) {
				check(Runs.filled(ArrayImgs.unsignedBytes(n), i -> random.nextInt(256)), shape, false, 1, n);
				check(Runs.filled(ArrayImgs.unsignedShorts(n), i -> random.nextInt(1 << 16)), shape, false, 1, n);
			}
		});
	}

	/** Numbers of 24 bits with a common unit; and, in one place, one with a far smaller unit, which only some tiles see. */
	@Test
	void fractionsWithACommonUnitAreSummedExactly() {
		final Random random = new Random(3);
		final long[] n = { 40, 34 };
		final WindowShape shape = WindowShape.disc(15);
		Parallelization.runSingleThreaded(() -> {
			final Img<?> image = Runs.filled(ArrayImgs.floats(n), i -> random.nextInt(1 << 24) * 0x1p-24);
			check(image, shape, true, 0x1p-24, n);
			final double[] samples = Runs.samples((Img) image);
			samples[40 * 30 + 35] = 1e-30f;
			Runs.assertSameForAnyTilesAndThreads(Neighbourhood.of(Statistic.MEAN, shape), Runs.image(false, samples, n),
				Border.ZERO);
			Runs.assertSameForAnyTilesAndThreads(Neighbourhood.of(Statistic.VARIANCE, shape).withBorder(), Runs.image(false,
				samples, n), Border.REPLICATE);
		});
	}

	/** Steps between windows fill an {@code int}, sums do not fit one; and units are of any size. */
	@Test
	void numbersOf24BitsAreSummedExactly() {
		final Random random = new Random(5);
		final long[] n = { 61, 56 };
		final int most = (1 << 24) - 1;
		Parallelization.runSingleThreaded(() -> {
			for (final WindowShape shape : new WindowShape[] { WindowShape.disc(5), WindowShape.disc(25), WindowShape.ellipse(3, 9),
				WindowShape.box(6, 0) })
				for (final double unit : new double[] { 1, 0x1p-24, 0x1p-90 }) {
					check(Runs.filled(ArrayImgs.floats(n), i -> (random.nextInt(2 * most + 1) - most) * unit), shape, true, unit, n);
					check(Runs.filled(ArrayImgs.floats(n), i -> (i % 61 < 30 ? -most : most) * unit), shape, true, unit, n);
				}
			// too small or too large for it: still the same sums
			for (final double unit : new double[] { 0x1p-140, 0x1p90 })
				check(Runs.filled(ArrayImgs.floats(n), i -> random.nextInt(1 << 12) * unit), WindowShape.disc(5), true, unit, n);
		});
	}

	@Test
	void windowsFarApartHaveTheSameSums() {
		final Random random = new Random(6);
		final Img<?> image = Runs.filled(ArrayImgs.floats(50, 45), i -> random.nextFloat());
		final Neighbourhood all = Neighbourhood.of(Statistic.MEAN, WindowShape.disc(6)).withBorder();
		final double[] every = Runs.run(all, image, Border.REFLECT, Options.DEFAULT);
		final double[] some = Runs.assertSameForAnyTilesAndThreads(all.stride(3, 2), image, Border.REFLECT);
		for (int i = 0; i < some.length; i++)
			assertEquals(every[i % 17 * 3 + i / 17 * 2 * 50], some[i]);
	}

	/** A fraction in one place: the tiles that see it sum in another way, with the same result elsewhere. */
	@Test
	void wholeNumbersBesideAFractionHaveTheSameMoments() {
		final Random random = new Random(4);
		final long[] n = { 60, 40 };
		final WindowShape shape = WindowShape.disc(4);
		final double[] whole = new double[60 * 40];
		for (int i = 0; i < whole.length; i++)
			whole[i] = random.nextInt(1 << 16);
		final double[] other = whole.clone();
		other[0] = 0.5;
		Parallelization.runSingleThreaded(() -> {
			for (final Statistic statistic : new Statistic[] { Statistic.MEAN, Statistic.VARIANCE, Statistic.DEVIATION }) {
				final Neighbourhood filter = Neighbourhood.of(statistic, shape).withBorder();
				final double[] expected = Runs.run(filter, Runs.image(false, whole, n), Border.REPLICATE, Options.DEFAULT);
				final double[] got = Runs.run(filter, Runs.image(false, other, n), Border.REPLICATE, Options.DEFAULT);
				for (int i = 0; i < got.length; i++)
					if (i % 60 > 4 || i / 60 > 4) assertEquals(expected[i], got[i], statistic + " at " + i);
			}
		});
	}

	/** Rows of 8 and 16 bits are read straight as the numbers that are summed, those of other images are not. */
	@Test
	@SuppressWarnings({ "rawtypes", "unchecked" })
	void anyBorderIsThatOfTheSameNumbersInDoublePrecision() {
		final Random random = new Random(8);
		final int[] samples = random.ints(37 * 23, 0, 256).toArray();
		final Img<?>[] images = { ArrayImgs.unsignedBytes(37, 23), ArrayImgs.unsignedShorts(37, 23), ArrayImgs.shorts(37, 23) };
		for (int k = 0; k < images.length; k++) {
			final Img<RealType> image = (Img) images[k];
			final Img<DoubleType> same = ArrayImgs.doubles(37, 23);
			int i = 0;
			final Cursor<DoubleType> other = same.cursor();
			for (final RealType v : image) {
				// of all magnitudes of the type
				v.setReal(k == 0 ? samples[i] : k == 1 ? samples[i] * 257 : (samples[i] - 128) * 256);
				other.next().set(v.getRealDouble());
				i++;
			}
			for (final String border : new String[] { "zero", "constant:7", "constant:-300000", "constant:2.5", "replicate", "reflect",
				"symmetric", "periodic" })
				for (final WindowShape shape : new WindowShape[] { WindowShape.disc(2), WindowShape.disc(10), WindowShape.box(60, 1),
					WindowShape.ellipse(3, 40) })
					for (final Statistic statistic : new Statistic[] { Statistic.MEAN, Statistic.VARIANCE }) {
						final Neighbourhood filter = Neighbourhood.of(statistic, shape).withBorder();
						final double[] expected = Runs.run(filter, same, Border.parse(border), Options.DEFAULT);
						final double[] got = Runs.run(filter, image, Border.parse(border), Options.DEFAULT);
						for (int x = 0; x < got.length; x++)
							assertEquals((float) expected[x], got[x], Math.ulp((float) expected[x]), filter + ", " + border + " at " + x);
					}
		}
	}
}
