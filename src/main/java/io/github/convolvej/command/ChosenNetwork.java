package io.github.convolvej.command;

import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.NetworkSource;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.network.Fit;
import io.github.convolvej.network.InputNormalisation;
import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkOperation;
import io.github.convolvej.network.operator.Node;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The network that a command's parameters name, with the channels of the image that it reads. */
final class ChosenNetwork {

	/** Value of {@code normalisation}: what the model itself says. */
	static final String OWN = "model";

	/** Operators whose results are the first maps that a network makes. */
	private static final List<String> FIRST = Arrays.asList("Conv", "ConvTranspose");

	private static final int MOST_NAMES = 60;
	/** Channels of an example. */
	private static final int MOST_CHANNELS = 12;

	private final NetworkSource source;
	/** Channels of the image, from 0; null: all as they are. */
	private final int[] chosen;
	private final int channels;

	private ChosenNetwork(final NetworkSource source, final int[] chosen, final int channels) {
		this.source = source;
		this.chosen = chosen;
		this.channels = channels;
	}

	/**
	 * @param input the image
	 * @param model a file, a sample, or layers
	 * @param weights weights of layers
	 * @param channels channels of the image that the network reads, from 1, with commas; empty: all
	 * @return the network
	 * @throws IllegalArgumentException if there is no such channel, or the network cannot be read
	 */
	static ChosenNetwork of(final ImageInput input, final String model, final String weights, final String channels) {
		final int[] chosen = channels.trim().isEmpty() ? null : channelNumbers(channels, input.channels());
		final int read = chosen == null ? input.channels() : chosen.length;
		return new ChosenNetwork(NetworkSource.parse(model, weights, read, 2, input), chosen, input.channels());
	}

	/**
	 * @param normalisation of the image: {@link #OWN}, or one of {@link InputNormalisation}
	 * @param outputs chooses outputs of the network
	 * @param fit what is done with a size that the network cannot take
	 * @return the network as an operation on images or volumes
	 * @throws IllegalArgumentException if there is no such output or normalisation, or the network is of signals
	 */
	NetworkOperation operation(final String normalisation, final UnaryOperator<Network> outputs, final Fit fit) {
		final boolean own = normalisation.trim().equals(OWN);
		NetworkOperation operation = NetworkOperation.of(outputs.apply(own ? source.network() : source
			.withoutPreprocessing())).fit(fit);
		if (!own) operation = operation.normalisation(InputNormalisation.parse(normalisation));
		if (operation.spatial() == 1) throw new IllegalArgumentException(
			"the network is of signals with one spatial axis, but the command runs those of images and volumes");
		checkChannels(operation.inputChannels());
		return chosen == null ? operation : operation.channels(chosen);
	}

	/** Refuses an image that lacks channels, and says how to give each of the network's one. */
	private void checkChannels(final long reads) {
		final int given = chosen == null ? channels : chosen.length;
		if (reads < 1 || reads == given || chosen == null && reads == 1) return;
		final StringBuilder some = new StringBuilder();
		for (int c = 1; c <= Math.min(reads, MOST_CHANNELS); c++)
			some.append(c == 1 ? "" : ",").append(Math.min(c, channels));
		throw new IllegalArgumentException("the network reads " + reads + (reads == 1 ? " channel" : " channels") + ", but " +
			(chosen == null ? "the image has " + channels : "channels lists " + given) + ": list one of the image for each, as channels=" +
			some + (reads > MOST_CHANNELS ? ",..." : ""));
	}

	/**
	 * @param network a network
	 * @param name name of a layer; empty: the first convolution, or the first output if there is none
	 * @return the layer's name
	 */
	static String layer(final Network network, final String name) {
		return !name.trim().isEmpty() ? name.trim() : network.nodes().stream().filter(n -> FIRST.contains(n.operator())).map(
			Node::name).findFirst().orElse(network.outputs().get(0));
	}

	/** @return the names of the layers that can be chosen, for a dialog */
	static String layers(final Network network) {
		final List<String> all = network.nodes().stream().map(Node::name).collect(Collectors.toList());
		return all.size() + " layers: " + String.join(", ", all.subList(0, Math.min(MOST_NAMES, all.size()))) + (all
			.size() > MOST_NAMES ? " ..." : "");
	}

	/** @return whether a network of one channel is run on each of several of the image */
	boolean isForEachChannel(final NetworkOperation operation) {
		return chosen == null && operation.inputChannels() == 1 && channels > 1;
	}

	/**
	 * @param input the image
	 * @param operation a network that {@link #operation} made
	 * @return a job with the names of the network's channels, on each channel of the image if the network reads one
	 * @throws IllegalArgumentException if the network has no result for the image's size
	 */
	FilterJobBuilder job(final ImageInput input, final NetworkOperation operation) {
		final FilterJobBuilder builder = FilterJobBuilder.of(input, operation, operation.spatial()).channelNames(channelNames(input,
			operation).toArray(new String[0]));
		return isForEachChannel(operation) ? builder.eachChannel() : builder;
	}

	/** @return a name for each channel of the network's result, see {@link NetworkOperation#channelNames} */
	List<String> channelNames(final ImageInput input, final NetworkOperation operation) {
		final long[] size = new long[operation.spatial() + 1];
		size[0] = input.width();
		size[1] = input.height();
		if (size.length > 3) size[2] = input.slices();
		size[size.length - 1] = isForEachChannel(operation) ? 1 : input.channels();
		return operation.channelNames(size);
	}

	/** Reads the list of channels that the network takes from the image. The text counts from 1, the result from 0. */
	private static int[] channelNumbers(final String channels, final int count) {
		final String[] parts = channels.trim().split("\\s*,\\s*");
		final int[] chosen = new int[parts.length];
		for (int i = 0; i < parts.length; i++) {
			if (!parts[i].matches("[0-9]{1,6}") || Integer.parseInt(parts[i]) < 1 || Integer.parseInt(parts[i]) > count)
				throw new IllegalArgumentException("channels is '" + channels + "', but must be numbers from 1 to " + count +
					", as the image has, with commas");
			chosen[i] = Integer.parseInt(parts[i]) - 1;
		}
		return chosen;
	}
}
