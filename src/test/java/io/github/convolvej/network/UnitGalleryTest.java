package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.network.operator.Rectifier;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.tensor.TensorPart;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;
import io.github.convolvej.run.Monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

class UnitGalleryTest {

	private static final String MODEL = "conv k=3 c=2 p=same | relu | maxpool k=2 s=2 | conv k=3 c=3 p=same";
	private static final int WIDTH = 26;
	private static final int HEIGHT = 20;

	private static NetworkOperation network(final String model) {
		return NetworkOperation.of(NetworkText.parse(model, 2, 1, new RandomWeights(1)));
	}

	private static Img<FloatType> noise(final int seed) {
		final float[] samples = new float[WIDTH * HEIGHT];
		final Random random = new Random(seed);
		// few values, so that there are ties
		for (int i = 0; i < samples.length; i++)
			samples[i] = random.nextInt(3);
		return ArrayImgs.floats(samples, WIDTH, HEIGHT, 1);
	}

	private static UnitGallery gallery(final int count, final int apart) {
		return new UnitGallery(network(MODEL), 1, count, apart, Rectifier.GRADIENT);
	}

	private static List<String> found(final UnitGallery gallery) {
		return gallery.units().stream().map(u -> u.image() + u.part() + Arrays.toString(u.position()) + u.response() + Arrays.toString(
			u.projection()) + Arrays.toString(u.patch())).collect(Collectors.toList());
	}

	/** Every unit of every image, sorted plainly. */
	@Test
	void theyAreTheFirstOfAllSortedUnits() {
		final UnitGallery gallery = gallery(7, 0);
		final List<Object[]> all = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			gallery.add("image " + i, 0, noise(i), Monitor.NONE);
			final Img<FloatType> maps = network(MODEL).apply(noise(i), io.github.convolvej.border.Border.ZERO);
			for (int y = 0; y < HEIGHT / 2; y++)
				for (int x = 0; x < WIDTH / 2; x++)
					all.add(new Object[] { (double) maps.getAt(x, y, 1).get(), "image " + i + " " + x + "," + y });
		}
		all.sort(Comparator.comparingDouble(u -> -(double) u[0]));
		final List<StrongestUnit> units = gallery.units();
		assertEquals(7, units.size());
		for (int i = 0; i < 7; i++) {
			assertEquals((double) all.get(i)[0], units.get(i).response());
			assertEquals(all.get(i)[1], units.get(i).image() + " " + units.get(i).position()[0] + "," + units.get(i).position()[1]);
		}
	}

	@Test
	void equalOnesAreSortedByImagePartAndPosition() {
		final UnitGallery gallery = new UnitGallery(network("maxpool k=2 s=2"), 0, 5, 0, Rectifier.GRADIENT);
		final Img<FloatType> flat = ArrayImgs.floats(new float[6 * 4], 6, 4, 1);
		gallery.add("b", 0, flat, Monitor.NONE);
		gallery.add("a", 1, flat, Monitor.NONE);
		gallery.add("a", 0, ArrayImgs.floats(new float[4 * 2], 4, 2, 1), Monitor.NONE);
		assertEquals(Arrays.asList("a 0 [0, 0]", "a 0 [1, 0]", "a 1 [0, 0]", "a 1 [1, 0]", "a 1 [2, 0]"), gallery.units().stream()
			.map(u -> u.image() + " " + u.part() + " " + Arrays.toString(u.position())).collect(Collectors.toList()));
	}

	@Test
	void neitherTheOrderOfImagesNorThreadsChangeIt() {
		final UnitGallery first = gallery(5, 2);
		final UnitGallery second = gallery(5, 2);
		for (int i = 0; i < 6; i++) {
			final int image = i;
			Parallelization.runWithNumThreads(1, () -> first.add("" + image, 0, noise(image), Monitor.NONE));
			Parallelization.runWithNumThreads(3, () -> second.add("" + (5 - image), 0, noise(5 - image), Monitor.NONE));
		}
		assertEquals(5, first.units().size());
		assertEquals(found(first), found(second));
		assertArrayEquals(first.frame(), second.frame());
	}

	@Test
	void apartKeepsPeaksOnly() {
		final float[] samples = new float[WIDTH * HEIGHT];
		samples[5 * WIDTH + 5] = 9;
		samples[5 * WIDTH + 6] = 8;
		samples[5 * WIDTH + 7] = 8;
		samples[5 * WIDTH + 9] = 7;
		samples[19 * WIDTH + 25] = 6;
		final UnitGallery gallery = new UnitGallery(network("maxpool k=1 s=1"), 0, 3, 2, Rectifier.GRADIENT);
		gallery.add("", 0, ArrayImgs.floats(samples, WIDTH, HEIGHT, 1), Monitor.NONE);
		assertEquals(Arrays.asList("[5, 5]", "[25, 19]", "[0, 0]"), gallery.units().stream().map(u -> Arrays.toString(u.position()))
			.collect(Collectors.toList()));
	}

	/** The projection of a unit is what the way back gives of it, and nothing of the receptive field is left out. */
	@Test
	void patchAndProjectionAreThoseOfTheReceptiveField() {
		final UnitGallery gallery = gallery(4, 1);
		final Img<FloatType> image = noise(2);
		gallery.add("", 0, image, Monitor.NONE);
		final NetworkPlan plan = network(MODEL).bound(new long[] { 1, 1, HEIGHT, WIDTH });
		final NetworkGradient gradient = NetworkGradient.of(plan.network(), 1, 1, HEIGHT, WIDTH);
		final float[] samples = new float[WIDTH * HEIGHT];
		for (int i = 0; i < samples.length; i++)
			samples[i] = image.getAt(i % WIDTH, i / WIDTH, 0).get();
		for (final StrongestUnit u : gallery.units()) {
			final long[] at = { 0, 1, u.position()[1], u.position()[0] };
			final TensorPart back = gradient.back(new Tensor(new long[] { 1, 1, HEIGHT, WIDTH }, samples), plan.outputs().get(0),
				new TensorPart(new Box(at, at), new double[] { 1 }), Rectifier.GRADIENT, Monitor.NONE);
			int other = 0;
			for (final double g : back.doubles())
				if (g != 0) other++;
			final int w = (int) u.field().dimension(0);
			for (int i = 0; i < u.patch().length; i++) {
				final int x = (int) u.field().min(0) + i % w;
				final int y = (int) u.field().min(1) + i / w;
				assertEquals(samples[y * WIDTH + x], u.patch()[i]);
				if (!back.box().contains(new Box(new long[] { 0, 0, y, x }, new long[] { 0, 0, y, x }))) continue;
				assertEquals((float) back.doubles()[back.index(0, 0, y, x)], u.projection()[i]);
				if (u.projection()[i] != 0) other--;
			}
			assertEquals(0, other);
		}
	}

	/** At a corner, what is left of a receptive field lies in the opposite corner of the frame. */
	@Test
	void aFieldThatTheEdgeCutsStaysWhereItWouldBe() {
		final float[] samples = new float[WIDTH * HEIGHT];
		samples[0] = 3;
		samples[WIDTH * HEIGHT - 1] = 2;
		samples[10 * WIDTH + 13] = 1;
		final UnitGallery gallery = new UnitGallery(network("avgpool k=5 s=1 p=2"), 0, 3, 6, Rectifier.GRADIENT);
		gallery.add("", 0, ArrayImgs.floats(samples, WIDTH, HEIGHT, 1), Monitor.NONE);
		assertArrayEquals(new long[] { 5, 5 }, gallery.frame());
		for (final StrongestUnit u : gallery.units()) {
			final long[] origin = u.origin(gallery.frame());
			assertArrayEquals(new long[] { u.position()[0] - 2, u.position()[1] - 2 }, origin);
			assertEquals(u.position()[0] < 2 || u.position()[0] > WIDTH - 3 || u.position()[1] < 2 || u.position()[1] > HEIGHT - 3, u
				.isCut());
		}
		assertTrue(gallery.units().get(0).isCut());
	}

	@Test
	void mistakesAreTold() {
		assertThrows(IllegalArgumentException.class, () -> gallery(0, 0));
		assertThrows(IllegalArgumentException.class, () -> gallery(1, -1));
		final UnitGallery none = new UnitGallery(network(MODEL), 3, 1, 0, Rectifier.GUIDED);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> none.add("", 0, noise(1), Monitor.NONE)).getMessage().contains(
			"map is 4, but the layer has 3 maps"));
		final UnitGallery nan = gallery(2, 0);
		final float[] samples = new float[WIDTH * HEIGHT];
		Arrays.fill(samples, Float.NaN);
		nan.add("", 0, ArrayImgs.floats(samples, WIDTH, HEIGHT, 1), Monitor.NONE);
		assertFalse(nan.units().stream().anyMatch(u -> Double.isNaN(u.response())));
	}
}
