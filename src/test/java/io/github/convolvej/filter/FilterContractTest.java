package io.github.convolvej.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.FilterOperation;
import io.github.convolvej.reference.Images;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every filter promises, whatever it computes. Where its results are and what reaches them is in {@link
 * FilterReachTest}, what it takes and refuses in {@link FilterInputTest}.
 */
public class FilterContractTest {

	private static final int[] SAMPLES = { 1, 1 };
	private static final int[][] TILES = { { 5, 3 }, SAMPLES, { 3, 7, 2, 3 } };

	static List<FilterCase> all() {
		return FilterCatalogue.cases();
	}

	/** All that compute blocks. */
	static List<FilterCase> filters() {
		return all().stream().filter(c -> c.filter != null).collect(Collectors.toList());
	}

	@Test
	void everyPublicFilterIsListed() throws Exception {
		final Path classes = Paths.get(Filter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		final Set<String> found = new TreeSet<>();
		final List<String> names;
		try (Stream<Path> files = Files.walk(classes)) {
			names = files.map(f -> classes.relativize(f).toString().replace('\\', '/')).filter(f -> f.endsWith(".class"))
				.map(f -> f.substring(0, f.length() - 6).replace('/', '.')).collect(Collectors.toList());
		}
		for (final String name : names) {
			final Class<?> c = Class.forName(name, false, Filter.class.getClassLoader());
			final int modifiers = c.getModifiers();
			if (Operation.class.isAssignableFrom(c) && Modifier.isPublic(modifiers) &&
				!Modifier.isAbstract(modifiers)) found.add(name);
		}
		// what makes an operation of a filter is none itself
		found.remove(FilterOperation.class.getName());
		final Set<String> listed = all().stream().map(c -> c.operation.definition().getClass().getName()).collect(Collectors
			.toCollection(TreeSet::new));
		assertEquals(found, listed, "operations, and those in FilterCatalogue");
		assertTrue(found.size() >= 18, "filters were found");
	}

	@Test
	void everyFilterComputesBlocks() {
		for (final FilterCase c : all()) {
			if (!(c.operation.definition() instanceof Filter)) continue;
			final List<Img<DoubleType>> images = c.images(new Random(14), c.dimensions());
			assertEquals(Intervals.numElements(c.plan(images).targetDimensions()), ofOneBlock(c.plan(images), images,
				Border.ZERO).length);
		}
	}

	@ParameterizedTest
	@MethodSource("all")
	void tilesAndThreadsChangeNoBitAndTheSourceStaysAsItIs(final FilterCase c) {
		final Random random = new Random(1);
		for (final boolean finite : new boolean[] { true, false }) {
			final List<Img<DoubleType>> images = c.images(random, c.dimensions(2));
			if (!finite) poison(images.get(0), random, c.isNonNegative());
			final List<double[]> before = images.stream().map(Computed::values).collect(Collectors.toList());
			for (final boolean wide : new boolean[] { false, true }) {
				final double[] whole = tiled(c, images, wide, 1, 100, 100, 100, 100);
				assertBits(whole, tiled(c, images, wide, 2), c + " in its own tiles");
				for (final int[] tile : TILES) {
					// a task for every sample takes longest
					if (tile == SAMPLES && finite == wide) continue;
					for (final int threads : finite && tile == TILES[0] ? new int[] { 1, 2, 7 } : new int[] { tile == SAMPLES ? 7 : 2 })
						assertBits(whole, tiled(c, images, wide, threads, tile), c + ", tiles " + Arrays
							.toString(tile) + ", " + threads + " threads, wide " + wide + ", finite " + finite);
				}
			}
			for (int i = 0; i < before.size(); i++)
				assertBits(before.get(i), Computed.values(images.get(i)), "source " + i);
		}
	}

	private static void poison(final Img<DoubleType> image, final Random random, final boolean positive) {
		final double[] wrong = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -1e300 };
		for (final DoubleType t : image)
			if (random.nextInt(12) == 0) {
				final double w = wrong[random.nextInt(wrong.length)];
				t.set(positive ? Math.abs(w) : w);
			}
	}

	private static double[] tiled(final FilterCase c, final List<Img<DoubleType>> images, final boolean wide,
		final int threads, final int... tile)
	{
		final AtomicReference<double[]> result = new AtomicReference<>();
		final Options options = tile.length == 0 ? Options.DEFAULT : Options.DEFAULT.tile(tile);
		final Runnable work = () -> result.set(Computed.values(c.result(images, Border.REFLECT, wide, options)));
		Parallelization.runWithNumThreads(threads, work);
		return result.get();
	}

	/** Also of the sign of zeros; all NaN are the same. */
	static void assertBits(final double[] expected, final double[] actual, final String what) {
		assertArrayEquals(expected, actual, what);
	}

	@ParameterizedTest
	@MethodSource("all")
	@SuppressWarnings({ "unchecked", "rawtypes" })
	void anyPartOfTheResultHasTheBitsOfTheWhole(final FilterCase c) {
		final Random random = new Random(2);
		final List<Img<DoubleType>> images = c.images(random, c.dimensions(2));
		for (final boolean wide : new boolean[] { false, true }) {
			final Img<? extends RealType<?>> whole = c.result(images, Border.PERIODIC, wide, Options.DEFAULT);
			for (int i = 0; i < 6; i++) {
				final Interval part = box(random, whole);
				final long[] size = part.dimensionsAsLongArray();
				final Img<? extends RealType<?>> target = wide ? ArrayImgs.doubles(size) : ArrayImgs.floats(size);
				c.imagePlan(images).processPart(wide ? images : FilterCase.toFloat(images), Border.PERIODIC,
					(RandomAccessibleInterval) target, part.minAsLongArray(), i % 2 == 0 ? Options.DEFAULT : Options.DEFAULT.tile(
						2, 3));
				assertBits(Computed.values(Views.interval((RandomAccessibleInterval) whole, part)), Computed.values(target),
					"part " + part);
			}
		}
	}

	private static Interval box(final Random random, final Interval whole) {
		final long[] min = new long[whole.numDimensions()];
		final long[] max = new long[whole.numDimensions()];
		for (int d = 0; d < min.length; d++) {
			min[d] = random.nextInt((int) whole.dimension(d));
			max[d] = min[d] + random.nextInt((int) (whole.dimension(d) - min[d]));
		}
		return new FinalInterval(min, max);
	}

	/** All of the result in one block, of an image that was extended sample by sample. */
	private static double[] ofOneBlock(final Plan plan, final List<Img<DoubleType>> images, final Border border) {
		final Interval target = new FinalInterval(plan.targetDimensions());
		final Block[] sources = new Block[images.size()];
		for (int i = 0; i < sources.length; i++) {
			final Interval source = plan.sourceInterval(i, target);
			final Border outside = i == 0 ? border : Border.ZERO;
			sources[i] = new Block(source, Computed.values(Views.interval(outside.extend(images.get(i)), source)));
		}
		final double[] result = new double[(int) Intervals.numElements(target)];
		plan.apply(sources, new Block(target, result), new Scratch());
		return result;
	}

	@ParameterizedTest
	@MethodSource("filters")
	void theBorderIsWhatTheExtendedImageHoldsAndMattersOnlyWhereSaid(final FilterCase c) {
		final List<Img<DoubleType>> images = c.images(new Random(3), c.dimensions());
		final double[] zero = c.values(images, Border.ZERO, true);
		for (final Border border : Images.BORDERS) {
			final double[] result = c.values(images, border, true);
			assertBits(ofOneBlock(c.plan(images), images, border), result, border.toString());
			if (!c.borderMatters()) assertBits(zero, result, border + " matters");
			else if (!border.equals(Border.ZERO)) assertFalse(Arrays.equals(zero, result), border + " does not matter");
		}
	}

	@ParameterizedTest
	@MethodSource("all")
	@SuppressWarnings({ "unchecked", "rawtypes" })
	void axesThatAreLoopedOverAreKeptApart(final FilterCase c) {
		final Random random = new Random(6);
		final List<Img<DoubleType>> images = c.images(random, c.dimensions(2, 3));
		final int n = c.numDimensions();
		final Img<? extends RealType<?>> whole = c.result(images, Border.REPLICATE, false, Options.DEFAULT);
		for (int i = 0; i < 6; i++) {
			if (c.drawsNumbers()) break;
			final List<Img<DoubleType>> slices = new ArrayList<>();
			for (final Img<DoubleType> image : images)
				slices.add(ArrayImgs.doubles(Computed.values(slice(image, n, i % 2, i / 2)), Arrays.copyOf(image
					.dimensionsAsLongArray(), n)));
			assertBits(c.values(slices, Border.REPLICATE, false), Computed.values(slice((RandomAccessibleInterval) whole, n, i %
				2, i / 2)), "position " + i);
		}
		// what is at one position is not seen at the others
		for (final DoubleType t : slice(images.get(0), n, 1, 1))
			t.set(c.isNonNegative() ? 12345 : -12345);
		final Img<? extends RealType<?>> changed = c.result(images, Border.REPLICATE, false, Options.DEFAULT);
		for (int i = 0; i < 6; i++)
			if (i != 3) assertBits(Computed.values(slice((RandomAccessibleInterval) whole, n, i % 2, i / 2)), Computed.values(
				slice((RandomAccessibleInterval) changed, n, i % 2, i / 2)), "position " + i);
	}

	private static <T> RandomAccessibleInterval<T> slice(final RandomAccessibleInterval<T> image, final int n,
		final long first, final long second)
	{
		return Views.hyperSlice(Views.hyperSlice(image, n + 1, second), n, first);
	}

	/** A plan that came from elsewhere, as a filter. */
	public static final class Planned implements Filter {

		private static final long serialVersionUID = 1L;

		private final Plan plan;
		private final int sources;

		public Planned(final Plan plan, final int sources) {
			this.plan = plan;
			this.sources = sources;
		}

		@Override
		public int numDimensions() {
			return plan.sourceDimensions().length;
		}

		@Override
		public int sources() {
			return sources;
		}

		@Override
		public Plan on(final long... sourceDimensions) {
			return plan;
		}
	}

	@ParameterizedTest
	@MethodSource("filters")
	void filtersAndPlansGiveTheSameBitsAfterTheyWereSent(final FilterCase c) throws Exception {
		final List<Img<DoubleType>> images = c.images(new Random(7), c.dimensions());
		final double[] expected = c.values(images, Border.REFLECT, true);
		final Filter sent = Computed.serialized(c.filter);
		assertEquals(c.filter.toString().replaceAll("@.*", ""), sent.toString().replaceAll("@.*", ""));
		assertBits(expected, Computed.values(Computed.inDouble(sent, Border.REFLECT, images)), "filter");
		final Filter planned = new Planned(Computed.serialized(c.plan(images)), c.filter.sources());
		assertBits(expected, Computed.values(Computed.inDouble(planned, Border.REFLECT, images)), "plan");
	}

	@ParameterizedTest
	@MethodSource("filters")
	void aPlanMayBeUsedBySeveralThreadsAtOnce(final FilterCase c) throws Exception {
		final List<Img<DoubleType>> images = c.images(new Random(8), c.dimensions());
		final Plan plan = c.plan(images);
		final double[] expected = ofOneBlock(plan, images, Border.REFLECT);
		final List<double[]> results = new ArrayList<>();
		final List<Throwable> failures = new ArrayList<>();
		final Thread[] threads = new Thread[3];
		for (int i = 0; i < threads.length; i++) {
			threads[i] = new Thread(() -> {
				for (int k = 0; k < 4; k++) {
					final double[] result = ofOneBlock(plan, images, Border.REFLECT);
					synchronized (results) {
						results.add(result);
					}
				}
			});
			threads[i].setUncaughtExceptionHandler((t, e) -> {
				synchronized (results) {
					failures.add(e);
				}
			});
			threads[i].start();
		}
		for (final Thread thread : threads)
			thread.join();
		assertEquals(List.of(), failures);
		assertEquals(12, results.size());
		for (final double[] result : results)
			assertBits(expected, result, c.name);
	}

	@ParameterizedTest
	@MethodSource("all")
	void progressRisesToTheTotalAndCancellingEndsTheWork(final FilterCase c) {
		final List<Img<DoubleType>> images = c.images(new Random(9), c.dimensions(2, 2));
		final List<long[]> steps = new ArrayList<>();
		final Options tiles = Options.DEFAULT.tile(3, 2);
		Parallelization.runWithNumThreads(2, () -> {
			c.result(images, Border.ZERO, false, tiles.monitor(new Monitor() {

				@Override
				public void progress(final long done, final long total) {
					steps.add(new long[] { done, total });
				}
			}));
		});
		final long samples = Arrays.stream(c.targetDimensions(images)).reduce(1, (a, b) -> a * b);
		long last = 0;
		for (final long[] step : steps) {
			assertTrue(step[0] >= last, "progress falls from " + last + " to " + step[0]);
			assertEquals(steps.get(0)[1], step[1]);
			last = step[0];
		}
		assertEquals(samples, last);
		assertEquals(samples, steps.get(0)[1]);
		for (final int after : new int[] { 0, 1, 2 }) {
			final int[] asked = new int[1];
			final Runnable work = () -> c.result(images, Border.ZERO, false, tiles.monitor(new Monitor() {

				@Override
				public boolean isCancelled() {
					synchronized (asked) {
						return asked[0]++ >= after;
					}
				}
			}));
			assertThrows(CancellationException.class, () -> Parallelization.runWithNumThreads(2, work), "after " + after);
		}
	}
}
