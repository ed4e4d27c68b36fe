package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.Runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Pooling one window after the other, as the definition says, with no care for
 * speed.
 */
final class PoolingReference {

	final long[] n;
	final int[] k;
	final int[] s;
	final int[] d;
	final int[] before;
	final int[] after;
	final boolean ceil;
	/** What is at a position, null outside of what counts. */
	ToDoubleFunction<long[]> border;
	boolean[] footprint;

	PoolingReference(final long[] n, final int[] k, final int[] s, final int[] d, final int[] before, final int[] after,
		final boolean ceil)
	{
		this.n = n;
		this.k = k;
		this.s = s;
		this.d = d;
		this.before = before;
		this.after = after;
		this.ceil = ceil;
	}

	/** Counts windows from the first on: how many begin where they may. */
	int outputs(final int axis) {
		final int last = (int) n[axis] + before[axis] + after[axis];
		final int span = (k[axis] - 1) * d[axis] + 1;
		int m = 0;
		if (ceil) {
			// a window counts if the one before does not reach the end yet
			while ((m - 1) * s[axis] + span < last)
				m++;
			if (m > 0 && (m - 1) * s[axis] >= n[axis] + before[axis]) m--;
		}
		else while (m * s[axis] + span <= last)
			m++;
		return m;
	}

	long[] dimensions() {
		final long[] m = new long[n.length];
		for (int a = 0; a < m.length; a++)
			m[a] = outputs(a);
		return m;
	}

	/** A window's samples, their flat positions, and the number of its taps within image and padding. */
	static final class Samples {

		final List<Double> values = new ArrayList<>();
		final List<Long> positions = new ArrayList<>();
		int cells;

		double[] sorted() {
			final double[] all = values.stream().mapToDouble(v -> v).toArray();
			Arrays.sort(all);
			return all;
		}

		double sum() {
			return values.stream().mapToDouble(v -> v).sum();
		}
	}

	interface Value {

		double of(Samples samples, int output);
	}

	double[] apply(final double[] image, final Value value) {
		final long[] m = dimensions();
		final double[] out = new double[Runs.product(m)];
		for (int o = 0; o < out.length; o++)
			out[o] = value.of(samples(image, o, m), o);
		return out;
	}

	private Samples samples(final double[] image, final int output, final long[] m) {
		final Samples samples = new Samples();
		int taps = 1;
		for (final int size : k)
			taps *= size;
		for (int t = 0; t < taps; t++) {
			if (footprint != null && !footprint[t]) continue;
			final long[] position = new long[n.length];
			int restOut = output;
			int restTap = t;
			boolean inImage = true;
			boolean inPadding = true;
			long flat = 0;
			long step = 1;
			for (int a = 0; a < n.length; a++) {
				position[a] = restOut % m[a] * s[a] - before[a] + restTap % k[a] * d[a];
				restOut /= m[a];
				restTap /= k[a];
				inImage &= position[a] >= 0 && position[a] < n[a];
				inPadding &= position[a] < n[a] + after[a];
				flat += position[a] * step;
				step *= n[a];
			}
			if (inPadding) samples.cells++;
			if (inImage) samples.values.add(image[(int) flat]);
			else if (border != null && inPadding) samples.values.add(border.applyAsDouble(position));
			else continue;
			samples.positions.add(flat);
		}
		return samples;
	}

	@Override
	public String toString() {
		return "n " + Arrays.toString(n) + " k " + Arrays.toString(k) + " s " + Arrays.toString(s) + " d " + Arrays.toString(
			d) + " padding " + Arrays.toString(before) + Arrays.toString(after) + (ceil ? " ceil" : "");
	}
}
