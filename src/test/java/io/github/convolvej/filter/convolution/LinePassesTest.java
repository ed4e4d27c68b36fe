package io.github.convolvej.filter.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.GradientOperator;
import io.github.convolvej.kernel.SeparableKernel;
import io.github.convolvej.kernel.SmoothingKernels;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;

/** Passes of wide kernels against the definition, written down here a second time. */
class LinePassesTest {

	private static final Border[] BORDERS = { Border.ZERO, Border.constant(3.5), Border.REPLICATE, Border.REFLECT,
		Border.SYMMETRIC, Border.PERIODIC };

	/** Correlation of one axis by the definition, of an image with its border around it. */
	private static double[] pass(final double[] image, final int[] size, final int axis, final double[] w, final Border border,
		final double outside)
	{
		final double[] result = new double[image.length];
		int step = 1;
		for (int d = 0; d < axis; d++)
			step *= size[d];
		final int before = w.length / 2;
		final int[] positions = new int[size[axis] + w.length];
		for (int p = 0; p < positions.length; p++)
			positions[p] = (int) border.position(p - before, size[axis]);
		for (int i = 0; i < image.length; i++) {
			final int at = i / step % size[axis];
			double sum = 0;
			for (int t = 0; t < w.length; t++) {
				final int p = positions[at + t];
				sum += w[t] * (p < 0 ? outside : image[i + (p - at) * step]);
			}
			result[i] = sum;
		}
		return result;
	}

	private static double[] expected(final SeparableKernel kernel, final double[] image, final int[] size, final Border border,
		final double bias)
	{
		final double[] sum = new double[image.length];
		for (int t = 0; t < kernel.terms(); t++) {
			double[] term = image;
			double outside = border.value();
			for (int d = size.length - 1; d >= 0; d--) {
				final double[] w = kernel.vector(t, d);
				term = pass(term, size, d, w, border, outside);
				double total = 0;
				for (final double v : w)
					total += v;
				outside *= total;
			}
			for (int i = 0; i < sum.length; i++)
				sum[i] += term[i];
		}
		for (int i = 0; i < sum.length; i++)
			sum[i] += bias;
		return sum;
	}

	private static SeparableKernel random(final Random random, final int terms, final int... taps) {
		SeparableKernel sum = null;
		for (int t = 0; t < terms; t++) {
			final double[][] vectors = new double[taps.length][];
			for (int d = 0; d < taps.length; d++)
				vectors[d] = random.doubles(taps[d], -1, 1).map(w -> w / taps.length).toArray();
			sum = sum == null ? SeparableKernel.of(vectors) : sum.plus(SeparableKernel.of(vectors));
		}
		return sum;
	}

	/** The engine for kernels of any size, also where another one would be taken. */
	private static final class Wide implements Filter {

		private static final long serialVersionUID = 1L;
		private final SeparableKernel kernel;
		private final double bias;

		Wide(final SeparableKernel kernel, final double bias) {
			this.kernel = kernel;
			this.bias = bias;
		}

		@Override
		public int numDimensions() {
			return kernel.numDimensions();
		}

		@Override
		public Plan on(final long... n) {
			final Window[] windows = new Window[n.length];
			for (int d = 0; d < n.length; d++)
				windows[d] = new Window(kernel.size(d), 1, 1, kernel.size(d) / 2, kernel.size(d) - 1 - kernel.size(d) / 2);
			return new LinePassesPlan(kernel, bias, windows, null, n);
		}
	}

	private static void assertRight(final SeparableKernel kernel, final int... size) {
		final long[] dimensions = Arrays.stream(size).asLongStream().toArray();
		final double[] image = Runs.numbers(7, Runs.product(dimensions));
		final Filter filter = new Wide(kernel, 0.25);
		for (final Border border : BORDERS)
			for (final boolean wide : new boolean[] { false, true }) {
				final double[] expected = expected(kernel, image, size, border, 0.25);
				final double[] actual = Runs.run(filter, Runs.image(wide, image, dimensions), border, Options.DEFAULT);
				double largest = 0;
				for (final double v : expected)
					largest = Math.max(largest, Math.abs(v));
				final String what = border + ", " + filter.on(dimensions).within(border).engine();
				for (int i = 0; i < expected.length; i++)
					assertEquals(expected[i], actual[i], largest * (wide ? 1e-12 : 0x1p-23), what);
			}
	}

	@Test
	void passesAreTheDefinitionForAllBorders() {
		final Random random = new Random(1);
		assertRight(random(random, 1, 101, 77), 150, 120);
		assertRight(random(random, 2, 301, 1), 200, 9);
		assertRight(random(random, 2, 1, 303), 9, 200);
		assertRight(random(random, 1, 260, 255), 100, 90);
		assertRight(random(random, 1, 1000), 2000);
		assertRight(random(random, 1, 101, 3, 60), 70, 5, 80);
		assertRight(random(random, 3, 1, 1, 401), 11, 3, 60);
	}

	@Test
	void kernelsMuchLongerThanTheImageAreFoldedIntoIt() {
		final Random random = new Random(2);
		assertRight(random(random, 1, 2001, 1501), 41, 35);
		assertRight(random(random, 2, 999, 501, 301), 7, 6, 5);
		final Filter filter = Smooth.gaussian(10000, 10000);
		final double[] image = Runs.numbers(3, 41 * 41);
		final double[] blurred = Runs.run(filter, Runs.image(false, image, 41, 41), Border.SYMMETRIC, Options.DEFAULT);
		double mean = 0;
		for (final double v : image)
			mean += v / image.length;
		for (final double v : blurred)
			assertEquals(mean, v, 1e-4);
	}

	@Test
	void tilesAndThreadsChangeNoBit() {
		final Random random = new Random(3);
		final double[] image = Runs.numbers(5, 300 * 170);
		for (final Border border : new Border[] { Border.constant(2), Border.REFLECT }) {
			Runs.assertSameForAnyTilesAndThreads(new Wide(random(random, 1, 141, 75), 0), Runs.image(false, image, 60,
				50), border);
			Runs.assertSameForAnyTilesAndThreads(new Wide(random(random, 2, 75, 77), 1), Runs.image(true, image, 60,
				50), border);
			Runs.assertSameForAnyTilesAndThreads(new Wide(random(random, 1, 75, 3, 41), 0), Runs.image(false, image,
				30, 10, 20), border);
		}
	}

	@Test
	void whatIsNotFiniteReachesTheWindowsItLiesInAndNoOthers() {
		final int n = 400;
		final double[] image = Runs.numbers(9, n * n);
		final Filter filter = new Wide(Smooth.gaussian(20, 20).kernel(), 0);
		final double[] clean = Runs.run(filter, Runs.image(false, image, n, n), Border.REPLICATE, Options.DEFAULT);
		final double[] bad = image.clone();
		bad[200 * n + 150] = Double.NaN;
		bad[10 * n + 390] = Double.POSITIVE_INFINITY;
		final double[] result = Runs.run(filter, Runs.image(false, bad, n, n), Border.REPLICATE, Options.DEFAULT);
		for (int y = 0; y < n; y++)
			for (int x = 0; x < n; x++) {
				final double v = result[y * n + x];
				if (Math.abs(y - 200) <= 80 && Math.abs(x - 150) <= 80) assertTrue(Double.isNaN(v));
				else if (Math.abs(y - 10) <= 80 && Math.abs(x - 390) <= 80) assertEquals(Double.POSITIVE_INFINITY, v);
				else assertEquals(clean[y * n + x], v, 1e-6, x + " " + y);
			}
	}

	@Test
	void zerosStayZerosAndConstantsStayConstant() {
		final int n = 300;
		final double[] image = new double[n * n];
		image[150 * n + 150] = 1e30;
		final double[] result = Runs.run(new Wide(Smooth.gaussian(15, 15).kernel(), 0), Runs.image(false, image, n, n), Border.ZERO, Options.DEFAULT);
		for (int y = 0; y < n; y++)
			for (int x = 0; x < n; x++)
				assertEquals(Math.abs(x - 150) <= 60 && Math.abs(y - 150) <= 60, result[y * n + x] != 0, x + " " + y);
		java.util.Arrays.fill(image, 1000);
		final Img<?> constant = Runs.image(false, image, n, n);
		assertArrayEquals(image, Runs.run(new Wide(Smooth.gaussian(50, 20).kernel(), 0), constant, Border.REPLICATE, Options.DEFAULT), 0);
	}

	@Test
	void edgesOfWideGaussiansAreMadeOfTheSameComponents() {
		final int n = 90;
		final double[] image = Runs.numbers(11, n * n);
		final Img<?> source = Runs.image(false, image, n, n);
		final GradientOperator operator = GradientOperator.gaussian(6, 6);
		final double[] dx = expected(operator.kernel(0), image, new int[] { n, n }, Border.REFLECT, 0);
		final double[] dy = expected(operator.kernel(1), image, new int[] { n, n }, Border.REFLECT, 0);
		final double[] magnitude = Runs.run(wideEdges(operator, Edges.Output.MAGNITUDE), source, Border.REFLECT,
			Options.DEFAULT);
		final double[] x = Runs.run(wideEdges(operator, Edges.Output.X), source, Border.REFLECT, Options.DEFAULT);
		final double[] angle = Runs.run(wideEdges(operator, Edges.Output.DIRECTION), source, Border.REFLECT,
			Options.DEFAULT);
		for (int i = 0; i < dx.length; i++) {
			assertEquals(dx[i], x[i], 1e-6);
			assertEquals(Math.hypot(dx[i], dy[i]), magnitude[i], 1e-6);
			assertEquals(0, Math.sin(Math.atan2(dy[i], dx[i]) - angle[i]) * magnitude[i], 1e-5);
		}
		Runs.assertSameForAnyTilesAndThreads(wideEdges(operator, Edges.Output.MAGNITUDE), source, Border.REFLECT);
		final String chosen = Edges.of("gaussian:150", 2).on(4096, 4096).engine();
		assertTrue(chosen.startsWith("gradient by wide lines"), chosen);
	}

	/** Wide and narrow Gaussians, and second derivatives and Gaussians, are summed by methods that read different samples. */
	@Test
	void termsThatAreSummedByDifferentMethodsReadTheirOwnSamples() {
		final SeparableKernel dog = SmoothingKernels.differenceOfGaussians(new double[] { 12, 1 }, new double[] { 51, 51 });
		final SeparableKernel log = SmoothingKernels.laplacianOfGaussian(26, 26);
		final double[] box = new double[121];
		final double[] line = new double[401];
		Arrays.fill(box, 1);
		Arrays.fill(line, 1);
		final SeparableKernel terms = SeparableKernel.of(line, box).plus(random(new Random(3), 1, 401, 121));
		assertTermsDiffer(dog, 17, 746);
		assertTermsDiffer(log, 14, 792);
		assertTermsDiffer(terms, 144, 131);
	}

	private static void assertTermsDiffer(final SeparableKernel kernel, final int... size) {
		final String engine = new Wide(kernel, 0).on(size[0], size[1]).within(Border.REPLICATE).engine();
		assertTrue(engine.split("along y").length > 2, engine);
		assertRight(kernel, size);
		final double[] image = Runs.numbers(8, size[0] * size[1]);
		final double[] whole = Runs.run(new Wide(kernel, 0), Runs.image(false, image, size[0], size[1]), Border.SYMMETRIC,
			Options.DEFAULT);
		for (final int[] tile : new int[][] { { 5, 300 }, { 100, 47 } })
			assertArrayEquals(whole, Parallelization.runWithNumThreads(2, () -> Runs.run(new Wide(kernel, 0), Runs.image(false,
				image, size[0], size[1]), Border.SYMMETRIC, Options.DEFAULT.tile(tile))), 0);
	}

	private static Filter wideEdges(final GradientOperator operator, final Edges.Output output) {
		return new WideEdges(operator, output);
	}

	private static final class WideEdges implements Filter {

		private static final long serialVersionUID = 1L;
		private final GradientOperator operator;
		private final Edges.Output output;

		WideEdges(final GradientOperator operator, final Edges.Output output) {
			this.operator = operator;
			this.output = output;
		}

		@Override
		public int numDimensions() {
			return operator.numDimensions();
		}

		@Override
		public Plan on(final long... n) {
			final Window[] windows = new Window[n.length];
			for (int d = 0; d < n.length; d++) {
				final int taps = operator.kernel(0).size(d);
				windows[d] = new Window(taps, 1, 1, taps / 2, taps / 2);
			}
			return new WideEdgesPlan(operator, new Edges.Output[] { output }, windows, null, n);
		}
	}

	@Test
	void timeHardlyGrowsWithSigma() {
		final LineSums narrow = FourierSums.of(new double[65], 2048, 1);
		final LineSums wide = FourierSums.of(new double[1601], 2048, 1);
		assertTrue(wide.cost() < 2.5 * narrow.cost(), narrow.cost() + " and " + wide.cost());
	}
}
