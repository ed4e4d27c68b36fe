package io.github.convolvej.command;

import io.github.convolvej.ij1.dialog.Answered;
import io.github.convolvej.ij1.dialog.NothingYet;
import io.github.convolvej.ij1.explanation.ExplanationText;
import io.github.convolvej.ij1.explanation.ExplanationWindow;
import io.github.convolvej.ij1.explanation.NetworkPixel;
import io.github.convolvej.ij1.explanation.NetworkPixelText;
import io.github.convolvej.ij1.explanation.NetworkWindow;
import io.github.convolvej.ij1.explanation.PixelExplanation;
import io.github.convolvej.ij1.image.ImageSource;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.macro.Provenance;

import java.awt.GraphicsEnvironment;
import java.util.Arrays;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.PointRoi;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

/**
 * Plugins &gt; ConvolveJ &gt; Learn &gt; Explain Pixel...: shows term by term how a filter computed
 * a pixel of its result, by the filter's definition. Users get a window that follows the
 * point selection; macros and scripts get text and a table.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Learn>Explain Pixel...", description =
	"Shows how a pixel of a result came about: its window in the input, the weights, and the arithmetic.")
public class ExplainPixelCommand extends RecordCommand implements Answered {

	@Parameter(persist = false, label = "X", description = "The pixel's column, from 0. Empty: of the selected point.")
	private String x = "";

	@Parameter(persist = false, label = "Y", description = "The pixel's row, from 0. Empty: of the selected point.")
	private String y = "";

	@Parameter(persist = false, label = "C", description = "Its channel, from 1; the colours of an RGB image are 1, 2, 3. " +
		"Empty: the one that is shown.")
	private String c = "";

	@Parameter(persist = false, label = "Z", description = "Its slice, from 1. Empty: the one that is shown.")
	private String z = "";

	@Parameter(persist = false, label = "T", description = "Its time point, from 1. Empty: the one that is shown.")
	private String t = "";

	@Parameter(persist = false, label = "Source", description = "The image that the result was made of, by its title or as a " +
		"file. Empty: the open image of the title that the result names.")
	private String source = "";

	@Parameter(persist = false, label = "Path", description = "Of a network: which term to follow down from each layer, from " +
		"the result on, such as 1,3. Empty, or where it ends: the strongest.")
	private String path = "";

	@Parameter(type = ItemIO.OUTPUT, label = "Table")
	private ResultsTable table;

	@Override
	public boolean isAnswered() {
		final ImagePlus current = WindowManager.getCurrentImage();
		return current != null && current.getRoi() instanceof PointRoi;
	}

	@Override
	String preview(final ImagePlus result, final Provenance record) {
		final boolean typed = !x.trim().isEmpty() && !y.trim().isEmpty();
		if (!typed && !(result.getRoi() instanceof PointRoi)) throw new NothingYet("Click a pixel of '" + result.getTitle() +
			"' with the point tool, or type its column and row.");
		return "A window shows how the pixel came about, and follows the selected point.\nMade by " + record.last().macro();
	}

	@Override
	String tell(final ImagePlus result, final Provenance record) {
		resolve(result);
		final String name = source.trim().isEmpty() ? record.last().input() : source;
		final ImagePlus input = ImageSource.find("source", name).image();
		final FilterJob job = RecordedCommands.job(getContext(), result, input);
		final int[] pixel = { number("x", x), number("y", y), number("c", c) - 1, number("z", z) - 1, number("t", t) - 1 };
		table = new ResultsTable();
		if (NetworkPixel.isOf(job)) return walk(job, result, input, pixel);
		if (!path.trim().isEmpty()) throw new IllegalArgumentException("path is '" + path + "', but '" + result.getTitle() +
			"' was not made by a network: leave path empty");
		final PixelExplanation explained = PixelExplanation.of(job, result, pixel);
		final ExplanationText text = new ExplanationText(explained, result.getTitle(), input.getTitle());
		text.addRows(table);
		if (isForUser()) ExplanationWindow.show(job, result, input, explained.pixel());
		else if (GraphicsEnvironment.isHeadless() && IJ.isMacro()) text.addRows(Analyzer.getResultsTable());
		return text.toString();
	}

	/** Through all layers of a network. */
	private String walk(final FilterJob job, final ImagePlus result, final ImagePlus input, final int... pixel) {
		final int[] choices = choices(path);
		final NetworkPixel of = NetworkPixel.of(job, result, pixel);
		final NetworkPixelText text = new NetworkPixelText(of, of.walk(choices), result.getTitle(), input.getTitle());
		text.addRows(table);
		if (isForUser()) NetworkWindow.show(job, result, input, choices, pixel);
		else if (GraphicsEnvironment.isHeadless() && IJ.isMacro()) text.addRows(Analyzer.getResultsTable());
		return text.toString();
	}

	/**
	 * @param path terms to follow, with commas, from 1; or empty
	 * @return these
	 * @throws IllegalArgumentException if it is something else
	 */
	public static int[] choices(final String path) {
		if (path.trim().isEmpty()) return new int[0];
		final String[] parts = path.trim().split("\\s*,\\s*", -1);
		if (!Arrays.stream(parts).allMatch(p -> p.matches("[0-9]{1,9}"))) throw new IllegalArgumentException("path is '" + path +
			"', but must be whole numbers with commas, such as 1,3");
		return Arrays.stream(parts).mapToInt(Integer::parseInt).toArray();
	}

	/** Fills empty parameters: x and y from the selected point, c, z and t from the visible plane. */
	private void resolve(final ImagePlus result) {
		if (x.trim().isEmpty() || y.trim().isEmpty()) {
			if (!(result.getRoi() instanceof PointRoi)) throw new IllegalArgumentException(
				"x and y are empty, and no point is selected in '" + result.getTitle() +
					"': click a pixel with the point tool, or give x and y");
			final java.awt.Point point = result.getRoi().getContainedPoints()[0];
			if (x.trim().isEmpty()) x = String.valueOf(point.x);
			if (y.trim().isEmpty()) y = String.valueOf(point.y);
		}
		if (c.trim().isEmpty()) c = String.valueOf(result.getBitDepth() == 24 ? 3 * result.getC() - 2 : result.getC());
		if (z.trim().isEmpty()) z = String.valueOf(result.getZ());
		if (t.trim().isEmpty()) t = String.valueOf(result.getT());
	}

	private static int number(final String key, final String text) {
		if (!text.trim().matches("[0-9]{1,9}")) throw new IllegalArgumentException(key + " is '" + text +
			"', but must be a whole number");
		return Integer.parseInt(text.trim());
	}
}
