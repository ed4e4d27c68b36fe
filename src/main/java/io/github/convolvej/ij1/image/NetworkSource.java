package io.github.convolvej.ij1.image;

import io.github.convolvej.network.Network;
import io.github.convolvej.network.model.ImageModel;
import io.github.convolvej.network.onnx.OnnxFile;
import io.github.convolvej.network.text.FrameworkText;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;
import io.github.convolvej.network.text.WeightSource;

import java.io.File;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Finds a network by the name that a user gives: an ONNX file, a bioimage.io
 * model, or text. The network read last is kept.
 */
public final class NetworkSource {

	/** Files of frameworks, which their own exporters convert. */
	private static final String FOREIGN = ".*\\.(pt|pth|ckpt|pkl|h5|hdf5|keras|pb|tflite)";

	private static final LastFile<NetworkSource> LAST = new LastFile<>();

	/** The last network of random weights, by its text. */
	private static volatile SoftReference<Map.Entry<List<Object>, NetworkSource>> lastRandom = new SoftReference<>(null);

	private final Network network;
	/** Null if the file is not a bioimage.io model. */
	private final ImageModel model;

	private NetworkSource(final Network network, final ImageModel model) {
		this.network = network;
		this.model = model;
	}

	/**
	 * @param text {@code sample:} and the name of a {@link SampleNetwork}; path of an
	 *          {@code .onnx} file, or of a folder, {@code .zip} or
	 *          {@code .yaml} file of bioimage.io; otherwise the layers themselves,
	 *          see {@link NetworkText}, or as PyTorch or Keras has them, see {@link
	 *          FrameworkText}
	 * @param weights weights of layers that are given as text: {@code random:1},
	 *          or the path of a file .npz or .safetensors; empty otherwise
	 * @param channels channels of the image, for layers that are given as text
	 * @param axes spatial axes of the image, for layers that are given as text
	 * @return the network
	 * @throws IllegalArgumentException if the text is none of these, or the file
	 *           is missing or the network cannot be run
	 */
	public static NetworkSource parse(final String text, final String weights, final long channels, final int axes) {
		return parse(text, weights, channels, axes, random -> random);
	}

	/**
	 * The same for an image.
	 *
	 * @param text as of {@link #parse(String, String, long, int)}
	 * @param weights likewise
	 * @param channels channels that the network reads, for layers that are given as text
	 * @param axes spatial axes of the image, for layers that are given as text
	 * @param image the image, which limits how many random weights there may be
	 * @return the network; if only the image's sizes are known, random weights have their sizes only
	 * @throws IllegalArgumentException likewise
	 */
	public static NetworkSource parse(final String text, final String weights, final long channels, final int axes,
		final ImageInput image)
	{
		final long samples = (long) image.width() * image.height();
		return parse(text, weights, channels, axes, random -> image.isSizesOnly() ? random.forImage(samples).sizesOnly() : random
			.forImage(samples));
	}

	private static NetworkSource parse(final String text, final String weights, final long channels, final int axes,
		final UnaryOperator<RandomWeights> limit)
	{
		final String trimmed = text == null ? "" : text.trim();
		if (trimmed.isEmpty()) throw new IllegalArgumentException(
			"model is empty: give an .onnx file, a folder or .zip file of bioimage.io, or layers as conv k=3 c=8 p=same | relu");
		final String given = weights == null ? "" : weights.trim();
		final SampleNetwork sample = SampleNetwork.of(trimmed);
		if (sample != null || isPath(trimmed)) checkOwnWeights(given);
		if (sample != null) return new NetworkSource(sample.network(), null);
		if (!isPath(trimmed)) return ofLayers(trimmed, given.isEmpty() ? "random:1" : given, channels, axes, limit);
		final File file = new File(trimmed);
		if (!file.exists()) throw new IllegalArgumentException("model file " + trimmed + " does not exist");
		// reading a pipe would wait for ever
		if (!file.isFile() && !file.isDirectory()) throw new IllegalArgumentException("model file " + trimmed +
			" is not a file, but a pipe, socket or device");
		if (file.isDirectory()) return reading(trimmed, t -> read(file));
		return LAST.get(file, "network", () -> reading(trimmed, t -> read(file)));
	}

	/** Of random weights there may be millions: they are made once while a command is planned, checked and run. */
	private static NetworkSource ofLayers(final String text, final String weights, final long channels, final int axes,
		final UnaryOperator<RandomWeights> limit)
	{
		return reading(weights, w -> {
			final String layers = FrameworkText.isFramework(text) ? FrameworkText.toNetwork(text, axes) : text;
			final WeightSource source = NetworkText.weights(w, new File("").toPath());
			if (!(source instanceof RandomWeights)) return new NetworkSource(NetworkText.parse(layers, axes, channels, source), null);
			final RandomWeights random = limit.apply((RandomWeights) source);
			final List<Object> key = List.of(text, weights, channels, axes, random.most());
			final Map.Entry<List<Object>, NetworkSource> known = lastRandom.get();
			if (known != null && known.getKey().equals(key)) return known.getValue();
			final NetworkSource made = new NetworkSource(NetworkText.parse(layers, axes, channels, random), null);
			if (!random.isSizesOnly()) lastRandom = new SoftReference<>(Map.entry(key, made));
			return made;
		});
	}

	private static void checkOwnWeights(final String given) {
		if (!given.isEmpty() && !given.equals("random:1")) throw new IllegalArgumentException("weights is '" + given +
			"', but the model is a file with its own weights: leave weights empty");
	}

	/** Reads a file. Its errors are reported with the name of the file. */
	private interface Reading<T> {

		T of(String text) throws IOException;
	}

	private static <T> T reading(final String text, final Reading<T> reading) {
		try {
			return reading.of(text);
		}
		catch (final IOException e) {
			throw new IllegalArgumentException(text + " could not be read: " + e.getMessage(), e);
		}
	}

	private static boolean isPath(final String text) {
		final boolean layers = text.indexOf('|') >= 0 || text.indexOf('=') >= 0 && !new File(text).exists();
		if (layers || text.indexOf('\n') >= 0) return false;
		final boolean named = text.toLowerCase(Locale.ROOT).matches(".*\\.(onnx|zip|yaml|yml)|" + FOREIGN);
		// a division within a call is no path
		if (!named && text.matches(".*\\w\\(.*") && !new File(text).exists()) return false;
		return named || new File(text).exists() || text.indexOf(
			File.separatorChar) >= 0;
	}

	private static NetworkSource read(final File file) throws IOException {
		if (file.getName().toLowerCase(Locale.ROOT).endsWith(".onnx")) return new NetworkSource(OnnxFile.read(file.toPath()),
			null);
		final String name = file.getName().toLowerCase(Locale.ROOT);
		if (name.matches(FOREIGN)) throw new IllegalArgumentException("model file " + file +
			" is of PyTorch, TensorFlow or Keras: convert it to .onnx first, as the manual page of Network says");
		if (!ImageModel.isModel(file.toPath())) throw new IllegalArgumentException("model file " + file +
			" is neither an .onnx file nor a folder, .zip or .yaml file of bioimage.io");
		final ImageModel model = ImageModel.read(file.toPath());
		return new NetworkSource(model.network(), model);
	}

	/** @return the network, including the processing of a bioimage.io model */
	public Network network() {
		return network;
	}

	/** @return whether it is a bioimage.io model with its own processing */
	public boolean isModel() {
		return model != null;
	}

	/** @return the network without the preprocessing of its model, if it has any */
	public Network withoutPreprocessing() {
		return model == null ? network : model.withoutPreprocessing();
	}
}
