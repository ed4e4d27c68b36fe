package io.github.convolvej.network;

import io.github.convolvej.geometry.Proportion;
import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.operator.UnfitSizeException;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;
import io.github.convolvej.network.tensor.TensorSource;
import io.github.convolvej.run.Monitor;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network as an operation on images with axes (X, Y[, Z], C), for any layout
 * of the network. All outputs that have the size of the first one become
 * channels of the result, one after the other. An output without spatial axes
 * becomes channels of a single sample. Immutable.
 */
public final class NetworkOperation implements ImageOperation {

	private static final long serialVersionUID = 1L;

	private final Network network;
	private final int spatial;
	private final InputNormalisation normalisation;
	private final Fit fit;
	private final int[] channels;
	private final transient Schedule schedule;
	/** The schedule if the result depends on it; otherwise null, so that equal operations have equal bytes. */
	private final Schedule ofTiles;
	/** The plan that was made last; null if there is none. */
	private transient volatile SoftReference<NetworkPlan> last;

	private NetworkOperation(final Network network, final InputNormalisation normalisation, final Fit fit,
		final int[] channels, final Schedule schedule)
	{
		this.network = network;
		this.normalisation = normalisation;
		this.fit = fit;
		this.channels = channels;
		this.schedule = schedule;
		ofTiles = schedule != null && schedule.isTileStatistics() ? schedule : null;
		final long[] shape = network.inputShape();
		spatial = shape == null ? 2 : shape.length - 2;
		if (spatial < 1 || spatial > 3) throw new IllegalArgumentException("the network's input '" + network.input() +
			"' has " + (spatial + 2) + " axes, but networks of images have 3 to 5: batch, channel and 1 to 3 spatial ones");
	}

	/**
	 * @param network the network
	 * @return the operation: without normalisation, refusing sizes that do not
	 *         fit, and running by whole layers if they fit into memory
	 * @throws IllegalArgumentException if its input is not an image
	 */
	public static NetworkOperation of(final Network network) {
		return new NetworkOperation(network, InputNormalisation.NONE, Fit.NONE, null, null);
	}

	/**
	 * @param how the normalisation of samples before the network
	 * @return this with that normalisation
	 */
	public NetworkOperation normalisation(final InputNormalisation how) {
		return new NetworkOperation(network, how, fit, channels, schedule);
	}

	/**
	 * @param how the way to process sizes that the network cannot take
	 * @return this with that way of fitting
	 */
	public NetworkOperation fit(final Fit how) {
		return new NetworkOperation(network, normalisation, how, channels, schedule);
	}

	/**
	 * @param indices for each channel of the network's input the index of the
	 *          image's channel, from 0; a channel may be used several times
	 * @return this with that choice
	 */
	public NetworkOperation channels(final int... indices) {
		return new NetworkOperation(network, normalisation, fit, indices.clone(), schedule);
	}

	/**
	 * @param how whole layers or tiles; null to choose by the free memory
	 * @return this with that schedule, which does not change the result unless each
	 *         tile has statistics of its own
	 */
	public NetworkOperation schedule(final Schedule how) {
		return new NetworkOperation(network, normalisation, fit, channels, how);
	}

	/** @return number of spatial axes: 2 for networks on planes, 3 on volumes */
	public int spatial() {
		return spatial;
	}

	/** @return channels of the network's input; -1 for any number */
	public long inputChannels() {
		final long[] shape = network.inputShape();
		return shape == null ? -1 : shape[network.channelAxis()];
	}

	@Override
	public int numDimensions() {
		return spatial + 1;
	}

	@Override
	public ImagePlan on(final long... sourceDimensions) {
		return new NetworkImagePlan(boundTo(sourceDimensions), ofTiles == null ? schedule : ofTiles, sourceDimensions);
	}

	/** The network, with the processing before and after it, bound to an image: X, Y[, Z], C. */
	NetworkPlan boundTo(final long... sourceDimensions) {
		if (sourceDimensions.length != numDimensions()) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but this network works on " + numDimensions() + ": " + spatial +
			" spatial and the channel axis");
		final long[] shape = batched(sourceDimensions);
		final SoftReference<NetworkPlan> kept = last;
		final NetworkPlan known = kept == null ? null : kept.get();
		if (known != null && Arrays.equals(known.inputShape(), shape)) return known;
		final NetworkPlan made = bound(shape);
		last = new SoftReference<>(made);
		return made;
	}

	/**
	 * Returns names for the channels of the result.
	 *
	 * @param sourceDimensions size of the image along the filter's axes
	 * @return for each channel the name of its output, with a number from 1 if the
	 *         output has several channels
	 * @throws IllegalArgumentException as {@link #on(long...)}
	 */
	public List<String> channelNames(final long... sourceDimensions) {
		final long[] shape = batched(sourceDimensions);
		if (channels != null) shape[1] = channels.length;
		final long[] given = inLayout(shape);
		final long[] fitting = fit == Fit.NONE ? given : fit == Fit.CROP ? network.fittingWithin(given) : network.fitting(
			given);
		final NetworkPlan plan = network.on(fitting == null ? given : fitting);
		final List<String> names = new ArrayList<>();
		for (final String output : plan.outputs()) {
			final long[] size = plan.outputShape(output);
			final boolean last = size.length == 2 || size.length == shape.length && plan.isSpatial(output, 1);
			final long count = size.length < 2 ? 1 : last ? size[size.length - 1] : size[1];
			Proportion.checkChannels((int) shape[1], (int) Math.min(Integer.MAX_VALUE, names.size() + count));
			for (int c = 1; c <= count; c++)
				names.add(count == 1 ? output : output + " " + c);
		}
		return names;
	}

	/**
	 * Computes all that a sample of the result depends on, and keeps it.
	 *
	 * @param sourceDimensions size of the image: X, Y[, Z], C
	 * @param image its samples, on the axes 1, C, [Z,] Y, X
	 * @param position the sample of the result: x, y[, z], channel
	 * @param monitor is asked whether to stop
	 * @return the samples of all layers, with the processing before and after the network
	 * @throws IllegalArgumentException as {@link #on(long...)}, or if there is not enough memory
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public NetworkTrace trace(final long[] sourceDimensions, final TensorSource image, final long[] position,
		final Monitor monitor)
	{
		final NetworkPlan plan = boundTo(sourceDimensions);
		return NetworkGradient.trace(plan.network(), plan.inputShape(), image, batched(position, 0), monitor);
	}

	/** On the axes of tensors, with a batch of one. */
	private static long[] batched(final long... size) {
		return batched(size, 1);
	}

	private static long[] batched(final long[] onImageAxes, final long batch) {
		final long[] shape = new long[onImageAxes.length + 1];
		shape[0] = batch;
		for (int d = 0; d < onImageAxes.length; d++)
			shape[shape.length - 1 - d] = onImageAxes[d];
		return shape;
	}

	/** Binds the network with its processing to an image with the order batch, channel, spatial axes. */
	NetworkPlan bound(final long[] shape) {
		final long[] read = shape.clone();
		if (channels != null) read[1] = channels.length;
		final long[] given = inLayout(read);
		long[] fitted = given;
		NetworkPlan plain;
		try {
			plain = network.on(given);
		}
		catch (final IllegalArgumentException e) {
			if (!(e.getCause() instanceof UnfitSizeException)) throw e;
			fitted = fit == Fit.CROP ? network.fittingWithin(given) : network.fitting(given);
			if (fitted == null) throw e;
			if (fit == Fit.NONE) throw new IllegalArgumentException(e.getMessage() +
				"; or let the image be fitted (fit=reflect, replicate, zero, crop or resize)", e);
			plain = network.on(fitted);
		}
		// a network without fixed sizes is bound already
		if (plain.adapted() != network) plain = plain.adapted().on(fitted);
		final NetworkExtension extension = new NetworkExtension(plain.network());
		before(extension, shape);
		if (fitted != given) fit(extension, read, outOfLayout(fitted));
		return complete(extension, plain, shape, read, outOfLayout(fitted));
	}

	/** Inserts the choice of channels and the normalisation before the network. */
	private void before(final NetworkExtension extension, final long[] shape) {
		if (channels != null) {
			for (final int c : channels)
				if (c < 0 || c >= shape[1]) throw new IllegalArgumentException("channel " + (c + 1) +
					" was chosen, but the number of channels is " + shape[1]);
			extension.before("Gather", Attributes.NONE.with("axis", 1L), Constant.of(Arrays.stream(channels).asLongStream()
				.toArray()));
		}
		normalisation.addTo(extension, shape.length);
	}

	/** Inserts nodes that fit the image to the network. */
	private void fit(final NetworkExtension extension, final long[] read, final long[] fitting) {
		if (fit == Fit.RESIZE) {
			final Constant none = new Constant(ElementType.FLOAT, new long[] { 0 }, new float[0]);
			extension.before("Resize", linear(), none, none, Constant.of(fitting));
			return;
		}
		final long[] pads = new long[2 * read.length];
		for (int d = 0; d < read.length; d++)
			pads[read.length + d] = fitting[d] - read[d];
		extension.before("Pad", Attributes.NONE.with("mode", fit == Fit.REFLECT ? "reflect" : fit == Fit.REPLICATE ? "edge"
			: "constant"), Constant.of(pads));
	}

	private static Attributes linear() {
		return Attributes.NONE.with("mode", "linear").with("coordinate_transformation_mode", "half_pixel");
	}

	private boolean isChannelLast() {
		return network.channelAxis() != 1;
	}

	private long[] inLayout(final long[] shape) {
		if (!isChannelLast()) return shape.clone();
		final long[] last = shape.clone();
		System.arraycopy(shape, 2, last, 1, shape.length - 2);
		last[shape.length - 1] = shape[1];
		return last;
	}

	private long[] outOfLayout(final long[] shape) {
		if (!isChannelLast()) return shape.clone();
		final long[] first = shape.clone();
		System.arraycopy(shape, 1, first, 2, shape.length - 2);
		first[1] = shape[shape.length - 1];
		return first;
	}

	private static long[] toLast(final int rank) {
		final long[] order = new long[rank];
		for (int d = 1; d < rank - 1; d++)
			order[d] = d + 1;
		order[rank - 1] = 1;
		return order;
	}

	private static long[] toFirst(final int rank) {
		final long[] order = new long[rank];
		order[1] = rank - 1;
		for (int d = 2; d < rank; d++)
			order[d] = d - 1;
		return order;
	}

	/**
	 * Inserts the layout of the input before the network, and appends the layout
	 * of the results, which are cropped or resized back.
	 */
	private NetworkPlan complete(final NetworkExtension extension, final NetworkPlan plain, final long[] shape,
		final long[] read, final long[] fitted)
	{
		final int rank = shape.length;
		if (isChannelLast()) extension.before("Transpose", Attributes.NONE.with("perm", toLast(rank)));
		final List<long[]> sizes = new ArrayList<>();
		for (int i = 0; i < plain.outputs().size(); i++)
			sizes.add(after(extension, i, plain, rank));
		for (int i = 0; i < sizes.size(); i++)
			for (int d = 2; d < rank; d++)
				if (sizes.get(i)[d] != sizes.get(0)[d]) throw new IllegalArgumentException("the outputs '" + plain.outputs().get(
					0) + "' and '" + plain.outputs().get(i) + "' have different sizes, " + Arrays.toString(sizes.get(0)) + " and " +
					Arrays.toString(sizes.get(i)) + ": choose one of them (layer=" + plain.outputs().get(0) + ")");
		if (!Arrays.equals(read, fitted)) for (int i = 0; i < sizes.size(); i++)
			back(extension, i, sizes.get(i), read, fitted);
		if (sizes.size() > 1) extension.concatenate(1);
		return extension.build(null).on(shape);
	}

	/** Brings an output to the order batch, channel, spatial axes, and returns its new shape. */
	private static long[] after(final NetworkExtension extension, final int output, final NetworkPlan plain,
		final int rank)
	{
		final String name = plain.outputs().get(output);
		final long[] shape = plain.outputShape(name);
		if (shape.length == rank) {
			if (!plain.isSpatial(name, 1) || plain.isSpatial(name, rank - 1)) return shape;
			extension.after(output, "Transpose", Attributes.NONE.with("perm", toFirst(rank)));
			final long[] first = shape.clone();
			first[1] = shape[rank - 1];
			System.arraycopy(shape, 1, first, 2, rank - 2);
			return first;
		}
		boolean place = false;
		for (int d = 0; d < shape.length; d++)
			place |= plain.isSpatial(name, d) && shape.length != 2;
		if (shape.length > 2 || place) throw new IllegalArgumentException("the output '" + name + "' has shape " + Arrays
			.toString(shape) + ", which is neither an image of " + rank + " axes nor a row of numbers");
		final long[] numbers = new long[rank];
		Arrays.fill(numbers, 1);
		numbers[1] = shape.length == 0 ? 1 : shape[shape.length - 1];
		extension.after(output, "Reshape", Attributes.NONE, Constant.of(numbers));
		return numbers;
	}

	/** Crops the part of an output that belongs to the extension of the image, or resizes the output back. */
	private void back(final NetworkExtension extension, final int output, final long[] size, final long[] read,
		final long[] fitted)
	{
		if (fit == Fit.CROP) return;
		final long[] wanted = size.clone();
		boolean changes = false;
		for (int d = 2; d < size.length; d++) {
			// outputs of one sample describe the whole image
			if (size[d] > 1) wanted[d] = (size[d] * read[d] + fitted[d] - 1) / fitted[d];
			changes |= wanted[d] != size[d];
		}
		if (!changes) return;
		if (fit == Fit.RESIZE) {
			final Constant none = new Constant(ElementType.FLOAT, new long[] { 0 }, new float[0]);
			extension.after(output, "Resize", linear(), none, none, Constant.of(wanted));
			return;
		}
		final long[] pads = new long[2 * size.length];
		for (int d = 0; d < size.length; d++)
			pads[size.length + d] = wanted[d] - size[d];
		extension.after(output, "Pad", Attributes.NONE, Constant.of(pads));
	}
}
