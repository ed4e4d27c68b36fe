package io.github.convolvej.network.onnx;

import io.github.convolvej.network.operator.Operators;

import java.util.Map;
import java.util.TreeMap;

/** The versions of ONNX's operators, and of other domains, that a graph or a function uses. */
final class OperatorSets {

	/** ONNX's own domain has two names. */
	static final String STANDARD = "ai.onnx";

	private final Map<String, Long> versions = new TreeMap<>();

	/** Reads an OperatorSetIdProto. */
	void add(final WireReader m) {
		String domain = "";
		long version = 0;
		while (m.next())
			if (m.field() == 1) domain = m.text();
			else if (m.field() == 2) version = m.integer();
		versions.put(domain.equals(STANDARD) ? "" : domain, version);
	}

	/** Whether the version of ONNX's own operators is given. */
	boolean hasStandard() {
		return versions.containsKey("");
	}

	/**
	 * @param what that which uses them, for messages
	 * @return the version of ONNX's own operators; 1 if it is not given
	 * @throws IllegalArgumentException if that version is not supported
	 */
	int standard(final String what) {
		final long version = versions.getOrDefault("", 1L);
		if (version < Operators.OLDEST_VERSION || version > Operators.NEWEST_VERSION) throw new IllegalArgumentException(
			what + " is of ONNX operator set " + version + ", but sets " + Operators.OLDEST_VERSION + " to " +
				Operators.NEWEST_VERSION + " are supported");
		return (int) version;
	}
}
