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
 * Adds nodes before the input of a network and after its outputs, for processing
 * of the image and for other layouts. They become part of the network, so tiles
 * still give the same result as whole layers. Not thread-safe.
 */
public final class NetworkExtension {

	private static final int OPERATOR_SET = 13;

	private final Network network;
	private final NetworkBuilder builder;
	private final Set<String> taken = new HashSet<>();
	private final String input;
	private final List<String> outputs;
	private String before;

	/**
	 * @param network the network to extend, which does not change
	 */
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
	 * Inserts a node between the image, with the nodes inserted before, and the
	 * network.
	 *
	 * @param operator its operator
	 * @param attributes its attributes
	 * @param further its further inputs
	 * @return this
	 */
	public NetworkExtension before(final String operator, final Attributes attributes, final Constant... further) {
		before = node(before, operator, attributes, further);
		return this;
	}

	/**
	 * Appends a node to an output, after the nodes appended before.
	 *
	 * @param output number of the output
	 * @param operator its operator
	 * @param attributes its attributes
	 * @param further its further inputs
	 * @return this
	 */
	public NetworkExtension after(final int output, final String operator, final Attributes attributes,
		final Constant... further)
	{
		outputs.set(output, node(outputs.get(output), operator, attributes, further));
		return this;
	}

	/**
	 * Appends a node to an output that reads the image too.
	 *
	 * @param output number of the output
	 * @param operator its operator
	 * @param attributes its attributes
	 * @return this
	 */
	public NetworkExtension afterWithImage(final int output, final String operator, final Attributes attributes) {
		final String name = fresh(operator.toLowerCase(java.util.Locale.ROOT));
		builder.node(new Node("", operator, OPERATOR_SET, Arrays.asList(outputs.get(output), input), Collections
			.singletonList(name), attributes));
		outputs.set(output, name);
		return this;
	}

	/**
	 * Concatenates all outputs to one.
	 *
	 * @param axis axis along which to concatenate
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
	 * @param inputShape size of the image for which the extended network is made,
	 *          -1 for axes of any size; null if unknown
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
