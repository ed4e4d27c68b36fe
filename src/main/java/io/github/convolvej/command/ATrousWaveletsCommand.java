package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.network.ATrousWavelet;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Plugins &gt; ConvolveJ &gt; A Trous Wavelets...: runs {@link ATrousWavelet} on each channel. The label has no accent,
 * because some keyboards, command lines and plugins.config files cannot write it.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>A Trous Wavelets...", description =
	"Splits an image into planes of details of growing size (starlet wavelets), removes noise, finds spots.")
public class ATrousWaveletsCommand extends FilterCommand {

	@Parameter(persist = false, label = "Planes",
		description = "Number of wavelet planes: plane j has details of about 2^j " +
		"pixels.")
	private int planes = 3;

	@Parameter(persist = false, label = "Threshold",
		description = "Coefficients below so many standard deviations of the " +
		"noise become 0; 0 keeps all.")
	private String threshold = "0";

	@Parameter(persist = false, label = "Bright", description = "Negative coefficients become 0 too: bright details only.")
	private boolean bright = false;

	@Parameter(persist = false, label = "Product", description = "Gives the product of all planes instead: large where " +
		"there are details of all sizes, as at spots.")
	private boolean product = false;

	@Parameter(persist = false, label = "Dimensions", choices = { "2D", "3D" }, description =
		"The axes of the transform.")
	private String dimensions = "2D";

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("dimensions", dimensions, "2D", "3D");
		final int axes = Dimensions.parse(dimensions).count();
		final double[] k = NumberLists.parse("threshold", threshold);
		if (k.length != 1) throw new IllegalArgumentException("threshold has " + k.length + " numbers ('" + threshold +
			"'), but takes one");
		ATrousWavelet wavelet = ATrousWavelet.of(planes, axes).threshold(k[0]);
		if (bright) wavelet = wavelet.bright();
		if (product) wavelet = wavelet.multiscaleProduct();
		final String[] names = new String[planes + 1];
		for (int j = 0; j < planes; j++)
			names[j] = "plane " + (j + 1);
		names[planes] = "smooth";
		return FilterJobBuilder.of(input, wavelet, axes).eachChannel().channelNames(names).named("a-trous-wavelets").build();
	}
}
