package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.ij1.image.NamedSelections;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.UnmixingMatrix;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.gui.Roi;

/**
 * Plugins &gt; ConvolveJ &gt; Channels &gt; Unmix Channels...: separates dyes that bleed into each other's channels.
 * The {@link UnmixingMatrix} comes from a bleed-through matrix, or is measured in selections. A {@link Convolution}
 * with a kernel of one pixel applies it.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Channels>Unmix Channels...", description =
	"Separates dyes that bleed into each other's channels, from a matrix or from places where one dye is alone.")
public class UnmixChannelsCommand extends OutputCommand {

	private static final String IDENTITY = "identity";

	/** Above this condition number, unmixing makes noise so much stronger that the user is told. */
	private static final double NOISY = 20;

	@Parameter(persist = false, label = "Matrix", description = "How much of each dye each channel shows: a row for each " +
		"channel, separated by ;, with a number for each dye (1 0.2; 0.1 1). It is inverted for you. Or a file (.txt, .csv, " +
		".npy, .tif). With dyes it is measured instead.")
	private String matrix = IDENTITY;

	@Parameter(persist = false, label = "Dyes", description = "Instead of a matrix: one selection for each dye, where it is " +
		"bright and alone: names or numbers in the ROI Manager or the overlay (1,2 or nuclei,actin).")
	private String dyes = "";

	@Parameter(persist = false, label = "Background", description = "Grey value where no dye is: one number, or one for each " +
		"channel (100,98); or a selection: roi:3 or roi:NAME.")
	private String background = "0";

	@Parameter(type = ItemIO.OUTPUT, label = "Report")
	private String report;

	private UnmixingMatrix unmixing;

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("output", output, "32-bit", "same");
		unmixing = unmixing(input);
		report = text(unmixing);
		if (unmixing.condition() > NOISY) note("The dyes look much alike: the condition number is " + unmixing.conditionText() +
			", and noise grows " + noise(unmixing) + " times");
		if (dyes.trim().isEmpty() && matrix.trim().equals(IDENTITY)) note(
			"The matrix is the identity, so nothing is unmixed: write how much of each dye each channel shows, as 1 0.2; 0.1 1, " +
				"or name selections in which one dye is alone");
		final Kernel rows = unmixing.kernel(2);
		final FilterJobBuilder job = FilterJobBuilder.of(input, Convolution.of(rows), 2).same(output.equals("same")).channelNames(
			names()).named("unmix-channels");
		// a dye is as bright as its channel, so the result gets the display range of the channels
		return (rows.outputs() == input.channels() ? job.sameChannels().keepsRange(true) : job).build();
	}

	private UnmixingMatrix unmixing(final ImageInput input) {
		if (dyes.trim().isEmpty()) {
			final UnmixingMatrix typed = UnmixingMatrix.of(mixing(input.channels()));
			if (typed.channels() != input.channels()) throw new IllegalArgumentException("matrix has " + typed.channels() + (typed
				.channels() == 1 ? " row" : " rows") + ", but the image has " + input.channels() + (input.channels() == 1 ? " channel"
					: " channels") + ": give a row for each channel, with a number for each dye");
			return typed.background(background(input));
		}
		if (!matrix.trim().equals(IDENTITY)) throw new IllegalArgumentException(
			"Both matrix and dyes are given: leave matrix at identity to measure it, or dyes empty");
		final NamedSelections selections = NamedSelections.of(input.whole());
		final String[] named = dyes.split(",");
		final double[][] means = new double[named.length][];
		for (int d = 0; d < named.length; d++)
			means[d] = means(selections, "dyes", named[d], input);
		return UnmixingMatrix.measured(means, background(input));
	}

	/** Measures the mean in a selection, for each channel that is filtered. */
	private static double[] means(final NamedSelections selections, final String key, final String name,
		final ImageInput input)
	{
		final Roi roi = selections.find(key, name.trim());
		final int first = input.firstChannel() - 1;
		return Arrays.copyOfRange(selections.means(roi), first, first + input.channels());
	}

	private double[][] mixing(final int channels) {
		final double[][] rows;
		if (matrix.trim().equals(IDENTITY)) {
			rows = new double[channels][channels];
			for (int c = 0; c < channels; c++)
				rows[c][c] = 1;
			return rows;
		}
		final Kernel read;
		try {
			read = KernelSource.parse(matrix, 2);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("matrix: " + e.getMessage().replaceFirst("^kernel (?![0-9])", ""), e);
		}
		if (!read.isSingle()) throw new IllegalArgumentException(
			"matrix has several matrices (separated by ~ or #), but must be one: rows of numbers separated by ;");
		rows = new double[read.size(1)][read.size(0)];
		for (int c = 0; c < rows.length; c++)
			for (int d = 0; d < rows[c].length; d++)
				rows[c][d] = read.weights()[c * rows[c].length + d];
		return rows;
	}

	private double[] background(final ImageInput input) {
		final String text = background.trim();
		if (text.startsWith("roi:")) return means(NamedSelections.of(input.whole()), "background", text.substring("roi:".length()),
			input);
		final double[] given = NumberLists.parse("background", background);
		if (given.length != 1 && given.length != input.channels()) throw new IllegalArgumentException("background has " +
			given.length + " numbers, but the image has " + input.channels() + (input.channels() == 1 ? " channel" : " channels") +
			": give one number, or one for each channel");
		final double[] all = new double[input.channels()];
		for (int c = 0; c < all.length; c++)
			all[c] = given[given.length == 1 ? 0 : c];
		return all;
	}

	private String[] names() {
		final String[] named = dyes.split(",");
		return IntStream.range(0, unmixing.dyes()).mapToObj(d -> dyes.trim().isEmpty() || named[d].trim().matches("[0-9]+") ? "dye " +
			(d + 1) : named[d].trim()).toArray(String[]::new);
	}

	private static String noise(final UnmixingMatrix unmixing) {
		return IntStream.range(0, unmixing.dyes()).mapToObj(d -> String.format(Locale.ROOT, "%.3g", unmixing.noise(d))).collect(
			Collectors.joining(", "));
	}

	private static String text(final UnmixingMatrix unmixing) {
		return "bleed-through matrix: " + rows(unmixing.mixing(), NumberText::print) + "; background: " + list(unmixing
			.background(), ",", NumberText::print) + "; condition number: " + unmixing.conditionText() + "; noise of each dye: " + noise(unmixing) +
			" times that of a channel";
	}

	private static String rows(final double[][] rows, final DoubleFunction<String> number) {
		return Arrays.stream(rows).map(row -> list(row, " ", number)).collect(Collectors.joining("; "));
	}

	private static String list(final double[] numbers, final String between, final DoubleFunction<String> number) {
		return Arrays.stream(numbers).mapToObj(number).collect(Collectors.joining(between));
	}

	@Override
	protected String describe(final FilterJob job) {
		return super.describe(job) + "\n" + report.substring(0, 1).toUpperCase(Locale.ROOT) + report.substring(1).replace("; condition", "\nCondition");
	}

	/**
	 * Records the measured numbers instead of the names of selections, because other images do not have these
	 * selections.
	 */
	@Override
	public void trace(final FilterJob job, final ImagePlus filtered) {
		if (!dyes.trim().isEmpty() || background.trim().startsWith("roi:")) {
			matrix = rows(unmixing.mixing(), NumberText::exact);
			background = list(unmixing.background(), ",", NumberText::exact);
			dyes = "";
		}
		super.trace(job, filtered);
	}
}
