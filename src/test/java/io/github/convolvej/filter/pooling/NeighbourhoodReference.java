package io.github.convolvej.filter.pooling;

import io.github.convolvej.border.Border;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Neighbourhoods window by window, as the definitions say, with no care for speed. */
final class NeighbourhoodReference {

	final long[] n;
	final double[] image;
	/** Which samples count, null for all. */
	double[] mask;
	/** Null if only samples of the image count. */
	Border border;
	boolean ignoreNaN;

	NeighbourhoodReference(final double[] image, final long... n) {
		this.image = image;
		this.n = n;
	}

	interface Value {

		double of(double[] samples);
	}

	double[] apply(final WindowShape shape, final int[] stride, final Value value) {
		final long[] m = new long[n.length];
		int count = 1;
		for (int d = 0; d < n.length; d++) {
			m[d] = (n[d] - 1) / stride[d] + 1;
			count *= m[d];
		}
		final boolean[] footprint = shape.footprint();
		final double[] out = new double[count];
		for (int o = 0; o < count; o++) {
			final List<Double> samples = new ArrayList<>();
			for (int t = 0; t < footprint.length; t++) {
				if (!footprint[t]) continue;
				int restOut = o;
				int restTap = t;
				boolean inside = true;
				boolean known = true;
				long flat = 0;
				long step = 1;
				for (int d = 0; d < n.length; d++) {
					final int width = 2 * shape.radius(d) + 1;
					long p = restOut % m[d] * stride[d] + restTap % width - shape.radius(d);
					restOut /= m[d];
					restTap /= width;
					inside &= p >= 0 && p < n[d];
					if (border != null) p = border.position(p, n[d]);
					known &= p >= 0 && p < n[d];
					flat += p * step;
					step *= n[d];
				}
				if (!known && border == null) continue;
				final double v = known ? image[(int) flat] : border.value();
				if (mask != null && (!inside || mask[(int) flat] == 0) || ignoreNaN && Double.isNaN(v)) continue;
				samples.add(v);
			}
			out[o] = value.of(samples.stream().mapToDouble(v -> v).toArray());
		}
		return out;
	}

	static boolean anyNaN(final double[] samples) {
		return Arrays.stream(samples).anyMatch(Double::isNaN);
	}

	static double ranked(final double[] samples, final int index) {
		final double[] sorted = samples.clone();
		Arrays.sort(sorted);
		return sorted[index];
	}

	static double median(final double[] s) {
		if (s.length == 0 || anyNaN(s)) return Double.NaN;
		return s.length % 2 == 1 ? ranked(s, s.length / 2) : 0.5 * ranked(s, s.length / 2 - 1) + 0.5 * ranked(s, s.length /
			2);
	}

	static Value percentile(final double p) {
		// half of a rank goes down
		return s -> s.length == 0 || anyNaN(s) ? Double.NaN : ranked(s, (int) Math.ceil((s.length - 1) * p / 100 - 0.5));
	}

	static Value rank(final int rank) {
		return s -> s.length == 0 || anyNaN(s) ? Double.NaN : ranked(s, Math.max(0, Math.min(s.length - 1, rank < 0
			? s.length + rank : rank)));
	}

	static double mean(final double[] s) {
		return s.length == 0 ? Double.NaN : Arrays.stream(s).sum() / s.length;
	}

	static double minimum(final double[] s) {
		return s.length == 0 ? Double.NaN : Arrays.stream(s).reduce(Double.POSITIVE_INFINITY, Math::min);
	}

	static double maximum(final double[] s) {
		return s.length == 0 ? Double.NaN : Arrays.stream(s).reduce(Double.NEGATIVE_INFINITY, Math::max);
	}

	/** In decimal numbers of 60 digits. */
	static double variance(final double[] s) {
		if (s.length == 0 || Arrays.stream(s).anyMatch(v -> !(Math.abs(v) <= Double.MAX_VALUE))) return Double.NaN;
		final MathContext digits = new MathContext(60);
		final BigDecimal n = new BigDecimal(s.length);
		BigDecimal sum = BigDecimal.ZERO;
		for (final double v : s)
			sum = sum.add(new BigDecimal(v));
		final BigDecimal mean = sum.divide(n, digits);
		BigDecimal squares = BigDecimal.ZERO;
		for (final double v : s)
			squares = squares.add(new BigDecimal(v).subtract(mean).pow(2, digits));
		return squares.divide(n, digits).doubleValue();
	}

	static double mode(final double[] s) {
		if (s.length == 0 || anyNaN(s)) return Double.NaN;
		double best = 0;
		long most = 0;
		for (final double v : s) {
			final long count = Arrays.stream(s).filter(w -> w == v).count();
			if (count > most || count == most && v < best) {
				most = count;
				best = v;
			}
		}
		return best + 0.0;
	}
}
