package io.github.convolvej.explain;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.FusedFilter;
import io.github.convolvej.filter.pointwise.Activation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The samples of an intermediate image that another filter computes, such as
 * offsets that come from a convolution. They are computed one by one from the
 * definition of that filter: weighted sums in double precision, rounded once to
 * single precision.
 */
final class Between {

	/** A sample, and how far it may differ from one computed in single precision. */
	private static final class Made {

		private final double value;
		private final double error;

		Made(final double value, final double error) {
			this.value = value;
			this.error = error;
		}
	}

	private final Filter filter;
	private final Linear linear;
	/** Applied to each sum; null for nothing. */
	private final Activation activation;
	private final Border border;
	private final Samples samples;
	private final int image;
	/** Samples computed so far: all channels that offsets move need the same ones. */
	private final Map<List<Long>, Made> made = new HashMap<>();

	/**
	 * @param filter the filter that computes the image: a weighted sum, or an
	 *          activation of one
	 * @param size size of the image that it reads
	 * @param border border of that image
	 * @param samples all images
	 * @param image index of the image that it reads
	 * @throws IllegalArgumentException if it is a filter of another kind
	 */
	Between(final Filter filter, final long[] size, final Border border, final Samples samples, final int image) {
		final FusedFilter fused = filter instanceof FusedFilter ? (FusedFilter) filter : null;
		final boolean activated = fused != null && fused.first(0) != null && fused.last() instanceof Activation;
		activation = activated ? (Activation) fused.last() : null;
		this.filter = activated ? fused.first(0) : filter;
		linear = Linear.of(this.filter, border, Arrays.copyOf(size, this.filter.numDimensions()));
		if (linear == null) throw new UnexplainedException(filter);
		this.border = border;
		this.samples = samples;
		this.image = image;
	}

	/** One sample, in single precision. */
	double value(final long... position) {
		return made(position).value;
	}

	/** How far that sample may differ from the one that an engine computed. */
	double error(final long... position) {
		return made(position).error;
	}

	private Made made(final long... position) {
		final List<Long> key = Arrays.stream(position).boxed().collect(Collectors.toList());
		final Made known = made.get(key);
		if (known != null) return known;
		final Made sum = sum(Arrays.copyOf(position, linear.size.length), position.length);
		final Made result = activation == null ? sum : activated(sum);
		made.put(key, result);
		return result;
	}

	private Made sum(final long[] target, final int axes) {
		final double constant = linear.constant(target);
		final int[] terms = new int[1];
		// sum, sum of magnitudes, largest sample
		final double[] sums = { constant, Math.abs(constant), 0 };
		linear.taps(target, (position, weight, note) -> {
			final long[] inside = Linear.inside(position, linear.size, border);
			final double sample = inside == null ? border.value() : samples.value(image, Arrays.copyOf(inside, axes));
			terms[0]++;
			sums[0] += weight * sample;
			sums[1] += Math.abs(weight * sample);
			sums[2] = Math.max(sums[2], Math.abs(sample));
		});
		// infinities and NaN can result from any sum
		final boolean finite = !Double.isNaN(sums[0]) && !Double.isInfinite(sums[0]);
		return new Made((float) sums[0], finite ? Sums.error(filter, terms[0], sums[1], sums[2]) : 0);
	}

	private Made activated(final Made sum) {
		final double value = activation.value(sum.value);
		return new Made((float) value, activation.steepest() * sum.error + Explanation.EPSILON * Math.abs(value));
	}
}
