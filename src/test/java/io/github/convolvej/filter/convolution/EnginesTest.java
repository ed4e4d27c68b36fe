package io.github.convolvej.filter.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Computed;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.Separation;
import io.github.convolvej.reference.Images;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

/** The engines of the convolution: what each promises, and which is taken when. */
class EnginesTest {

	private static final Padding[] PADDINGS = { Padding.SAME, Padding.VALID, Padding.FULL, Padding.SAME_LOWER };

	private static int product(final int... numbers) {
		return Arrays.stream(numbers).reduce(1, (a, b) -> a * b);
	}

	private static Kernel random(final Random random, final int inputs, final int outputs, final int... size) {
		return new Kernel(random.doubles((long) product(size) * inputs * outputs, -1, 1).toArray(), inputs, outputs, size);
	}

	/** A kernel of some rank: sums of outer products. */
	private static Kernel ofRank(final Random random, final int rank, final int... size) {
		final double[] weights = new double[product(size)];
		for (int r = 0; r < rank; r++) {
			final double[][] vectors = new double[size.length][];
			for (int d = 0; d < size.length; d++)
				vectors[d] = random.doubles(size[d], -1, 1).toArray();
			for (int i = 0; i < weights.length; i++) {
				double w = 1;
				for (int d = 0, rest = i; d < size.length; rest /= size[d], d++)
					w *= vectors[d][rest % size[d]];
				weights[i] += w;
			}
		}
		return new Kernel(weights, 1, 1, size);
	}

	private static Img<DoubleType> image(final Random random, final long... size) {
		final Img<DoubleType> image = ArrayImgs.doubles(size);
		// exact in single precision
		image.forEach(v -> v.set((float) (random.nextGaussian() * 100)));
		return image;
	}

	private static Kernel absolute(final Kernel kernel) {
		return new Kernel(Arrays.stream(kernel.weights()).map(Math::abs).toArray(), kernel.inputs(), kernel.outputs(), kernel
			.size()).withGroups(kernel.groups());
	}

	private static double[] inDouble(final Convolution convolution, final Border border, final Img<DoubleType> image) {
		return Computed.values(Computed.inDouble(convolution, border, List.of(image)));
	}

	private static double[] inFloat(final Convolution convolution, final Border border, final Img<DoubleType> image) {
		return Computed.values(Computed.inFloat(convolution, border, List.of(image), Options.DEFAULT));
	}

	/** The part of sum |w| max|x| that the plan names as its error. */
	private static double statedFftError(final Plan plan) {
		final String engine = plan.engine();
		assertTrue(engine.matches("fft of [0-9 x]+, error <= [-0-9.e]+ \\* sum\\|w\\| \\* max\\|x\\| and one rounding, beside a NaN or infinity <= " +
			"[0-9]+ \\* 2\\^-24 \\* sum\\|w \\* x\\|"),
			engine);
		return Double.parseDouble(engine.replaceAll(".*<= ([^ ]+) .*", "$1"));
	}

	/** Sizes, stride, dilation, padding, groups, bias at random. */
	private static final class RandomCase {

		final Convolution convolution;
		final Img<DoubleType> image;
		final Border border;
		final double largest;

		RandomCase(final Random random, final int n, final int most, final boolean several) {
			final int[] size = new int[n];
			final int[] stride = new int[n];
			final int[] dilation = new int[n];
			final int groups = 1 + random.nextInt(2);
			final int inputs = several ? 1 + random.nextInt(2) : 1;
			final int outputs = groups * (1 + random.nextInt(2));
			final boolean bank = random.nextBoolean() && inputs * outputs * groups > 1;
			final long[] dimensions = new long[bank ? n + 1 : n];
			for (int d = 0; d < n; d++) {
				size[d] = 1 + random.nextInt(n == 3 ? 4 : 9);
				stride[d] = 1 + random.nextInt(3);
				dilation[d] = 1 + random.nextInt(2);
				dimensions[d] = 20 + random.nextInt(most);
			}
			if (bank) dimensions[n] = inputs * groups;
			final Kernel kernel = bank ? random(random, inputs, outputs, size).withGroups(groups) : random(random, 1, 1, size);
			convolution = Convolution.of(random.nextBoolean() ? kernel : kernel.withBias(random.nextGaussian())).stride(stride)
				.dilation(dilation).padding(PADDINGS[random.nextInt(PADDINGS.length)]);
			image = image(random, dimensions);
			border = Images.BORDERS[random.nextInt(Images.BORDERS.length)];
			// borders repeat samples of the image or are a small constant
			double m = 10;
			for (final DoubleType v : image)
				m = Math.max(m, Math.abs(v.get()));
			largest = m;
		}
	}

	@Test
	void fftAndDirectSumAgreeWithinTheirBounds() {
		final Random random = new Random(1);
		for (int i = 0; i < 90; i++) {
			final int n = 1 + i % 3;
			final String what = "case " + i;
			final RandomCase c = new RandomCase(random, n, n == 3 ? 10 : n == 2 ? 100 : 600, true);
			final Convolution fft = c.convolution.engine(Engine.FFT);
			final double[] direct = inDouble(c.convolution.engine(Engine.DIRECT), c.border, c.image);
			final Kernel k = c.convolution.kernel();
			double norm = 0;
			for (int q = 0; q < k.outputs(); q++)
				norm = Math.max(norm, new Kernel(Arrays.copyOfRange(absolute(k).weights(), q * k.taps() * k.inputs(), (q + 1) * k
					.taps() * k.inputs()), k.inputs(), 1, k.size()).sum(0));
			final double bound = statedFftError(fft.on(c.image.dimensionsAsLongArray())) * norm * c.largest;
			final double products = (double) k.taps() * k.inputs() + 1;
			final double[] wide = inDouble(fft, c.border, c.image);
			final double[] narrow = inFloat(fft, c.border, c.image);
			assertEquals(direct.length, wide.length);
			for (int j = 0; j < direct.length; j++) {
				assertEquals(direct[j], wide[j], bound + products * 0x1p-53 * norm * c.largest, what);
				assertEquals(direct[j], narrow[j], bound + 0x1p-24 * Math.abs(direct[j]) + products * 0x1p-53 * norm * c.largest, what);
			}
		}
	}

	@Test
	void lowRankAndDirectSumAgreeWithinTheirBounds() {
		final Random random = new Random(2);
		for (int i = 0; i < 60; i++) {
			final String what = "case " + i;
			final RandomCase c = new RandomCase(random, 1 + i % 3, i % 3 == 2 ? 8 : 60, false);
			final Convolution lowRank = c.convolution.engine(Engine.LOW_RANK);
			final Kernel k = c.convolution.kernel();
			double terms = 0;
			double taps = 0;
			for (int q = 0; q < k.outputs(); q++) {
				final Separation s = Separation.of(new Kernel(Arrays.copyOfRange(k.weights(), q * k.taps(), (q + 1) * k.taps()), 1,
					1, k.size()));
				double norm = s.relativeError() * Math.sqrt(k.taps()) * absolute(k).sum(q) * 0x1p24;
				taps = s.terms().terms() + k.numDimensions() + Arrays.stream(k.size()).sum();
				for (int t = 0; t < s.terms().terms(); t++) {
					double product = taps;
					for (int d = 0; d < k.numDimensions(); d++)
						product *= Arrays.stream(s.terms().vector(t, d)).map(Math::abs).sum();
					norm += product;
				}
				terms = Math.max(terms, norm);
			}
			final double[] direct = inDouble(c.convolution.engine(Engine.DIRECT), c.border, c.image);
			final double[] wide = inDouble(lowRank, c.border, c.image);
			final double[] narrow = inFloat(lowRank, c.border, c.image);
			for (int j = 0; j < direct.length; j++) {
				assertEquals(direct[j], wide[j], 1e-13 * k.taps() * c.largest * 2, what);
				assertEquals(direct[j], narrow[j], 0x1p-24 * (terms * c.largest + Math.abs(direct[j]) + 8),
					what);
			}
		}
	}

	/** Kernels and images of several boxes, odd ones at the end. */
	private static List<Convolution> several(final Random random) {
		return List.of(Convolution.of(random(random, 1, 1, 33, 21)).engine(Engine.FFT), Convolution.of(random(random, 1, 1, 5,
			40).withBias(1)).stride(3, 2).dilation(2, 1).padding(Padding.FULL).engine(Engine.FFT), Convolution.of(random(random,
				1, 1, 31, 1)).engine(Engine.FFT), Convolution.of(random(random, 1, 1, 1, 31)).engine(Engine.FFT), Convolution.of(
					ofRank(random, 2, 13, 17)).engine(Engine.LOW_RANK));
	}

	@Test
	void tilesThreadsAndPartsChangeNoBitOfAnyEngine() {
		final Random random = new Random(3);
		for (final Convolution convolution : several(random)) {
			final Img<FloatType> image = Computed.toFloat(image(random, 700, 530));
			// one box holds a NaN
			image.getAt(600, 450).set(Float.NaN);
			final long[] size = convolution.on(700, 530).targetDimensions();
			final float[] expected = new float[(int) (size[0] * size[1])];
			Filters.process(convolution, image, Border.REFLECT, ArrayImgs.floats(expected, size), Options.DEFAULT);
			for (final int threads : new int[] { 1, 2, 5 })
				for (final int[] tile : new int[][] { null, { 1000, 1000 }, { 97, 201 }, { 300, 64 } }) {
					if (threads != 2 && tile != null && tile[0] != 97) continue;
					final float[] result = new float[expected.length];
					final Options options = tile == null ? Options.DEFAULT : Options.DEFAULT.tile(tile);
					Parallelization.runWithNumThreads(threads, () -> {
						Filters.process(convolution, image, Border.REFLECT, ArrayImgs.floats(result, size), options);
					});
					assertArrayEquals(expected, result, convolution.on(700, 530).engine() + Arrays.toString(tile));
				}
			final float[] part = new float[50 * 120];
			Filters.processPart(Filters.plan(convolution, image), List.of(image), Border.REFLECT, ArrayImgs.floats(part, 50, 120), new long[] { 101,
				77 }, Options.DEFAULT);
			for (int i = 0; i < part.length; i++)
				assertEquals(expected[(int) (101 + i % 50 + (77 + i / 50) * size[0])], part[i]);
		}
	}

	@Test
	void chosenTilesOfAnyPartLieOnTheBoxesSoThatNoneIsComputedTwice() {
		final Plan plan = Convolution.of(random(new Random(4), 1, 1, 31, 31)).engine(Engine.FFT).on(1000, 900);
		final long[] grid = plan.grid();
		assertTrue(grid[0] > 31 && grid[1] > 31, Arrays.toString(grid));
		final AtomicReference<Integer> steps = new AtomicReference<>(0);
		Filters.processPart(plan, List.of(ArrayImgs.floats(1000, 900)), Border.ZERO,
			ArrayImgs.floats(500, 500), new long[] { 300, 250 }, Options.DEFAULT.monitor(new io.github.convolvej.run.Monitor() {

				@Override
				public void progress(final long done, final long total) {
					steps.set(steps.get() + 1);
				}
			}));
		final long boxes = (799 / grid[0] - 300 / grid[0] + 1) * (749 / grid[1] - 250 / grid[1] + 1);
		assertEquals(boxes, steps.get().longValue());
	}

	@Test
	void nonFiniteSamplesReachTheirWindowsAndWhatIsEmptyStaysZero() {
		final Random random = new Random(5);
		final Kernel kernel = random(random, 1, 1, 19, 23);
		final Convolution fft = Convolution.of(kernel).engine(Engine.FFT);
		final Convolution direct = Convolution.of(kernel).engine(Engine.DIRECT);
		for (final double wrong : new double[] { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 3e38 }) {
			final Img<DoubleType> image = ArrayImgs.doubles(640, 600);
			image.getAt(70, 300).set(wrong);
			image.getAt(300, 20).set(1);
			final double[] expected = inFloat(direct, Border.ZERO, image);
			final double[] values = inFloat(fft, Border.ZERO, image);
			int zeros = 0;
			for (int i = 0; i < values.length; i++) {
				if (Double.isFinite(expected[i])) assertEquals(expected[i], values[i], 1e-6 * Math.abs(expected[i]) + 1e-12);
				else assertEquals(expected[i], values[i]);
				if (values[i] == 0) zeros++;
			}
			assertEquals(640 * 600 - 2 * 19 * 23, zeros, "zeros stay zeros");
		}
	}

	@Test
	void wholeNumbersOfAnImageOfWholeNumbersComeOutExact() {
		final Random random = new Random(6);
		final double[] weights = random.ints(25 * 25, -3, 4).asDoubleStream().toArray();
		final Convolution direct = Convolution.of(new Kernel(weights, 1, 1, 25, 25)).engine(Engine.DIRECT);
		final Img<DoubleType> image = ArrayImgs.doubles(300, 280);
		image.forEach(v -> v.set(random.nextInt(4096)));
		assertArrayEquals(inFloat(direct, Border.REPLICATE, image), inFloat(direct.engine(Engine.FFT), Border.REPLICATE,
			image));
	}

	private static void assertEngine(final String expected, final Convolution convolution, final long... size) {
		final String engine = convolution.on(size).engine();
		assertTrue(engine.startsWith(expected), () -> expected + " expected, but was " + engine);
	}

	@Test
	void theModelOfCostsTakesTheEngineThatIsClearlyFastest() {
		final Random random = new Random(7);
		for (final int k : new int[] { 1, 3, 5, 7, 9 })
			assertEngine("dense lines", Convolution.of(random(random, 1, 1, k, k)), 4096, 4096);
		for (final int k : new int[] { 3, 5, 7 })
			assertEngine("dense lines", Convolution.of(ofRank(random, 1, k, k)), 4096, 4096);
		assertEngine("low rank, 1 term", Convolution.of(ofRank(random, 1, 15, 15)), 4096, 4096);
		assertEngine("low rank, 2 terms", Convolution.of(ofRank(random, 2, 31, 31)), 4096, 4096);
		assertEngine("low rank, 1 term", Convolution.of(ofRank(random, 1, 15, 15, 15)), 200, 200, 200);
		for (final int k : new int[] { 31, 63, 127 })
			assertEngine("fft", Convolution.of(random(random, 1, 1, k, k)), 4096, 4096);
		assertEngine("fft", Convolution.of(random(random, 1, 1, 31, 31)), 300, 200);
		assertEngine("fft", Convolution.of(ofRank(random, 12, 31, 31)), 4096, 4096);
		assertEngine("fft", Convolution.of(random(random, 1, 1, 15, 15, 15)), 200, 200, 200);
		// a stride saves the direct sum work, and none of the transform
		assertEngine("dense lines", Convolution.of(random(random, 1, 1, 31, 31)).stride(8), 4096, 4096);
		// a dilation makes the window larger, but not the sum
		assertEngine("dense lines", Convolution.of(random(random, 1, 1, 11, 11)).dilation(16), 4096, 4096);
		// one row is shorter than a transform
		assertEngine("dense lines", Convolution.of(random(random, 1, 1, 31, 31)).padding(Padding.VALID), 40, 31);
		assertEngine("dense lines", Convolution.of(random(random, 64, 64, 13, 13)), 256, 256, 64);
		assertEngine("dense lines", Convolution.of(new Kernel(notANumber(31 * 31), 1, 1, 31, 31)), 4096, 4096);
	}

	private static double[] notANumber(final int count) {
		final double[] weights = new double[count];
		weights[5] = Double.NaN;
		return weights;
	}

	@Test
	void theAutomaticEngineGivesTheBitsOfTheOneItNames() {
		final Random random = new Random(8);
		final Img<DoubleType> image = image(random, 300, 260);
		final Convolution fft = Convolution.of(random(random, 1, 1, 35, 31));
		assertArrayEquals(inFloat(fft.engine(Engine.FFT), Border.ZERO, image), inFloat(fft, Border.ZERO, image));
		final Convolution lowRank = Convolution.of(ofRank(random, 1, 15, 15));
		assertArrayEquals(inFloat(lowRank.engine(Engine.LOW_RANK), Border.ZERO, image), inFloat(lowRank, Border.ZERO,
			image));
		assertFalse(Arrays.equals(inFloat(fft.engine(Engine.DIRECT), Border.ZERO, image), inFloat(fft, Border.ZERO,
			image)), "engines differ in rounding");
	}

	private static void assertRefused(final String message, final Convolution convolution, final long... size) {
		final String actual = assertThrows(IllegalArgumentException.class, () -> convolution.on(size)).getMessage();
		assertEquals(message, actual);
	}

	@Test
	void whatAnEngineCannotDoIsRefusedWithWhatWouldBeRight() {
		final Random random = new Random(9);
		assertRefused("engine=low-rank, but each kernel sums over 2 input channels: only kernels that read one channel are " +
			"separated, use engine=direct or fft", Convolution.of(random(random, 2, 1, 3, 3)).engine(Engine.LOW_RANK), 9, 9, 2);
		assertRefused("engine=fft, but a weight of the kernel is not finite: use engine=direct", Convolution.of(new Kernel(
			notANumber(9), 1, 1, 3, 3)).engine(Engine.FFT), 9, 9);
		assertRefused("engine=low-rank, but a weight of the kernel is not finite: use engine=direct", Convolution.of(
			new Kernel(notANumber(9), 1, 1, 3, 3)).engine(Engine.LOW_RANK), 9, 9);
		assertRefused("engine=fft, but the kernel spans 2001 x 2001 samples with its dilation: that is too large for a " +
			"transform, use engine=direct", Convolution.of(random(random, 1, 1, 3, 3)).dilation(1000).engine(Engine.FFT), 300,
			300);
		final String memory = assertThrows(IllegalArgumentException.class, () -> Convolution.of(random(random, 64, 64, 9, 9))
			.engine(Engine.FFT).on(2000, 2000, 64)).getMessage();
		assertTrue(memory.matches("engine=fft, but the transforms of 64 x 64 kernels need 4[.]\\d+ GB: use engine=direct"),
			memory);
		assertEquals("engine is 'quick', but must be one of auto, direct, low-rank, fft, winograd", assertThrows(
			IllegalArgumentException.class, () -> Engine.parse("quick")).getMessage());
		for (final Engine e : Engine.values())
			assertEquals(e, Engine.parse(e.toString()));
	}

	@Test
	void aTransformIsNotLargerThanAnArrayWhateverTheStride() {
		final Convolution one = Convolution.of(new Kernel(new double[] { 3 }, 1, 1, 1, 1)).engine(Engine.FFT);
		for (final int stride : new int[] { 1 << 20, 1 << 30, Integer.MAX_VALUE }) {
			final Img<FloatType> image = ArrayImgs.floats(new float[] { 2, 5, 7, 1, 4, 6 }, 3, 2);
			final Img<FloatType> result = Filters.apply(one.stride(stride, 1).dilation(stride, 1), image, Border.ZERO);
			assertArrayEquals(new long[] { 1, 2 }, result.dimensionsAsLongArray());
			assertEquals(6, result.getAt(0, 0).get());
			assertEquals(3, result.getAt(0, 1).get());
		}
	}
}
