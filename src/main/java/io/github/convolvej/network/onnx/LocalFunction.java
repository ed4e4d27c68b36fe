package io.github.convolvej.network.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A function that a file defines (ONNX's FunctionProto): nodes that other nodes call by its name. */
final class LocalFunction {

	private final List<String> inputs = new ArrayList<>();
	private final List<String> outputs = new ArrayList<>();
	private final List<NodeMessage> nodes = new ArrayList<>();
	private final AttributeList defaults;
	private final OperatorSets sets = new OperatorSets();
	private final String name;

	/**
	 * @param m the message
	 * @param folder folder of files with further data, or null
	 */
	LocalFunction(final WireReader m, final Path folder) {
		defaults = new AttributeList(folder);
		String own = "";
		String domain = "";
		String overload = "";
		while (m.next())
			switch (m.field()) {
				case 1:
					own = m.text();
					break;
				case 4:
					inputs.add(m.text());
					break;
				case 5:
					outputs.add(m.text());
					break;
				case 7:
					nodes.add(new NodeMessage(m.message(), folder));
					break;
				case 9:
					sets.add(m.message());
					break;
				case 10:
					domain = m.text();
					break;
				case 11:
					defaults.add(m.message());
					break;
				case 13:
					overload = m.text();
					break;
				default:
			}
		name = NodeMessage.overloaded(NodeMessage.qualified(domain, own), overload);
	}

	/** Its name, with its domain. */
	String name() {
		return name;
	}

	List<String> inputs() {
		return inputs;
	}

	List<String> outputs() {
		return outputs;
	}

	List<NodeMessage> nodes() {
		return nodes;
	}

	/** Attributes that a call need not give. */
	AttributeList defaults() {
		return defaults;
	}

	OperatorSets sets() {
		return sets;
	}
}
