package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.network.BackProjection;
import io.github.convolvej.network.EffectiveField;
import io.github.convolvej.network.Fit;
import io.github.convolvej.network.NetworkOperation;
import io.github.convolvej.network.ProjectedUnit;
import io.github.convolvej.network.ProjectionUnits;
import io.github.convolvej.network.operator.Rectifier;
import io.github.convolvej.run.Monitor;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import net.imglib2.Interval;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;

/**
 * Plugins &gt; ConvolveJ &gt; Layers &gt; Back Projection...: shows which parts of the image a unit
 * of a network's layer reacts to, see {@link BackProjection}.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Layers>Back Projection...", description =
	"Takes a unit of a network's layer back to the image, and shows what it reacts to.")
public class BackProjectionCommand extends FilterCommand {

	@Parameter(persist = false, label = "Model", description = "An .onnx file, a folder or .zip file of bioimage.io, layers, or " +
		"sample:denoiser: as in Network...")
	private String model = "sample:denoiser";

	@Parameter(persist = false, label = "Weights (of layers as text)", description =
		"A file .npz or .safetensors, or random: and a number.")
	private String weights = "random:1";

	@Parameter(persist = false, label = "Layer", description = "Name of the layer or output whose units are taken back. Empty: " +
		"the first output.")
	private String layer = "";

	@Parameter(persist = false, label = "Map", description = "Which channel of the layer, from 1.")
	private int map = 1;

	@Parameter(persist = false, label = "Unit", description = "strongest: where the map is largest; X,Y or X,Y,Z: a sample of " +
		"the map, from 0; all: the whole map; field: the effective receptive field.")
	private String unit = "strongest";

	@Parameter(persist = false, label = "Method", choices = { "gradient", "deconvnet", "guided" }, description =
		"What rectifiers pass back. gradient: what came, where they were positive; deconvnet: what is positive; guided: both.")
	private String method = "gradient";

	@Parameter(persist = false, label = "Channels", description = "Channels of the image for each channel that the network" +
		" reads: 1,2,3. Empty: as they are; a network of one channel runs on each.")
	private String channels = "";

	@Parameter(persist = false, label = "Fit", choices = { "none", "reflect", "replicate", "zero",
		"crop", "resize" }, description = "What is done with a size that the network cannot take: enlarge the image by its " +
			"mirror image, its edge or zeros; cut it off; resize it. none: say which size fits.")
	private String fit = "reflect";

	@Parameter(persist = false, label = "Normalisation", description = "How each channel is scaled before the network: model (as the model says; none for .onnx), none, minmax, mean-std")
	private String normalisation = ChosenNetwork.OWN;

	@Parameter(type = ItemIO.OUTPUT, label = "Report")
	private String report;

	private final List<ProjectedUnit> found = Collections.synchronizedList(new ArrayList<>());

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("method", method, "gradient", "deconvnet", "guided");
		final ChosenNetwork chosen = ChosenNetwork.of(input, model, weights, channels);
		final NetworkOperation operation = chosen.operation(normalisation, network -> network.outputs(layer.trim().isEmpty()
			? network.outputs().get(0) : layer.trim()), Fit.parse(fit));
		found.clear();
		final BackProjection projection = units(BackProjection.of(operation, Rectifier.valueOf(method.toUpperCase(Locale.ROOT)))
			.channel(map - 1)).listener(found::add);
		final FilterJobBuilder builder = FilterJobBuilder.of(input, projection, operation.spatial()).sameChannels().named(
			"back-projection");
		return (chosen.isForEachChannel(operation) ? builder.eachChannel() : builder).build();
	}

	private BackProjection units(final BackProjection projection) {
		switch (unit.trim()) {
			case "strongest":
				return projection.units(ProjectionUnits.STRONGEST);
			case "all":
				return projection.units(ProjectionUnits.MAP);
			case "field":
				return projection.units(ProjectionUnits.FIELD);
			default:
				final String[] parts = unit.trim().split("\\s*,\\s*");
				final long[] at = new long[parts.length];
				for (int i = 0; i < at.length; i++) {
					if (at.length < 2 || at.length > 3 || !parts[i].matches("[0-9]{1,9}")) throw new IllegalArgumentException("unit is '" +
						unit + "', but must be strongest, all, field, or a sample of the map from 0: x,y or x,y,z");
					at[i] = Long.parseLong(parts[i]);
				}
				return projection.at(at);
		}
	}

	@Override
	protected ImagePlus compute(final FilterJob job, final Monitor monitor) {
		final ImagePlus result = super.compute(job, monitor);
		report = unit.trim().equals("field") ? width(job, result) : units();
		if (found.size() == 1 && result.getNSlices() * result.getNFrames() == 1) result.setOverlay(box(found.get(0)));
		if (!report.isEmpty()) IJ.log(name() + ": " + report);
		return result;
	}

	/** In memory if there is room, because the report is known only when all planes are computed. */
	@Override
	public CommandResult result(final FilterJob job, final Monitor monitor) {
		if (job.bytes() > Runtime.getRuntime().maxMemory() / 4) return super.result(job, monitor);
		return new CommandResult(compute(job, monitor), (rows, name) -> {});
	}

	/** Draws a frame around the pixels that the unit depends on: its receptive field. */
	private static Overlay box(final ProjectedUnit projected) {
		final Interval field = projected.field();
		final Roi frame = new Roi((int) field.min(0), (int) field.min(1), (int) field.dimension(0), (int) field.dimension(1));
		frame.setStrokeColor(Color.YELLOW);
		frame.setName("receptive field");
		return new Overlay(frame);
	}

	private String units() {
		final StringBuilder text = new StringBuilder();
		synchronized (found) {
			for (final ProjectedUnit u : found) {
				text.append(text.length() == 0 ? "" : "\n").append("unit");
				for (int d = 0; d < u.position().length; d++)
					text.append(d == 0 ? " " : ",").append(u.position()[d]);
				text.append(" of map ").append(u.channel() + 1).append(" responds with ").append(NumberText.rounded(u.response(), 5))
					.append(" and depends on");
				for (int d = 0; d < u.position().length; d++)
					text.append(d == 0 ? " " : ", ").append("xyz".charAt(d)).append(' ').append(u.field().min(d)).append(" to ").append(u
						.field().max(d));
			}
		}
		return text.toString();
	}

	/** Describes the size of the effective receptive field: 2 standard deviations of squared gradients to each side. */
	private String width(final FilterJob job, final ImagePlus result) {
		final ImageInput squares = ImageInput.of(result);
		final double[] widths = EffectiveField.widths(squares.samples(true, squares.width(), squares.height(), squares.slices(), squares
			.channels(), squares.frames()), job.spatial());
		if (widths == null) return "no unit depends on the image here";
		final StringBuilder text = new StringBuilder("effective receptive field, 2 standard deviations to each side:");
		for (int d = 0; d < widths.length; d++)
			text.append(d == 0 ? " " : " x ").append(NumberText.rounded(widths[d], 3));
		final StringBuilder theoretical = new StringBuilder();
		synchronized (found) {
			for (int d = 0; d < widths.length; d++) {
				long largest = 0;
				for (final ProjectedUnit u : found)
					largest = Math.max(largest, u.field().dimension(d));
				theoretical.append(d == 0 ? " " : " x ").append(largest);
			}
		}
		return text + " pixels" + (found.isEmpty() ? "" : "; the theoretical one has" + theoretical);
	}
}
