package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.ImageSizes;
import io.github.convolvej.command.scijava.Macros;
import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.network.text.FrameworkText;
import io.github.convolvej.network.text.FrameworkWriter;

import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

/**
 * Plugins &gt; ConvolveJ &gt; Learn &gt; Convolution Arithmetic...: shows the layers of a network as a table.
 * Needs no image; if one is open, the table uses its size and calibration.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Learn>Convolution Arithmetic...", description =
	"Sizes, receptive fields, weights, multiplications, memory and calibration of a chain of layers, without computing it.")
public class ConvolutionArithmeticCommand extends ContextCommand implements LiveText {

	private static final String NAME = "Convolution Arithmetic";

	/** Pixels along each axis if no image is open. Most published networks use this size. */
	private static final int USUAL = 224;

	@Parameter(required = false, persist = false, label = "Image", attrs = @Attr(name = CommandPlugIn.OPTIONAL), description =
		"The image whose size, channels and calibration the calculation starts from.")
	private ImagePlus image;

	@Parameter(persist = false, label = "Layers",
		description = "Separated by ;: conv k=3 s=2 p=1 c=32; dwconv k=3; tconv " +
		"k=4 s=2 p=1; maxpool k=2; avgpool, lppool, globalpool, unpool k=2; upsample s=2. Or as PyTorch or Keras has them.")
	private String layers = "conv k=3 p=same c=16; maxpool k=2; conv k=3 p=same c=32";

	@Parameter(persist = false, label = "Size (samples)",
		description = "Samples of the image along each axis: one number, or one for " +
		"each axis (512,256). Empty: of the image that is open; 224 if there is none, or it is one pixel along an axis.")
	private String size = "";

	@Parameter(persist = false, label = "Channels", description = "Channels of the image. Empty: of the image.")
	private String channels = "";

	@Parameter(persist = false, label = "Dimensions", choices = { "1D-x", "1D-y", "1D-z", "2D", "3D" },
		description = "The spatial axes of the layers.")
	private String dimensions = "2D";

	@Parameter(persist = false, label = "Format", choices = { "markdown", "csv", "pytorch", "keras" }, description =
		"What scripts get as text: the table, or the layers as a framework writes them.")
	private String format = "markdown";

	@Parameter(type = ItemIO.OUTPUT, label = "Table")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Text")
	private String text;

	@Override
	public String liveText(final ImagePlus shown) {
		image = ImageSizes.present(shown);
		final String assumed = assumed();
		final ChainTable chain = chain();
		final ChainTable.Row last = chain.rows().get(chain.rows().size() - 1);
		final StringBuilder size = new StringBuilder();
		final StringBuilder field = new StringBuilder();
		for (int d = 0; d < last.size().length; d++) {
			size.append(d == 0 ? "" : " x ").append(last.size()[d]);
			field.append(d == 0 ? "" : " x ").append(NumberText.rounded(last.receptiveField(d), 4));
		}
		final int layers = chain.rows().size() - 1;
		return "Result: a table of " + layers + (layers == 1 ? " layer" : " layers") + "; after the last: " + size + ", " +
			last.channels() + (last.channels() == 1 ? " channel" : " channels") + "\nReceptive field: " + field +
			" samples\nWeights: " + NumberText.count(chain.parameters()) + "; multiplications: " + NumberText.count(chain
				.multiplications()) + "; memory of weights and results: " + NumberText.bytes(chain.bytes()) + (assumed.isEmpty() ? ""
					: "\nNote: " + assumed);
	}

	@Override
	public void run() {
		image = ImageSizes.present(image);
		try {
			final String assumed = assumed();
			if (!assumed.isEmpty()) IJ.log(NAME + ": " + assumed);
			final ChainTable chain = chain();
			text = text(chain);
			table = new ResultsTable();
			table.showRowNumbers(false);
			fill(table, chain, Dimensions.parse(dimensions));
			publish(chain);
		}
		catch (final IllegalArgumentException e) {
			Macros.fail(this, NAME, e);
		}
	}

	private String text(final ChainTable chain) {
		final int axes = Dimensions.parse(dimensions).count();
		switch (format) {
			case "csv":
				return chain.toCsv();
			case "pytorch":
				return FrameworkWriter.toTorch(layersText(), axes, channels());
			case "keras":
				return FrameworkWriter.toKeras(layersText(), axes, channels());
			default:
				return chain.toMarkdown();
		}
	}

	/** Returns the layers. Layers that are written for a framework are translated to a chain, or to a network if they branch. */
	private String layersText() {
		return FrameworkText.isFramework(layers) ? FrameworkText.toLayers(layers, Dimensions.parse(dimensions).count()) : layers;
	}

	/** Shows the table in its own window. Headless macros can only read the results table, so it goes there. */
	private void publish(final ChainTable chain) {
		if (!GraphicsEnvironment.isHeadless()) {
			if (IJ.getInstance() != null) table.show(NAME);
		}
		else if (IJ.isMacro()) fill(Analyzer.getResultsTable(), chain, Dimensions.parse(dimensions));
	}

	private ChainTable chain() {
		Choices.check("format", format, "markdown", "csv", "pytorch", "keras");
		final Dimensions axes = Dimensions.parse(dimensions);
		final long[] sizes = ImageSizes.of(size.trim().isEmpty() && image == null ? String.valueOf(USUAL) : size, image, axes);
		if (image == null) {
			final double[] ones = new double[sizes.length];
			Arrays.fill(ones, 1);
			return LayerTables.of(layersText(), channels(), sizes, ones, new double[sizes.length], "pixel");
		}
		final Calibration c = image.getCalibration();
		return LayerTables.of(layersText(), channels(), sizes, ImageSizes.select(axes, c.pixelWidth, c.pixelHeight, c.pixelDepth), ImageSizes.select(axes,
			c.xOrigin, c.yOrigin, c.zOrigin), c.getUnit());
	}

	/**
	 * Ignores an image that is only one pixel wide or high, such as a result of global pooling: it is a row of numbers.
	 * The command then goes on as if no image were open.
	 *
	 * @return a sentence that states the assumed size; empty if none is assumed
	 */
	private String assumed() {
		final Dimensions axes = Dimensions.parse(dimensions);
		if (!size.trim().isEmpty()) return "";
		final String usual = USUAL + " pixels along each axis are assumed; give others as size";
		if (image == null) return "No image is open: " + usual;
		if (!(axes.spans(0) && image.getWidth() == 1) && !(axes.spans(1) && image.getHeight() == 1)) return "";
		final String told = "'" + image.getTitle() + "' has " + image.getWidth() + " x " + image.getHeight() + " pixels, which are" +
			" numbers rather than an image: " + usual;
		image = null;
		return told;
	}

	private long channels() {
		if (channels.trim().isEmpty()) return image == null ? 1 : image.getNChannels() * (image.getBitDepth() == 24 ? 3 : 1);
		if (!channels.trim().matches("[1-9][0-9]{0,8}")) throw new IllegalArgumentException("channels is '" + channels +
			"', but must be empty (those of the image) or a whole number of at least 1");
		return Long.parseLong(channels.trim());
	}

	private static void fill(final ResultsTable table, final ChainTable chain, final Dimensions axes) {
		table.setPrecision(4);
		for (final ChainTable.Row row : chain.rows()) {
			table.addRow();
			table.addValue("Layer", row.name());
			each(table, "Size", axes, row.size().length, d -> row.size()[d]);
			table.addValue("Channels", row.channels());
			each(table, "Span", axes, row.size().length, row::effectiveSize);
			each(table, "Receptive field", axes, row.size().length, row::receptiveField);
			each(table, "Jump", axes, row.size().length, d -> row.position(d).scale());
			each(table, "Start", axes, row.size().length, d -> row.position(d).offset());
			table.addValue("Parameters", row.parameters());
			table.addValue("Multiplications", row.multiplications());
			table.addValue("Bytes", row.bytes());
			each(table, "Pixel size", axes, row.size().length, row::pixelSize);
			each(table, "Origin", axes, row.size().length, row::origin);
		}
		table.addRow();
		table.addValue("Layer", "total");
		table.addValue("Parameters", chain.parameters());
		table.addValue("Multiplications", chain.multiplications());
		table.addValue("Bytes", chain.bytes());
	}

	private static void each(final ResultsTable table, final String column, final Dimensions axes, final int count,
		final IntToDoubleFunction value)
	{
		int next = 0;
		for (int d = 0; d < 3; d++)
			if (axes.spans(d) && next < count) table.addValue(column + " " + "xyz".charAt(d), value.applyAsDouble(next++));
	}
}
