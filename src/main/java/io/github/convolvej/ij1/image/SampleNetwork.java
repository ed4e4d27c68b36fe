package io.github.convolvej.ij1.image;

import io.github.convolvej.network.Network;
import io.github.convolvej.network.onnx.OnnxFile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The networks in the jar: examples run as soon as ConvolveJ is installed. */
public enum SampleNetwork {

		/** Takes the noise of a camera off nuclei: a small U-Net that docs/scripts/train_denoiser.py trains. */
		DENOISER("denoiser.onnx");

	/** What the names begin with. */
	private static final String PREFIX = "sample:";
	private static final String FOLDER = "/io/github/convolvej/samples/";

	private final String fileName;
	/** Read once: dialogs ask for it with every keystroke. */
	private Network network;

	SampleNetwork(final String fileName) {
		this.fileName = fileName;
	}

	/** @return the name of its file, in the ONNX format */
	public String fileName() {
		return fileName;
	}

	/** @return what a user writes to have it: {@code sample:denoiser} */
	public String modelName() {
		return PREFIX + fileName.replace(".onnx", "");
	}

	/**
	 * @param text what a user wrote
	 * @return the network of that name; null if the text does not begin as such names do
	 * @throws IllegalArgumentException if it does, but there is no such network
	 */
	static SampleNetwork of(final String text) {
		if (!text.startsWith(PREFIX)) return null;
		final StringBuilder names = new StringBuilder();
		for (final SampleNetwork n : values()) {
			if (n.modelName().equals(text)) return n;
			names.append(names.length() == 0 ? "" : ", ").append(n.modelName());
		}
		throw new IllegalArgumentException("model is '" + text + "', but the networks in the jar are " + names);
	}

	/** @return the bytes of its file, which the caller closes */
	public InputStream stream() {
		final InputStream stream = SampleNetwork.class.getResourceAsStream(FOLDER + fileName);
		if (stream == null) throw new IllegalStateException("The sample network " + fileName + " is missing in the jar");
		return stream;
	}

	/** @return the network */
	public synchronized Network network() {
		if (network != null) return network;
		try (InputStream stream = stream()) {
			network = OnnxFile.read(fileName, stream.readAllBytes());
			return network;
		}
		catch (final IOException e) {
			throw new UncheckedIOException("The sample network " + fileName + " could not be read", e);
		}
	}
}
