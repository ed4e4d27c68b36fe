package io.github.convolvej.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.run.Filters;

import java.util.Arrays;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

/** Named kernels, weight by weight. */
class PresetsTest {

	private static final double EXACT = 0;
	private static final double CLOSE = 1e-15;

	private static void assertWeights(final String text, final int[] size, final double tolerance,
		final double... weights)
	{
		final Kernel kernel = KernelText.parse(text, size.length);
		assertArrayEquals(size, kernel.size(), text);
		assertArrayEquals(weights, kernel.weights(), tolerance, text);
	}

	private static int[] size(final int... size) {
		return size;
	}

	/** weights[x] * weights[y] ..., x fastest. */
	private static double[] outer(final double[]... vectors) {
		double[] product = { 1 };
		for (final double[] vector : vectors) {
			final double[] more = new double[product.length * vector.length];
			for (int i = 0; i < more.length; i++)
				more[i] = product[i % product.length] * vector[i / product.length];
			product = more;
		}
		return product;
	}

	@Test
	void edgeKernelsAreTheTextbooksIntegers() {
		assertWeights("sobel-x", size(3, 3), EXACT, -1, 0, 1, -2, 0, 2, -1, 0, 1);
		assertWeights("sobel", size(3, 3), EXACT, -1, 0, 1, -2, 0, 2, -1, 0, 1);
		assertWeights("Sobel-Y", size(3, 3), EXACT, -1, -2, -1, 0, 0, 0, 1, 2, 1);
		assertWeights("scharr-x", size(3, 3), EXACT, -3, 0, 3, -10, 0, 10, -3, 0, 3);
		assertWeights("scharr-y", size(3, 3), EXACT, -3, -10, -3, 0, 0, 0, 3, 10, 3);
		assertWeights("prewitt-x", size(3, 3), EXACT, -1, 0, 1, -1, 0, 1, -1, 0, 1);
		assertWeights("prewitt-y", size(3, 3), EXACT, -1, -1, -1, 0, 0, 0, 1, 1, 1);
		assertWeights("roberts-x", size(2, 2), EXACT, 1, 0, 0, -1);
		assertWeights("roberts-y", size(2, 2), EXACT, 0, 1, -1, 0);
		assertWeights("roberts", size(2, 2, 1), EXACT, 1, 0, 0, -1);
		assertWeights("emboss", size(3, 3), EXACT, -2, -1, 0, -1, 1, 1, 0, 1, 2);
		assertWeights("sobel-x:5", size(5, 5), EXACT, -1, -2, 0, 2, 1, -4, -8, 0, 8, 4, -6, -12, 0, 12, 6, -4, -8, 0, 8, 4, -1,
			-2, 0, 2, 1);
		assertWeights("sobel-x:7", size(7), EXACT, -1, -4, -5, 0, 5, 4, 1);
		assertWeights("sobel", size(3), EXACT, -1, 0, 1);
	}

	@Test
	void edgeKernelsInThreeDimensionsSmoothOnBothOtherAxes() {
		final double[] d = { -1, 0, 1 };
		final double[] s = { 1, 2, 1 };
		assertWeights("sobel-x", size(3, 3, 3), EXACT, outer(d, s, s));
		assertWeights("sobel-y", size(3, 3, 3), EXACT, outer(s, d, s));
		assertWeights("sobel-z", size(3, 3, 3), EXACT, outer(s, s, d));
		assertWeights("scharr-z", size(3, 3, 3), EXACT, outer(new double[] { 3, 10, 3 }, new double[] { 3, 10, 3 }, d));
		assertWeights("prewitt-y", size(3, 3, 3), EXACT, outer(new double[] { 1, 1, 1 }, d, new double[] { 1, 1, 1 }));
	}

	@Test
	void faridIsThePublishedFiveTapPair() {
		final double[] p = { 0.0376593171958126, 0.249153396177344, 0.426374573253687, 0.249153396177344, 0.0376593171958126 };
		final double[] d = { -0.109603762960254, -0.276690988455557, 0, 0.276690988455557, 0.109603762960254 };
		assertWeights("farid-x", size(5, 5), CLOSE, outer(d, p));
		assertWeights("farid-y", size(5, 5), CLOSE, outer(p, d));
		assertWeights("farid-z", size(5, 5, 5), CLOSE, outer(p, p, d));
	}

	@Test
	void laplaciansAndSharpenAreDifferencesOfNeighbours() {
		assertWeights("laplacian", size(3), EXACT, 1, -2, 1);
		assertWeights("laplacian", size(3, 3), EXACT, 0, 1, 0, 1, -4, 1, 0, 1, 0);
		assertWeights("laplacian-8", size(3, 3), EXACT, 1, 1, 1, 1, -8, 1, 1, 1, 1);
		assertWeights("sharpen", size(3, 3), EXACT, 0, -1, 0, -1, 5, -1, 0, -1, 0);
		final double[] six = new double[27];
		for (final int i : new int[] { 4, 10, 12, 14, 16, 22 })
			six[i] = 1;
		six[13] = -6;
		assertWeights("laplacian", size(3, 3, 3), EXACT, six);
		final double[] all = new double[27];
		Arrays.fill(all, 1);
		all[13] = -26;
		assertWeights("laplacian-8", size(3, 3, 3), EXACT, all);
	}

	@Test
	void meansAreNormalised() {
		assertWeights("box", size(3), CLOSE, 1 / 3.0, 1 / 3.0, 1 / 3.0);
		final double[] ninth = new double[9];
		Arrays.fill(ninth, 1 / 9.0);
		assertWeights("box", size(3, 3), CLOSE, ninth);
		final double[] eighth = new double[8];
		Arrays.fill(eighth, 1 / 8.0);
		assertWeights("box:4,2", size(4, 2), CLOSE, eighth);
		assertWeights("box:4,2,1", size(4, 2, 1), CLOSE, eighth);
		assertWeights("binomial", size(3), CLOSE, 0.25, 0.5, 0.25);
		assertWeights("binomial:5", size(5), CLOSE, 1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0);
		assertWeights("binomial:3,2", size(3, 2), CLOSE, outer(new double[] { 0.25, 0.5, 0.25 }, new double[] { 0.5, 0.5 }));
		assertWeights("disk", size(3, 3), CLOSE, 0, 0.2, 0, 0.2, 0.2, 0.2, 0, 0.2, 0);
		assertWeights("disk:1.5", size(3, 3), CLOSE, ninth);
		assertWeights("disk:0", size(1, 1, 1), EXACT, 1);
		final double[] ball = new double[27];
		for (final int i : new int[] { 4, 10, 12, 13, 14, 16, 22 })
			ball[i] = 1 / 7.0;
		assertWeights("disk:1", size(3, 3, 3), CLOSE, ball);
		assertEquals(21, Arrays.stream(KernelText.parse("disk:2.3", 2).weights()).filter(w -> w > 0).count());
	}

	@Test
	void identityLeavesTheImageAsItIsForEverySizeWithPaddingSame() {
		assertWeights("identity", size(1, 1), EXACT, 1);
		assertWeights("identity:3", size(3, 3), EXACT, 0, 0, 0, 0, 1, 0, 0, 0, 0);
		assertWeights("identity:3,1", size(3, 1), EXACT, 0, 1, 0);
		final Img<FloatType> image = Samples.floats(Samples.bytes(1, 7 * 6), 7, 6);
		for (int nx = 1; nx <= 6; nx++)
			for (int ny = 1; ny <= 6; ny++) {
				final Kernel kernel = KernelText.parse("identity:" + nx + "," + ny, 2);
				Samples.assertSame(image, Filters.apply(Convolution.of(kernel), image, Border.REPLICATE), nx + " x " + ny);
			}
	}

	/** scipy.ndimage's _gaussian_kernel1d, reversed, since its callers correlate with the reversed kernel. */
	private static double[] scipyGaussian(final double sigma, final int order, final int radius) {
		final double[] w = new double[2 * radius + 1];
		double sum = 0;
		for (int x = -radius; x <= radius; x++)
			sum += Math.exp(-0.5 / (sigma * sigma) * x * x);
		for (int x = -radius; x <= radius; x++) {
			final double phi = Math.exp(-0.5 / (sigma * sigma) * x * x) / sum;
			// q(x) of the recursion q' = q/dx - q x / sigma^2, by hand
			final double q = order == 0 ? 1 : order == 1 ? -x / (sigma * sigma) : (double) x * x / Math.pow(sigma, 4) - 1 / (sigma *
				sigma);
			w[radius - x] = q * phi;
		}
		return w;
	}

	@Test
	void gaussiansAreScipysSampledGaussians() {
		for (final double sigma : new double[] { 0.3, 0.5, 1, 1.5, 2.7, 8 }) {
			final int r = (int) (4 * sigma + 0.5);
			final double[] g = scipyGaussian(sigma, 0, r);
			assertWeights("gaussian:" + sigma, size(2 * r + 1), CLOSE, g);
			assertWeights("gaussian:" + sigma, size(2 * r + 1, 2 * r + 1), CLOSE, outer(g, g));
			assertEquals(1, KernelText.parse("gaussian:" + sigma, 2).sum(0), 1e-13);
			// narrower ones are corrected, see GaussianTest
			if (sigma < 1) continue;
			final double[] first = scipyGaussian(sigma, 1, r);
			assertWeights("gaussian-x:" + sigma, size(2 * r + 1, 2 * r + 1), CLOSE, outer(first, g));
			assertWeights("gaussian-y:" + sigma, size(2 * r + 1, 2 * r + 1), CLOSE, outer(g, first));
			if (r < 13) assertWeights("gaussian-z:" + sigma, size(2 * r + 1, 2 * r + 1, 2 * r + 1), CLOSE, outer(g, g, first));
		}
		// numbers that scipy 1.10 printed: gaussian_filter1d of an impulse, sigma 1, orders 0 and 1
		assertEquals(0.3989434693560978, KernelText.parse("gaussian:1", 1).weights()[4], 1e-15);
		assertEquals(0.24197144565660073, KernelText.parse("gaussian:1", 1).weights()[5], 1e-15);
		assertEquals(0.24197144565660073, KernelText.parse("gaussian-x:1", 1).weights()[5], 1e-15);
		assertEquals(-0.24197144565660073, KernelText.parse("gaussian-x:1", 1).weights()[3], 1e-15);
	}

	@Test
	void sigmaAndSizeMayDifferFromAxisToAxis() {
		assertWeights("gaussian:1,2", size(9, 17), CLOSE, outer(scipyGaussian(1, 0, 4), scipyGaussian(2, 0, 8)));
		assertWeights("gaussian:1:5", size(5, 5), CLOSE, outer(scipyGaussian(1, 0, 2), scipyGaussian(1, 0, 2)));
		assertWeights("gaussian:1,2,0.5:3,7,1", size(3, 7, 1), CLOSE, outer(scipyGaussian(1, 0, 1), scipyGaussian(2, 0, 3),
			scipyGaussian(0.5, 0, 0)));
	}

	@Test
	void laplacianAndDifferenceOfGaussiansAreSumsOfGaussians() {
		final double[] g = scipyGaussian(1.2, 0, 5);
		final double[] second = scipyGaussian(1.2, 2, 5);
		final double[] log = outer(second, g);
		final double[] other = outer(g, second);
		for (int i = 0; i < log.length; i++)
			log[i] += other[i];
		assertWeights("log:1.2", size(11, 11), CLOSE, log);
		assertTrue(KernelText.parse("log:1.2", 2).weights()[60] < 0);
		assertWeights("log:12500", size(100_001), CLOSE, scipyGaussian(12500, 2, 50_000));
		// each Gaussian is scipy's, which ends where it ends alone
		final double[] narrow = new double[17];
		System.arraycopy(scipyGaussian(1, 0, 4), 0, narrow, 4, 9);
		final double[] dog = outer(narrow, narrow);
		final double[] wide = scipyGaussian(2, 0, 8);
		final double[] subtracted = outer(wide, wide);
		for (int i = 0; i < dog.length; i++)
			dog[i] -= subtracted[i];
		assertWeights("dog:1,2", size(17, 17), CLOSE, dog);
	}

	@Test
	void tinySigmasGiveAnIdentityAndDifferences() {
		assertWeights("gaussian:1e-200", size(1, 1), EXACT, 1);
		assertWeights("gaussian:1e-200:3", size(3), EXACT, 0, 1, 0);
		for (final String sigma : new String[] { "1e-200", "1e-160", "0.01" }) {
			assertWeights("gaussian-x:" + sigma, size(3), EXACT, -0.5, 0, 0.5);
			assertWeights("log:" + sigma + ":3", size(3), EXACT, 1, -2, 1);
		}
		for (final double w : KernelText.parse("gaussian-x:0.05", 2).weights())
			assertTrue(!Double.isNaN(w) && !Double.isInfinite(w));
	}

	private static void assertRefused(final String text, final int dimensions, final String... parts) {
		final String message = assertThrows(IllegalArgumentException.class, () -> KernelText.parse(text, dimensions), text)
			.getMessage();
		for (final String part : parts)
			assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
	}

	@Test
	void wrongArgumentsAreRefusedWithWhatIsPossible() {
		assertRefused("gausian:1", 2, "'gausian:1'", "gaussian");
		assertRefused("gaussian", 2, "lacks a number", "gaussian:sigma");
		assertRefused("gaussian:", 2, "lacks a number");
		assertRefused("gaussian:-1", 2, "sigma is -1");
		assertRefused("gaussian:NaN", 2, "'nan'", "number");
		assertRefused("gaussian:1e999", 2, "sigma is Infinity");
		assertRefused("gaussian:1e9", 1, "more than can be used");
		assertRefused("gaussian:500", 2, "more than can be used");
		assertRefused("gaussian:1,2", 3, "2 numbers", "3");
		assertRefused("gaussian:1:4", 2, "size 4", "odd");
		assertRefused("gaussian:a", 2, "'a'");
		assertRefused("box:0", 2, "size 0");
		assertRefused("box:2.5", 2, "size 2.5");
		assertRefused("box:100000", 2, "more than can be used");
		assertRefused("box:3:3", 2, "more arguments", "box[:size]");
		assertRefused("sharpen:1", 2, "more arguments");
		assertRefused("sobel:4", 2, "odd size of at least 3");
		assertRefused("sobel-y:3:3", 2, "more arguments", "sobel-x[:size]");
		assertRefused("sobel:3:3", 2, "more arguments", "sobel-x[:size]");
		assertRefused("gaussian-y", 2, "lacks a number", "gaussian-x:sigma");
		assertRefused("sobel:3,5", 2, "one size");
		assertRefused("sobel-z", 2, "needs 3 axes", "dimensions=3D");
		assertRefused("sobel-y", 1, "needs 2 axes", "dimensions=2D");
		assertRefused("emboss", 1, "2 axes");
		assertRefused("roberts-z", 3, "not a preset");
		assertRefused("box-x", 3, "not a preset");
		assertRefused("disk:-1", 2, "radius is -1");
		assertRefused("disk:5000", 2, "more than can be used");
		assertRefused("dog:1", 2, "two sigmas");
		assertRefused("binomial:61", 1, "60");
	}

	@Test
	void sigma0LeavesAnAxisAsItIs() {
		assertEquals(KernelText.parse("gaussian:1.5", 1), KernelText.parse("gaussian:1.5,0", 2).reshaped(13));
	}

	@Test
	void everyPresetOfTheHelpExists() {
		for (final String name : Presets.help().keySet()) {
			final String argument = name.equals("dog") ? ":1,2" : Presets.help().get(name).startsWith(name + ":") ? ":1" : "";
			final Kernel kernel = KernelText.parse(name + argument, 2);
			assertEquals(2, kernel.numDimensions(), name);
			assertTrue(Presets.help().get(name).startsWith(name), name);
		}
		assertEquals(18, Presets.help().size());
	}
}
