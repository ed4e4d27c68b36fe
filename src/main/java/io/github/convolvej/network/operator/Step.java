package io.github.convolvej.network.operator;

import java.io.Serializable;

/** One operator of a bound network with what it reads and what it makes. Immutable. */
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

	/** @return the node that the step is of; a node may have several */
	public Node node() {
		return node;
	}

	/** @return the operator */
	public BoundOperator operator() {
		return operator;
	}

	/** @return what it reads */
	public Value[] inputs() {
		return inputs.clone();
	}

	/** @return what it makes */
	public Value output() {
		return output;
	}

	/**
	 * This step and a function of every sample after it, in one pass.
	 *
	 * @param next the step after
	 * @return both in one; null if they cannot be
	 */
	public Step fused(final Step next) {
		if (!(operator instanceof PlanOperator) || !(next.operator instanceof UnaryOperator)) return null;
		return new Step(node, ((PlanOperator) operator).then(((UnaryOperator) next.operator).function()), inputs,
			next.output);
	}
}
