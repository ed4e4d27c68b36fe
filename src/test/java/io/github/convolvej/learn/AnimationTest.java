package io.github.convolvej.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.explain.Explanation;
import io.github.convolvej.explain.Term;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.learn.Animation.Reading;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

/** Frames show what is computed: their numbers are those of the explanations, which are those of the engines. */
class AnimationTest {

	private static final Words WORDS = Words.of(Locale.ENGLISH);

	private static Animation of(final Pass pass, final boolean apart, final Reading reading, final Pace pace) {
		return Animation.of(pass, "test", apart, reading, pace, WORDS, 1);
	}

	private static Frame last(final Animation animation) {
		return animation.frames().get(animation.size() - 1);
	}

	@Test
	void theLastFrameIsWhatTheEngineComputes() {
		final RandomPasses random = new RandomPasses(7);
		for (int i = 0; i < 200; i++) {
			final RandomPasses.Setting setting = random.next();
			final Img<FloatType> computed = setting.computed();
			for (final Reading reading : setting.pass.operation() instanceof TransposedConvolution ? Reading.values()
				: new Reading[] { Reading.BOTH })
				for (final boolean apart : new boolean[] { true, false })
					assertResult(setting, i + " " + setting, computed, last(of(setting.pass, apart, reading, Pace.ROWS)));
		}
	}

	private static void assertResult(final RandomPasses.Setting setting, final String name, final Img<FloatType> computed,
		final Frame frame)
	{
		final long[] size = setting.pass.targetSize();
		long seen = 0;
		for (final Plane plane : frame.result().planes())
			seen += (long) plane.columns().length * plane.rows().length;
		final long count = Arrays.stream(size).reduce(1, (a, b) -> a * b);
		assertEquals(count, seen, name);
		for (long n = 0; n < count; n++) {
			final long[] at = Values.position(size, n);
			final net.imglib2.RandomAccess<FloatType> access = computed.randomAccess();
			access.setPosition(at);
			final Explanation explanation = setting.pass.explanation(at);
			assertTrue(explanation.agrees(access.get().get()), () -> name + " at " + Arrays.toString(at) + ": " + access.get() +
				" instead of " + explanation.result());
			final Plane plane = frame.result().planes().get((int) (n / (size[0] * (size.length > 1 ? size[1] : 1))));
			final double shown = plane.at(at[0], at.length > 1 ? at[1] : 0).value();
			// passes round in between
			assertEquals(explanation.result(), shown, Math.max(4 * explanation.error(), 1e-4), name + " at " + Arrays.toString(at));
		}
	}

	/** In each frame, the numbers in the window are those of the terms, and give the number in the result. */
	@Test
	void everyFrameShowsTheTermsOfItsResult() {
		final RandomPasses random = new RandomPasses(11);
		for (int i = 0; i < 60; i++) {
			final RandomPasses.Setting setting = random.next();
			final Animation animation = of(setting.pass, false, Reading.RESULT, Pace.SAMPLES);
			final long[] size = setting.pass.targetSize();
			final long count = Arrays.stream(size).reduce(1, (a, b) -> a * b);
			assertTrue(animation.size() > count, setting.toString());
			for (int n = 0; n < count; n++) {
				final Explanation explanation = setting.pass.explanation(Values.position(size, n));
				final Frame frame = animation.frames().get(n);
				assertEquals(explanation.result(), chosen(frame.result()), setting.toString());
				if (explanation.terms().isEmpty()) continue;
				final boolean weighted = explanation.terms().get(0).isWeighted();
				assertEquals(weighted ? 2 : 1, frame.window().size());
				for (final boolean product : weighted ? new boolean[] { false, true } : new boolean[] { false }) {
					final double[] expected = explanation.terms().stream().filter(t -> t.place() != Term.Place.NOTHING)
						.mapToDouble(t -> product ? t.product() : weighted ? t.weight() : t.value()).sorted().toArray();
					assertArrayEquals(expected, numbers(frame.window().get(product ? 1 : 0)), setting.toString());
				}
			}
		}
	}

	private static double[] numbers(final Board board) {
		return board.planes().stream().flatMap(p -> cells(p).stream()).filter(Cell::hasNumber).mapToDouble(Cell::value).sorted()
			.toArray();
	}

	private static List<Cell> cells(final Plane plane) {
		final List<Cell> cells = new ArrayList<>();
		for (int j = 0; j < plane.rows().length; j++)
			for (int i = 0; i < plane.columns().length; i++)
				if (plane.cell(j, i) != null) cells.add(plane.cell(j, i));
		return cells;
	}

	private static double chosen(final Board board) {
		final List<Cell> marked = board.planes().stream().flatMap(p -> cells(p).stream()).filter(c -> c
			.mark() == Cell.Mark.CHOSEN).collect(Collectors.toList());
		assertEquals(1, marked.size());
		return marked.get(0).value();
	}

	private static Pass pass(final io.github.convolvej.filter.Operation operation, final Border border, final long... size) {
		return Pass.of(operation, border, size.length, new long[][] { size }, (i, at) -> 10 + at[0] + 100 * at[1], 0);
	}

	private static final Kernel KERNEL = Kernel.of(new double[][] { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } });

	/** The first row sample by sample, then row by row; the end is held. */
	@Test
	void paces() {
		final Pass pass = pass(Convolution.of(KERNEL), Border.ZERO, 6, 7);
		assertEquals(6 + 6 + 6, of(pass, true, Reading.BOTH, Pace.ROWS).size());
		assertEquals(42 + 6, of(pass, true, Reading.BOTH, Pace.SAMPLES).size());
		assertEquals(42 * 9 + 6, of(pass, true, Reading.BOTH, Pace.PRODUCTS).size());
		final Pass transposed = pass(TransposedConvolution.of(KERNEL).stride(2), Border.ZERO, 3, 2);
		// stamps of 3 + 1, held; 7 + 4 rows of the convolution, held
		assertEquals(4 + 2 + 11 + 6, of(transposed, true, Reading.BOTH, Pace.ROWS).size());
		assertEquals(4 + 6, of(transposed, true, Reading.STAMPS, Pace.ROWS).size());
		assertEquals(6 * 9 + 6, of(transposed, true, Reading.STAMPS, Pace.PRODUCTS).size());
		assertEquals("products", Pace.parse("products").toString());
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Pace.parse("slow")).getMessage().contains("rows, samples"));
	}

	/** With each product, the sum so far grows, up to the result. */
	@Test
	void productByProduct() {
		final Pass pass = pass(Convolution.of(KERNEL).padding(Padding.VALID), Border.ZERO, 3, 3);
		final Animation animation = of(pass, true, Reading.BOTH, Pace.PRODUCTS);
		double sum = 0;
		for (int n = 0; n < 9; n++) {
			sum += (n + 1) * (10 + n % 3 + 100 * (n / 3));
			final Cell cell = animation.frames().get(n).window().get(1).planes().get(0).cell(n / 3, n % 3);
			assertEquals(sum, cell.below());
			assertEquals(n < 8 ? Cell.Kind.EMPTY : Cell.Kind.SAMPLE, animation.frames().get(n).result().planes().get(0).cell(0, 0)
				.kind());
		}
		assertEquals(sum, last(animation).result().planes().get(0).cell(0, 0).value());
	}

	/** What is outside has the border's value, on all sides. */
	@Test
	void paddingIsShownWithTheBordersValue() {
		final Pass pass = pass(Convolution.of(KERNEL).padding(Padding.FULL), Border.REPLICATE, 4, 3);
		final Plane image = last(of(pass, true, Reading.BOTH, Pace.ROWS)).read().get(0).planes().get(0);
		assertArrayEquals(new long[] { -2, -1, 0, 1, 2, 3, 4, 5 }, image.columns());
		assertArrayEquals(new long[] { -2, -1, 0, 1, 2, 3, 4 }, image.rows());
		for (final long y : image.rows())
			for (final long x : image.columns()) {
				final boolean inside = x >= 0 && x < 4 && y >= 0 && y < 3;
				final Cell cell = image.at(x, y);
				assertEquals(inside ? Cell.Kind.SAMPLE : Cell.Kind.PADDING, cell.kind());
				assertEquals(10 + Math.max(0, Math.min(3, x)) + 100 * Math.max(0, Math.min(2, y)), cell.value());
			}
	}

	/** Zeros between and around the samples, and the kernel the other way round. */
	@Test
	void theEquivalentConvolutionHasZerosBetweenItsSamples() {
		final Pass pass = pass(TransposedConvolution.of(KERNEL).stride(2), Border.ZERO, 2, 2);
		final Animation animation = of(pass, true, Reading.EQUIVALENT, Pace.SAMPLES);
		final Frame first = animation.frames().get(0);
		final Plane image = first.read().get(0).planes().get(0);
		assertArrayEquals(new long[] { -2, -1, 0, 1, 2, 3, 4 }, image.columns());
		assertEquals(Cell.Kind.PADDING, image.at(-2, 0).kind());
		assertEquals(Cell.Kind.INSERTED, image.at(1, 0).kind());
		assertEquals(Cell.Kind.SAMPLE, image.at(2, 2).kind());
		assertEquals(111, image.at(2, 2).value());
		assertArrayEquals(new double[] { 9, 8, 7 }, Arrays.stream(new int[] { 0, 1, 2 }).mapToDouble(i -> first.window().get(0)
			.planes().get(0).cell(0, i).value()).toArray());
		assertEquals(5, image.columns().length - 2);
	}

	@Test
	void separableKernelsAreShownInTwoPasses() {
		final Pass pass = pass(io.github.convolvej.filter.convolution.SeparableConvolution.of(new double[] { 1, 2, 1 }, new double[] {
			1, 0, -1 }), Border.REPLICATE, 5, 4);
		final Animation animation = of(pass, true, Reading.BOTH, Pace.ROWS);
		final Frame first = animation.frames().get(0);
		assertEquals(1, first.window().get(0).planes().get(0).columns().length);
		assertEquals(3, first.window().get(0).planes().get(0).rows().length);
		final Frame second = animation.frames().get(animation.size() - 7);
		assertEquals(3, second.window().get(0).planes().get(0).columns().length);
		assertEquals(1, second.window().get(0).planes().get(0).rows().length);
		assertTrue(first.heading().get(1).contains("Pass 1 of 2"), first.heading().toString());
	}

	@Test
	void allFramesAreDrawnInOneSizeAndChange() {
		final Pass pass = pass(Convolution.of(KERNEL).padding(Padding.SAME), Border.ZERO, 4, 4);
		final Animation animation = of(pass, true, Reading.BOTH, Pace.ROWS);
		BufferedImage before = null;
		for (int i = 0; i < animation.size() - 5; i++) {
			final BufferedImage picture = animation.picture(i);
			assertEquals(animation.dimension().width, picture.getWidth());
			assertEquals(animation.dimension().height, picture.getHeight());
			if (before != null) assertTrue(differences(before, picture) > 500, "frame " + i);
			before = picture;
			assertNotNull(animation.caption(i));
		}
		final Animation large = Animation.of(pass, "test", true, Reading.BOTH, Pace.ROWS, WORDS, 2);
		assertEquals(2 * animation.dimension().width, large.dimension().width, 2);
	}

	private static int differences(final BufferedImage a, final BufferedImage b) {
		int count = 0;
		for (int y = 0; y < a.getHeight(); y++)
			for (int x = 0; x < a.getWidth(); x++)
				if (a.getRGB(x, y) != b.getRGB(x, y)) count++;
		return count;
	}

	@Test
	void whatIsTooLargeIsRefused() {
		final Pass wide = pass(Convolution.of(KERNEL), Border.ZERO, 50, 4);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> of(wide, true, Reading.BOTH, Pace.ROWS)).getMessage()
			.contains("at most 40"));
		final Pass many = pass(Convolution.of(KERNEL), Border.ZERO, 30, 30);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> of(many, true, Reading.BOTH, Pace.PRODUCTS)).getMessage()
			.contains("2000 frames"));
	}
}
