package io.github.convolvej.network.onnx;

import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.operator.Operators;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces the nodes of a graph that call functions of the file by the nodes of
 * these functions. Nodes and tensors within a function get the name of the call
 * before their own; the node that gives the function's first result has the name
 * of the call. Not thread-safe.
 */
final class FunctionCalls {

	/** Functions that call others twice and more can become any number of nodes. */
	private static final int MOST_NODES = 1 << 16;
	private static final int DEEPEST = 200;

	private final Map<String, LocalFunction> functions;
	private final Set<String> tensors = new HashSet<>();
	private final Set<String> names = new HashSet<>();
	private final List<String> open = new ArrayList<>();
	private final List<Node> nodes = new ArrayList<>();

	/**
	 * @param functions the functions by name
	 * @param tensors names of tensors that are no results of nodes
	 */
	FunctionCalls(final Map<String, LocalFunction> functions, final Collection<String> tensors) {
		this.functions = functions;
		this.tensors.addAll(tensors);
	}

	/**
	 * @param graph the nodes of the graph
	 * @param version version of the operators that they use
	 * @return the nodes, without calls
	 * @throws IllegalArgumentException if functions call each other in a circle,
	 *           are called with more inputs or outputs than they have, or become
	 *           too many nodes
	 */
	List<Node> replaced(final List<NodeMessage> graph, final int version) {
		for (final NodeMessage m : graph) {
			tensors.addAll(m.outputs());
			names.add(m.name());
		}
		for (final NodeMessage m : graph)
			add(m, m.name(), m.inputs(), m.outputs(), m.attributes().values(), version);
		return nodes;
	}

	private void add(final NodeMessage m, final String name, final List<String> inputs, final List<String> outputs,
		final Map<String, Serializable> attributes, final int version)
	{
		final LocalFunction function = functions.get(m.function());
		if (function != null) {
			call(function, name, inputs, outputs, attributes, version);
			return;
		}
		if (nodes.size() == MOST_NODES) throw new IllegalArgumentException("its functions call each other so often that it has more than " +
			MOST_NODES + " nodes");
		if (version < Operators.OLDEST_VERSION) throw new IllegalArgumentException("it does not say of which ONNX operator set " +
			"its nodes are, such as " + m.operator() + " '" + name + "'");
		nodes.add(new Node(name, m.operator(), version, inputs, outputs, new Attributes(attributes)));
	}

	private void call(final LocalFunction f, final String name, final List<String> inputs, final List<String> outputs,
		final Map<String, Serializable> attributes, final int version)
	{
		final String call = name.isEmpty() ? first(outputs) : name;
		if (open.contains(f.name())) throw new IllegalArgumentException("its functions call each other in a circle: '" + String.join(
			"', '", open.subList(open.indexOf(f.name()), open.size())) + "' and again '" + f.name() + "'");
		if (open.size() == DEEPEST) throw new IllegalArgumentException("its functions call each other more than " + DEEPEST +
			" deep");
		check(f, call, "inputs", inputs.size(), f.inputs().size());
		check(f, call, "outputs", outputs.size(), f.outputs().size());
		open.add(f.name());
		new Call(f, call, inputs, outputs, attributes, f.sets().hasStandard() ? f.sets().standard("its function '" + f.name() +
			"'") : version).add();
		open.remove(open.size() - 1);
	}

	private static void check(final LocalFunction f, final String call, final String what, final int given,
		final int own)
	{
		if (given > own) throw new IllegalArgumentException("node '" + call + "' calls the function '" + f.name() + "' with " +
			given + " " + what + ", but it has " + own);
	}

	private static String first(final List<String> outputs) {
		for (final String output : outputs)
			if (!output.isEmpty()) return output;
		return "";
	}

	/** A name that begins as given and is not taken yet. */
	private static String fresh(final String wanted, final Set<String> taken) {
		String name = wanted;
		for (int i = 2; !taken.add(name); i++)
			name = wanted + "_" + i;
		return name;
	}

	/** One call of a function. */
	private final class Call {

		private final LocalFunction function;
		private final String name;
		private final Map<String, Serializable> attributes;
		private final int version;
		/** Names of tensors in the graph by their names in the function. */
		private final Map<String, String> tensorNames = new HashMap<>();
		/** Results that are inputs, or the same as another result: from, to. */
		private final List<String[]> copies = new ArrayList<>();
		private final String result;

		Call(final LocalFunction function, final String name, final List<String> inputs, final List<String> outputs,
			final Map<String, Serializable> given, final int version)
		{
			this.function = function;
			this.name = name;
			this.version = version;
			attributes = new LinkedHashMap<>(function.defaults().values());
			attributes.putAll(given);
			result = first(outputs);
			for (int i = 0; i < function.inputs().size(); i++)
				tensorNames.put(function.inputs().get(i), i < inputs.size() ? inputs.get(i) : "");
			for (int i = 0; i < outputs.size(); i++) {
				if (outputs.get(i).isEmpty()) continue;
				final String before = tensorNames.putIfAbsent(function.outputs().get(i), outputs.get(i));
				if (before != null) copies.add(new String[] { before, outputs.get(i) });
			}
		}

		void add() {
			for (final NodeMessage m : function.nodes()) {
				final List<String> inputs = renamed(m.inputs());
				final List<String> outputs = renamed(m.outputs());
				final boolean last = !result.isEmpty() && outputs.contains(result);
				final String own = last || m.name().isEmpty() ? "" : fresh(name + "/" + m.name(), names);
				FunctionCalls.this.add(m, last ? name : own, inputs, outputs, m.attributes().values(attributes), version);
			}
			for (final String[] copy : copies)
				nodes.add(new Node(copy[1].equals(result) ? name : "", "Identity", version, Collections.singletonList(copy[0]),
					Collections.singletonList(copy[1]), Attributes.NONE));
		}

		private List<String> renamed(final List<String> own) {
			final List<String> renamed = new ArrayList<>();
			for (final String tensor : own)
				renamed.add(tensor.isEmpty() ? "" : tensorNames.computeIfAbsent(tensor, t -> fresh(name + "/" + t, tensors)));
			return renamed;
		}
	}
}
