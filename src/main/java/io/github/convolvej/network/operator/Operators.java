package io.github.convolvej.network.operator;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The operators that networks may consist of, by the names of ONNX. A family of
 * operators adds its rules; a new operator is one rule.
 */
public final class Operators {

	/** Versions of ONNX's operator set whose meaning is known. */
	public static final int OLDEST_VERSION = 7;
	/** The newest such version. */
	public static final int NEWEST_VERSION = 26;

	/**
	 * (x - mean) / (standard deviation + epsilon) along attribute axes; not of ONNX.
	 */
	public static final String STANDARDISE = "convolvej.Standardise";
	/**
	 * (x - p_low) / (p_high - p_low + epsilon) with percentiles along attribute axes;
	 * not of ONNX.
	 */
	public static final String SCALE_RANGE = "convolvej.ScaleRange";

	private static final Map<String, OperatorRule> RULES = new TreeMap<>();
	static {
		WindowRules.addTo(RULES);
		ArithmeticRules.addTo(RULES);
		NormalisationRules.addTo(RULES);
		LayoutRules.addTo(RULES);
		ResizeRules.addTo(RULES);
		SizeRules.addTo(RULES);
		MatrixRules.addTo(RULES);
	}

	private Operators() {}

	/** @return names of all operators */
	public static Set<String> names() {
		return Collections.unmodifiableSet(RULES.keySet());
	}

	/**
	 * @param name name of an operator
	 * @return whether networks may contain it
	 */
	public static boolean isKnown(final String name) {
		return RULES.containsKey(name);
	}

	static OperatorRule rule(final String name) {
		final OperatorRule rule = RULES.get(name);
		if (rule == null) throw new IllegalArgumentException("operator " + name + " is not supported");
		return rule;
	}
}
