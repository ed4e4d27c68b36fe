package io.github.convolvej.network.operator;

/** Binds the nodes of one kind of operator. */
@FunctionalInterface
interface OperatorRule {

	/**
	 * @param node the node with its inputs
	 * @return its outputs, as far as they are supported
	 */
	Value[] bind(NodeBinding node);
}
