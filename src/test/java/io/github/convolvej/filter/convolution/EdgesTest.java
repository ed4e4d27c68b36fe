package io.github.convolvej.filter.convolution;

import static io.github.convolvej.reference.Images.BORDERS;
import static io.github.convolvej.reference.Images.assertClose;
import static io.github.convolvej.reference.Images.assertSameBits;
import static io.github.convolvej.reference.Images.dirac;
import static io.github.convolvej.reference.Images.filter;
import static io.github.convolvej.reference.Images.filterDouble;
import static io.github.convolvej.reference.Images.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Edges.Output;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.GradientOperator;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.reference.Correlation;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

class EdgesTest {

	@Test
	void magnitudesNeitherOverflowNorVanish() {
		final Random random = new Random(21);
		for (final String operator : new String[] { "sobel", "farid", "roberts", "gaussian:0.8" })
			for (int n = operator.equals("roberts") ? 2 : 1; n <= (operator.equals("roberts") ? 2 : 3); n++)
				for (final int exponent : new int[] { -140, -100, -70, -62, 0, 62, 100, 114 }) {
					final float[] samples = new float[n == 1 ? 50 : n == 2 ? 50 * 40 : 20 * 10 * 10];
					for (int i = 0; i < samples.length; i++)
						samples[i] = i % 97 < 30 ? 0 : Math.scalb(random.nextFloat(), exponent + random.nextInt(8));
					final Img<FloatType> image = ArrayImgs.floats(samples, n == 1 ? new long[] { 50 } : n == 2 ? new long[] { 50,
						40 } : new long[] { 20, 10, 10 });
					final Edges edges = Edges.of(operator, n);
					final Img<FloatType> magnitude = filter(edges, image, Border.REPLICATE);
					final List<Cursor<FloatType>> components = new ArrayList<>();
					for (int d = 0; d < n; d++)
						components.add(filter(edges.outputs(Edges.Output.values()[d]), image, Border.REPLICATE).cursor());
					for (final FloatType m : magnitude) {
						double squares = 0;
						for (final Cursor<FloatType> c : components)
							squares += Math.pow(c.next().get(), 2);
						final double expected = Math.sqrt(squares);
						assertEquals(expected, m.get(), expected * 0x1p-22 + Float.MIN_VALUE, operator + " " + n + " " + exponent);
					}
				}
	}

	@Test
	void magnitudesOfMixedSizesAreTheSameInAnyTile() {
		final Random random = new Random(22);
		final float[] samples = new float[130 * 70];
		for (int i = 0; i < samples.length; i++)
			samples[i] = i % 7 == 0 ? 0 : Math.scalb(random.nextFloat() - 0.5f, random.nextInt(5) == 0 ? random.nextInt(260) -
				140 : -80);
		final Img<FloatType> image = ArrayImgs.floats(samples, 130, 70);
		for (final String operator : new String[] { "sobel", "farid" }) {
			final Edges edges = Edges.of(operator, 2);
			final Img<FloatType> whole = filter(edges, image, Border.ZERO);
			for (final int[] tile : new int[][] { { 1, 1 }, { 17, 3 }, { 130, 1 }, { 64, 64 } }) {
				final Img<FloatType> tiled = ArrayImgs.floats(130, 70);
				Filters.process(edges, image, Border.ZERO, tiled, Options.DEFAULT.tile(tile));
				assertSameBits(whole, tiled);
			}
		}
	}

	private static final String[] OPERATORS = { "sobel", "sobel:5", "scharr", "prewitt", "farid", "gaussian:0.8" };

	private static Img<DoubleType>[] components(final Img<FloatType> image, final Border border, final String operator) {
		@SuppressWarnings("unchecked")
		final Img<DoubleType>[] g = new Img[image.numDimensions()];
		for (int axis = 0; axis < g.length; axis++) {
			final String[] parts = operator.split(":", 2);
			final String preset = parts[0] + "-" + "xyz".charAt(axis) + (parts.length > 1 ? ":" + parts[1] : "");
			g[axis] = Correlation.same(image, border, KernelText.parse(preset, g.length));
		}
		return g;
	}

	private static Img<DoubleType> magnitude(final Img<DoubleType>[] g) {
		final Img<DoubleType> sum = g[0].factory().create(g[0].dimensionsAsLongArray());
		final Cursor<DoubleType> target = sum.localizingCursor();
		while (target.hasNext()) {
			target.fwd();
			double squares = 0;
			for (final Img<DoubleType> component : g)
				squares += Math.pow(component.getAt(target).get(), 2);
			target.get().set(Math.sqrt(squares));
		}
		return sum;
	}

	private static Img<DoubleType> direction(final Img<DoubleType>[] g) {
		final Img<DoubleType> angle = g[0].factory().create(g[0].dimensionsAsLongArray());
		final Cursor<DoubleType> target = angle.localizingCursor();
		while (target.hasNext()) {
			target.fwd();
			target.get().set(Math.atan2(g[1].getAt(target).get(), g[0].getAt(target).get()));
		}
		return angle;
	}

	private static void check(final Img<FloatType> image, final String operator, final Border border) {
		final int n = image.numDimensions();
		final Img<DoubleType>[] g = components(image, border, operator);
		final Img<DoubleType> magnitude = magnitude(g);
		final double tolerance = 1e-5 * Math.max(1, Correlation.largest(magnitude));
		final Edges edges = Edges.of(operator, n);
		assertClose(magnitude, filter(edges, image, border), tolerance);
		assertClose(magnitude, filterDouble(edges, image, border), 1e-8 * tolerance);
		final Output[] single = n == 1 ? new Output[] { Output.X } : n == 2 ? new Output[] { Output.Y, Output.X }
			: new Output[] { Output.Z, Output.X, Output.Y };
		for (final Output output : single)
			assertClose(g[output.ordinal()], filter(edges.outputs(output), image, border), tolerance);
		// where the gradient vanishes but for rounding it has no direction: whole numbers do not round
		if (n > 1 && operator.matches("sobel.*|scharr|prewitt")) assertClose(direction(g), filterDouble(edges.outputs("direction"), image, border), 1e-12);
	}

	@Test
	void componentsMagnitudeAndDirectionEqualTheNaiveOnesWithAllBorders() {
		for (final String operator : OPERATORS)
			for (final Border border : BORDERS) {
				check(random(1, 17), operator, border);
				check(random(2, 13, 11), operator, border);
				check(random(3, 7, 6, 5), operator, border);
			}
	}

	@Test
	void smallImagesOfEverySizeFromOneToNine() {
		for (int n = 1; n <= 9; n++)
			check(random(n, n, 10 - n), "sobel", Border.SYMMETRIC);
		check(dirac(9, 8), "scharr", Border.ZERO);
		check(dirac(5, 6, 7), "sobel", Border.REFLECT);
	}

	@Test
	void severalResultsAreOnTheChannelAxisEvenOfSeveralChannels() {
		final Img<FloatType> image = random(5, 11, 9, 3, 2);
		final Img<FloatType> result = filter(Edges.of("scharr", 2).outputs("direction, y,MAGNITUDE,x"), image,
			Border.REPLICATE);
		assertArrayEquals(new long[] { 11, 9, 12, 2 }, result.dimensionsAsLongArray());
		for (int t = 0; t < 2; t++)
			for (int c = 0; c < 3; c++) {
				final RandomAccessibleInterval<FloatType> channel = Views.hyperSlice(Views.hyperSlice(image, 3, t), 2, c);
				final String[] outputs = { "direction", "y", "magnitude", "x" };
				for (int k = 0; k < 4; k++)
					assertClose(Filters.apply(Edges.of("scharr", 2).outputs(outputs[k]), channel, Border.REPLICATE), Views
						.hyperSlice(Views.hyperSlice(result, 3, t), 2, c * 4 + k), 0);
			}
	}

	@Test
	void normalisedGradientsOfRampsAreTheirSlopesPerPhysicalUnit() {
		final double[] slope = { 2, -3, 0.5 };
		for (int n = 1; n <= 3; n++) {
			final long[] size = new long[n];
			final double[] spacing = new double[n];
			for (int d = 0; d < n; d++) {
				size[d] = 11 - d;
				spacing[d] = 0.5 + d;
			}
			final Img<DoubleType> ramp = ArrayImgs.doubles(size);
			final Cursor<DoubleType> cursor = ramp.localizingCursor();
			while (cursor.hasNext()) {
				cursor.fwd();
				for (int d = 0; d < n; d++)
					cursor.get().set(cursor.get().get() + slope[d] * cursor.getLongPosition(d));
			}
			for (final String operator : OPERATORS) {
				final Edges edges = Edges.of(operator, n).normalised().spacing(spacing).padding(Padding.VALID);
				for (int d = 0; d < n; d++)
					for (final DoubleType g : Filters.apply(edges.outputs(Output.values()[d]), ramp, Border.ZERO, new DoubleType()))
						assertEquals(slope[d] / spacing[d], g.get(), 1e-12, operator);
			}
		}
	}

	@Test
	void robertsTakesDiagonalsWithTheDirectionOfTheGradient() {
		final Img<FloatType> image = random(7, 9, 8);
		final Edges roberts = Edges.of("roberts", 2).outputs("x,y,magnitude,direction");
		final Img<FloatType> result = filter(roberts, Views.addDimension(image, 0, 0), Border.REPLICATE);
		for (int y = 0; y < 7; y++)
			for (int x = 0; x < 8; x++) {
				final double down = image.getAt(x, y).get() - image.getAt(x + 1, y + 1).get();
				final double up = image.getAt(x + 1, y).get() - image.getAt(x, y + 1).get();
				assertEquals(down, result.getAt(x, y, 0).get());
				assertEquals(up, result.getAt(x, y, 1).get());
				assertEquals(Math.hypot(down, up), result.getAt(x, y, 2).get(), 1e-5);
			}
		final Img<FloatType> ramp = ArrayImgs.floats(6, 5);
		final Cursor<FloatType> cursor = ramp.localizingCursor();
		while (cursor.hasNext()) {
			cursor.fwd();
			cursor.get().set(3 * cursor.getIntPosition(0) - 4 * cursor.getIntPosition(1));
		}
		final Edges valid = Edges.of("roberts", 2).padding(Padding.VALID).normalised();
		for (final FloatType t : Filters.apply(valid, ramp))
			assertEquals(5, t.get(), 1e-5);
		for (final FloatType t : Filters.apply(valid.spacing(2, 2), ramp))
			assertEquals(2.5, t.get(), 1e-5);
		for (final FloatType t : Filters.apply(valid.outputs("direction"), ramp))
			assertEquals(Math.atan2(-4, 3), t.get(), 1e-6);
		assertEquals(0.5, Edges.of("roberts", 2).on(5, 5).position(0).offset());
		assertThrows(IllegalArgumentException.class, () -> valid.spacing(1, 2));
		assertThrows(IllegalArgumentException.class, () -> Edges.of("roberts", 3));
	}

	@Test
	void nanReachesEveryWindowThatHoldsIt() {
		final Img<FloatType> image = random(8, 12, 11);
		image.getAt(5, 6).set(Float.NaN);
		image.getAt(9, 2).set(Float.POSITIVE_INFINITY);
		final Img<FloatType> x = filter(Edges.of("sobel", 2).outputs("x"), image, Border.ZERO);
		final Img<FloatType> dense = Filters.apply(Convolution.of(KernelText.parse("sobel-x", 2)), image);
		assertClose(dense, x, 1e-5);
		assertTrue(Float.isNaN(x.getAt(5, 6).get()));
		final Img<FloatType> magnitude = filter(Edges.of("sobel", 2), image, Border.ZERO);
		for (int dy = -2; dy <= 2; dy++)
			for (int dx = -2; dx <= 2; dx++)
				assertEquals(Math.max(Math.abs(dx), Math.abs(dy)) < 2, Float.isNaN(magnitude.getAt(5 + dx, 6 + dy).get()));
	}

	@Test
	void mistakesAreRefusedBeforeAnyWork() {
		final Edges edges = Edges.of(GradientOperator.sobel(2, 3));
		for (final String wrong : new String[] { "", "z", "x,x", "x,,y", "angle" })
			assertThrows(IllegalArgumentException.class, () -> edges.outputs(wrong), wrong);
		for (final String wrong : new String[] { "", "sobel:4", "sobel:1", "gauss", "gaussian", "gaussian:0", "scharr:3" })
			assertThrows(IllegalArgumentException.class, () -> Edges.of(wrong, 2), wrong);
		assertThrows(IllegalArgumentException.class, () -> edges.spacing(1));
		assertThrows(IllegalArgumentException.class, () -> edges.spacing(1, 0));
		assertThrows(IllegalArgumentException.class, () -> edges.padding(Padding.VALID).on(2, 9));
		assertThrows(IllegalArgumentException.class, () -> edges.outputs("x,y").on(5, 9));
	}
}
