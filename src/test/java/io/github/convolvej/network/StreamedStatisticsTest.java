package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.operator.Operators;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;
import io.github.convolvej.run.Monitor;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;

/** Statistics of whole images from tiles, of which one is in memory at a time. */
class StreamedStatisticsTest {

	private static Tensor image(final long... shape) {
		final Tensor image = new Tensor(shape);
		final Random random = new Random(4);
		for (int i = 0; i < image.data().length; i++)
			image.data()[i] = (float) (300 + 20 * random.nextGaussian());
		return image;
	}

	/** One node along the axes of the image, after a convolution, which is not stored. */
	private static Network reducing(final String operator, final Attributes attributes, final int channels) {
		final Network before = NetworkText.parse("conv k=3 c=" + channels + " p=same", 2, 1, new RandomWeights(1));
		return new NetworkExtension(before).after(0, operator, attributes).build(null);
	}

	private static void assertStreamed(final Network network, final Tensor image) {
		final NetworkPlan plan = network.on(image.shape());
		assertFalse(plan.isLocal());
		final float[] whole = plan.run(image).get(plan.outputs().get(0)).data();
		for (final int[] tile : new int[][] { { 7, 9 }, { 16 }, { 33, 20 } })
			for (final int threads : new int[] { 1, 2 }) {
				final Schedule schedule = Schedule.tiles(tile).limit(0);
				assertTrue(plan.describe(schedule).contains("over the image before for statistics"), plan.describe(schedule));
				Parallelization.runWithNumThreads(threads, () -> assertArrayEquals(whole, plan.run(image, schedule).get(plan
					.outputs().get(0)).data(), network.nodes() + " " + Arrays.toString(tile)));
			}
	}

	@Test
	void tilesGiveTheBitsOfTheWhole() {
		final Tensor image = image(1, 1, 45, 37);
		for (final String layers : new String[] { "inorm", "gnorm g=2", "globalpool", "globalmax", "se r=2",
			"inorm | conv k=3 c=2 p=same s=2 | inorm | relu | upsample s=2 | se r=1", "a: relu | inorm | concat a | inorm" })
			assertStreamed(NetworkText.parse("conv k=3 c=4 p=same | " + layers, 2, 1, new RandomWeights(2)), image);
		final Attributes along = Attributes.NONE.with("axes", new long[] { 2, 3 });
		for (final String operator : new String[] { "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL1",
			"ReduceL2", "ReduceSumSquare", "ReduceLogSumExp", Operators.STANDARDISE })
			assertStreamed(reducing(operator, along, 3), image);
		assertStreamed(reducing(Operators.SCALE_RANGE, along.with("low", 1.0).with("high", 99.8), 2), image);
		assertStreamed(reducing("ReduceMean", Attributes.NONE.with("axes", new long[] { 3 }), 2), image);
		for (final String operator : new String[] { "Softmax", "LogSoftmax" })
			for (final long axis : new long[] { 2, 3 })
				assertStreamed(reducing(operator, Attributes.NONE.with("axis", axis), 2), image);
		assertStreamed(reducing("ReduceMean", Attributes.NONE.with("axes", new long[] { 1, 2 }), 2), image);
	}

	@Test
	void groupNormalisationWrittenWithReshapesIsStreamedToo() {
		final NetworkBuilder builder = new NetworkBuilder().input("x", null).output("y");
		builder.constant("apart", Constant.of(0, 2, -1)).constant("together", Constant.of(1, 4, 33, 40));
		builder.constant("scale", Constant.of(1, 1).cast(ElementType.FLOAT)).constant(
			"shift", Constant.of(0, 0).cast(ElementType.FLOAT));
		builder.node(new Node("a", "Reshape", 17, Arrays.asList("x", "apart"), Collections.singletonList("groups"),
			Attributes.NONE));
		builder.node(new Node("n", "InstanceNormalization", 17, Arrays.asList("groups", "scale", "shift"), Collections
			.singletonList("normal"), Attributes.NONE));
		builder.node(new Node("b", "Reshape", 17, Arrays.asList("normal", "together"), Collections.singletonList("y"),
			Attributes.NONE));
		final NetworkPlan plan = builder.build().on(1, 4, 33, 40);
		final Tensor image = image(1, 4, 33, 40);
		final float[] whole = plan.run(image).get("y").data();
		assertArrayEquals(whole, plan.run(image, Schedule.tiles(9, 14).limit(0)).get("y").data());
		double mean = 0;
		double square = 0;
		for (int i = 0; i < whole.length / 2; i++) {
			mean += whole[i] / (whole.length / 2.0);
			square += whole[i] * whole[i] / (whole.length / 2.0);
		}
		assertEquals(0, mean, 1e-6);
		assertEquals(1, square, 1e-5);
		plan.steps().forEach(step -> assertTrue(Arrays.stream(step.output().shape()).allMatch(size -> size <= 40), step.node() +
			" gives merged axes " + step.output()));
	}

	@Test
	void softmaxAndReductionsOfMergedAxesAreStreamedToo() {
		for (final String operator : new String[] { "Softmax", "ReduceMax", "ReduceMean" }) {
			final NetworkBuilder builder = new NetworkBuilder().input("x", null).output("y");
			builder.constant("flat", Constant.of(0, 0, -1)).constant("apart", Constant.of(1, 3, operator.equals("Softmax") ? 33 : 1,
				-1));
			builder.node(new Node("a", "Reshape", 17, Arrays.asList("x", "flat"), Collections.singletonList("positions"),
				Attributes.NONE));
			builder.node(new Node("s", operator, 17, Arrays.asList("positions"), Collections.singletonList("combined"), operator
				.equals("Softmax") ? Attributes.NONE : Attributes.NONE.with("axes", new long[] { 2 })));
			builder.node(new Node("b", "Reshape", 17, Arrays.asList("combined", "apart"), Collections.singletonList("z"),
				Attributes.NONE));
			builder.node(new Node("c", "Sub", 17, Arrays.asList("x", "z"), Collections.singletonList("y"), Attributes.NONE));
			final NetworkPlan plan = builder.build().on(1, 3, 33, 40);
			plan.steps().forEach(step -> assertTrue(Arrays.stream(step.output().shape()).allMatch(size -> size <= 40), step.node() +
				" gives merged axes " + step.output()));
			assertStreamed(plan.network(), image(1, 3, 33, 40));
		}
	}

	@Test
	void theImageIsReadInTiles() {
		final NetworkPlan plan = NetworkText.parse("conv k=3 c=8 p=same | inorm | relu | conv k=1 c=1", 2, 1, new RandomWeights(
			1)).on(1, 1, 4096, 4096);
		final AtomicLong largest = new AtomicLong();
		final int[] samples = new int[1];
		plan.run((box, target) -> {
			largest.accumulateAndGet(box.samples(), Math::max);
			Arrays.fill(target, 0, (int) box.samples(), 1f);
		}, plan.outputs().get(0), new Box(new long[] { 0, 0, 100, 100 }, new long[] { 0, 0, 163, 163 }), (box, values) ->
			samples[0] += values.length, Schedule.within(64 << 20), Monitor.NONE);
		assertEquals(64 * 64, samples[0]);
		assertTrue(largest.get() < 1 << 21, "" + largest);
		assertThrows(IllegalArgumentException.class, () -> plan.describe(Schedule.within(1 << 12)));
	}

	@Test
	void smallVariancesAreExact() {
		final Network network = new NetworkExtension(NetworkText.parse("upsample s=1", 2, 1, new RandomWeights(1))).after(0,
			Operators.STANDARDISE, Attributes.NONE.with("axes", new long[] { 2, 3 }).with("epsilon", 0.0)).build(null);
		final Tensor image = new Tensor(new long[] { 1, 1, 100, 100 });
		for (int i = 0; i < image.data().length; i++)
			image.data()[i] = 1e7f + i % 2;
		final float[] result = network.on(1, 1, 100, 100).run(image).values().iterator().next().data();
		assertEquals(-1, result[0], 0);
		assertEquals(1, result[1], 0);
	}

	@Test
	void statisticsOfTilesSaySo() {
		final NetworkPlan plan = NetworkText.parse("conv k=3 c=4 p=same | inorm | relu | se r=2", 2, 1, new RandomWeights(2)).on(
			1, 1, 64, 64);
		final Tensor image = image(1, 1, 64, 64);
		final String output = plan.outputs().get(0);
		final Schedule tiles = Schedule.tiles(32).statisticsOfTiles();
		assertTrue(plan.describe(tiles).contains("not the result of the whole image"), plan.describe(tiles));
		assertFalse(Arrays.equals(plan.run(image).get(output).data(), plan.run(image, tiles).get(output).data()));
		// a single tile is the whole image
		assertArrayEquals(plan.run(image).get(output).data(), plan.run(image, Schedule.tiles(64).statisticsOfTiles()).get(
			output).data());
	}
}
