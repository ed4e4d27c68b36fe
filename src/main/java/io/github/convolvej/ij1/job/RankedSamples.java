package io.github.convolvej.ij1.job;

/**
 * Finds samples by their rank without sorting them: those with the same first bits are counted, and only those with
 * the first bits of the one that is looked for are looked at again. The order is that of {@link Float#compare}.
 */
final class RankedSamples {

	/** Bits that are looked at in one turn. */
	private static final int BITS = 11;
	private static final int MASK = (1 << BITS) - 1;

	/** The bits of the samples, such that unsigned numbers are in the order of the samples. */
	private final int[] keys;

	/**
	 * @param samples some samples, none of which is NaN; they are not changed
	 * @param count how many of them count
	 */
	RankedSamples(final float[] samples, final int count) {
		keys = new int[count];
		for (int i = 0; i < count; i++) {
			final int bits = Float.floatToRawIntBits(samples[i]);
			// negative numbers in falling order of their magnitudes, below the others
			keys[i] = bits ^ (bits >> 31 | Integer.MIN_VALUE);
		}
	}

	/**
	 * @param rank number of samples that precede the one that is looked for in ascending order
	 * @return that sample
	 */
	float at(final int rank) {
		int[] left = keys;
		int within = rank;
		for (int shift = Integer.SIZE - BITS; ; shift = Math.max(0, shift - BITS)) {
			final int[] counts = new int[MASK + 1];
			for (final int key : left)
				counts[key >>> shift & MASK]++;
			int digit = 0;
			while (within >= counts[digit])
				within -= counts[digit++];
			left = of(left, shift, digit, counts[digit]);
			if (shift == 0) return sample(left[0]);
		}
	}

	private static int[] of(final int[] keys, final int shift, final int digit, final int count) {
		if (count == keys.length) return keys;
		final int[] same = new int[count];
		int n = 0;
		for (final int key : keys)
			if ((key >>> shift & MASK) == digit) same[n++] = key;
		return same;
	}

	private static float sample(final int key) {
		return Float.intBitsToFloat(key ^ (~key >> 31 | Integer.MIN_VALUE));
	}
}
