package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.MapMontage;
import io.github.convolvej.ij1.job.MapOrder;
import io.github.convolvej.network.Fit;
import io.github.convolvej.network.MapStrength;
import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkOperation;
import io.github.convolvej.run.Monitor;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

/**
 * Plugins &gt; ConvolveJ &gt; Layers &gt; Feature Maps...: shows what the channels of a network's layer make of
 * an image, as a stack or a montage, strongest first if wanted.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Layers>Feature Maps...", description =
	"Shows the maps of a network's layer, each with its name and a contrast of its own.")
public class FeatureMapsCommand extends FilterCommand {

	private static final String NONE = "none";
	private static final String MONTAGE = "montage";

	@Parameter(persist = false, label = "Model", description = "An .onnx file, a folder or .zip file of bioimage.io, layers, or " +
		"sample:denoiser: as in Network...")
	private String model = "sample:denoiser";

	@Parameter(persist = false, label = "Weights (of layers as text)", description =
		"A file .npz or .safetensors, or random: and a number.")
	private String weights = "random:1";

	@Parameter(persist = false, label = "Layer", description = "Name of the layer whose maps are shown. Empty: the first " +
		"convolution.")
	private String layer = "";

	@Parameter(persist = false, label = "Sort", choices = { NONE, "mean", "maximum" }, description =
		"Order of the maps: none, as in the layer; or strongest first, by the mean or the maximum of magnitudes.")
	private String sort = NONE;

	@Parameter(persist = false, label = "View", choices = { "stack", MONTAGE }, description =
		"stack: each map is a channel, with all digits; montage: a picture of all maps side by side, with their names.")
	private String view = "stack";

	@Parameter(persist = false, label = "Channels", description = "Channels of the image for each channel that the network" +
		" reads: 1,2,3. Empty: as they are; a network of one channel runs on each.")
	private String channels = "";

	@Parameter(persist = false, label = "Fit", choices = { "none", "reflect", "replicate", "zero",
		"crop", "resize" }, description = "What is done with a size that the network cannot take: enlarge the image by its " +
			"mirror image, its edge or zeros; cut it off; resize it. none: say which size fits.")
	private String fit = "reflect";

	@Parameter(persist = false, label = "Normalisation", description = "How each channel is scaled before the network: model (as the" +
		" model says; none for .onnx), none, minmax, mean-std, percentile:1,99.8")
	private String normalisation = ChosenNetwork.OWN;

	private String names = "";

	@Override
	protected void checkShared(final String roiUse, final String resultTarget) {
		if (arrangesResult() && !resultTarget.equals("new")) throw new IllegalArgumentException("target is " + resultTarget +
			", but maps that are sorted, or put into a montage, are a new image: use target=new, or sort=none and view=stack");
	}

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("sort", sort, NONE, "mean", "maximum");
		Choices.check("view", view, "stack", MONTAGE);
		final ChosenNetwork chosen = ChosenNetwork.of(input, model, weights, channels);
		final NetworkOperation maps = chosen.operation(normalisation, this::layer, Fit.parse(fit));
		return chosen.job(input, maps).named("feature-maps").build();
	}

	/** The network up to the layer. */
	private Network layer(final Network network) {
		names = ChosenNetwork.layers(network);
		return network.outputs(ChosenNetwork.layer(network, layer));
	}

	@Override
	protected String describe(final FilterJob job) {
		final String maps = super.describe(job) + "\n" + names;
		return view.equals(MONTAGE) ? "Result: a picture of " + job.channels() + " maps\n" + maps.replaceFirst("^Result", "Maps")
			: maps;
	}

	/** True if maps are sorted, or drawn into a picture, after they were computed. */
	@Override
	public boolean arrangesResult() {
		return !sort.equals(NONE) || view.equals(MONTAGE);
	}

	@Override
	protected ImagePlus compute(final FilterJob job, final Monitor monitor) {
		return arranged(super.compute(job, monitor));
	}

	@Override
	public CommandResult result(final FilterJob job, final Monitor monitor) {
		if (!arrangesResult()) return super.result(job, monitor);
		return new CommandResult(arranged(job.compute(monitor)), (rows, name) -> {});
	}

	private ImagePlus arranged(final ImagePlus maps) {
		final ImagePlus ordered = sort.equals(NONE) ? maps : MapOrder.sorted(maps, MapStrength.parse(sort));
		return view.equals(MONTAGE) ? MapMontage.of(ordered) : ordered;
	}
}
