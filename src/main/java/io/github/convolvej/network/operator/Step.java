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
	 * Combines this step with a following one, in one pass: an activation with what
	 * computes its samples, a scaling of channels with the weights of a
	 * convolution, repeating each sample with a convolution of the result.
	 *
	 * @param next the following step, which reads nothing but the output of this
	 * @return the combined step; null if this is not possible
	 */
	public Step fused(final Step next) {
		if (operator instanceof PositionTable && next.operator instanceof PlanOperator) {
			final BoundOperator both = ((PlanOperator) next.operator).after((PositionTable) operator);
			return both == null ? null : new Step(next.node, both, inputs, next.output);
		}
		final BoundOperator both = next.operator instanceof UnaryOperator ? with(((UnaryOperator) next.operator).function())
			: next.operator instanceof ChannelScaling && operator instanceof PlanOperator ? ((PlanOperator) operator).then(
				(ChannelScaling) next.operator) : null;
		return both == null ? null : new Step(node, both, inputs, next.output);
	}

	private BoundOperator with(final UnaryFunction function) {
		if (operator instanceof PlanOperator) return ((PlanOperator) operator).then(function);
		if (operator instanceof ChannelScaling) return ((ChannelScaling) operator).then(function);
		return operator instanceof ElementwiseOperator ? ((ElementwiseOperator) operator).then(function) : null;
	}
}
