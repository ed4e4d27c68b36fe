package io.github.convolvej.network.operator;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The operators that networks may contain, by their ONNX names. Each family of
 * operators adds its rules; a new operator needs one rule.
 */
public final class Operators {

	/** Oldest supported version of ONNX's operator set. */
	public static final int OLDEST_VERSION = 7;
	/** Newest supported version. */
	public static final int NEWEST_VERSION = 28;

	/**
	 * (x - mean) / (standard deviation + epsilon) along attribute axes; not part
	 * of ONNX.
	 */
	public static final String STANDARDISE = NormalisationRules.STANDARDISE;
	/**
	 * (x - p_low) / (p_high - p_low + epsilon) with percentiles along attribute
	 * axes, of a second input if there is one; not part of ONNX.
	 */
	public static final String SCALE_RANGE = NormalisationRules.SCALE_RANGE;
	/**
	 * Gives the first input the mean and standard deviation of the second one along
	 * attribute axes; not part of ONNX.
	 */
	public static final String MATCH_MOMENTS = NormalisationRules.MATCH_MOMENTS;

	private static final Map<String, OperatorRule> RULES = new TreeMap<>();
	static {
		WindowRules.addTo(RULES);
		ArithmeticRules.addTo(RULES);
		NormalisationRules.addTo(RULES);
		LayoutRules.addTo(RULES);
		RULES.put("Pad", PadRule::bind);
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

	/**
	 * Binds a node.
	 *
	 * @param node a node whose inputs have been bound
	 * @param binding the nodes bound before; the node's outputs are added to it
	 * @throws IllegalArgumentException if its operator is unknown, or if the node
	 *           cannot be bound to the sizes of its inputs, naming the node
	 */
	public static void bind(final Node node, final Binding binding) {
		final OperatorRule rule = RULES.get(node.operator());
		if (rule == null) throw new IllegalArgumentException("operator " + node.operator() + " is not supported");
		binding.bind(node, () -> rule.bind(new NodeBinding(binding, node)));
	}
}
