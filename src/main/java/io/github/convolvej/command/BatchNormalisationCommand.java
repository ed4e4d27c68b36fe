package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.filter.pointwise.BatchNormalisation;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.ij1.job.ImageJMonitor;
import io.github.convolvej.network.ChannelStatistics;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;


/**
 * Plugins &gt; ConvolveJ &gt; Layers &gt; Batch Normalisation...: runs {@link BatchNormalisation}
 * with the mean and variance that the user gives, or those of the image.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Layers>Batch Normalisation...", description =
	"Scales every channel to mean beta and standard deviation gamma, by its own mean and variance or by given ones.")
public class BatchNormalisationCommand extends OutputCommand {

	/** A preview measures at most this many pixels of each channel, which takes a fraction of a second. */
	static final long GLIMPSE = 1 << 24;

	@Parameter(persist = false, label = "Mean",
		description = "Mean of the channels: one number, or one for each; empty to " +
		"measure it over all slices and times.")
	private String mean = "";

	@Parameter(persist = false, label = "Variance",
		description = "Variance of the channels: one number, or one for each; " +
		"empty to measure it over all slices and times.")
	private String variance = "";

	@Parameter(persist = false, label = "Gamma",
		description = "Multiplied after normalising: one number, or " +
		"one for each channel.")
	private String gamma = "1";

	@Parameter(persist = false, label = "Beta", description = "Added last: one number, or one for each channel.")
	private String beta = "0";

	@Parameter(persist = false, label = "Epsilon", description = "Added to variances, so that constant channels are not " +
		"divided by 0.")
	private String epsilon = "1e-5";

	@Parameter(type = ItemIO.OUTPUT, label = "Report", description = "The mean and variance that were used, written as settings for other images.")
	private String report;

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("output", output, "32-bit", "same");
		final int channels = input.channels();
		double[] means = isEmpty(mean) ? null : forChannels("mean", mean, channels);
		double[] variances = isEmpty(variance) ? null : forChannels("variance", variance, channels);
		final double[] factors = forChannels("gamma", gamma, channels);
		final double[] summands = forChannels("beta", beta, channels);
		final double added = NumberLists.one("epsilon", epsilon);
		if (added < 0) throw new IllegalArgumentException("epsilon is " + epsilon + ", but must be at least 0");
		for (int c = 0; variances != null && c < channels; c++)
			if (variances[c] < 0) throw new IllegalArgumentException("variance is " + variances[c] + " for channel " + (c + 1) +
				", but must be at least 0");
		if (means == null || variances == null) {
			final ChannelStatistics measured = input.statistics(isGlimpse() ? GLIMPSE : Long.MAX_VALUE, new ImageJMonitor(name(), this::isCanceled));
			means = means == null ? measured.mean() : means;
			variances = variances == null ? measured.variance() : variances;
		}
		report = "mean=" + print(means) + " variance=" + print(variances);
		warn(means, variances);
		final BatchNormalisation filter = BatchNormalisation.of(2, means, variances).affine(factors, summands).epsilon(
			added);
		return FilterJobBuilder.of(input, filter, 2).sameChannels().same(output.equals("same")).named("batch-normalisation")
			.build();
	}

	@Override
	protected String describe(final FilterJob job) {
		final ImageInput input = job.input();
		final boolean measures = isEmpty(mean) || isEmpty(variance);
		final boolean large = (double) input.width() * input.height() * input.slices() * input.frames() > GLIMPSE;
		return super.describe(job) + (measures && large ? "\nNote: for the picture, mean and variance are measured in a part of " +
			"the image; for the result, in all of it" : "");
	}

	private static boolean isEmpty(final String text) {
		return text == null || text.trim().isEmpty();
	}

	private static double[] forChannels(final String key, final String text, final int channels) {
		final double[] values = NumberLists.parse(key, text);
		if (values.length != 1 && values.length != channels) throw new IllegalArgumentException(key + " has " +
			values.length + " values (" + text + "), but the image has " + channels + (channels == 1 ? " channel: give 1"
				: " channels: give 1, or " + channels + " with commas"));
		final double[] all = new double[channels];
		for (int c = 0; c < channels; c++)
			all[c] = values[values.length == 1 ? 0 : c];
		return all;
	}

	private static String print(final double[] values) {
		return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(","));
	}

	private void warn(final double[] means, final double[] variances) {
		for (int c = 0; c < means.length; c++)
			if (!Double.isFinite(means[c]) || !Double.isFinite(variances[c])) note("channel " + (c + 1) +
				" holds NaN or infinity, so its mean is " + means[c] + " and its variance " + variances[c] +
				"; give mean and variance of its other samples");
	}
}
