package io.github.convolvej.network.onnx;

import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkBuilder;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads ONNX files (onnx.ai, onnx.proto) of operator sets 7 and newer: nodes,
 * attributes, weights, and functions that the file defines. It uses no library. All errors in a file are found
 * here or when the network is built, before any work.
 */
public final class OnnxFile {

	private final String file;
	private final Path folder;
	private final OperatorSets sets = new OperatorSets();
	private final Map<String, LocalFunction> functions = new LinkedHashMap<>();
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
					sets.add(m.message());
					break;
				case 25:
					final LocalFunction function = new LocalFunction(m.message(), folder);
					functions.put(function.name(), function);
					break;
				default:
			}
	}

	private Network readGraph() {
		// a graph of calls alone need not say which operators the functions use
		final int version = functions.isEmpty() || sets.hasStandard() ? sets.standard("it") : 0;
		final NetworkBuilder builder = new NetworkBuilder();
		final List<WireReader> inputs = new ArrayList<>();
		final List<NodeMessage> nodes = new ArrayList<>();
		final Set<String> tensors = new HashSet<>();
		while (graph.next())
			switch (graph.field()) {
				case 1:
					nodes.add(new NodeMessage(graph.message(), folder));
					break;
				case 2:
					builder.name(graph.text());
					break;
				case 5:
					final TensorReader tensor = new TensorReader(folder);
					final Constant constant = tensor.read(graph.message());
					builder.constant(tensor.name(), constant);
					tensors.add(tensor.name());
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
			tensors.add(input.name);
			if (builder.hasConstant(input.name)) continue;
			final ElementType type = ElementType.of(input.type);
			if (input.type != 0 && (type == null || !type.isFloat() && type != ElementType.UINT8))
				throw new IllegalArgumentException("its input '" + input.name + "' is of ONNX type " + input.type +
					", but networks of images are supported: floating point or 8 bits");
			builder.input(input.name, input.shape);
		}
		new FunctionCalls(functions, tensors).replaced(nodes, version).forEach(builder::node);
		return builder.build();
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
