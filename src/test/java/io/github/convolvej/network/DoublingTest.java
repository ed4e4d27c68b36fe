package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;

import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Enlarging by repeating samples and a convolution of the result, which are one step. */
class DoublingTest {

	private static final String SHORT = "upsample s=2 | conv k=3 c=17 p=same";

	private static Network network(final String text) {
		return NetworkText.parse(text, 2, 16, new RandomWeights(5));
	}

	/** If every layer is a result, the enlarged tensor exists. */
	private static float[] apart(final Network network, final Tensor image) {
		final String[] all = network.nodes().stream().map(Node::name).toArray(String[]::new);
		return network.outputs(all).on(image.shape()).run(image).get(network.outputs().get(0)).data();
	}

	private static float largest(final float[] samples) {
		float largest = 0;
		for (final float v : samples)
			largest = Math.max(largest, Math.abs(v));
		return largest;
	}

	@ParameterizedTest
	@ValueSource(strings = { SHORT, SHORT + " | relu", SHORT + " | bn | leaky | conv k=3 c=20 p=same", "a: conv k=3 c=16 p=same | maxpool k=2 s=2 | " +
		SHORT + " | relu | concat a | conv k=3 c=16 p=same", "conv k=3 c=16 p=same | " + SHORT + " | " + SHORT + " | relu" })
	void theResultIsTheSame(final String text) {
		final Network network = network(text);
		final Tensor image = RandomTensors.normal(2, 16, 42, 36);
		final NetworkPlan plan = network.on(image.shape());
		final String last = network.outputs().get(0);
		final float[] expected = apart(network, image);
		final float[] one = plan.run(image).get(last).data();
		assertArrayEquals(expected, one, 2e-6f * largest(expected));
		for (final int threads : new int[] { 2, 3 })
			Parallelization.runWithNumThreads(threads, () -> assertArrayEquals(one, plan.run(image).get(last).data()));
		assertArrayEquals(one, plan.run(image, Schedule.tiles(23, 31)).get(last).data());
	}

	@Test
	void itTakesFewerProductsAndNoMemoryForTheEnlargedTensor() {
		final NetworkPlan plan = network(SHORT).on(1, 16, 64, 64);
		assertEquals(1, plan.steps().size());
		assertEquals("Conv", plan.steps().get(0).node().operator());
		assertEquals(17 * 16 * 9 + 17, plan.parameters());
		assertEquals(4 * 64 * 64 * (16 + 4 * 17), plan.peakBytes());
		final double direct = 4.0 * 64 * 64 * 9 * 16 * 17;
		assertTrue(plan.multiplyAccumulates() < 0.35 * direct, () -> plan.multiplyAccumulates() / direct + "");
	}

	@Test
	void whatAResultDependsOnIsTheSame() {
		final Network network = network(SHORT);
		final NetworkPlan plan = network.on(1, 16, 64, 64);
		final String last = network.outputs().get(0);
		final long[] shape = plan.outputShape(last);
		for (final int at : new int[] { 0, 1, 30, 31, 127 }) {
			final Box box = Box.whole(shape).with(2, at, at).with(3, at, at + 127 - Math.max(at, 126));
			final Box read = plan.dependsOn(last, box);
			assertEquals(Math.max(0, Math.floorDiv(at - 1, 2)), read.min(2));
			assertEquals(Math.min(63, (at + 1) / 2), read.max(2));
			assertEquals(Math.max(0, Math.floorDiv(at - 1, 2)), read.min(3));
			assertEquals(Math.min(63, (box.max(3) + 1) / 2), read.max(3));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "upsample s=3 | conv k=3 c=16 p=same", "upsample s=2,1 | conv k=3 c=16 p=same",
		"upsample s=2 k=2 | conv k=3 c=16 p=same", "upsample s=2 | conv k=3 c=16", "upsample s=2 | conv k=3 c=16 p=same s=2",
		"upsample s=2 | conv k=3 c=16 p=same g=2", "upsample s=2 | conv k=5 c=16 p=same", "a: upsample s=2 | conv k=3 c=16 p=same | concat a" })
	void othersAreComputedOneAfterTheOther(final String text) {
		final Network network = network(text);
		final Tensor image = RandomTensors.normal(1, 16, 40, 44);
		final NetworkPlan plan = network.on(image.shape());
		assertTrue(plan.steps().size() > 1);
		assertArrayEquals(apart(network, image), plan.run(image).get(network.outputs().get(0)).data());
	}
}
