package io.github.convolvej.network.model;

import io.github.convolvej.kernel.NumpyFile;
import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkExtension;
import io.github.convolvej.network.onnx.ExternalData;
import io.github.convolvej.network.onnx.OnnxFile;
import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.Tensor;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A model of bioimage.io (format versions 0.4 and 0.5) with ONNX weights and one
 * image as its input: a folder, a zip file, or its description. The network
 * includes the model's pre- and postprocessing. Immutable.
 */
public final class ImageModel {

	private static final String[] DESCRIPTIONS = { "bioimageio.yaml", "rdf.yaml", "model.yaml" };

	private final String name;
	private final Network weights;
	private final Network network;
	private final Network unprepared;
	private final TensorDescription input;
	private final Map<String, TensorDescription> outputs;
	private final Tensor testInput;
	private final Map<String, Tensor> testOutputs;

	private ImageModel(final Path description) throws IOException {
		final Path folder = description.toAbsolutePath().getParent();
		final YamlMap all = parse(description);
		name = all.text("name", "");
		final YamlMap onnx = all.map("weights").map("onnx");
		if (!onnx.has("source")) throw new IllegalArgumentException(all.place() + " has weights as " + String.join(", ", all
			.map("weights").keys()) + ", but not as onnx: convert them with the exporter of the framework");
		final List<YamlMap> inputs = all.maps("inputs");
		if (inputs.size() != 1) throw new IllegalArgumentException(all.place() + " has " + inputs.size() +
			" inputs, but models of one image are supported");
		final List<Object> testIn = all.list("test_inputs");
		input = new TensorDescription(inputs.get(0), "preprocessing", testIn.isEmpty() ? null : "" + testIn.get(0));
		weights = OnnxFile.read(file(folder, onnx.text("source")));
		final List<YamlMap> described = all.maps("outputs");
		if (described.size() != weights.outputs().size()) throw new IllegalArgumentException(all.place() + " describes " +
			described.size() + " outputs, but the network has " + weights.outputs().size());
		final List<Object> testOut = all.list("test_outputs");
		outputs = new LinkedHashMap<>();
		testOutputs = new LinkedHashMap<>();
		final List<TensorDescription> list = new ArrayList<>();
		for (int i = 0; i < described.size(); i++)
			list.add(new TensorDescription(described.get(i), "postprocessing", i < testOut.size() ? "" + testOut.get(i)
				: null));
		network = withProcessing(list, true);
		unprepared = withProcessing(list, false);
		for (int i = 0; i < list.size(); i++)
			outputs.put(network.outputs().get(i), list.get(i));
		testInput = input.testTensor() == null ? null : tensor(file(folder, input.testTensor()));
		for (final Map.Entry<String, TensorDescription> e : outputs.entrySet())
			if (e.getValue().testTensor() != null) testOutputs.put(e.getKey(), tensor(file(folder, e.getValue()
				.testTensor())));
	}

	/**
	 * @param path a folder or zip file with {@code bioimageio.yaml} (or {@code
	 *          rdf.yaml}), or such a file
	 * @return the model
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if it is not such a model, or cannot be
	 *           run, with the reason
	 */
	public static ImageModel read(final Path path) throws IOException {
		if (Files.isDirectory(path)) return new ImageModel(description(path, path));
		if (!path.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) return new ImageModel(path);
		try (FileSystem zip = FileSystems.newFileSystem(path, (ClassLoader) null)) {
			return new ImageModel(description(zip.getPath("/"), path));
		}
	}

	/**
	 * @param path a file or folder
	 * @return whether it is a model of bioimage.io by its name or contents
	 */
	public static boolean isModel(final Path path) {
		final String name = path.toString().toLowerCase(Locale.ROOT);
		return name.endsWith(".zip") || name.endsWith(".yaml") || name.endsWith(".yml") || Files.isDirectory(path);
	}

	/**
	 * @param path a path
	 * @return whether it is a folder with the description of a model
	 */
	public static boolean isFolder(final Path path) {
		return Arrays.stream(DESCRIPTIONS).anyMatch(d -> Files.isRegularFile(path.resolve(d)));
	}

	private static YamlMap parse(final Path description) throws IOException {
		final String file = description.getFileName().toString();
		try {
			return YamlMap.parse(file, Files.readString(description));
		}
		catch (final CharacterCodingException e) {
			throw new IOException(file + " is no text in UTF-8, as descriptions of bioimage.io are: name the model's folder, " +
				"its zip file, or its description (bioimageio.yaml, rdf.yaml)", e);
		}
	}

	/**
	 * @param path a folder with a description, or the description
	 * @return the files that {@link #read} reads
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if it is not such a model, with the reason
	 */
	public static Collection<Path> files(final Path path) throws IOException {
		final Path description = Files.isDirectory(path) ? description(path, path) : path;
		final Path folder = description.toAbsolutePath().getParent();
		final YamlMap all = parse(description);
		final Set<Path> files = new LinkedHashSet<>();
		files.add(description);
		final Path onnx = file(folder, all.map("weights").map("onnx").text("source"));
		files.add(onnx);
		files.addAll(ExternalData.files(onnx));
		final List<YamlMap> tensors = new ArrayList<>(all.maps("inputs"));
		tensors.addAll(all.maps("outputs"));
		final List<Object> old = new ArrayList<>(all.list("test_inputs"));
		old.addAll(all.list("test_outputs"));
		for (final YamlMap tensor : tensors) {
			if (tensor.has("test_tensor")) files.add(file(folder, tensor.map("test_tensor").text("source")));
		}
		for (final Object test : old)
			files.add(file(folder, "" + test));
		return files;
	}

	/** Descriptions in folders of a folder: some zip files contain the model's folder. */
	private static List<Path> within(final Path folder) throws IOException {
		final List<Path> found = new ArrayList<>();
		try (DirectoryStream<Path> inner = Files.newDirectoryStream(folder, Files::isDirectory)) {
			for (final Path f : inner)
				for (final String d : DESCRIPTIONS)
					if (Files.exists(f.resolve(d))) {
						found.add(f.resolve(d));
						break;
					}
		}
		return found;
	}

	private static Path description(final Path folder, final Path named) throws IOException {
		for (final String d : DESCRIPTIONS)
			if (Files.exists(folder.resolve(d))) return folder.resolve(d);
		final List<Path> within = within(folder);
		if (within.size() == 1) return within.get(0);
		throw new IllegalArgumentException(named + " is not a bioimage.io model: it contains none of " + String.join(", ",
			DESCRIPTIONS));
	}

	private static Path file(final Path folder, final String source) {
		if (source.contains("://")) throw new IllegalArgumentException("the model's file " + source +
			" is not in its folder: download the whole model");
		final Path file = folder.resolve(source).normalize();
		if (!file.startsWith(folder.normalize()) || !Files.exists(file)) throw new IllegalArgumentException("the model's file " +
			source + " is not in its folder");
		return file;
	}

	private static Tensor tensor(final Path file) throws IOException {
		final byte[] bytes = Files.readAllBytes(file);
		final double[] values = NumpyFile.values(bytes);
		final float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		return new Tensor(Arrays.stream(NumpyFile.shape(bytes)).asLongStream().toArray(), floats);
	}

	/** The network of the weights with the nodes of the processing around it. */
	private Network withProcessing(final List<TensorDescription> described, final boolean preprocessing) {
		final NetworkExtension extension = new NetworkExtension(weights);
		if (preprocessing) new ProcessingNodes(place(extension, -1), input, input).add();
		for (int i = 0; i < described.size(); i++)
			new ProcessingNodes(place(extension, i), described.get(i), input).add();
		return extension.build(weights.inputShape());
	}

	/** After an output, or before the network if it is -1. */
	private static ProcessingNodes.Place place(final NetworkExtension extension, final int output) {
		return new ProcessingNodes.Place() {

			@Override
			public void put(final String operator, final Attributes attributes, final Constant... further) {
				if (output < 0) extension.before(operator, attributes, further);
				else extension.after(output, operator, attributes, further);
			}

			@Override
			public void putWithImage(final String operator, final Attributes attributes) {
				extension.afterWithImage(output, operator, attributes);
			}
		};
	}

	/** @return name of the model */
	public String name() {
		return name;
	}

	/** @return the network with pre- and postprocessing */
	public Network network() {
		return network;
	}

	/** @return the network with postprocessing only, for images that are normalised in another way */
	public Network withoutPreprocessing() {
		return unprepared;
	}

	/** @return the network of the weights without processing */
	public Network weights() {
		return weights;
	}

	/** @return names of the input's axes: batch, channel, time, z, y, x */
	public List<String> inputAxes() {
		return input.axes();
	}

	/**
	 * @param output name of an output of {@link #network}
	 * @return names of its axes
	 */
	public List<String> outputAxes(final String output) {
		return outputs.get(output).axes();
	}

	/**
	 * @param output name of an output
	 * @return its name in the description
	 */
	public String outputId(final String output) {
		return outputs.get(output).id();
	}

	TensorDescription described(final String output) {
		return outputs.get(output);
	}

	/** @return the test image of the model, or null */
	public Tensor testInput() {
		return testInput;
	}

	/** @return expected results for the test image, by name of the output */
	public Map<String, Tensor> testOutputs() {
		return Collections.unmodifiableMap(testOutputs);
	}
}
