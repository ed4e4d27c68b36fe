package io.github.convolvej.network.operator;

/** How a node of one kind of operator is bound. */
@FunctionalInterface
interface OperatorRule {

	/**
	 * @param node the node with what it reads
	 * @return what it makes, one for each output that is supported
	 */
	Value[] bind(NodeBinding node);
}
