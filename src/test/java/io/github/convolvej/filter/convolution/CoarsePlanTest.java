package io.github.convolvej.filter.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.SeparableKernel;
import io.github.convolvej.kernel.SmoothingKernels;
import io.github.convolvej.run.Options;

import java.util.Arrays;

import net.imglib2.img.Img;
import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;

/** Gaussians on a coarse grid against the definition. */
class CoarsePlanTest {

	private static final Border[] BORDERS = { Border.ZERO, Border.constant(3.5), Border.REPLICATE, Border.REFLECT,
		Border.SYMMETRIC, Border.PERIODIC };

	/** The engine, also where another one would be taken. */
	private static final class Coarse implements Filter {

		private static final long serialVersionUID = 1L;
		private final SeparableKernel kernel;
		private final double bias;
		private final boolean isSame;

		Coarse(final SeparableKernel kernel, final double bias, final boolean isSame) {
			this.kernel = kernel;
			this.bias = bias;
			this.isSame = isSame;
		}

		Coarse(final double... sigma) {
			this(SmoothingKernels.gaussian(sigma), 0, true);
		}

		@Override
		public int numDimensions() {
			return kernel.numDimensions();
		}

		@Override
		public Plan on(final long... n) {
			final Window[] windows = new Window[n.length];
			for (int d = 0; d < n.length; d++) {
				final int radius = kernel.size(d) / 2;
				windows[d] = new Window(kernel.size(d), 1, 1, isSame ? radius : 3, isSame ? radius : 5);
			}
			final Plan exact = new LinePassesPlan(kernel, bias, windows, null, n);
			final Plan plan = CoarsePlan.of(kernel, bias, windows, exact, n);
			assertNotNull(plan);
			return plan;
		}
	}

	/** In double precision, the same filter is computed by another engine, which is exact to 1e-12. */
	private static double largestDifference(final Filter filter, final double[] image, final Border border, final long... n) {
		final double[] made = Runs.run(filter, Runs.image(false, image, n), border, Options.DEFAULT);
		final double[] expected = Runs.run(filter, Runs.image(true, image, n), border, Options.DEFAULT);
		double largest = 0;
		for (int i = 0; i < made.length; i++)
			largest = Math.max(largest, Math.abs(made[i] - expected[i]));
		return largest;
	}

	@Test
	void resultsAreTheDefinitionForAllBordersAndSizes() {
		final int[][] sizes = { { 97, 61 }, { 41, 7 }, { 3, 130 }, { 2, 1 }, { 1, 9 } };
		for (final Border border : BORDERS)
			for (final int[] n : sizes) {
				final double[] image = Runs.numbers(3, n[0] * n[1]);
				final double most = Arrays.stream(image).map(Math::abs).max().getAsDouble();
				final Filter filter = n[0] > n[1] ? new Coarse(8, 8) : new Coarse(9.3, 11.5);
				assertTrue(largestDifference(filter, image, border, n[0], n[1]) < 5e-7 * most, border + Arrays.toString(n));
			}
	}

	@Test
	void volumesAreTheDefinition() {
		final double[] image = Runs.numbers(6, 40 * 30 * 37);
		for (final Border border : new Border[] { Border.constant(3.5), Border.REPLICATE, Border.REFLECT })
			for (final double z : new double[] { 0, 2, 9 })
				assertEquals(0, largestDifference(new Coarse(8, 9, z), image, border, 40, 30, 37), 1e-5, border + " " + z);
		image[15_000] = Double.NEGATIVE_INFINITY;
		final Img<?> bad = Runs.image(false, image, 40, 30, 37);
		final double[] whole = Runs.run(new Coarse(8, 9, 1), bad, Border.REFLECT, Options.DEFAULT);
		assertArrayEquals(whole, Runs.run(new Coarse(8, 9, 1), bad, Border.REFLECT, Options.DEFAULT.tile(23, 30, 11)), 0);
		assertEquals(Double.NEGATIVE_INFINITY, whole[15_000 + 3 * 40 * 30]);
		assertTrue(Double.isFinite(whole[15_000 - 6 * 40 * 30]));
	}

	@Test
	void volumesOnAGridAlongAllAxesAreTheDefinition() {
		final int[][] sizes = { { 70, 33, 90 }, { 5, 41, 60 }, { 60, 2, 37 }, { 1, 1, 66 } };
		for (final Border border : BORDERS)
			for (final int[] n : sizes) {
				final double[] image = Runs.numbers(7, n[0] * n[1] * n[2]);
				final double most = Arrays.stream(image).map(Math::abs).max().getAsDouble();
				final Filter filter = n[0] > n[1] ? new Coarse(8, 8.5, 9) : new Coarse(8, 11, 8);
				assertTrue(filter.on(n[0], n[1], n[2]).engine().matches("coarse Gaussian, every 2 x [23] x [23] samples.*"));
				assertTrue(largestDifference(filter, image, border, n[0], n[1], n[2]) < 6e-7 * most, border + Arrays.toString(n));
			}
		final double[] constant = new double[40 * 30 * 50];
		Arrays.fill(constant, 65535);
		assertArrayEquals(constant, Runs.run(new Coarse(8, 9, 10), Runs.image(false, constant, 40, 30, 50), Border.REPLICATE,
			Options.DEFAULT), 0.03);
		Arrays.fill(constant, Float.MAX_VALUE);
		assertArrayEquals(constant, Runs.run(new Coarse(8, 9, 10), Runs.image(false, constant, 40, 30, 50), Border.REFLECT,
			Options.DEFAULT), 1e-6 * Float.MAX_VALUE);
	}

	@Test
	void inVolumesTilesAndThreadsChangeNoBitAndWhatIsNotFiniteStaysInItsWindows() {
		final int[] n = { 44, 38, 120 };
		final double[] image = Runs.numbers(8, n[0] * n[1] * n[2]);
		final Filter filter = new Coarse(SmoothingKernels.gaussian(8, 8, 9), 2.5, true);
		image[(100 * n[1] + 20) * n[0] + 5] = 0;
		image[(60 * n[1] + 20) * n[0] + 30] = 0;
		final double[] clean = Runs.run(filter, Runs.image(false, image, 44, 38, 120), Border.REFLECT, Options.DEFAULT);
		image[(100 * n[1] + 20) * n[0] + 5] = Double.NaN;
		image[(60 * n[1] + 20) * n[0] + 30] = Double.NEGATIVE_INFINITY;
		final Img<?> bad = Runs.image(false, image, 44, 38, 120);
		final double[] whole = Runs.run(filter, bad, Border.REFLECT, Options.DEFAULT.tile(1000, 1000, 1000));
		for (final int[] tile : new int[][] { { 23, 31, 17 }, { 44, 38, 41 } })
			assertArrayEquals(whole, Parallelization.runWithNumThreads(2, () -> Runs.run(filter, bad, Border.REFLECT,
				Options.DEFAULT.tile(tile))), 0);
		for (int i = 0; i < whole.length; i++) {
			final int x = i % n[0];
			final int y = i / n[0] % n[1];
			final int z = i / n[0] / n[1];
			// the reflected rows are in reach everywhere
			final boolean inNaN = (Math.abs(x - 5) <= 32 || x + 5 <= 32) && Math.abs(y - 20) <= 32 && (Math.abs(z - 100) <= 36 ||
				238 - 100 - z <= 36);
			final boolean inInfinity = (Math.abs(x - 30) <= 32 || 86 - 30 - x <= 32) && Math.abs(y - 20) <= 32 && Math.abs(z -
				60) <= 36;
			final String place = x + " " + y + " " + z;
			if (inNaN) assertTrue(Double.isNaN(whole[i]), place);
			else if (inInfinity) assertEquals(Double.NEGATIVE_INFINITY, whole[i], place);
			else assertEquals(clean[i], whole[i], 0, place);
		}
	}

	@Test
	void oneLargeSampleDoesNotMoveTheBias() {
		final double[] image = new double[300 * 40];
		image[0] = 1e37;
		final double[] made = Runs.run(new Coarse(SmoothingKernels.gaussian(8, 8), 5, true), Runs.image(false, image, 300, 40),
			Border.REPLICATE, Options.DEFAULT);
		assertEquals(5, made[39 * 300 + 299]);
	}

	@Test
	void windowsNeedNotBeAtTheirSamples() {
		final double[] image = Runs.numbers(4, 200 * 130);
		assertTrue(largestDifference(new Coarse(SmoothingKernels.gaussian(13, 9), 2.5, false), image, Border.REFLECT, 200,
			130) < 3e-6);
	}

	@Test
	void largerImagesOfSeveralLinesAreTheDefinition() {
		final double[] image = Runs.numbers(5, 2500 * 20);
		assertTrue(largestDifference(new Coarse(31, 8), image, Border.REFLECT, 2500, 20) < 5e-7);
	}

	@Test
	void theStatedErrorHoldsForTheWorstSigns() {
		final CoarseGaussian g = CoarseGaussian.of(SmoothingKernels.gaussian(23.7).vector(0, 0));
		assertTrue(CoarseGaussian.error(g, g) < 1.5e-6, "" + CoarseGaussian.error(g, g));
		assertTrue(g.grid.error < 2e-7, "" + g.grid.error);
		assertTrue(g.coarser.error < 1e-3, "" + g.coarser.error);
	}

	private static void assertSameForTilesAndThreads(final Filter filter, final Img<?> image, final Border border) {
		final double[] whole = Runs.run(filter, image, border, Options.DEFAULT.tile(10_000, 10_000));
		for (final int[] tile : new int[][] { { 67, 31 }, { 300, 43 } })
			assertArrayEquals(whole, Parallelization.runWithNumThreads(2, () -> Runs.run(filter, image, border, Options.DEFAULT
				.tile(tile))), 0);
	}

	@Test
	void tilesAndThreadsChangeNoBit() {
		final double[] image = Runs.numbers(5, 150 * 110);
		for (final Border border : new Border[] { Border.constant(2), Border.REFLECT })
			assertSameForTilesAndThreads(new Coarse(9, 14), Runs.image(false, image, 150, 110), border);
	}

	@Test
	void whatIsNotFiniteReachesTheWindowsItLiesInAndNoOthers() {
		final int n = 160;
		final double[] image = Runs.numbers(9, n * n);
		final Filter filter = new Coarse(10, 8);
		image[120 * n + 50] = 0;
		image[10 * n + 150] = 0;
		final double[] clean = Runs.run(filter, Runs.image(false, image, n, n), Border.REPLICATE, Options.DEFAULT);
		final double[] bad = image.clone();
		bad[120 * n + 50] = Double.NaN;
		bad[10 * n + 150] = Double.POSITIVE_INFINITY;
		final double[] result = Runs.run(filter, Runs.image(false, bad, n, n), Border.REPLICATE, Options.DEFAULT);
		for (int y = 0; y < n; y++)
			for (int x = 0; x < n; x++) {
				final double v = result[y * n + x];
				if (Math.abs(y - 120) <= 32 && Math.abs(x - 50) <= 40) assertTrue(Double.isNaN(v), x + " " + y);
				else if (Math.abs(y - 10) <= 32 && Math.abs(x - 150) <= 40) assertEquals(Double.POSITIVE_INFINITY, v);
				else assertEquals(clean[y * n + x], v, 0, x + " " + y);
			}
		assertSameForTilesAndThreads(filter, Runs.image(false, bad, n, n), Border.REFLECT);
	}

	@Test
	void largestNumbersStayFinite() {
		final int n = 120;
		final double[] image = new double[n * n];
		Arrays.fill(image, Float.MAX_VALUE);
		final double[] made = Runs.run(new Coarse(12, 12), Runs.image(false, image, n, n), Border.REPLICATE, Options.DEFAULT);
		for (final double v : made)
			assertEquals(Float.MAX_VALUE, v, 1e-6 * Float.MAX_VALUE);
		Arrays.fill(image, 65535);
		assertArrayEquals(image, Runs.run(new Coarse(12, 12), Runs.image(false, image, n, n), Border.SYMMETRIC,
			Options.DEFAULT), 0.02);
	}

	@Test
	void onlyGaussiansAreTaken() {
		assertNotNull(CoarseGaussian.of(SmoothingKernels.gaussian(8.0).vector(0, 0)));
		assertNull(CoarseGaussian.of(SmoothingKernels.gaussian(3.0).vector(0, 0)));
		assertNull(CoarseGaussian.of(SmoothingKernels.box(101).vector(0, 0)));
		assertNull(CoarseGaussian.of(SmoothingKernels.laplacianOfGaussian(20.0, 20.0).vector(0, 0)));
		assertNull(CoarseGaussian.of(SmoothingKernels.gaussian(new double[] { 20 }, new int[] { 0 }, new int[] { 50 }).vector(
			0, 0)));
		final double[] almost = SmoothingKernels.gaussian(20.0).vector(0, 0);
		almost[30] *= 1 + 1e-7;
		assertNull(CoarseGaussian.of(almost));
		final Filter blur = Smooth.gaussian(50, 50);
		assertTrue(blur.on(2048, 2048).engine().startsWith("coarse Gaussian"), blur.on(2048, 2048).engine());
		assertTrue(!blur.on(2048, 2048).inDouble().engine().startsWith("coarse"));
		final Plan nan = blur.on(2048, 2048).within(Border.constant(Double.NaN));
		assertTrue(!nan.engine().startsWith("coarse"), nan.engine());
		assertSame(Smooth.gaussian(50, 50).on(40, 40).getClass(), LinePassesPlan.class);
	}
}
