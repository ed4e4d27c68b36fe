package io.github.convolvej.geometry;

/** What a {@link Layer} makes of one spatial axis of known size. */
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

	/** Of a convolution or a pooling of n samples along spatial axis d. */
	static LayerAxis of(final Window window, final int d, final long n) {
		final long span = window.effectiveSize();
		return new LayerAxis(window.targetSize(n, d), window.position(), span, span - 1);
	}

	/** Of a transposed convolution or an unpooling of n samples along spatial axis d. */
	static LayerAxis of(final TransposedWindow window, final int d, final long n) {
		final long span = window.window().effectiveSize();
		return new LayerAxis(window.targetSize(n, d), window.position(), span, (span - 1) / window.window().stride());
	}

	/** Of a pooling of all n samples. */
	static LayerAxis global(final long n) {
		return new LayerAxis(1, new SamplePosition(n, (n - 1) / 2.0), n, n - 1);
	}

	/** Of an interpolation of n samples by a whole factor, which looks at some of them for each of its samples. */
	static LayerAxis upsampled(final long n, final int factor, final int looks) {
		return new LayerAxis(Exact.product("output size", n, factor), new SamplePosition(1.0 / factor, 1 / (2.0 * factor) -
			0.5), looks, looks - 1);
	}

	/** Output samples. */
	long targetSize() {
		return targetSize;
	}

	/** Where the output samples sit in the layer's input. */
	SamplePosition position() {
		return position;
	}

	/** Samples from the first to the last tap. */
	long effectiveSize() {
		return effectiveSize;
	}

	/**
	 * Distance of the first and last input sample that an output sample depends on;
	 * for a transposed layer, of the output that depends on most.
	 */
	long reach() {
		return reach;
	}
}
