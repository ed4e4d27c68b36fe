package io.github.convolvej.network.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A node as a file contains it (ONNX's NodeProto). */
final class NodeMessage {

	private final List<String> inputs = new ArrayList<>();
	private final List<String> outputs = new ArrayList<>();
	private final AttributeList attributes;
	private String name = "";
	private String operator = "";
	private String domain = "";
	private String overload = "";

	/**
	 * @param m the message
	 * @param folder folder of files with further data, or null
	 */
	NodeMessage(final WireReader m, final Path folder) {
		attributes = new AttributeList(folder);
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
					attributes.add(m.message());
					break;
				case 7:
					domain = m.text();
					break;
				case 8:
					overload = m.text();
					break;
				default:
			}
	}

	/** Its name, which may be empty. */
	String name() {
		return name;
	}

	List<String> inputs() {
		return inputs;
	}

	List<String> outputs() {
		return outputs;
	}

	AttributeList attributes() {
		return attributes;
	}

	/** Name of the operator, with its domain unless that is ONNX's own. */
	String operator() {
		return qualified(domain, operator);
	}

	/** Name of the function that the node calls, if the file has such a function. */
	String function() {
		return overloaded(operator(), overload);
	}

	static String qualified(final String domain, final String name) {
		return domain.isEmpty() || domain.equals(OperatorSets.STANDARD) ? name : domain + "." + name;
	}

	static String overloaded(final String name, final String overload) {
		return overload.isEmpty() ? name : name + ":" + overload;
	}
}
