package io.github.convolvej.network;

import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.operator.UnfitSizeException;
import io.github.convolvej.network.tensor.Constant;

import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network of layers with its weights: nodes that read tensors of other nodes,
 * one input, and named outputs. {@link #on} binds it to the size of an input
 * before any work. Operators have the meaning that ONNX defines. Immutable and
 * thread-safe.
 */
public final class Network implements Serializable {

	private static final long serialVersionUID = 1L;

	private static final int LARGEST_MULTIPLE = 256;
	/** For networks that divide the image by 3 or 5; few, because the network is bound for each. */
	private static final int[] OTHER_MULTIPLES = { 3, 6, 9, 12, 24, 27, 5, 10, 20 };
	/** Number of the input of Resize that holds sizes. */
	private static final int RESIZE_SIZES = 3;

	/** Operators that exporters insert before the transposition of an image with channels last. */
	private static final List<String> POINTWISE = Arrays.asList("Add", "Sub", "Mul", "Div", "Cast", "Identity", "Clip",
		"Pad");

	private final String name;
	private final ArrayList<Node> nodes;
	private final LinkedHashMap<String, Constant> constants;
	private final String input;
	/** -1 for axes of any size; null if the shape is unknown. */
	private final long[] inputShape;
	private final ArrayList<String> outputs;
	/** The plan that was made last; null if there is none. */
	private transient volatile SoftReference<NetworkPlan> last;

	Network(final String name, final List<Node> nodes, final Map<String, Constant> constants, final String input,
		final long[] inputShape, final List<String> outputs)
	{
		this.name = name;
		this.nodes = new ArrayList<>(nodes);
		this.constants = new LinkedHashMap<>(constants);
		this.input = input;
		this.inputShape = inputShape == null ? null : inputShape.clone();
		this.outputs = new ArrayList<>(outputs);
	}

	/** @return its name, which may be empty */
	public String name() {
		return name;
	}

	/** @return name of the input */
	public String input() {
		return input;
	}

	/** @return size of the input for which the network was made, -1 for axes of any size; null if unknown */
	public long[] inputShape() {
		return inputShape == null ? null : inputShape.clone();
	}

	/** @return names of the outputs */
	public List<String> outputs() {
		return Collections.unmodifiableList(outputs);
	}

	/** @return the nodes, each after those whose outputs it reads */
	public List<Node> nodes() {
		return Collections.unmodifiableList(nodes);
	}

	/** @return the weights by name */
	public Map<String, Constant> constants() {
		return Collections.unmodifiableMap(constants);
	}

	/**
	 * @param names names of tensors, or of nodes; a node means its first output
	 * @return this network with these outputs, which can be the results of any
	 *         layers
	 * @throws IllegalArgumentException if no tensor or node has a name
	 */
	public Network outputs(final String... names) {
		final Map<String, String> tensors = new HashMap<>();
		for (final Node n : nodes)
			if (!n.outputs().isEmpty()) tensors.put(n.name(), n.outputs().get(0));
		for (final Node n : nodes)
			for (final String o : n.outputs())
				tensors.put(o, o);
		final List<String> chosen = new ArrayList<>();
		for (final String wanted : names) {
			final String tensor = tensors.get(wanted);
			if (tensor == null) throw new IllegalArgumentException("the network has no layer '" + wanted + "': it has " +
				layerNames());
			chosen.add(tensor);
		}
		return new Network(name, nodes, constants, input, inputShape, chosen);
	}

	private String layerNames() {
		final List<String> names = new ArrayList<>();
		for (final Node n : nodes)
			names.add(n.name());
		final int most = 40;
		return names.size() <= most ? String.join(", ", names) : String.join(", ", names.subList(0, most)) + " and " +
			(names.size() - most) + " more";
	}

	/** The nodes that the outputs depend on. */
	List<Node> needed() {
		final Set<String> wanted = new HashSet<>(outputs);
		final List<Node> needed = new ArrayList<>();
		for (int i = nodes.size() - 1; i >= 0; i--) {
			final Node n = nodes.get(i);
			if (Collections.disjoint(wanted, n.outputs())) continue;
			needed.add(0, n);
			wanted.addAll(n.inputs());
		}
		return needed;
	}

	/**
	 * Returns the channel axis of the input. It is the second axis, unless the
	 * network begins by moving the last axis there, or the size of its input shows
	 * that channels are last.
	 *
	 * @return 1, or the last axis
	 */
	public int channelAxis() {
		final Set<String> same = new HashSet<>();
		same.add(input);
		for (final Node n : nodes) {
			if (n.inputs().isEmpty() || Collections.disjoint(same, n.inputs())) continue;
			if (POINTWISE.contains(n.operator())) same.addAll(n.outputs());
			final long[] order = n.operator().equals("Transpose") ? n.attributes().integers("perm") : null;
			if (order != null && order.length > 2 && order[1] == order.length - 1) return order.length - 1;
		}
		if (inputShape == null || inputShape.length < 4) return 1;
		final int last = inputShape.length - 1;
		return inputShape[1] < 0 && inputShape[last] > 0 && inputShape[last] <= 4 ? last : 1;
	}

	/**
	 * Binds the network to the size of an input, which determines all sizes; all
	 * errors are found here.
	 *
	 * @param shape size of the input along every axis, in the order of ONNX
	 * @return the plan of the network for that size
	 * @throws IllegalArgumentException if the network has no result for that size,
	 *           naming the node and a remedy
	 */
	public NetworkPlan on(final long... shape) {
		checkShape(shape);
		try {
			return bound(shape);
		}
		catch (final UnfitSizeException e) {
			final long[] fitting = fitting(true, shape);
			throw new IllegalArgumentException(e.getMessage() + (fitting == null ? "" : "; an image of shape " + Arrays.toString(
				fitting) + " fits"), e);
		}
	}

	/** The last plan again if it is for the same size: commands ask for it several times, and weights may be many. */
	private NetworkPlan bound(final long[] shape) {
		final SoftReference<NetworkPlan> kept = last;
		final NetworkPlan known = kept == null ? null : kept.get();
		if (known != null && Arrays.equals(known.inputShape(), shape)) return known;
		final NetworkPlan made = new NetworkPlan(this, shape);
		last = new SoftReference<>(made);
		return made;
	}

	/**
	 * Searches for a smaller input size that the network can take, like {@link
	 * #fitting}.
	 *
	 * @param shape size of an input
	 * @return the largest size found that is not larger along any axis; null if
	 *         none was found
	 */
	public long[] fittingWithin(final long... shape) {
		return fitting(false, shape);
	}

	/**
	 * Searches for an input size that the network can take if it cannot take a
	 * given one: the next multiples of a number along the axes of the image.
	 *
	 * @param shape size of an input
	 * @return the smallest such size that is not smaller along any axis; null if
	 *         none was found
	 */
	public long[] fitting(final long... shape) {
		return fitting(true, shape);
	}

	private long[] fitting(final boolean larger, final long... shape) {
		for (int multiple = 1; multiple <= LARGEST_MULTIPLE; multiple *= 2) {
			final long[] other = multiple(larger, multiple, shape);
			if (other != null && fits(other)) return other;
		}
		for (final int multiple : OTHER_MULTIPLES) {
			final long[] other = multiple(larger, multiple, shape);
			if (other != null && fits(other)) return other;
		}
		return null;
	}

	private boolean fits(final long... shape) {
		try {
			bound(shape);
			return true;
		}
		catch (final UnfitSizeException e) {
			// another multiple may fit
			return false;
		}
	}

	/** The next multiples along the axes of the image; null if there is none within. */
	private long[] multiple(final boolean larger, final int multiple, final long... shape) {
		final int channel = channelAxis();
		final long[] other = shape.clone();
		for (int d = 1; d < other.length; d++) {
			if (d == channel) continue;
			other[d] = (other[d] + (larger ? multiple - 1 : 0)) / multiple * multiple;
			if (other[d] == 0) return null;
		}
		return other;
	}

	/** This network with other sizes in nodes that resize, for inputs of any size. */
	Network resizing(final Map<String, Constant> sizes) {
		final List<Node> changed = new ArrayList<>();
		final Map<String, Constant> all = new LinkedHashMap<>(constants);
		for (final Node n : nodes) {
			final Constant wanted = n.outputs().isEmpty() ? null : sizes.get(n.outputs().get(0));
			if (wanted == null) {
				changed.add(n);
				continue;
			}
			final String tensor = n.outputs().get(0) + "/sizes at this size";
			all.put(tensor, wanted);
			final List<String> inputs = new ArrayList<>(n.inputs());
			inputs.set(RESIZE_SIZES, tensor);
			changed.add(new Node(n.name(), n.operator(), n.version(), inputs, n.outputs(), n.attributes()));
		}
		final long[] any = inputShape.clone();
		for (int d = 0; d < any.length; d++)
			if (d != channelAxis()) any[d] = -1;
		return new Network(name, changed, all, input, any, outputs);
	}

	/** The fixed size for which the network was exported, if it differs from a given one; otherwise null. */
	long[] madeShape(final long[] shape) {
		if (inputShape == null || Arrays.equals(inputShape, shape)) return null;
		final long[] made = inputShape.clone();
		for (int d = 0; d < made.length; d++) {
			final boolean free = d == 0 || d == channelAxis();
			if (made[d] < 0 && !free) return null;
			if (free) made[d] = shape[d];
		}
		return Arrays.equals(made, shape) ? null : made;
	}

	private void checkShape(final long[] shape) {
		for (final long s : shape)
			if (s < 1) throw new IllegalArgumentException("the input is empty: its shape is " + Arrays.toString(shape));
		if (inputShape == null) return;
		if (inputShape.length != shape.length) throw new IllegalArgumentException("the network's input '" + input + "' has " +
			inputShape.length + " axes " + described() + ", but " + shape.length + " were given: " + Arrays.toString(shape));
		final int channel = channelAxis();
		if (inputShape[channel] > 0 && inputShape[channel] != shape[channel]) throw new IllegalArgumentException(
			"the network's input '" + input + "' has " + inputShape[channel] + (inputShape[channel] == 1 ? " channel"
				: " channels") + ", but the image has " + shape[channel] + ": its shape is " + Arrays.toString(shape) +
				", expected is " + described());
	}

	private String described() {
		return Arrays.toString(inputShape).replace("-1", "any");
	}
}
