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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.Cursor;
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
 * FilterReachTest}.
 */
public class FilterContractTest {

	private static final int[][] TILES = { { 5, 3 }, { 1, 1 }, { 3, 7, 2, 3 } };

	/** What the refusal of a size says. */
	private static final Pattern NAMED = Pattern.compile("along [xyz]\\b");
	private static final Pattern NUMBER = Pattern.compile("\\d");
	private static final Pattern FORMULA = Pattern.compile("[Oo]utput size = .*stride.* = .*\\d");

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
				for (final int[] tile : TILES)
					for (final int threads : finite && tile == TILES[0] ? new int[] { 1, 2, 7 } : new int[] { tile[0] > 1 ? 2 : 7 })
						assertBits(whole, tiled(c, images, wide, threads, tile), c + ", tiles " + Arrays
							.toString(tile) + ", " + threads + " threads, wide " + wide + ", finite " + finite);
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
	private static void assertBits(final double[] expected, final double[] actual, final String what) {
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
	void anyImageSizeHasAResultOfTheStatedSizeOrIsRefusedWithAxisAndNumbers(final FilterCase c) {
		int results = 0;
		for (int i = 0; i < (c.spatial == 1 ? 9 : 81); i += c.spatial == 3 ? 2 : 1) {
			final long[] size = { 1 + i % 9, 1 + i / 9, 1 + (2 * i + i / 9) % 9 };
			final long[] dimensions = c.sized(Arrays.copyOf(size, c.spatial));
			final List<Img<DoubleType>> images = c.images(new Random(i), dimensions);
			final long[] target;
			try {
				target = c.targetDimensions(images);
			}
			catch (final IllegalArgumentException e) {
				final String message = e.getMessage();
				assertTrue(NAMED.matcher(message).find(), message);
				assertTrue(NUMBER.matcher(message).find(), message);
				if (message.startsWith("No output")) assertTrue(FORMULA.matcher(message).find(), message);
				continue;
			}
			results++;
			for (final long m : target)
				assertTrue(m >= 1, () -> Arrays.toString(target));
			final Border border = Images.BORDERS[i % Images.BORDERS.length];
			// images so small are not worth a second thread
			Parallelization.runSingleThreaded(() -> {
				final double[] whole = c.values(images, border, false);
				assertEquals(Arrays.stream(target).reduce(1, (a, b) -> a * b), whole.length);
				assertBits(whole, Computed.values(c.result(images, border, false, Options.DEFAULT.tile(3, 2, 3))), "size " +
					Arrays.toString(dimensions));
			});
			final ResultDescription plan = c.imagePlan(images);
			assertArrayEquals(target, plan.targetDimensions());
			assertArrayEquals(dimensions, plan.sourceDimensions());
			assertTrue(plan.multiplyAccumulates() >= 0 && !plan.engine().isEmpty());
			if (c.filter != null) assertTrue(c.plan(images).preferredLineLength() >= 1);
		}
		assertTrue(results > 0, "there were results");
	}

	@ParameterizedTest
	@MethodSource("all")
	void imagesOfOtherAxesOrNoSamplesOrAnotherNumberAreRefused(final FilterCase c) {
		final long[][] sizes = c.images(new Random(4), c.dimensions()).stream().map(i -> i.dimensionsAsLongArray()).toArray(
			long[][]::new);
		for (final int change : new int[] { -1, 1 }) {
			final long[][] other = sizes.clone();
			other[0] = Arrays.copyOf(sizes[0], sizes[0].length + change);
			if (change > 0) other[0][sizes[0].length] = 1;
			final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> c.operation.on(other));
			assertTrue(e.getMessage().matches("(?s).*\\d.*"), e.getMessage());
		}
		for (int d = 0; d < c.spatial; d++) {
			final long[][] empty = sizes.clone();
			empty[0] = sizes[0].clone();
			empty[0][d] = 0;
			assertThrows(IllegalArgumentException.class, () -> c.operation.on(empty), "no samples along axis " + d);
		}
		final long[][] more = Arrays.copyOf(sizes, sizes.length + 1);
		more[sizes.length] = sizes[0];
		assertThrows(IllegalArgumentException.class, () -> c.operation.plan(Arrays.stream(more).map(FinalInterval::new)
			.collect(Collectors.toList())));
		if (sizes.length > 1) assertThrows(IllegalArgumentException.class, () -> c.operation.on(sizes[0]));
	}

	@ParameterizedTest
	@MethodSource("all")
	@SuppressWarnings({ "unchecked", "rawtypes" })
	void imagesOfAnySampleTypeGiveTheSame(final FilterCase c) {
		final long[] dimensions = c.dimensions();
		final List<Img<? extends RealType<?>>> types = List.of(ArrayImgs.bits(dimensions), ArrayImgs.unsignedBytes(
			dimensions), ArrayImgs.bytes(dimensions), ArrayImgs.unsignedShorts(dimensions), ArrayImgs.shorts(dimensions),
			ArrayImgs.floats(dimensions), ArrayImgs.unsignedInts(dimensions), ArrayImgs.ints(dimensions), ArrayImgs.longs(
				dimensions), ArrayImgs.unsignedLongs(dimensions), ArrayImgs.doubles(dimensions));
		for (final Img<? extends RealType<?>> typed : types) {
			final Random random = new Random(5);
			final Img<DoubleType> image = ArrayImgs.doubles(dimensions);
			final double low = c.isNonNegative() ? 0 : Math.max(-100, typed.getType().getMinValue());
			final double high = Math.min(100, typed.getType().getMaxValue());
			image.forEach(t -> t.set(low + random.nextInt((int) (high - low) + 1)));
			final Cursor<DoubleType> from = image.cursor();
			for (final RealType<?> t : typed)
				t.setReal(from.next().get());
			final List<Img<DoubleType>> images = c.withFurther(image, random);
			final boolean wide = types.indexOf(typed) > 5;
			final List<Img<? extends RealType<?>>> mixed = new ArrayList<>(FilterCase.toFloat(images));
			mixed.set(0, typed);
			final Img<? extends RealType<?>> target = ArrayImgs.floats(c.targetDimensions(images));
			c.process(mixed, Border.SYMMETRIC, target, Options.DEFAULT);
			final double[] expected = c.values(images, Border.SYMMETRIC, wide);
			for (int i = 0; i < expected.length; i++)
				expected[i] = (float) expected[i];
			assertBits(expected, Computed.values(target), typed.getType().getClass().getSimpleName());
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
