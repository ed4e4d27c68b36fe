package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.ij1.job.ResultValues;
import io.github.convolvej.ij1.job.TableRows;
import io.github.convolvej.network.Fit;
import io.github.convolvej.network.ImagePlan;
import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkOperation;
import io.github.convolvej.network.Schedule;
import io.github.convolvej.run.Monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;

/**
 * Plugins &gt; ConvolveJ &gt; Layers &gt; Network...: runs a neural {@link Network}, given as an ONNX file, a
 * bioimage.io model or text. A 2D network runs on each slice; a 3D network runs on all slices together. If a network
 * gives a few numbers for the whole image, they go to a table too.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Layers>Network...", description =
	"Runs a neural network: an ONNX file, a bioimage.io model, or layers given as text.")
public class NetworkCommand extends FilterCommand {

	@Parameter(persist = false, label = "Model", description = "An .onnx file, a folder or .zip file of bioimage.io, or" +
		" layers: conv k=3 c=8 p=same | relu | conv k=3 c=1 p=same")
	private String model = "conv k=3 c=8 p=same | relu | conv k=3 c=1 p=same";

	@Parameter(persist = false, label = "Weights (of layers as text)", description =
		"A file .npz or .safetensors, or random: and a number.")
	private String weights = "random:1";

	@Parameter(persist = false, label = "Layer", description =
		"Names of outputs or layers, with commas, as channels of the result. Empty: the outputs of the network.")
	private String layer = "";

	@Parameter(persist = false, label = "Channels", description = "Channels of the image for each channel that the network" +
		" reads: 1,2,3. Empty: as they are; a network of one channel runs on each.")
	private String channels = "";

	@Parameter(persist = false, label = "Fit", choices = { "none", "reflect", "replicate", "zero",
		"crop", "resize" }, description = "Enlarge the image by its mirror image, its edge or zeros and cut the result off;" +
			" cut the image off; or resize it. none: say which size fits.")
	private String fit = "reflect";

	@Parameter(persist = false, label = "Normalisation", description = "How each channel is scaled before the network: model (as the model says; none for .onnx), none, minmax, mean-std, percentile:1,99.8")
	private String normalisation = ChosenNetwork.OWN;

	@Parameter(persist = false, label = "Tiles", description = "auto (by the memory that is free), whole, or a size: 256 or" +
		" 512,256. The result is the same.")
	private String tiles = "auto";

	@Parameter(persist = false, label = "Statistics", choices = { "image", "tile" }, description =
		"Of normalisations and poolings that depend on the whole image. tile: of each tile of the given size, faster, but not" +
			" the result of the whole image.")
	private String statistics = "image";

	@Parameter(persist = false, label = "Output", choices = { "32-bit", "same" }, description =
		"Type of the result: 32-bit keeps everything; same is rounded, and cut off at the limits of the image's type.")
	private String output = "32-bit";

	@Parameter(type = ItemIO.OUTPUT, label = "Table")
	private ResultsTable table;

	@Override
	public FilterJob job(final ImageInput input) {
		Choices.check("output", output, "32-bit", "same");
		final ChosenNetwork chosen = ChosenNetwork.of(input, model, weights, channels);
		final NetworkOperation filter = chosen.operation(normalisation, network -> layer.trim().isEmpty() ? network : network
			.outputs(layer.trim().split("\\s*,\\s*")), Fit.parse(fit)).schedule(schedule());
		return job(input, filter, chosen.isForEachChannel(filter));
	}

	private FilterJob job(final ImageInput input, final NetworkOperation filter, final boolean each) {
		final long[] size = new long[filter.spatial() + 1];
		size[0] = input.width();
		size[1] = input.height();
		if (size.length > 3) size[2] = input.slices();
		size[size.length - 1] = each ? 1 : input.channels();
		final ImagePlan plan = filter.on(size);
		final FilterJobBuilder builder = FilterJobBuilder.of(input, filter, filter.spatial()).channelNames(filter.channelNames(size)
			.toArray(new String[0])).same(output.equals("same")).named("network");
		if (each) builder.eachChannel();
		if (isVector(plan, size)) builder.withoutPlace();
		return builder.build();
	}

	private static boolean isVector(final ImagePlan plan, final long[] size) {
		final long[] target = plan.targetDimensions();
		boolean one = true;
		boolean larger = false;
		for (int d = 0; d < target.length - 1; d++) {
			one &= target[d] == 1;
			larger |= size[d] > 1;
		}
		return one && larger;
	}

	private Schedule schedule() {
		final String text = tiles.trim();
		Choices.check("statistics", statistics, "image", "tile");
		final boolean ofTiles = statistics.equals("tile");
		if (ofTiles && (text.equals("auto") || text.equals("whole"))) throw new IllegalArgumentException(
			"statistics is tile, but tiles is " + text + ": give their size, on which the result then depends, such as tiles=512");
		if (text.equals("auto")) return null;
		if (text.equals("whole")) return Schedule.WHOLE;
		final String[] parts = text.split("\\s*,\\s*");
		final int[] size = new int[parts.length];
		for (int i = 0; i < parts.length; i++) {
			if (!parts[i].matches("[0-9]{1,8}") || Integer.parseInt(parts[i]) < 1) throw new IllegalArgumentException(
				"tiles is '" + tiles + "', but must be auto, whole, or a size of at least 1: 256 or 512,256");
			// the command's text begins with x, the array ends with it
			size[parts.length - 1 - i] = Integer.parseInt(parts[i]);
		}
		return ofTiles ? Schedule.tiles(size).statisticsOfTiles() : Schedule.tiles(size);
	}

	@Override
	protected ImagePlus compute(final FilterJob job, final Monitor monitor) {
		table = null;
		final boolean vector = job.width() == 1 && job.height() == 1 && (job.input().width() > 1 || job.input().height() > 1);
		if (!vector) return super.compute(job, monitor);
		final List<String> names = columns(job);
		final ResultValues values = ResultValues.compute(job, monitor);
		if (monitor.isCancelled()) throw new CancellationException();
		table = new ResultsTable();
		TableRows.add(table, job, values, names);
		TableRows.publish(name(), table, job, values, names);
		return values.image();
	}

	private static List<String> columns(final FilterJob job) {
		TableRows.checkColumns(job.channels());
		final List<String> names = new ArrayList<>();
		for (int c = 0; c < job.channels(); c++)
			names.add("output_" + (c + 1));
		return names;
	}
}
