package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;

import java.util.Arrays;

/**
 * The mode (the most frequent sample) in windows of any shape. If several
 * samples are equally frequent, it is the smallest; if the window contains a NaN
 * that counts, it is NaN. 0 and -0 are equal. The number of times each value
 * occurs is updated while the window moves; all samples are searched only after
 * the most frequent value has become less frequent.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class ModeWindows<A> extends MovingWindow<A> {

	private final boolean single;
	private final SampleOrder order = new SampleOrder();
	private int[] keys = new int[0];
	private int[] counts = new int[0];
	private double[] values = new double[0];
	private int[] offsets;
	private int centre;
	/** Number of keys. */
	private int different;
	/** The key of NaN, or -1. */
	private int notANumber;
	/** The most frequent key, -1 if unknown. */
	private int mode;

	ModeWindows(final WindowArea<A> area, final Block target) {
		super(area, target);
		single = area.lines().bytes() < Double.BYTES;
	}

	@Override
	void begin(final int samples) {
		order.clear(samples);
		if (keys.length >= samples) return;
		keys = new int[samples];
		counts = new int[samples];
		values = new double[samples];
	}

	@Override
	void sample(final double value, final int place) {
		order.add(value + 0.0, place);
	}

	@Override
	void missing(final int place) {
		keys[place] = NONE;
	}

	@Override
	void ready() {
		order.rank(keys, single);
		final int[] keyOfRank = new int[order.size()];
		int key = -1;
		for (int rank = 0; rank < keyOfRank.length; rank++) {
			final double v = order.value(rank);
			if (key < 0 || Double.compare(v, values[key]) != 0) values[++key] = v;
			keyOfRank[rank] = key;
		}
		different = key + 1;
		notANumber = key >= 0 && Double.isNaN(values[key]) ? key : -1;
		for (int i = 0; i < keys.length; i++)
			if (keys[i] != NONE && keys[i] < keyOfRank.length) keys[i] = keyOfRank[keys[i]];
	}

	@Override
	void fill(final int first, final int[] all) {
		Arrays.fill(counts, 0);
		offsets = all;
		centre = first;
		mode = -1;
		for (final int offset : all)
			if (keys[first + offset] != NONE) counts[keys[first + offset]]++;
	}

	@Override
	void move(final int next, final int[] entering, final int[] leaving) {
		centre = next;
		for (final int offset : leaving) {
			final int key = keys[next + offset];
			if (key == NONE) continue;
			counts[key]--;
			if (key == mode) mode = -1;
		}
		for (final int offset : entering) {
			final int key = keys[next + offset];
			if (key == NONE) continue;
			counts[key]++;
			if (mode >= 0 && isBetter(key)) mode = key;
		}
	}

	private boolean isBetter(final int key) {
		return counts[key] > counts[mode] || counts[key] == counts[mode] && key < mode;
	}

	@Override
	double value() {
		if (notANumber >= 0 && counts[notANumber] > 0) return Double.NaN;
		if (mode < 0) find();
		return mode < 0 ? Double.NaN : values[mode];
	}

	/** Looks through the samples of the window, or through all keys if these are fewer. */
	private void find() {
		if (different < offsets.length) {
			for (int key = 0; key < different; key++)
				if (counts[key] > 0 && (mode < 0 || isBetter(key))) mode = key;
			return;
		}
		for (final int offset : offsets) {
			final int key = keys[centre + offset];
			if (key != NONE && (mode < 0 || isBetter(key))) mode = key;
		}
	}
}
