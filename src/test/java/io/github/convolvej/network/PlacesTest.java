package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;

import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors that are computed in their place within the result of a concatenation. */
class PlacesTest {

	private static Network network(final String text) {
		return NetworkText.parse(text, 2, 3, new RandomWeights(5));
	}

	/** If every layer is a result, each has an array of its own. */
	@ParameterizedTest
	@ValueSource(strings = { "unet c=3 depth=2", "inception c=3", "aspp c=2 rates=1,2,3", "spp",
		"a: conv k=3 c=2 p=same | b: conv k=3 c=4 p=same | concat a | concat b | conv k=1 c=2",
		"a: conv k=3 c=2 p=same | concat a", "a: conv k=3 c=2 p=same | b: relu | concat a a b | conv k=3 c=1",
		"a: conv k=3 c=1 p=same | b: conv k=3 c=5 p=same | mul a | concat a b | relu",
		"a: conv k=3 c=4 p=same | maxpool k=2 s=2 | upsample | concat a | se r=2 | concat a | inorm",
		"a: conv k=5 c=3 p=same | b: conv k=3 c=3 p=same | add a | c: concat b | from a | tanh | concat c b",
		"a: dwconv k=3 m=2 p=same | bn | leaky | b: tconv k=3 p=1 c=2 | concat a | from b | avgpool k=3 s=1 p=1 | concat a" })
	void theyAreTheSameAsInArraysOfTheirOwn(final String text) {
		final Network network = network(text);
		final Tensor image = RandomTensors.normal(1, 3, 32, 44);
		final NetworkPlan plan = network.on(image.shape());
		final String last = network.outputs().get(0);
		final String[] all = network.nodes().stream().map(Node::name).toArray(String[]::new);
		final Network apart = network.outputs(all);
		final float[] expected = apart.on(image.shape()).run(image).get(last).data();
		for (final int threads : new int[] { 1, 3 })
			Parallelization.runWithNumThreads(threads, () -> {
				// folded normalisations round weights once more
				if (!text.contains("bn") && !text.contains("inc") && !text.contains("aspp")) assertArrayEquals(expected, plan.run(image)
					.get(last).data());
				assertArrayEquals(plan.run(image, Schedule.tiles(9, 13)).get(last).data(), plan.run(image).get(last).data());
			});
	}

	@Test
	void theyTakeNoMemoryTwice() {
		// image 3, then 3 + 10 + 10, of which none is copied
		final NetworkPlan plan = network("a: conv k=3 c=10 p=same | from input | conv k=3 c=10 p=same | concat a").on(1, 3, 64, 64);
		assertEquals(4 * 64 * 64 * (3 + 20), plan.peakBytes());
		// of one channel: an array of its own, because readers repeat it
		final NetworkPlan single = network("a: conv k=3 c=1 p=same | from input | conv k=3 c=10 p=same | concat a").on(1, 3, 64,
			64);
		assertEquals(4 * 64 * 64 * (1 + 3 + 11), single.peakBytes());
	}
}
