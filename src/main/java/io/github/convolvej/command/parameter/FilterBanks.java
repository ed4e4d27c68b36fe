package io.github.convolvej.command.parameter;

import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;

/** Assigns the channels of the image to the kernels of a bank, and checks that they match. */
public final class FilterBanks {

	private FilterBanks() {}

	/**
	 * Says whether channels are mixed. They always are if there are several groups, or if a kernel has several input
	 * channels.
	 *
	 * @param channels the parameter: separate or mixed
	 * @param bank the kernels, with their groups
	 * @param input the image
	 * @return whether channels are mixed
	 * @throws IllegalArgumentException if the parameter is something else, or a single kernel with one input channel
	 *           should mix several channels
	 */
	public static boolean mix(final String channels, final Kernel bank, final ImageInput input) {
		Choices.check("channels", channels, "separate", "mixed");
		final boolean mixed = channels.equals("mixed") || bank.groups() > 1 || bank.inputs() > 1;
		if (mixed && bank.isSingle() && input.channels() > 1) throw new IllegalArgumentException(
			"channels=mixed, but the kernel has 1 input channel and the image has " + input.channels() +
				": give each kernel one part for each channel, separated by ~, or use channels=separate");
		return mixed;
	}

	/**
	 * Checks that each kernel has one part for each channel of its group.
	 *
	 * @param bank kernels that sum over the channels of their group
	 * @param input the image
	 * @throws IllegalArgumentException if the channels are not divisible by the groups, or a kernel has another number
	 *           of parts
	 */
	public static void checkChannels(final Kernel bank, final ImageInput input) {
		final int n = input.channels();
		final int groups = bank.groups();
		if (n % groups != 0) throw new IllegalArgumentException("The image has " + n +
			" channels, which are not divisible by groups=" + groups + ": channels / groups must be a whole number");
		if (bank.inputs() != n / groups) throw new IllegalArgumentException("The kernel has " + bank.inputs() +
			" input channels (separated by ~), but the image has " + n + " channels in " + groups + (groups == 1 ? " group"
				: " groups") + ": each kernel needs channels / groups = " + n / groups);
	}

	/**
	 * @param bank kernels
	 * @return whether results are on the scale of the image: each kernel sums to 1, and has no bias
	 */
	public static boolean keepsRange(final Kernel bank) {
		for (int k = 0; k < bank.outputs(); k++)
			if (Math.abs(bank.sum(k) - 1) > 1e-6 || bank.bias(k) != 0) return false;
		return true;
	}

	/**
	 * Makes kernels for groups of channels. If kernels have a single part, it is repeated for all channels of the
	 * group. If there is a single kernel, it is repeated for all groups.
	 *
	 * @param bank kernels without bias
	 * @param groups number of groups
	 * @param input the image
	 * @return the kernels with their groups
	 * @throws IllegalArgumentException if channels or kernels are not divisible by the groups, or the kernels have not
	 *           one part for each channel of their group
	 */
	public static Kernel grouped(final Kernel bank, final int groups, final ImageInput input) {
		final int n = input.channels();
		if (groups < 1 || n % groups != 0) throw new IllegalArgumentException("groups is " + groups + ", but the image has " +
			n + " channels: groups must be at least 1 and divide them");
		final Kernel parts = bank.inputs() == 1 ? bank.forEachInput(n / groups) : bank;
		final Kernel all = parts.outputs() == 1 ? parts.forEachChannel(groups) : parts.withGroups(groups);
		checkChannels(all, input);
		return all;
	}

	/**
	 * Makes the kernels of a depthwise convolution, where each kernel sees one channel. There is either one kernel for
	 * all channels, or the same number of kernels for each channel.
	 *
	 * @param bank kernels without bias
	 * @param input the image
	 * @return the kernels, with as many groups as channels
	 * @throws IllegalArgumentException if a kernel has parts for several channels, or the number of kernels is not a
	 *           multiple of the number of channels
	 */
	public static Kernel depthwise(final Kernel bank, final ImageInput input) {
		final int n = input.channels();
		if (bank.inputs() > 1) throw new IllegalArgumentException("The kernel has parts for " + bank.inputs() +
			" channels (separated by ~), but a depthwise kernel sees one channel: separate kernels by #");
		if (bank.outputs() == 1) return bank.forEachChannel(n);
		if (bank.outputs() % n != 0) throw new IllegalArgumentException("There are " + bank.outputs() +
			" kernels (separated by #), but the image has " + n + " channels: give one for all, or as many for each channel");
		return bank.withGroups(n);
	}

	/**
	 * Reads the matrix of a pointwise convolution: a row for each output channel, with a number for each input channel.
	 *
	 * @param key the parameter
	 * @param text rows of numbers; identity; mean; a file with rows of numbers; or a bank of 1 x 1 kernels, or the file
	 *           of one
	 * @param inputs number of input channels
	 * @param spatial number of spatial axes
	 * @return kernels of one tap
	 * @throws IllegalArgumentException if it is none of these, or the number of columns is not the number of input
	 *           channels
	 */
	public static Kernel matrix(final String key, final String text, final int inputs, final int spatial) {
		final int[] one = new int[spatial];
		Arrays.fill(one, 1);
		final String trimmed = text.trim();
		if (trimmed.equals("mean")) {
			final double[] weights = new double[inputs];
			Arrays.fill(weights, 1.0 / inputs);
			return new Kernel(weights, inputs, 1, one);
		}
		if (trimmed.equals("identity")) {
			final double[] weights = new double[Math.multiplyExact(inputs, inputs)];
			for (int i = 0; i < inputs; i++)
				weights[i * inputs + i] = 1;
			return new Kernel(weights, inputs, inputs, one);
		}
		if (trimmed.matches("[A-Za-z-]*")) throw new IllegalArgumentException(key + " is '" + text +
			"', but must be identity, mean, rows of numbers (1 -0.2; -0.1 1), or a file");
		final Kernel read = read(key, trimmed);
		final boolean rows = read.inputs() == 1 && read.outputs() == 1;
		if (!rows && read.taps() > 1) throw new IllegalArgumentException(key + " has several matrices (separated by ~ or #)," +
			" but must be one: rows of numbers separated by ;");
		final int columns = rows ? read.size(0) : read.inputs();
		if (columns != inputs) throw new IllegalArgumentException(key + " has " + columns + (columns == 1 ? " column"
			: " columns") + ", but there " + (inputs == 1 ? "is 1 input channel" : "are " + inputs + " input channels") +
			": give a row for each output channel, with a number for each input channel");
		return new Kernel(read.weights(), columns, rows ? read.size(1) : read.outputs(), one);
	}

	private static Kernel read(final String key, final String text) {
		try {
			return KernelSource.parse(text, 2);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(key + ": " + e.getMessage().replaceFirst("^kernel (?![0-9])", ""), e);
		}
	}
}
