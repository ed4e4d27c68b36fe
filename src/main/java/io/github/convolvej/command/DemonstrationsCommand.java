package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.ImageSizes;
import io.github.convolvej.command.scijava.Macros;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.ij1.image.SampleImage;
import io.github.convolvej.learn.Demonstration;
import io.github.convolvej.learn.Demonstrations;
import io.github.convolvej.learn.Words;

import java.awt.GraphicsEnvironment;
import java.util.Locale;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/**
 * Plugins &gt; ConvolveJ &gt; Learn &gt; Demonstrations...: shows an artefact of network layers beside
 * its remedy, or a way to save work, with measured numbers. Needs no image.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Learn>Demonstrations...", description =
	"Artefacts of layers beside their remedies, and savings, as a picture and a table of measured numbers.")
public class DemonstrationsCommand extends ContextCommand implements LiveText {

	private static final String NAME = "Demonstrations";

	/** The largest width and height that is shown. */
	private static final int MOST = 128;

	@Parameter(required = false, persist = false, label = "Image", attrs = @Attr(name = CommandPlugIn.OPTIONAL),
		description = "The plane that is visible, or what the selection holds of it, is shown. Without an image: a sample.")
	private ImagePlus image;

	@Parameter(persist = false, label = "Topic", choices = { "checkerboard", "gridding", "aliasing", "small-objects",
		"flipping", "stacked", "separable", "receptive-field" }, description = "What is shown and measured.")
	private String topic = "checkerboard";

	@Parameter(persist = false, label = "Language", choices = { "desktop", "english", "chinese" }, description =
		"Language of the text in the picture; English where no font has the letters.")
	private String language = "desktop";

	@Parameter(type = ItemIO.OUTPUT, label = "Result")
	private ImagePlus result;

	@Parameter(type = ItemIO.OUTPUT, label = "Table")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Text")
	private String text;

	@Override
	public String liveText(final ImagePlus shown) {
		check();
		return "Result: a picture and a table of numbers\n" + (ImageSizes.present(shown) == null
			? "No image is open: a sample is shown" : "On '" + shown.getTitle() + "'");
	}

	@Override
	public void run() {
		image = ImageSizes.present(image);
		try {
			check();
			final Words words = Words.of(language.equals("english") ? Locale.ENGLISH : language.equals("chinese") ? Locale.CHINESE
				: Locale.getDefault());
			final Demonstration shown = Demonstrations.of(topic, plane());
			result = new ImagePlus(topic + "-demonstration", new ColorProcessor(shown.picture(words)));
			text = shown.conclusion(words);
			table = new ResultsTable();
			table.showRowNumbers(false);
			fill(table, shown);
			publish(shown);
		}
		catch (final RuntimeException e) {
			Macros.fail(this, NAME, e);
			return;
		}
		Macros.showHeadless(result);
	}

	private void check() {
		Choices.check("topic", topic, Demonstrations.topics().toArray(new String[0]));
		Choices.check("language", language, "desktop", "english", "chinese");
	}

	/** Returns the middle of the selection, at most {@link #MOST} pixels wide and high. */
	private Img<FloatType> plane() {
		final ImagePlus used = image == null ? SampleImage.CELLS.open() : image;
		final ImageProcessor whole = used.getProcessor();
		whole.setRoi(used.getRoi() != null && used.getRoi().isArea() ? used.getRoi().getBounds() : null);
		final ImageProcessor box = whole.crop().convertToFloat();
		whole.resetRoi();
		final int w = Math.min(MOST, box.getWidth());
		final int h = Math.min(MOST, box.getHeight());
		box.setRoi((box.getWidth() - w) / 2, (box.getHeight() - h) / 2, w, h);
		return ArrayImgs.floats((float[]) box.crop().getPixels(), w, h);
	}

	/** Shows the table in its own window. Headless macros can only read the results table, so it goes there. */
	private void publish(final Demonstration shown) {
		if (!GraphicsEnvironment.isHeadless()) {
			if (IJ.getInstance() != null) table.show(NAME);
		}
		else if (IJ.isMacro()) fill(Analyzer.getResultsTable(), shown);
	}

	/** Fills the table. Headings and names are always English, because macros read them. */
	private static void fill(final ResultsTable table, final Demonstration shown) {
		table.setPrecision(4);
		for (final Demonstration.Case one : shown.cases()) {
			table.addRow();
			table.addValue("Case", shown.name(one, Words.of(Locale.ENGLISH)));
			for (int i = 0; i < shown.headings().size(); i++)
				table.addValue(shown.headings().get(i), one.values()[i]);
		}
	}
}
