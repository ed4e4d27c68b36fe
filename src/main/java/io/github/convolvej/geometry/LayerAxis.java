package io.github.convolvej.geometry;

/**
 * The output size and sample positions of a {@link Layer} along one spatial axis
 * of known size.
 */
final class LayerAxis {

	private final long targetSize;
	private final SamplePosition position;
	private final long effectiveSize;
	private final long reach;

	private LayerAxis(final long targetSize, final SamplePosition position, final long effectiveSize, final long reach) {
		this.targetSize = targetSize;
		this.position = position;
		this.effectiveSize = effectiveSize;
		this.reach = reach;
	}

	/** A convolution or pooling of n samples along spatial axis d. */
	static LayerAxis of(final Window window, final int d, final long n) {
		final long span = window.effectiveSize();
		return new LayerAxis(window.targetSize(n, d), window.position(), span, span - 1);
	}

	/** A transposed convolution or unpooling of n samples along spatial axis d. */
	static LayerAxis of(final TransposedWindow window, final int d, final long n) {
		final long span = window.window().effectiveSize();
		return new LayerAxis(window.targetSize(n, d), window.position(), span, (span - 1) / window.window().stride());
	}

	/** A pooling of all n samples. */
	static LayerAxis global(final long n) {
		return new LayerAxis(1, new SamplePosition(n, (n - 1) / 2.0), n, n - 1);
	}

	/**
	 * An interpolation of n samples by a whole factor; each output sample is
	 * interpolated between some input samples ("looks").
	 */
	static LayerAxis upsampled(final long n, final int factor, final int looks) {
		return new LayerAxis(Exact.product("output size", n, factor), new SamplePosition(1.0 / factor, 1 / (2.0 * factor) -
			0.5), looks, looks - 1);
	}

	/** Output samples. */
	long targetSize() {
		return targetSize;
	}

	/** Positions of the output samples in the layer's input. */
	SamplePosition position() {
		return position;
	}

	/** Samples from the first to the last tap. */
	long effectiveSize() {
		return effectiveSize;
	}

	/**
	 * Distance between the first and the last input sample that an output sample
	 * depends on. In a transposed layer, the largest such distance of all output
	 * samples.
	 */
	long reach() {
		return reach;
	}
}
