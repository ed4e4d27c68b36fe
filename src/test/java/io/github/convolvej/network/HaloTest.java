package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;

import org.junit.jupiter.api.Test;

/** A halo is what a tile depends on, even if an engine computes bands of a fixed grid. */
class HaloTest {

	@Test
	void bandsOfAnEngineAreNoHalo() {
		final StringBuilder text = new StringBuilder("conv k=3 c=32 p=same | relu");
		for (int i = 0; i < 3; i++)
			text.append(" | conv k=3 c=32 p=same | relu");
		final NetworkPlan plan = NetworkText.parse(text.toString(), 2, 1, new RandomWeights(1)).on(1, 1, 96, 96);
		for (int d = 2; d < 4; d++) {
			final Halo halo = Halo.of(plan, plan.outputs().get(0), d);
			assertEquals("4", halo.toString());
			assertEquals(4, halo.most());
		}
	}

	@Test
	void strideAndPhaseDecideIt() {
		final NetworkPlan plan = NetworkText.parse("conv k=3 c=4 p=same | maxpool k=2 s=2 | conv k=3 c=4 p=same | relu | tconv k=2 s=2 c=1",
			2, 1, new RandomWeights(1)).on(1, 1, 160, 160);
		final Halo halo = Halo.of(plan, plan.outputs().get(0), 3);
		// the pooling of 2, the pixel and two neighbours around it, and one more
		assertEquals("3 to 4", halo.toString());
		assertTrue(!halo.reachesEdge());
	}
}
