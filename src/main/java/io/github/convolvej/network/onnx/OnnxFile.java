package io.github.convolvej.network.onnx;

import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkBuilder;
import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.operator.Operators;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads ONNX files (onnx.ai, onnx.proto) of operator sets 7 and newer: nodes,
 * attributes and weights. It uses no library. All errors in a file are found
 * here or when the network is built, before any work.
 */
public final class OnnxFile {

	private final String file;
	private final Path folder;
	private final Map<String, Long> operatorSets = new TreeMap<>();
	private boolean hasVersion;
	private WireReader graph;

	private OnnxFile(final String file, final Path folder) {
		this.file = file;
		this.folder = folder;
	}

	/**
	 * Reads a file.
	 *
	 * @param path an ONNX file; its weights may be in other files of the same
	 *          folder
	 * @return the network
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if it is not an ONNX file, is cut off, or
	 *           contains a network that cannot be run, with the reason
	 */
	public static Network read(final Path path) throws IOException {
		final Path name = path.getFileName();
		return new OnnxFile(name == null ? path.toString() : name.toString(), path.toAbsolutePath().getParent()).read(Files
			.readAllBytes(path));
	}

	/**
	 * Reads the bytes of a file that refers to no other files.
	 *
	 * @param name its name, for messages
	 * @param bytes all of it
	 * @return the network
	 * @throws IllegalArgumentException as above
	 */
	public static Network read(final String name, final byte[] bytes) {
		return new OnnxFile(name, null).read(bytes);
	}

	private Network read(final byte[] bytes) {
		try {
			readModel(new WireReader(ByteBuffer.wrap(bytes)));
			if (graph == null || !hasVersion) throw new WireException("it has no " + (graph == null ? "graph"
				: "version of its format"));
			return readGraph();
		}
		catch (final WireException e) {
			throw new IllegalArgumentException(file + " is not an ONNX file, or is cut off: " + e.getMessage(), e);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
		}
	}

	private void readModel(final WireReader m) {
		while (m.next())
			switch (m.field()) {
				case 1:
					m.integer();
					hasVersion = true;
					break;
				case 7:
					graph = m.message();
					break;
				case 8:
					readOperatorSet(m.message());
					break;
				default:
			}
	}

	private void readOperatorSet(final WireReader m) {
		String domain = "";
		long version = 0;
		while (m.next())
			if (m.field() == 1) domain = m.text();
			else if (m.field() == 2) version = m.integer();
		operatorSets.put(domain.equals("ai.onnx") ? "" : domain, version);
	}

	private Network readGraph() {
		final long version = operatorSets.getOrDefault("", 1L);
		if (version < Operators.OLDEST_VERSION || version > Operators.NEWEST_VERSION) throw new IllegalArgumentException(
			"it is of ONNX operator set " + version + ", but sets " + Operators.OLDEST_VERSION + " to " +
				Operators.NEWEST_VERSION + " are supported");
		final NetworkBuilder builder = new NetworkBuilder();
		final List<WireReader> inputs = new ArrayList<>();
		while (graph.next())
			switch (graph.field()) {
				case 1:
					builder.node(readNode(graph.message(), (int) version));
					break;
				case 2:
					builder.name(graph.text());
					break;
				case 5:
					final TensorReader tensor = new TensorReader(folder);
					final Constant constant = tensor.read(graph.message());
					builder.constant(tensor.name(), constant);
					break;
				case 11:
					inputs.add(graph.message());
					break;
				case 12:
					final ValueInfo output = new ValueInfo(graph.message());
					builder.output(output.name);
					break;
				case 15:
					throw new IllegalArgumentException("it has sparse weights, which are not supported");
				default:
			}
		for (final WireReader m : inputs) {
			final ValueInfo input = new ValueInfo(m);
			if (builder.hasConstant(input.name)) continue;
			final ElementType type = ElementType.of(input.type);
			if (input.type != 0 && (type == null || !type.isFloat() && type != ElementType.UINT8))
				throw new IllegalArgumentException("its input '" + input.name + "' is of ONNX type " + input.type +
					", but networks of images are supported: floating point or 8 bits");
			builder.input(input.name, input.shape);
		}
		return builder.build();
	}

	private Node readNode(final WireReader m, final int version) {
		final List<String> inputs = new ArrayList<>();
		final List<String> outputs = new ArrayList<>();
		final Map<String, Serializable> attributes = new LinkedHashMap<>();
		String name = "";
		String operator = "";
		String domain = "";
		while (m.next())
			switch (m.field()) {
				case 1:
					inputs.add(m.text());
					break;
				case 2:
					outputs.add(m.text());
					break;
				case 3:
					name = m.text();
					break;
				case 4:
					operator = m.text();
					break;
				case 5:
					readAttribute(m.message(), attributes);
					break;
				case 7:
					domain = m.text();
					break;
				default:
			}
		final boolean standard = domain.isEmpty() || domain.equals("ai.onnx");
		return new Node(name, standard ? operator : domain + "." + operator, version, inputs, outputs, new Attributes(
			attributes));
	}

	private void readAttribute(final WireReader m, final Map<String, Serializable> to) {
		final NumberList singles = new NumberList();
		final NumberList integers = new NumberList();
		final List<String> texts = new ArrayList<>();
		String name = "";
		Serializable value = null;
		int type = 0;
		while (m.next())
			switch (m.field()) {
				case 1:
					name = m.text();
					break;
				case 2:
					value = (double) m.single();
					break;
				case 3:
					value = m.integer();
					break;
				case 4:
					value = StandardCharsets.UTF_8.decode(m.bytes()).toString();
					break;
				case 5:
					value = new TensorReader(folder).read(m.message());
					break;
				case 7:
					m.singles(singles);
					break;
				case 8:
					m.integers(integers);
					break;
				case 9:
					texts.add(m.text());
					break;
				case 20:
					type = (int) m.integer();
					break;
				default:
			}
		if (type == 6 || singles.count() > 0) value = singles.numbers();
		else if (type == 7 || integers.count() > 0) value = integers.integers();
		else if (!texts.isEmpty()) value = texts.toArray(new String[0]);
		// protobuf omits values of zero
		else if (value == null && type == 1) value = 0.0;
		else if (value == null && type == 2) value = 0L;
		else if (value == null && type == 3) value = "";
		if (value != null) to.put(name, value);
	}

	/** ONNX's ValueInfoProto: name, type and size of an input or output. */
	private static final class ValueInfo {

		private String name = "";
		private int type;
		/** -1 for axes of any size; null if unknown. */
		private long[] shape;

		ValueInfo(final WireReader m) {
			while (m.next())
				if (m.field() == 1) name = m.text();
				else if (m.field() == 2) readType(m.message());
		}

		private void readType(final WireReader m) {
			while (m.next())
				if (m.field() == 1) readTensorType(m.message());
		}

		private void readTensorType(final WireReader m) {
			while (m.next())
				if (m.field() == 1) type = (int) m.integer();
				else if (m.field() == 2) readShape(m.message());
		}

		private void readShape(final WireReader m) {
			final NumberList sizes = new NumberList();
			while (m.next())
				if (m.field() == 1) {
					long size = -1;
					final WireReader dim = m.message();
					while (dim.next())
						if (dim.field() == 1) size = dim.integer();
					sizes.add(size > 0 ? size : -1);
				}
			shape = Arrays.copyOf(sizes.integers(), sizes.count());
		}
	}
}
