package io.github.convolvej.filter.pooling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.FinalInterval;

import org.junit.jupiter.api.Test;

class RanksTest {

	private static Ranks ranks(final double... samples) {
		return new Ranks(new Block(new FinalInterval(samples.length), samples), new Scratch());
	}

	@Test
	void ranksAreOrderedAsTheSamplesAre() {
		final Random random = new Random(2);
		for (int i = 0; i < 100; i++) {
			final double[] samples = random.doubles(1 + random.nextInt(50), -3, 3).toArray();
			for (int j = 0; j < samples.length; j += 2)
				samples[j] = Math.rint(samples[j]);
			if (i % 3 == 0) samples[0] = Double.NEGATIVE_INFINITY;
			if (i % 5 == 0) samples[samples.length / 2] = Double.NaN;
			final Ranks ranks = ranks(samples);
			final int[] keys = ranks.keys();
			for (int a = 0; a < samples.length; a++) {
				assertEquals(samples[a], ranks.value(keys[a]));
				assertTrue(keys[a] >= 0 && keys[a] < ranks.count());
				assertEquals(Double.isNaN(samples[a]), keys[a] == ranks.notANumber());
				for (int b = 0; b < samples.length; b++)
					assertEquals(Integer.signum(Double.compare(samples[a], samples[b])), Integer.compare(keys[a], keys[b]));
			}
		}
	}

	@Test
	void wholeNumbersOfSixteenBitsAreTheirOwnRanks() {
		final Ranks ranks = ranks(7, 65535, 0, 7);
		assertEquals("[7, 65535, 0, 7]", Arrays.toString(ranks.keys()));
		assertEquals(65536, ranks.count());
		assertEquals(-1, ranks.notANumber());
		assertEquals("[1, 2, 0]", Arrays.toString(ranks(7, 65536, 0).keys()));
		assertEquals("[1, 0]", Arrays.toString(ranks(0.0, -0.0).keys()));
	}
}
