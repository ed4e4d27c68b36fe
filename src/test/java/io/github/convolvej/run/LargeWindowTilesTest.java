package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.convolution.SeparableConvolution;

import net.imglib2.util.Intervals;

import org.junit.jupiter.api.Test;

class LargeWindowTilesTest {

	/** Source samples read for each target sample. */
	private static double overhead(final Plan plan) {
		return overhead(plan, 2);
	}

	private static double overhead(final Plan plan, final int threads) {
		final Tiles tiles = new Tiles(plan, plan.targetDimensions(), new long[plan.targetDimensions().length], null, threads, false);
		double read = 0;
		for (int i = 0; i < tiles.count(); i++)
			read += Intervals.numElements(plan.sourceInterval(tiles.tile(i)));
		return read / Intervals.numElements(plan.targetDimensions());
	}

	@Test
	void tilesAreLargeBesideTheHaloOfALargeWindow() {
		assertEquals(1, overhead(SeparableConvolution.of(new double[481], new double[481]).on(4096, 4096)), 2);
		assertEquals(1, overhead(SeparableConvolution.of(new double[481], new double[481]).on(4096, 4096), 32), 5);
		assertEquals(1, overhead(SeparableConvolution.of(new double[65], new double[65]).on(4096, 4096)), 1.2);
		assertEquals(1, overhead(SeparableConvolution.of(new double[33], new double[33], new double[33]).on(512, 512,
			256)), 3);
		assertEquals(1, overhead(SeparableConvolution.of(new double[3], new double[3]).on(4096, 4096)), 0.1);
	}
}
