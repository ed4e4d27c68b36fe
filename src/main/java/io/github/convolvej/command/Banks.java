package io.github.convolvej.command;

import io.github.convolvej.ij1.ImageInput;
import io.github.convolvej.kernel.Kernel;

/** The parameter {@code channels}: whether the kernels of a bank see one channel or sum over several. */
final class Banks {

	private Banks() {}

	/**
	 * Several groups, or kernels of several input channels, can only mean that
	 * channels are mixed.
	 *
	 * @param channels the parameter: separate or mixed
	 * @param bank the kernels, with their groups
	 * @param input the image
	 * @return whether channels are mixed
	 * @throws IllegalArgumentException if the parameter is something else, or a
	 *           lone kernel is to mix several channels
	 */
	static boolean mix(final String channels, final Kernel bank, final ImageInput input) {
		Choices.check("channels", channels, "separate", "mixed");
		final boolean mixed = channels.equals("mixed") || bank.groups() > 1 || bank.inputs() > 1;
		if (mixed && bank.isSingle() && input.channels() > 1) throw new IllegalArgumentException(
			"channels=mixed, but the kernel has 1 input channel and the image has " + input.channels() +
				": give each kernel one part for each channel, separated by ~, or use channels=separate");
		return mixed;
	}

	/**
	 * @param bank kernels that sum over the channels of their group
	 * @param input the image
	 * @throws IllegalArgumentException if the kernels have not one part for each
	 *           channel of their group
	 */
	static void checkChannels(final Kernel bank, final ImageInput input) {
		final int n = input.channels();
		final int groups = bank.groups();
		if (n % groups != 0) throw new IllegalArgumentException("The image has " + n +
			" channels, which are not divisible by groups=" + groups + ": channels / groups must be a whole number");
		if (bank.inputs() != n / groups) throw new IllegalArgumentException("The kernel has " + bank.inputs() +
			" input channels (separated by ~), but the image has " + n + " channels in " + groups + (groups == 1 ? " group"
				: " groups") + ": each kernel needs channels / groups = " + n / groups);
	}
}
