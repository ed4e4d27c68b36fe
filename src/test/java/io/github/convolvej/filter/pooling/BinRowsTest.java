package io.github.convolvej.filter.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.Report;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.img.ImgFactory;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

/** Binning of whole numbers from array to array against windows one by one, and against images without arrays. */
class BinRowsTest {

	private static Pooling pooling(final int kind, final int... size) {
		return kind == 0 ? Pooling.max(size) : kind == 1 ? Pooling.min(size) : kind == 2 ? Pooling.average(size) : Pooling
			.average(size).divisorOverride(1);
	}

	private static double value(final int kind, final PoolingReference.Samples window) {
		return kind == 0 ? window.values.stream().mapToDouble(v -> v).max().getAsDouble() : kind == 1 ? window.values.stream()
			.mapToDouble(v -> v).min().getAsDouble() : kind == 2 ? window.sum() / window.values.size() : window.sum();
	}

	private static <T extends NativeType<T> & RealType<T>, R extends NativeType<R> & RealType<R>> double[] run(
		final Pooling pooling, final double[] samples, final ImgFactory<T> from, final ImgFactory<R> to, final Options options,
		final long... size)
	{
		final Img<T> image = Runs.filled(from.create(size), i -> samples[i]);
		final Img<R> result = to.create(Filters.targetDimensions(pooling, image));
		final Report report = Filters.process(pooling, image, Border.ZERO, result, options);
		assertEquals(0, report.clamped());
		return Runs.samples(result);
	}

	private static <T extends NativeType<T> & RealType<T>> void check(final T type, final int largest) {
		final Random random = new Random(largest);
		final long[] size = { 23, 17, 3 };
		for (int kind = 0; kind < 4; kind++)
			for (int k = 0; k < 25; k++) {
				final int[] window = { k % 5 + 1, k / 5 + 1 };
				final double[] samples = random.ints(Runs.product(size), 0, largest + 1).map(v -> random.nextInt(9) == 0 ? largest
					: v).asDoubleStream().toArray();
				final Pooling pooling = pooling(kind, window);
				final PoolingReference r = new PoolingReference(new long[] { 23, 17, 3 }, new int[] { window[0], window[1], 1 },
					new int[] { window[0], window[1], 1 }, new int[] { 1, 1, 1 }, new int[3], new int[3], false);
				final int reduction = kind;
				final double[] exact = r.apply(samples, (w, o) -> value(reduction, w));
				final double[] floats = Arrays.stream(exact).map(v -> (float) v).toArray();
				assertArrayEquals(floats, run(pooling, samples, new ArrayImgFactory<>(type), new ArrayImgFactory<>(
					new FloatType()), Options.DEFAULT, size), pooling + " to floats");
				assertArrayEquals(floats, run(pooling, samples, new PlanarImgFactory<>(type), new ArrayImgFactory<>(
					new FloatType()), Options.DEFAULT.tile(3, 2), size), pooling + " from planes in tiles");
				assertArrayEquals(floats, run(pooling, samples, new CellImgFactory<>(type, 5), new ArrayImgFactory<>(
					new FloatType()), Options.DEFAULT, size), pooling + " from cells");
				if (kind == 3) continue;
				final double[] rounded = Arrays.stream(exact).map(v -> Math.floor(v + 0.5)).toArray();
				Parallelization.runWithNumThreads(3, () -> {
					assertArrayEquals(rounded, run(pooling, samples, new ArrayImgFactory<>(type), new PlanarImgFactory<>(type),
						Options.DEFAULT.tile(4, 3), size), pooling + " of one type");
					assertArrayEquals(rounded, run(pooling, samples, new CellImgFactory<>(type, 5), new ArrayImgFactory<>(type),
						Options.DEFAULT, size), pooling + " of one type, through blocks");
				});
			}
	}

	@Test
	void bytesAreBinnedAsTheirWindows() {
		check(new UnsignedByteType(), 255);
	}

	@Test
	void shortsAreBinnedAsTheirWindows() {
		check(new UnsignedShortType(), 65535);
	}

	@Test
	void sumsThatDoNotFitAreStillClampedAndCounted() {
		final Img<UnsignedByteType> image = Runs.filled(new ArrayImgFactory<>(new UnsignedByteType()).create(4, 4), i -> 200);
		final Img<UnsignedByteType> result = new ArrayImgFactory<>(new UnsignedByteType()).create(2, 2);
		final Report report = Filters.process(Pooling.average(2, 2).divisorOverride(1), image, Border.ZERO, result,
			Options.DEFAULT);
		assertEquals(4, report.clamped());
		for (final double v : Runs.samples(result))
			assertEquals(255, v);
	}
}
