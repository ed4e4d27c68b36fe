package io.github.convolvej.network;

import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.operator.Operators;
import io.github.convolvej.network.tensor.Constant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the nodes and constants of a network in any order, and checks that they form a network. */
public final class NetworkBuilder {

	private final List<Node> nodes = new ArrayList<>();
	private final Map<String, Constant> constants = new LinkedHashMap<>();
	private final Map<String, long[]> inputs = new LinkedHashMap<>();
	private final List<String> outputs = new ArrayList<>();
	private String name = "";

	/**
	 * @param text name of the network
	 * @return this
	 */
	public NetworkBuilder name(final String text) {
		name = text;
		return this;
	}

	/**
	 * @param node a node
	 * @return this
	 */
	public NetworkBuilder node(final Node node) {
		nodes.add(node);
		return this;
	}

	/**
	 * @param tensor name of a tensor
	 * @param constant its samples
	 * @return this
	 */
	public NetworkBuilder constant(final String tensor, final Constant constant) {
		constants.put(tensor, constant);
		return this;
	}

	/**
	 * @param tensor name
	 * @return whether there is a constant of that name
	 */
	public boolean hasConstant(final String tensor) {
		return constants.containsKey(tensor);
	}

	/**
	 * @param tensor name of an input
	 * @param shape its size, -1 for axes of any size; null if unknown
	 * @return this
	 */
	public NetworkBuilder input(final String tensor, final long[] shape) {
		inputs.put(tensor, shape == null ? null : shape.clone());
		return this;
	}

	/**
	 * @param tensor name of an output
	 * @return this
	 */
	public NetworkBuilder output(final String tensor) {
		outputs.add(tensor);
		return this;
	}

	/**
	 * @return the network
	 * @throws IllegalArgumentException if operators are not supported (the message
	 *           lists all of them), a tensor is read but not computed, nodes form
	 *           a cycle, weights are NaN, or the number of inputs is not one
	 */
	public Network build() {
		checkOperators();
		if (inputs.size() != 1) throw new IllegalArgumentException(inputs.isEmpty() ? "the network has no input"
			: "the network has " + inputs.size() + " inputs ('" + String.join("', '", inputs.keySet()) +
				"'), but networks of one image are supported");
		if (outputs.isEmpty()) throw new IllegalArgumentException("the network has no output");
		final Map<String, Node> makers = makers();
		final Map.Entry<String, long[]> input = inputs.entrySet().iterator().next();
		checkReads(makers, input.getKey());
		checkWeights();
		return new Network(name, ordered(makers), constants, input.getKey(), input.getValue(), outputs);
	}

	private void checkOperators() {
		final Set<String> unknown = new LinkedHashSet<>();
		for (final Node n : nodes)
			if (!Operators.isKnown(n.operator())) unknown.add(n.toString());
		if (!unknown.isEmpty()) throw new IllegalArgumentException("the network has " + (unknown.size() == 1
			? "a node whose operator is" : unknown.size() + " nodes whose operators are") + " not supported: " + String.join(
				", ", unknown));
	}

	private Map<String, Node> makers() {
		final Map<String, Node> makers = new HashMap<>();
		for (final Node n : nodes)
			for (final String output : n.outputs()) {
				if (output.isEmpty()) continue;
				final Node other = makers.put(output, n);
				if (other != null || constants.containsKey(output)) throw new IllegalArgumentException("'" + output +
					"' is computed twice, by " + n + " and by " + (other == null ? "a constant" : other));
			}
		return makers;
	}

	private void checkReads(final Map<String, Node> makers, final String input) {
		final Set<String> missing = new LinkedHashSet<>();
		for (final Node n : nodes)
			for (final String read : n.inputs())
				if (!read.isEmpty() && !read.equals(input) && !makers.containsKey(read) && !constants.containsKey(read)) missing
					.add(n + " reads '" + read + "'");
		for (final String output : outputs)
			if (!output.equals(input) && !makers.containsKey(output) && !constants.containsKey(output)) missing.add(
				"the output is '" + output + "'");
		if (!missing.isEmpty()) throw new IllegalArgumentException(String.join("; ", missing) +
			": that is neither the output of a node nor a weight nor the input");
	}

	private void checkWeights() {
		for (final Map.Entry<String, Constant> e : constants.entrySet()) {
			if (!e.getValue().type().isFloat()) continue;
			final Object data = e.getValue().data();
			final boolean bad = data instanceof float[] ? hasNaN((float[]) data) : Arrays.stream((double[]) data).anyMatch(
				Double::isNaN);
			if (bad) throw new IllegalArgumentException("the weights '" + e.getKey() +
				"' contain NaN, so all results would be NaN");
		}
	}

	private static boolean hasNaN(final float[] values) {
		for (final float v : values)
			if (Float.isNaN(v)) return true;
		return false;
	}

	/** The nodes, each after those whose outputs it reads. */
	private List<Node> ordered(final Map<String, Node> makers) {
		final List<Node> order = new ArrayList<>();
		final Set<Node> done = new HashSet<>();
		final List<Node> waiting = new ArrayList<>(nodes);
		while (!waiting.isEmpty()) {
			final int before = waiting.size();
			waiting.removeIf(n -> {
				for (final String read : n.inputs())
					if (makers.containsKey(read) && !done.contains(makers.get(read))) return false;
				done.add(n);
				order.add(n);
				return true;
			});
			if (waiting.size() == before) throw new IllegalArgumentException("nodes form a cycle: " + circle(
				waiting, makers));
		}
		return order;
	}

	private static String circle(final List<Node> waiting, final Map<String, Node> makers) {
		final List<Node> path = new ArrayList<>();
		Node at = waiting.get(0);
		while (!path.contains(at)) {
			path.add(at);
			for (final String read : at.inputs())
				if (waiting.contains(makers.get(read))) {
					at = makers.get(read);
					break;
				}
		}
		final StringBuilder text = new StringBuilder();
		for (final Node n : path.subList(path.indexOf(at), path.size()))
			text.append(n).append(" reads ");
		return text.append(at).toString();
	}
}
