package io.github.convolvej.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.run.Monitor;

import java.util.Random;
import java.util.concurrent.CancellationException;

import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelFitTest {

	private static final String[] BORDERS = { "zero", "constant:7", "replicate", "reflect", "symmetric", "periodic" };

	private static Img<DoubleType> noise(final long seed, final double mean, final long... size) {
		int n = 1;
		for (final long s : size)
			n *= s;
		final Random random = new Random(seed);
		final double[] values = new double[n];
		for (int i = 0; i < n; i++)
			values[i] = mean + random.nextGaussian();
		return ArrayImgs.doubles(values, size);
	}

	/** The definition: each output sample summed by itself. */
	private static Img<DoubleType> filtered(final Img<DoubleType> image, final double[] w, final int[] size, final int outputs,
		final double[] bias, final Border border)
	{
		final long[] n = image.dimensionsAsLongArray();
		final int inputs = (int) n[3];
		final Img<DoubleType> result = ArrayImgs.doubles(n[0], n[1], n[2], outputs);
		final RandomAccess<DoubleType> in = image.randomAccess();
		final RandomAccess<DoubleType> out = result.randomAccess();
		for (int k = 0; k < outputs; k++)
			for (int z = 0; z < n[2]; z++)
				for (int y = 0; y < n[1]; y++)
					for (int x = 0; x < n[0]; x++) {
						double sum = bias[k];
						int i = k * inputs * size[0] * size[1] * size[2];
						for (int c = 0; c < inputs; c++)
							for (int c2 = 0; c2 < size[2]; c2++)
								for (int b = 0; b < size[1]; b++)
									for (int a = 0; a < size[0]; a++, i++) {
										final long p = border.position(x + a - (size[0] - 1) / 2, n[0]);
										final long q = border.position(y + b - (size[1] - 1) / 2, n[1]);
										final long r = border.position(z + c2 - (size[2] - 1) / 2, n[2]);
										in.setPosition(new long[] { Math.max(0, p), Math.max(0, q), Math.max(0, r), c });
										sum += w[i] * (p < 0 || q < 0 || r < 0 ? border.value() : in.get().get());
									}
						out.setPosition(new long[] { x, y, z, k });
						out.get().set(sum);
					}
		return result;
	}

	private static double[] weights(final int n) {
		final Random random = new Random(5);
		return random.doubles(n, -1, 1).toArray();
	}

	@ParameterizedTest
	@ValueSource(strings = { "zero", "constant:7", "replicate", "reflect", "symmetric", "periodic" })
	void aKnownKernelIsFoundAgain(final String name) {
		final Border border = Border.parse(name);
		final int[] size = { 5, 4, 1 };
		final double[] w = weights(2 * 3 * 20);
		final double[] bias = { 12, -3, 0 };
		final Img<DoubleType> image = noise(1, 40, 40, 31, 1, 2);
		final KernelSums sums = new KernelSums(KernelFit.ofSize(5, 4).bias(true).border(border), 2, 3);
		sums.add(image, filtered(image, w, size, 3, bias, border), Monitor.NONE);
		final LearnedKernel learned = sums.solve();
		assertArrayEquals(w, learned.kernel().weights(), 1e-9);
		assertEquals(40 * 31, learned.samples());
		for (int k = 0; k < 3; k++) {
			assertEquals(bias[k], learned.kernel().bias(k), 1e-7);
			assertEquals(0, learned.fittedError(k), 1e-5);
			assertEquals(0, learned.unseenError(k), 1e-5);
		}
	}

	/** Without a border, only windows inside the image count: any border that the wanted image was made with does. */
	@Test
	void windowsInsideNeedNoBorder() {
		final double[] w = weights(27);
		final Img<DoubleType> image = noise(2, 0, 17, 16, 9, 1);
		for (final String border : BORDERS) {
			final KernelSums sums = new KernelSums(KernelFit.ofSize(3, 3, 3), 1, 1);
			sums.add(image, filtered(image, w, new int[] { 3, 3, 3 }, 1, new double[1], Border.parse(border)), Monitor.NONE);
			assertArrayEquals(w, sums.solve().kernel().weights(), 1e-11);
			assertEquals(15 * 14 * 7, sums.solve().samples());
		}
	}

	@Test
	void severalPairsAreOneTask() {
		final double[] w = weights(9);
		final KernelSums sums = new KernelSums(KernelFit.ofSize(3, 3).border(Border.REFLECT), 1, 1);
		for (int i = 0; i < 4; i++) {
			final Img<DoubleType> image = noise(10 + i, 0, 6, 5, 1, 1);
			sums.add(image, filtered(image, w, new int[] { 3, 3, 1 }, 1, new double[1], Border.REFLECT), Monitor.NONE);
		}
		assertArrayEquals(w, sums.solve().kernel().weights(), 1e-10);
		assertEquals(120, sums.solve().samples());
	}

	/**
	 * A periodic signal s with additive white noise n: with a kernel as large as the image, the least squares solution in
	 * the Fourier domain is conj(X) S / |X|^2 for X the transform of what was seen; over many pairs, the sums of both.
	 */
	@Test
	void ofNoisyPairsItIsTheWienerFilter() {
		final int n = 15;
		final int pairs = 12;
		final double[][] cross = new double[n][2];
		final double[] power = new double[n];
		final KernelSums sums = new KernelSums(KernelFit.ofSize(n).border(Border.PERIODIC), 1, 1);
		final Random random = new Random(3);
		for (int p = 0; p < pairs; p++) {
			final double[] clean = new double[n];
			final double[] seen = new double[n];
			final double phase = random.nextDouble() * 6;
			for (int i = 0; i < n; i++) {
				clean[i] = 3 * Math.sin(phase + 2 * Math.PI * i / n) + random.nextGaussian() * 0.2;
				seen[i] = clean[i] + random.nextGaussian();
			}
			sums.add(ArrayImgs.doubles(seen, n, 1, 1, 1), ArrayImgs.doubles(clean, n, 1, 1, 1), Monitor.NONE);
			for (int f = 0; f < n; f++) {
				final double[] x = transform(seen, f);
				final double[] s = transform(clean, f);
				cross[f][0] += s[0] * x[0] + s[1] * x[1];
				cross[f][1] += s[1] * x[0] - s[0] * x[1];
				power[f] += x[0] * x[0] + x[1] * x[1];
			}
		}
		// the filter h at lag i; a correlation's tap t reads the sample t - (n - 1) / 2 further on, which is lag -that
		final double[] expected = new double[n];
		for (int t = 0; t < n; t++) {
			final int lag = (n - 1) / 2 - t;
			for (int f = 0; f < n; f++)
				expected[t] += (cross[f][0] * Math.cos(2 * Math.PI * f * lag / n) - cross[f][1] * Math.sin(2 * Math.PI * f * lag /
					n)) / power[f] / n;
		}
		assertArrayEquals(expected, sums.solve().kernel().weights(), 1e-9);
	}

	private static double[] transform(final double[] signal, final int f) {
		final double[] sum = new double[2];
		for (int i = 0; i < signal.length; i++) {
			sum[0] += signal[i] * Math.cos(2 * Math.PI * f * i / signal.length);
			sum[1] -= signal[i] * Math.sin(2 * Math.PI * f * i / signal.length);
		}
		return sum;
	}

	/** An error at positions that were not used is larger than the one that was made as small as possible. */
	@Test
	void theErrorOfUnusedPartsTellsThatNothingIsLearnedFromNoise() {
		final KernelSums sums = new KernelSums(KernelFit.ofSize(11, 11).border(Border.REFLECT), 1, 1);
		sums.add(noise(6, 0, 30, 20, 1, 1), noise(7, 0, 30, 20, 1, 1), Monitor.NONE);
		final LearnedKernel learned = sums.solve();
		assertTrue(learned.fittedError(0) < 0.95 * learned.spread(0));
		assertTrue(learned.unseenError(0) > 1.05 * learned.spread(0));
		final KernelSums careful = new KernelSums(KernelFit.ofSize(11, 11).border(Border.REFLECT).chosenRidge(), 1, 1);
		careful.add(noise(6, 0, 30, 20, 1, 1), noise(7, 0, 30, 20, 1, 1), Monitor.NONE);
		assertEquals(1, careful.solve().ridge());
		assertTrue(careful.solve().unseenError(0) < learned.unseenError(0));
	}

	@Test
	void aRidgeMakesWeightsSmaller() {
		// one tap: w = sum(x y) / (sum(x^2) (1 + ridge))
		final KernelSums sums = new KernelSums(KernelFit.ofSize(1).ridge(0.25), 1, 1);
		sums.add(ArrayImgs.doubles(new double[] { 1, 2, 3, 4, 5, 6 }, 6, 1, 1, 1), ArrayImgs.doubles(new double[] { 2, 4, 6, 8,
			10, 12 }, 6, 1, 1, 1), Monitor.NONE);
		assertEquals(2 / 1.25, sums.solve().kernel().weights()[0], 1e-12);
	}

	@Test
	void itSaysHowMuchTheImagesDetermine() {
		// a ramp: rows of a 3 x 1 kernel are combinations of a constant and a slope
		final double[] ramp = new double[100];
		for (int i = 0; i < ramp.length; i++)
			ramp[i] = i % 10;
		final KernelSums sums = new KernelSums(KernelFit.ofSize(3), 1, 1);
		sums.add(ArrayImgs.doubles(ramp, 10, 10, 1, 1), ArrayImgs.doubles(ramp, 10, 10, 1, 1), Monitor.NONE);
		final String message = assertThrows(IllegalArgumentException.class, sums::solve).getMessage();
		assertTrue(message.contains("determine only 2 of 3 unknowns"), message);
	}

	@Test
	void whatCannotBeIsRefused() {
		final KernelSums sums = new KernelSums(KernelFit.ofSize(3, 3), 1, 1);
		refused("[6, 5, 1] (x, y, z), but the wanted image [5, 6, 1]", () -> sums.add(noise(1, 0, 6, 5, 1, 1), noise(1, 0, 5, 6,
			1, 1), Monitor.NONE));
		refused("1 channel", () -> sums.add(noise(1, 0, 6, 5, 1, 2), noise(1, 0, 6, 5, 1, 1), Monitor.NONE));
		final double[] broken = new double[20];
		broken[7] = Double.NaN;
		refused("wanted image has the sample NaN at x 2, y 1, slice 1, channel 1", () -> new KernelSums(KernelFit.ofSize(1), 1, 1).add(noise(1,
			0, 5, 4, 1, 1), ArrayImgs.doubles(broken, 5, 4, 1, 1), Monitor.NONE));
		refused("at most 2500", () -> new KernelSums(KernelFit.ofSize(51, 51), 1, 1));
		refused("no window of size [9, 9]", () -> {
			final KernelSums large = new KernelSums(KernelFit.ofSize(9, 9), 1, 1);
			large.add(noise(1, 0, 6, 5, 1, 1), noise(1, 0, 6, 5, 1, 1), Monitor.NONE);
			large.solve();
		});
		refused("ridge is -1.0", () -> KernelFit.ofSize(3).ridge(-1));
		refused("folds is 1", () -> KernelFit.ofSize(3).folds(1));
		assertThrows(CancellationException.class, () -> sums.add(noise(1, 0, 6, 5, 1, 1), noise(1, 0, 6, 5, 1, 1), new Monitor() {

			@Override
			public boolean isCancelled() {
				return true;
			}
		}));
	}

	private static void refused(final String words, final Runnable task) {
		final String message = assertThrows(IllegalArgumentException.class, task::run).getMessage();
		assertTrue(message.contains(words), message);
	}
}
