package io.github.convolvej.ij1.explorer;

import io.github.convolvej.network.text.FrameworkWriter;

/** Settings as code for several languages. */
public enum ExplorerCode {

		/** ImageJ's macro language. */
		MACRO("Macro"),
		/** {@code nn.Sequential(...)}. */
		PYTORCH("PyTorch"),
		/** {@code keras.Sequential([...])}. */
		KERAS("Keras"),
		/** Functions of NumPy alone, for one channel. */
		NUMPY("NumPy");

	private final String title;

	ExplorerCode(final String title) {
		this.title = title;
	}

	/** @return its name for people */
	public String title() {
		return title;
	}

	/**
	 * @param settings what is done
	 * @param channels channels of the image
	 * @return it as code; a comment that says why, if this language has no such layer
	 */
	public String write(final ExplorerSettings settings, final int channels) {
		try {
			switch (this) {
				case MACRO:
					return settings.macro(channels);
				case PYTORCH:
					return FrameworkWriter.toTorch(settings.layersText(channels), 2, channels);
				case KERAS:
					return FrameworkWriter.toKeras(settings.layersText(channels), 2, channels);
				default:
					return NumpyCode.of(settings.chain(), !settings.isText());
			}
		}
		catch (final IllegalArgumentException e) {
			return (this == MACRO ? "// " : "# ") + e.getMessage();
		}
	}
}
