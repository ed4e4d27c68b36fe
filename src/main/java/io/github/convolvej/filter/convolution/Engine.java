package io.github.convolvej.filter.convolution;

/** The methods of computing a convolution. Their results agree within their error bounds. */
public enum Engine {

		/** Chooses the fastest engine if it is clearly faster; otherwise {@link #DIRECT}. */
		AUTO("auto"),

		/** Adds up the products one by one, as the definition says. */
		DIRECT("direct"),

		/** Replaces the kernel by a sum of a few separable kernels, found by singular value decomposition. */
		LOW_RANK("low-rank"),

		/** Uses the fast Fourier transform, box by box. */
		FFT("fft"),

		/** Uses Winograd's algorithm, for kernels of 3 x 3 taps and any depth that sum over many channels. */
		WINOGRAD("winograd");

	private final String label;

	Engine(final String label) {
		this.label = label;
	}

	/**
	 * @param text auto, direct, low-rank, fft or winograd
	 * @return the engine
	 * @throws IllegalArgumentException if it is something else
	 */
	public static Engine parse(final String text) {
		for (final Engine e : values())
			if (e.label.equals(text)) return e;
		throw new IllegalArgumentException("engine is '" + text + "', but must be one of auto, direct, low-rank, fft, winograd");
	}

	/** @return auto, direct, low-rank, fft or winograd */
	@Override
	public String toString() {
		return label;
	}
}
