package io.github.convolvej.network.onnx;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The attributes of a node, as a file contains them (ONNX's AttributeProto).
 * Those of a node in a function may have the value of an attribute of the node
 * that calls the function.
 */
final class AttributeList {

	private static final int FLOAT = 1;
	private static final int INTEGER = 2;
	private static final int TEXT = 3;
	private static final int FLOATS = 6;
	private static final int INTEGERS = 7;

	private final Path folder;
	private final Map<String, Serializable> values = new LinkedHashMap<>();
	private final Map<String, String> references = new LinkedHashMap<>();

	/** @param folder folder of files with further data, or null */
	AttributeList(final Path folder) {
		this.folder = folder;
	}

	/** Values by name. */
	Map<String, Serializable> values() {
		return values;
	}

	/**
	 * @param ofCall attributes of the node that calls the function
	 * @return all values, with those that are references; a reference to an
	 *         attribute that is not given is left out
	 */
	Map<String, Serializable> values(final Map<String, Serializable> ofCall) {
		if (references.isEmpty()) return values;
		final Map<String, Serializable> all = new LinkedHashMap<>(values);
		references.forEach((name, other) -> {
			if (ofCall.containsKey(other)) all.put(name, ofCall.get(other));
		});
		return all;
	}

	/** Reads an attribute. */
	void add(final WireReader m) {
		final NumberList singles = new NumberList();
		final NumberList integers = new NumberList();
		final List<String> texts = new ArrayList<>();
		String name = "";
		String reference = "";
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
				case 21:
					reference = m.text();
					break;
				default:
			}
		if (!reference.isEmpty()) {
			references.put(name, reference);
			return;
		}
		if (type == FLOATS || singles.count() > 0) value = singles.numbers();
		else if (type == INTEGERS || integers.count() > 0) value = integers.integers();
		else if (!texts.isEmpty()) value = texts.toArray(new String[0]);
		// protobuf omits values of zero
		else if (value == null && type == FLOAT) value = 0.0;
		else if (value == null && type == INTEGER) value = 0L;
		else if (value == null && type == TEXT) value = "";
		if (value != null) values.put(name, value);
	}
}
