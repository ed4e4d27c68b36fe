package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.network.onnx.OnnxFile;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ImgUtil;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

class NetworkOperationTest {

	private static Img<FloatType> image(final long... size) {
		final Img<FloatType> image = ArrayImgs.floats(size);
		final Random random = new Random(9);
		image.forEach(v -> v.set((float) random.nextGaussian()));
		return image;
	}

	private static float[] samples(final Img<FloatType> image) {
		final float[] all = new float[(int) image.size()];
		int i = 0;
		for (final FloatType v : Views.flatIterable(image))
			all[i++] = v.get();
		return all;
	}

	private static NetworkOperation filter(final String text, final int axes, final long channels) {
		return NetworkOperation.of(NetworkText.parse(text, axes, channels, new RandomWeights(1)));
	}

	@Test
	void oneLayerIsTheConvolution() {
		final double[] weights = new RandomWeights(1).get("conv1.weight", 3, 2, 3, 3).doubles();
		final Convolution convolution = Convolution.of(new Kernel(weights, 2, 3, 3, 3)).padding(Padding.SAME);
		final Img<FloatType> image = image(17, 13, 2, 3);
		assertArrayEquals(samples(Filters.apply(convolution, image)), samples(filter("conv k=3 c=3 p=same", 2,
			2).apply(image, Border.ZERO)));
	}

	@Test
	void tilesOfTheImageItselfCanBeAResultBesideThoseOfLayers() {
		final Network network = NetworkText.parse("same: upsample s=1 | conv k=5 c=2 p=same", 2, 2, new RandomWeights(1));
		final NetworkPlan plan = network.outputs("same", network.outputs().get(0)).on(1, 2, 40, 50);
		final Tensor image = RandomTensors.normal(1, 2, 40, 50);
		assertArrayEquals(image.data(), plan.run(image, Schedule.tiles(11, 13)).get(plan.outputs().get(0)).data());
	}

	/** Few samples in memory are sorted, those that come in tiles are counted. */
	@Test
	void percentilesOfWholeImagesAndOfTilesHaveTheSameBits() {
		final Random random = new Random(4);
		for (int n = 0; n < 60; n++) {
			final Img<FloatType> image = image(1 + random.nextInt(30), 1 + random.nextInt(30), 2);
			final int levels = n % 3 == 0 ? 2 : n % 3 == 1 ? 40 : 1 << 20;
			image.forEach(v -> v.set(random.nextInt(9) == 0 ? -0f : (float) Math.rint(v.get() * levels) / levels));
			if (n % 10 == 9) image.firstElement().set(Float.NaN);
			final NetworkOperation filter = filter("conv k=1 c=2", 2, 2).normalisation(InputNormalisation.parse(n % 2 == 0 ? "minmax"
				: "percentile:" + random.nextInt(50) + "," + (50.5 + random.nextInt(49))));
			assertArrayEquals(samples(filter.schedule(Schedule.WHOLE).apply(image, Border.ZERO)), samples(filter.schedule(Schedule
				.tiles(7)).apply(image, Border.ZERO)), "image " + n);
		}
	}

	/** Millions of tiles of a pixel take minutes, where whole layers take a second. */
	@Test
	void veryManyTinyTilesAreRefusedBeforeWork() {
		final NetworkOperation enlarging = filter("tconv k=3 s=40", 2, 1);
		final String message = assertThrows(IllegalArgumentException.class, () -> enlarging.schedule(Schedule.tiles(1)).on(48, 40, 1))
			.getMessage();
		assertTrue(message.contains("2943129 of them") && message.contains("tiles=256"), message);
		assertThrows(IllegalArgumentException.class, () -> enlarging.schedule(Schedule.tiles(5).statisticsOfTiles()).on(48, 40, 1));
		enlarging.schedule(Schedule.tiles(32)).on(480, 400, 1);
		filter("conv k=3", 2, 1).schedule(Schedule.tiles(1)).on(48, 40, 1);
		filter("conv k=3", 2, 1).schedule(Schedule.tiles(256, 256)).on(1 << 20, 1 << 20, 1);
	}

	@Test
	void partsAreThoseOfTheWhole() {
		for (final String text : new String[] { "unet c=3 depth=2", "conv k=3 p=same c=3 | inorm | se r=1" }) {
			final NetworkOperation filter = filter(text, 2, 2);
			final Img<FloatType> image = image(24, 20, 2, 2);
			final Img<FloatType> whole = filter.apply(image, Border.ZERO);
			final Img<FloatType> part = ArrayImgs.floats(9, 7, 2, 1);
			filter.plan(Collections.singletonList(image)).processPart(Collections.singletonList(image), Border.ZERO, part,
				new long[] { 5, 8, 1, 1 }, Options.DEFAULT);
			final Img<FloatType> expected = ArrayImgs.floats(9, 7, 2, 1);
			ImgUtil.copy(Views.zeroMin(Views.interval(whole, new long[] { 5, 8, 1, 1 }, new long[] { 13, 14, 2, 1 })), expected);
			assertArrayEquals(samples(expected), samples(part), text);
		}
	}

	/** Parts of a network with statistics of the whole image need only their surroundings once these are known. */
	@Test
	void partsShareStatisticsOfTheWholeImage() {
		final NetworkOperation filter = filter("conv k=3 p=same c=3 | inorm | relu | se r=1 | conv k=3 p=same c=1", 2, 2)
			.normalisation(InputNormalisation.parse("percentile:1,99"));
		final Img<FloatType> image = image(40, 36, 2, 3);
		final Img<FloatType> whole = filter.apply(image, Border.ZERO);
		final ImagePlan plan = filter.plan(Collections.singletonList(image));
		assertTrue(plan.isComputedWhole());
		final ImagePlan parts = plan.forParts();
		assertFalse(parts.isComputedWhole());
		final Interval needed = parts.sourceInterval(new FinalInterval(new long[] { 1, 3, 0 }, new long[] { 8, 9, 0 }));
		assertArrayEquals(new long[] { 0, 1, 0 }, needed.minAsLongArray());
		assertArrayEquals(new long[] { 10, 11, 1 }, needed.maxAsLongArray());
		for (final long[] offset : new long[][] { { 5, 8, 0, 2 }, { 30, 20, 0, 0 }, { 0, 29, 0, 1 } }) {
			final Img<FloatType> part = ArrayImgs.floats(9, 7, 1, 1);
			parts.processPart(Collections.singletonList(image), Border.ZERO, part, offset, Options.DEFAULT);
			final Img<FloatType> expected = ArrayImgs.floats(9, 7, 1, 1);
			ImgUtil.copy(Views.zeroMin(Views.interval(whole, offset, new long[] { offset[0] + 8, offset[1] + 6, 0, offset[3] })),
				expected);
			assertArrayEquals(samples(expected), samples(part));
		}
		// a step that needs all samples at once stays one of the whole image
		final ImagePlan dense = filter("conv k=36 c=3 | softmax", 2, 2).on(36, 36, 2);
		assertEquals(dense, dense.forParts());
	}

	/** The result depends on the tiles, which lie in the same places if only a part is computed. */
	@Test
	void statisticsOfTilesAreThoseOfTheWholeGrid() throws IOException, ClassNotFoundException {
		final NetworkOperation filter = filter("conv k=3 p=same c=3 | inorm", 2, 1);
		final NetworkOperation ofTiles = filter.schedule(Schedule.tiles(16, 12).statisticsOfTiles());
		final Img<FloatType> image = image(40, 36, 1);
		final Img<FloatType> whole = ofTiles.apply(image, Border.ZERO);
		assertFalse(Arrays.equals(samples(filter.apply(image, Border.ZERO)), samples(whole)));
		final ImagePlan plan = ofTiles.plan(Collections.singletonList(image));
		assertEquals(plan, plan.forParts());
		assertTrue(plan.engine().contains("not the result of the whole image"), plan.engine());
		final Img<FloatType> part = ArrayImgs.floats(9, 7, 2);
		plan.processPart(Collections.singletonList(image), Border.ZERO, part, new long[] { 5, 20, 1 }, Options.DEFAULT);
		final Img<FloatType> expected = ArrayImgs.floats(9, 7, 2);
		ImgUtil.copy(Views.zeroMin(Views.interval(whole, new long[] { 5, 20, 1 }, new long[] { 13, 26, 2 })), expected);
		assertArrayEquals(samples(expected), samples(part));
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(ofTiles);
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			assertArrayEquals(samples(whole), samples(((NetworkOperation) in.readObject()).apply(image, Border.ZERO)));
		}
	}

	@Test
	void sizesAreFitted() {
		final NetworkOperation unet = filter("unet c=2 depth=3 | conv k=1 c=1", 2, 1);
		final Img<FloatType> image = image(37, 29, 1);
		final String message = assertThrows(IllegalArgumentException.class, () -> unet.apply(image, Border.ZERO)).getMessage();
		assertTrue(message.contains("[1, 1, 32, 40]") && message.contains("fit="), message);
		for (final Fit fit : new Fit[] { Fit.REFLECT, Fit.REPLICATE, Fit.ZERO, Fit.RESIZE })
			assertArrayEquals(new long[] { 37, 29, 1 }, unet.fit(fit).apply(image, Border.ZERO).dimensionsAsLongArray());
		final Img<FloatType> cropped = unet.fit(Fit.CROP).apply(image, Border.ZERO);
		assertArrayEquals(new long[] { 32, 24, 1 }, cropped.dimensionsAsLongArray());
		final Img<FloatType> inner = ArrayImgs.floats(32, 24, 1);
		ImgUtil.copy(Views.interval(image, new long[3], new long[] { 31, 23, 0 }), inner);
		assertArrayEquals(samples(unet.apply(inner, Border.ZERO)), samples(cropped));
		// nothing that fits is left of an image of 37 x 5
		assertThrows(IllegalArgumentException.class, () -> unet.fit(Fit.CROP).apply(image(37, 5, 1), Border.ZERO));
		// what fits is not changed
		assertArrayEquals(samples(unet.apply(inner, Border.ZERO)), samples(unet.fit(Fit.REFLECT).apply(inner, Border.ZERO)));
	}

	private static void assertPosition(final double scale, final double offset, final String text) {
		final ImagePlan plan = filter(text, 2, 1).on(64, 48, 1);
		final SamplePosition p = plan.position(0);
		assertEquals(scale, p.scale(), 1e-9, text);
		assertEquals(offset, p.offset(), 1e-9, text);
	}

	/** Results that are added need equal sizes too, and networks may divide the image by 3. */
	@Test
	void anyNetworkOfSkipsIsFitted() {
		for (final String text : new String[] { "hourglass c=4 depth=2", "conv k=3 s=2 p=same | tconv k=2 s=2 c=1 | add input",
			"a: conv k=3 c=2 p=same | maxpool k=3 s=3 | maxpool k=3 s=3 | upsample s=9 | mul a" })
		{
			final NetworkOperation network = NetworkOperation.of(NetworkText.parse(text, 2, 1, new RandomWeights(1)));
			final String message = assertThrows(IllegalArgumentException.class, () -> network.on(37, 29, 1)).getMessage();
			assertTrue(message.contains(" fits") && message.contains("fit="), message);
			assertArrayEquals(new long[] { 37, 29 }, Arrays.copyOf(network.fit(Fit.REFLECT).on(37, 29, 1).targetDimensions(), 2));
		}
		// channels that no size of the image makes equal
		final NetworkOperation wrong = NetworkOperation.of(NetworkText.parse("dwconv k=3 m=2 p=same | mul input", 2, 3,
			new RandomWeights(1)));
		final String message = assertThrows(IllegalArgumentException.class, () -> wrong.on(37, 29, 3)).getMessage();
		assertTrue(message.contains("do not fit together") && !message.contains("fit="), message);
	}

	@Test
	void samplesSitWhereTheGeometrySays() {
		assertPosition(1, 0, "conv k=3 p=same | relu | conv k=5 p=2");
		assertPosition(2, 0, "conv k=3 s=2 p=1");
		// however much is added, the image's samples keep their distance
		for (final String fill : new String[] { "0", "reflect", "edge", "wrap" })
			for (final int before : new int[] { 0, 10, 100, 1000 })
				assertPosition(1, -before, "pad p=" + before + ":100 fill=" + fill);
		assertPosition(3, -999, "pad p=1000:3 | avgpool k=3");
		assertPosition(2, 0.5, "maxpool k=2");
		assertPosition(4, 1.5, "maxpool k=2 | avgpool k=2");
		assertPosition(0.5, -0.25, "upsample s=2");
		assertPosition(0.5, -0.25, "upsample s=2 k=2");
		assertPosition(1.0 / 3, -1.0 / 3, "upsample s=3 k=4");
		assertPosition(0.5, -0.25, "conv k=3 c=4 p=same | pixelshuffle s=2");
		assertPosition(1, 0, "unet c=2 depth=3");
		assertPosition(1, 1, "conv k=3");
	}

	@Test
	void channelsLastAndSeveralOutputsAreOneImage() throws IOException {
		final Network star = OnnxFile.read(Paths.get("src/test/resources/networks/star_two_heads/model.onnx"));
		final NetworkOperation filter = NetworkOperation.of(star);
		final ImagePlan plan = filter.on(32, 32, 1);
		assertEquals(plan.targetDimensions()[2], filter.channelNames(32, 32, 1).size());
		assertTrue(filter.channelNames(32, 32, 1).contains("prob"), filter.channelNames(32, 32, 1).toString());
		final Network keras = OnnxFile.read(Paths.get("src/test/resources/networks/keras_nhwc_same/model.onnx"));
		assertEquals(3, keras.channelAxis());
		final long[] size = NetworkOperation.of(keras).on(21, 15, 1).targetDimensions();
		assertArrayEquals(keras.on(1, 15, 21, 1).outputShape(keras.outputs().get(0)), new long[] { 1, size[1], size[0],
			size[2] });
	}

	@Test
	void classifiersGiveNumbers() throws IOException {
		final Network network = OnnxFile.read(Paths.get("src/test/resources/networks/vector_classifier/model.onnx"));
		final ImagePlan plan = NetworkOperation.of(network).on(40, 33, 3);
		assertEquals(1, plan.targetDimensions()[0]);
		assertEquals(1, plan.targetDimensions()[1]);
		assertTrue(plan.targetDimensions()[2] > 1);
	}

	@Test
	void channelsAreChosenAndNormalised() {
		final Img<FloatType> image = image(8, 6, 3);
		final NetworkOperation identity = filter("identity", 2, 2);
		final Img<FloatType> chosen = identity.channels(2, 0).apply(image, Border.ZERO);
		assertArrayEquals(new long[] { 8, 6, 2 }, chosen.dimensionsAsLongArray());
		assertEquals(image.getAt(3, 4, 2).get(), chosen.getAt(3, 4, 0).get());
		assertEquals(image.getAt(3, 4, 0).get(), chosen.getAt(3, 4, 1).get());
		final Img<FloatType> scaled = filter("identity", 2, 3).normalisation(InputNormalisation.parse(
			"minmax")).apply(image, Border.ZERO);
		for (int c = 0; c < 3; c++) {
			double low = 9;
			double high = -9;
			for (final FloatType v : Views.iterable(Views.hyperSlice(scaled, 2, c))) {
				low = Math.min(low, v.get());
				high = Math.max(high, v.get());
			}
			assertEquals(0, low, 1e-6);
			assertEquals(1, high, 1e-5);
		}
		assertThrows(IllegalArgumentException.class, () -> identity.channels(3, 0).on(8, 6, 3));
		assertThrows(IllegalArgumentException.class, () -> InputNormalisation.parse("percentile:5"));
	}
}
