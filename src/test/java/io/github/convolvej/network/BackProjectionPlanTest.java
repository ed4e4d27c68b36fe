package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.network.operator.Rectifier;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;

import org.junit.jupiter.api.Test;

/** Units whose gradients the effective receptive field averages. */
class BackProjectionPlanTest {

	private static int sampled(final int axes, final long... size) {
		final NetworkOperation filter = NetworkOperation.of(NetworkText.parse("conv k=3 p=same", axes, 1, new RandomWeights(1)));
		return ((BackProjectionPlan) BackProjection.of(filter, Rectifier.GRADIENT).units(ProjectionUnits.FIELD).on(size)).sampled()
			.size();
	}

	/** A layer of 19 x 19 had 361. */
	@Test
	void noMoreUnitsAreTakenThanTheManualSays() {
		for (int n = 5; n <= 120; n++) {
			final int planes = sampled(2, n, n, 1);
			assertTrue(planes <= 100 && (n < 12 || planes >= 16), n + ": " + planes);
			if (n > 32) continue;
			final int volumes = sampled(3, n, n, n, 1);
			assertTrue(volumes <= 100 && (n < 12 || volumes >= 8), n + ": " + volumes);
		}
		assertEquals(100, sampled(2, 200, 200, 1));
	}
}
