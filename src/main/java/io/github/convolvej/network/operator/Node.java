package io.github.convolvej.network.operator;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** A node of a network: an operator with its attributes, and the names of its inputs and outputs. Immutable. */
public final class Node implements Serializable {

	private static final long serialVersionUID = 1L;

	private final String name;
	private final String operator;
	private final int version;
	private final String[] inputs;
	private final String[] outputs;
	private final Attributes attributes;

	/**
	 * @param name name of the node, unique or empty
	 * @param operator name of the operator in ONNX
	 * @param version version of the operator set
	 * @param inputs names of its inputs; empty for an optional input that is not
	 *          given
	 * @param outputs names of its outputs; empty for an output that is not used
	 * @param attributes its attributes
	 */
	public Node(final String name, final String operator, final int version, final List<String> inputs,
		final List<String> outputs, final Attributes attributes)
	{
		this.name = name;
		this.operator = operator;
		this.version = version;
		this.inputs = inputs.toArray(new String[0]);
		this.outputs = outputs.toArray(new String[0]);
		this.attributes = attributes;
	}

	/** @return its name, or the name of its first output if it has none */
	public String name() {
		return name.isEmpty() && outputs.length > 0 ? outputs[0] : name;
	}

	/** @return name of the operator in ONNX */
	public String operator() {
		return operator;
	}

	/** @return version of the operator set */
	public int version() {
		return version;
	}

	/** @return names of its inputs; empty for an optional input that is not given */
	public List<String> inputs() {
		return Arrays.asList(inputs.clone());
	}

	/** @return names of its outputs */
	public List<String> outputs() {
		return Arrays.asList(outputs.clone());
	}

	/**
	 * @param i number of an output
	 * @return whether the node has it and gives it a name
	 */
	public boolean hasOutput(final int i) {
		return i < outputs.length && !outputs[i].isEmpty();
	}

	/** @return its attributes */
	public Attributes attributes() {
		return attributes;
	}

	@Override
	public String toString() {
		return operator + " '" + name() + "'";
	}
}
