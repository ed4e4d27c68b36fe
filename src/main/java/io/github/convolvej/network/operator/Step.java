package io.github.convolvej.network.operator;

import java.io.Serializable;

/** One operator of a bound network with its inputs and its output. Immutable. */
public final class Step implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Node node;
	private final BoundOperator operator;
	private final Value[] inputs;
	private final Value output;

	Step(final Node node, final BoundOperator operator, final Value[] inputs, final Value output) {
		this.node = node;
		this.operator = operator;
		this.inputs = inputs;
		this.output = output;
	}

	/** @return the node to which the step belongs; a node may have several steps */
	public Node node() {
		return node;
	}

	/** @return the operator */
	public BoundOperator operator() {
		return operator;
	}

	/** @return the inputs */
	public Value[] inputs() {
		return inputs.clone();
	}

	/** @return the output */
	public Value output() {
		return output;
	}

	/**
	 * Combines this step with a following function of every sample, in one pass.
	 *
	 * @param next the following step
	 * @return the combined step; null if this is not possible
	 */
	public Step fused(final Step next) {
		if (!(operator instanceof PlanOperator) || !(next.operator instanceof UnaryOperator)) return null;
		return new Step(node, ((PlanOperator) operator).then(((UnaryOperator) next.operator).function()), inputs,
			next.output);
	}
}
