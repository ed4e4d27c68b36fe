package io.github.convolvej.network;

import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.tensor.Constant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts nodes before the input of a network and after its outputs: processing of the
 * image, other layouts. They are part of the network then, so that tiles equal the
 * whole as before. Not thread-safe.
 */
public final class NetworkExtension {

	private static final int OPERATOR_SET = 13;

	private final Network network;
	private final NetworkBuilder builder;
	private final Set<String> taken = new HashSet<>();
	private final String input;
	private final List<String> outputs;
	private String before;

	/** @param network what is extended; it does not change */
	public NetworkExtension(final Network network) {
		this.network = network;
		taken.add(network.input());
		taken.addAll(network.constants().keySet());
		for (final Node n : network.nodes())
			taken.addAll(n.outputs());
		input = fresh("image");
		before = input;
		outputs = new ArrayList<>(network.outputs());
		builder = new NetworkBuilder().name(network.name());
	}

	private String fresh(final String wanted) {
		String name = wanted;
		for (int i = 2; !taken.add(name); i++)
			name = wanted + "_" + i;
		return name;
	}

	/**
	 * Puts a node between the image, with what was put there before, and the network.
	 *
	 * @param operator its operator
	 * @param attributes its attributes
	 * @param further what it reads besides
	 * @return this
	 */
	public NetworkExtension before(final String operator, final Attributes attributes, final Constant... further) {
		before = node(before, operator, attributes, further);
		return this;
	}

	/**
	 * Puts a node after an output, with what was put there before.
	 *
	 * @param output number of the output
	 * @param operator its operator
	 * @param attributes its attributes
	 * @param further what it reads besides
	 * @return this
	 */
	public NetworkExtension after(final int output, final String operator, final Attributes attributes,
		final Constant... further)
	{
		outputs.set(output, node(outputs.get(output), operator, attributes, further));
		return this;
	}

	/**
	 * Makes one output of all.
	 *
	 * @param axis along which they are put one behind the other
	 * @return this
	 */
	public NetworkExtension concatenate(final int axis) {
		final String name = fresh("outputs");
		builder.node(new Node("", "Concat", OPERATOR_SET, outputs, Collections.singletonList(name), Attributes.NONE.with(
			"axis", (long) axis)));
		outputs.clear();
		outputs.add(name);
		return this;
	}

	private String node(final String from, final String operator, final Attributes attributes, final Constant... further) {
		final List<String> inputs = new ArrayList<>(Arrays.asList(from));
		for (final Constant c : further) {
			final String name = fresh("number");
			builder.constant(name, c);
			inputs.add(name);
		}
		final String name = fresh(operator.toLowerCase(java.util.Locale.ROOT));
		builder.node(new Node("", operator, OPERATOR_SET, inputs, Collections.singletonList(name), attributes));
		return name;
	}

	/**
	 * @param inputShape size of the image that the extended network is made for, -1
	 *          where any will do; null if nothing is said of it
	 * @return the extended network
	 */
	public Network build(final long[] inputShape) {
		builder.input(input, inputShape);
		builder.node(new Node("", "Identity", OPERATOR_SET, Collections.singletonList(before), Collections.singletonList(
			network.input()), Attributes.NONE));
		network.constants().forEach(builder::constant);
		network.nodes().forEach(builder::node);
		outputs.forEach(builder::output);
		return builder.build();
	}
}
