package io.github.convolvej.explain;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.FusedFilter;
import io.github.convolvej.filter.Operation;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.FlattenedConvolution;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.filter.rearrangement.ChannelShuffle;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.network.FilterChain;
import io.github.convolvej.network.ImageOperation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A weighted sum: the positions that an output sample reads, with their weights,
 * and a constant. A chain of such filters is a weighted sum again, with products
 * of weights.
 */
abstract class Linear {

	/** Receives the positions one after the other. */
	interface Taps {

		void add(long[] position, double weight, String note);
	}

	/** The size of the image on the axes of the filter. */
	final long[] size;

	Linear(final long[] size) {
		this.size = size;
	}

	/** Lists all positions of an output sample; they may lie outside the image. */
	abstract void taps(long[] target, Taps taps);

	/** An upper limit of the number of positions that {@link #taps} lists, those of all paths through a chain. */
	abstract double paths();

	/** The constant of the sum. */
	abstract double constant(long[] target);

	/** A short description. */
	abstract String name();

	/**
	 * @param operation an operation
	 * @param border border of the image and of the results between filters
	 * @param size size of the image on the axes of the operation
	 * @return the operation as a weighted sum; null if it is not one
	 */
	static Linear of(final Operation operation, final Border border, final long... size) {
		if (operation instanceof Convolution) return new Sliding((Convolution) operation, size);
		if (operation instanceof SeparableConvolution) return new Sliding(((SeparableConvolution) operation).dense(), size);
		if (operation instanceof FlattenedConvolution) return of(((FlattenedConvolution) operation).passes(), border, size);
		if (operation instanceof TransposedConvolution) return new Stamping((TransposedConvolution) operation, size);
		if (operation instanceof ChannelShuffle) return new Shuffling((ChannelShuffle) operation, size);
		if (operation instanceof FilterChain) return chain(((FilterChain) operation).layers().stream().map(
			ImageOperation::definition).collect(Collectors.toList()), border, size);
		if (operation instanceof FusedFilter && operation.sources() == 1) {
			final Filter first = ((FusedFilter) operation).first(0);
			final Filter last = ((FusedFilter) operation).last();
			return first == null ? of(last, border, size) : chain(Arrays.asList(first, last), border, size);
		}
		return null;
	}

	private static Linear chain(final List<? extends Operation> operations, final Border border, final long[] size) {
		Linear all = null;
		long[] between = size;
		for (final Operation operation : operations) {
			// an operation with fewer axes runs at each position of the other axes
			final int n = operation.numDimensions();
			final long[] own = Arrays.copyOf(between, n);
			final Linear next = of(operation, border, own);
			if (next == null) return null;
			final long[] target = between.clone();
			System.arraycopy(operation.on(own).targetDimensions(), 0, target, 0, n);
			final Linear wide = n == between.length ? next : new Looped(next, between);
			all = all == null ? wide : new Chained(all, wide, border);
			between = target;
		}
		return all;
	}

	/** The definition of convolution: y[o] = bias + sum of w[t] * x[o * stride - padding + t * dilation]. */
	private static final class Sliding extends Linear {

		private final Kernel kernel;
		private final Window[] windows;

		Sliding(final Convolution convolution, final long[] size) {
			super(size);
			kernel = convolution.kernel();
			windows = convolution.windows(size);
		}

		@Override
		void taps(final long[] target, final Taps taps) {
			final int n = windows.length;
			final boolean channels = size.length > n;
			final int output = channels ? (int) target[n] : 0;
			final int group = output / (kernel.outputs() / kernel.groups());
			for (int c = 0; c < kernel.inputs(); c++)
				for (int t = 0; t < kernel.taps(); t++) {
					final long[] position = new long[size.length];
					int rest = t;
					for (int d = 0; d < n; d++) {
						position[d] = target[d] * windows[d].stride() - windows[d].padBefore() + (long) (rest % kernel.size(d)) *
							windows[d].dilation();
						rest /= kernel.size(d);
					}
					if (channels) position[n] = (long) group * kernel.inputs() + c;
					taps.add(position, kernel.weight(t, c, output), "");
				}
		}

		@Override
		double paths() {
			return (double) kernel.inputs() * kernel.taps();
		}

		@Override
		double constant(final long[] target) {
			return kernel.bias(size.length > windows.length ? (int) target[windows.length] : 0);
		}

		@Override
		String name() {
			return "convolution: " + WindowText.of("taps", windows);
		}
	}

	/** The definition of transposed convolution: input sample i adds w[t] * x[i] to output i * stride - padding + t * dilation. */
	private static final class Stamping extends Linear {

		private final TransposedConvolution convolution;
		private final Kernel kernel;
		private final TransposedWindow[] windows;

		Stamping(final TransposedConvolution convolution, final long[] size) {
			super(size);
			this.convolution = convolution;
			kernel = convolution.kernel();
			windows = convolution.windows(size);
		}

		@Override
		void taps(final long[] target, final Taps taps) {
			final int n = windows.length;
			final boolean channels = size.length > n;
			// the kernel's inputs are the outputs here
			final int output = channels ? (int) target[n] : 0;
			final int group = output / kernel.inputs();
			final int members = kernel.outputs() / kernel.groups();
			for (int k = group * members; k < (group + 1) * members; k++)
				for (int t = 0; t < kernel.taps(); t++) {
					final long[] position = new long[size.length];
					final int[] tap = new int[n];
					boolean reaches = true;
					int rest = t;
					for (int d = 0; d < n; d++) {
						final Window w = windows[d].window();
						tap[d] = rest % kernel.size(d);
						rest /= kernel.size(d);
						final long steps = target[d] + w.padBefore() - (long) tap[d] * w.dilation();
						reaches &= Math.floorMod(steps, (long) w.stride()) == 0;
						position[d] = Math.floorDiv(steps, (long) w.stride());
						reaches &= position[d] >= 0 && position[d] < size[d];
					}
					if (channels) position[n] = k;
					if (reaches) taps.add(position, kernel.weight(t, output % kernel.inputs(), k), "tap " + Arrays.toString(tap));
				}
		}

		@Override
		double paths() {
			return (double) kernel.outputs() / kernel.groups() * kernel.taps();
		}

		@Override
		double constant(final long[] target) {
			return convolution.biasOf(size.length > windows.length ? (int) target[windows.length] : 0);
		}

		@Override
		String name() {
			return "transposed convolution: " + WindowText.of("taps", Arrays.stream(windows).map(TransposedWindow::window).toArray(
				Window[]::new)) + "; the input samples whose stamps cover this sample";
		}
	}

	/** A permutation of channels. */
	private static final class Shuffling extends Linear {

		private final ChannelShuffle shuffle;

		Shuffling(final ChannelShuffle shuffle, final long[] size) {
			super(size);
			this.shuffle = shuffle;
		}

		@Override
		void taps(final long[] target, final Taps taps) {
			final int c = size.length - 1;
			final long[] position = target.clone();
			final long members = size[c] / shuffle.groups();
			position[c] = target[c] % shuffle.groups() * members + target[c] / shuffle.groups();
			taps.add(position, 1, "");
		}

		@Override
		double paths() {
			return 1;
		}

		@Override
		double constant(final long[] target) {
			return 0;
		}

		@Override
		String name() {
			return "channel shuffle";
		}
	}

	/** A filter that runs at each position of further axes. */
	private static final class Looped extends Linear {

		private final Linear own;

		Looped(final Linear own, final long[] size) {
			super(size);
			this.own = own;
		}

		@Override
		void taps(final long[] target, final Taps taps) {
			own.taps(Arrays.copyOf(target, own.size.length), (position, weight, note) -> {
				final long[] all = target.clone();
				System.arraycopy(position, 0, all, 0, position.length);
				taps.add(all, weight, note);
			});
		}

		@Override
		double paths() {
			return own.paths();
		}

		@Override
		double constant(final long[] target) {
			return own.constant(Arrays.copyOf(target, own.size.length));
		}

		@Override
		String name() {
			return own.name();
		}
	}

	/** A chain of two filters; the border is applied to the result between them. */
	private static final class Chained extends Linear {

		private final Linear first;
		private final Linear last;
		private final Border border;

		Chained(final Linear first, final Linear last, final Border border) {
			super(first.size);
			this.first = first;
			this.last = last;
			this.border = border;
		}

		@Override
		void taps(final long[] target, final Taps taps) {
			last.taps(target, (position, weight, note) -> {
				final long[] inside = inside(position, last.size, border);
				if (inside != null) first.taps(inside, (p, w, n) -> taps.add(p, w * weight, n));
			});
		}

		@Override
		double paths() {
			return first.paths() * last.paths();
		}

		@Override
		double constant(final long[] target) {
			final List<Double> parts = new ArrayList<>(Arrays.asList(last.constant(target)));
			last.taps(target, (position, weight, note) -> {
				final long[] inside = inside(position, last.size, border);
				parts.add(weight * (inside == null ? border.value() : first.constant(inside)));
			});
			return parts.stream().mapToDouble(Double::doubleValue).sum();
		}

		@Override
		String name() {
			return first.name() + "; then " + last.name();
		}
	}

	/**
	 * @param position a position
	 * @param size size of an image
	 * @param border border of the image
	 * @return the sample of the image at that position; null if it is the border's
	 *         constant
	 */
	static long[] inside(final long[] position, final long[] size, final Border border) {
		final long[] inside = new long[position.length];
		for (int d = 0; d < inside.length; d++) {
			inside[d] = border.position(position[d], size[d]);
			if (inside[d] < 0) return null;
		}
		return inside;
	}
}
