package io.github.convolvej.filter.convolution;

/** The ways to compute a convolution; they agree within their error bounds. */
public enum Engine {

		/** The fastest, where it is clear which that is; otherwise {@link #DIRECT}. */
		AUTO("auto"),

		/** The sum of products as it is written. */
		DIRECT("direct"),

		/** A sum of a few separable kernels, by singular value decomposition. */
		LOW_RANK("low-rank"),

		/** The fast Fourier transform, box by box. */
		FFT("fft"),

		/** Winograd's algorithm along y, for kernels of three rows that sum over many channels. */
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
