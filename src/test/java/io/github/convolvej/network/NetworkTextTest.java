package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;
import io.github.convolvej.network.text.WeightSource;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;

class NetworkTextTest {

	private static NetworkPlan plan(final String text, final int axes, final long... shape) {
		return NetworkText.parse(text, axes, shape[1], new RandomWeights(5)).on(shape);
	}

	private static void assertShape(final String text, final long... expected) {
		final NetworkPlan plan = plan(text, 2, 1, 4, 32, 48);
		assertArrayEquals(expected, plan.outputShape(plan.outputs().get(0)), text);
	}

	@Test
	void layersHaveTheSizesOfConvolutionArithmetic() {
		assertShape("conv k=3 c=8", 1, 8, 30, 46);
		assertShape("conv k=3,5 s=2,1 p=1:0,2 c=6 g=2", 1, 6, 32, 24);
		assertShape("dwconv k=3 m=2 p=same", 1, 8, 32, 48);
		assertShape("maxpool k=3 s=2 p=1", 1, 4, 16, 24);
		assertShape("tconv k=4 s=2 p=1 c=3", 1, 3, 64, 96);
		assertShape("upsample s=2,3 k=4", 1, 4, 96, 96);
		assertShape("pixelshuffle s=2", 1, 1, 64, 96);
		assertShape("pixelunshuffle s=2; pixelshuffle", 1, 4, 32, 48);
		assertShape("globalpool", 1, 4, 1, 1);
		assertShape("a: conv k=1 c=5 | relu | concat a input", 1, 14, 32, 48);
		assertShape("p: maxpool k=2\nconv k=1\nunpool p", 1, 4, 32, 48);
	}

	@Test
	void blocksRunOnImagesOfEveryNumberOfAxesInTilesAsAWhole() {
		final String[] blocks = { "bottleneck c=8 s=2", "inverted c=6", "inverted", "separable c=5", "shuffleunit g=2",
			"inception c=3", "se r=2", "aspp c=4 rates=1,2,3", "spp", "hourglass c=4 depth=2", "unet c=3 depth=2",
			"dncnn c=4 depth=4", "gnorm g=2 | silu", "inorm | leaky a=0.2", "shuffle g=2 | prelu" };
		for (final String block : blocks)
			for (int axes = 1; axes <= 3; axes++) {
				final long[] shape = Arrays.copyOf(new long[] { 1, 4, 16, 20, 12 }, axes + 2);
				final NetworkPlan plan = plan(block, axes, shape);
				final Tensor image = new Tensor(shape);
				final Random random = new Random(axes);
				for (int i = 0; i < image.data().length; i++)
					image.data()[i] = (float) random.nextGaussian();
				final Map<String, Tensor> whole = plan.run(image);
				final Map<String, Tensor> tiled = plan.run(image, Schedule.tiles(6, 7, 5));
				for (final String name : plan.outputs())
					assertArrayEquals(whole.get(name).data(), tiled.get(name).data(), block + " on " + axes + " axes");
				assertEquals(plan.parameters() > 0, !block.equals("spp"), block);
			}
	}

	/** Small layers of many channels have engines of their own, which depend on the size of a part. */
	@Test
	void layersOfManyChannelsAreTheSameInTilesAndThreads() {
		final String text = "conv k=3 s=2 c=24 p=same | relu | conv k=1 c=100 | relu | conv k=3 c=100 g=100 p=same | relu | conv k=1 c=70 | relu | conv k=3 s=2 c=70 g=70 p=same | relu | conv k=1 c=130 | relu";
		final NetworkPlan plan = plan(text, 2, 1, 3, 66, 90);
		final Tensor image = new Tensor(1, 3, 66, 90);
		final Random random = new Random(5);
		for (int i = 0; i < image.data().length; i++)
			image.data()[i] = (float) random.nextGaussian();
		image.data()[3000] = Float.NaN;
		final String output = plan.outputs().get(0);
		final float[] whole = Parallelization.runSingleThreaded(() -> plan.run(image, Schedule.WHOLE).get(output).data());
		for (int threads = 2; threads <= 3; threads++)
			assertArrayEquals(whole, Parallelization.runWithNumThreads(threads, () -> plan.run(image, Schedule.WHOLE).get(output)
				.data()), threads + " threads");
		for (final int[] tile : new int[][] { { 5, 7 }, { 16, 9 }, { 17, 23 } })
			assertArrayEquals(whole, plan.run(image, Schedule.tiles(tile)).get(output).data(), "tiles of " + Arrays.toString(tile));
	}

	@Test
	void shuffledChannelsAreInTurn() {
		final NetworkPlan plan = plan("shuffle g=2", 2, 1, 6, 1, 1);
		final Tensor image = new Tensor(new long[] { 1, 6, 1, 1 }, new float[] { 0, 1, 2, 3, 4, 5 });
		assertArrayEquals(new float[] { 0, 3, 1, 4, 2, 5 }, plan.run(image).get(plan.outputs().get(0)).data());
	}

	private static void assertRow(final String text, final float[] row, final float... expected) {
		final WeightSource counting = (name, shape) -> {
			final double[] all = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
			for (int i = 0; i < all.length; i++)
				all[i] = Math.pow(10, i);
			return new Constant(ElementType.FLOAT, shape, all);
		};
		final NetworkPlan plan = NetworkText.parse(text, 1, 1, counting).on(1, 1, row.length);
		assertArrayEquals(expected, plan.run(new Tensor(new long[] { 1, 1, row.length }, row)).get(plan.outputs().get(0)).data(), 1e-6f,
			text);
	}

	/** As PyTorch computes them. */
	@Test
	void layersOfPastedProgramsHaveTheirNumbers() {
		final float[] row = { 1, 2, 4 };
		assertRow("pad p=2", row, 0, 0, 1, 2, 4, 0, 0);
		assertRow("pad p=2 fill=reflect", row, 4, 2, 1, 2, 4, 2, 1);
		assertRow("pad p=1:2 fill=edge", row, 1, 1, 2, 4, 4, 4);
		assertRow("pad p=1:0 fill=wrap", row, 4, 1, 2, 4);
		assertRow("avgpool k=3 s=1 p=1 countpad=1", row, 1, 7 / 3f, 2);
		assertRow("avgpool k=3 s=1 p=1", row, 1.5f, 7 / 3f, 3);
		assertRow("upsample s=2 k=2 align=1", new float[] { 0, 3 }, 0, 1, 2, 3);
		assertRow("hardsigmoid", new float[] { -4, 0, 1.5f, 4 }, 0, 0.5f, 0.75f, 1);
		assertRow("bn eps=3", new float[] { 1, 3, 5 }, 1, 2, 3);
		assertRow("tconv k=2 p=0:1 bias=0", row, 1, 12, 24);
		assertRow("tconv k=2 p=1:0 bias=0", row, 12, 24, 40);
	}

	private static void assertPlane(final String text, final float... expected) {
		final NetworkPlan plan = NetworkText.parse(text, 2, 1, new RandomWeights(1)).on(1, 1, 2, 3);
		final float[] result = plan.run(new Tensor(new long[] { 1, 1, 2, 3 }, new float[] { 1, 2, 3, 4, 5, 6 })).get(plan.outputs()
			.get(0)).data();
		assertEquals(expected.length, result.length, text);
		for (int i = 0; i < result.length; i++)
			assertEquals(expected[i], result[i], 1e-6 * Math.abs(expected[i]), text);
	}

	@Test
	void windowsOfMillionsOfSamplesReadThoseThatAreThere() {
		assertPlane("avgpool k=1000000 ceil=1", 3.5f);
		assertPlane("maxpool k=1000000 ceil=1", 6);
		assertPlane("avgpool k=100000 p=50000 s=100000 countpad=1", 2.1e-9f);
		assertPlane("avgpool k=100000 p=50000 s=100000", 3.5f);
		assertPlane("maxpool k=3,1000000 p=1,500000 s=1,1000000", 5, 6, 6);
		final float low = Float.NEGATIVE_INFINITY;
		assertPlane("maxpool k=2 p=100000000 s=100000000", low, low, low, low, 5, low, low, low, low);
		assertPlane("avgpool k=2 p=100000000 s=100000000 countpad=1", 0, 0, 0, 0, 3, 0, 0, 0, 0);
	}

	@Test
	void mistakesNameTheLayer() {
		for (final String[] wrong : new String[][] { { "conv c=3", "k=3" }, { "conv k=3 | blur", "'blur'" }, {
			"conv k=3 x=2", "'x'" }, { "concat a", "'a'" }, { "", "no layers" }, { "conv k=3 c=5 g=2", "groups" }, {
				"conv k=3; unpool conv1", "max pooling" }, { "a: relu | a: relu", "'a'" }, { "shuffle g=3", "groups" }, { "pad p=1 fill=mirror",
					"'mirror'" }, { "tconv k=3 p=same", "needs numbers" } })
		{
			final String message = assertThrows(IllegalArgumentException.class, () -> plan(wrong[0], 2, 1, 4, 9, 9), wrong[0])
				.getMessage();
			assertTrue(message.contains(wrong[1]), message);
		}
	}
}
