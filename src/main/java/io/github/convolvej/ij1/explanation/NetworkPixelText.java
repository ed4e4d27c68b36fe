package io.github.convolvej.ij1.explanation;

import io.github.convolvej.explain.LayerExplanation;
import io.github.convolvej.explain.LayerTerm;
import io.github.convolvej.explain.NetworkExplanation;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.network.operator.Value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ij.measure.Calibration;
import ij.measure.ResultsTable;

/** A walk through a network, from a pixel of its result down to the image, as text and as a table. */
public final class NetworkPixelText {

	/** Terms of a layer that are listed. */
	private static final int MOST = 6;
	private static final int DIGITS = 6;

	private final NetworkPixel pixel;
	private final NetworkExplanation walk;
	private final String result;
	private final String input;

	/**
	 * @param pixel the pixel
	 * @param walk a walk from it
	 * @param result title of the result
	 * @param input title of the image it was computed from
	 */
	public NetworkPixelText(final NetworkPixel pixel, final NetworkExplanation walk, final String result, final String input) {
		this.pixel = pixel;
		this.walk = walk;
		this.result = result;
		this.input = input;
	}

	/** @return the text, a paragraph for each layer */
	@Override
	public String toString() {
		final StringBuilder text = new StringBuilder(heading()).append('\n').append(field(walk.layers().get(0)));
		for (int i = 0; i < walk.layers().size(); i++) {
			final LayerExplanation layer = walk.layers().get(i);
			text.append("\n\n").append(i + 1).append(". ").append(title(layer));
			for (final String line : lines(layer))
				text.append("\n   ").append(line);
		}
		return text.append("\n\n").append(end()).toString();
	}

	/** @return the pixel and its value */
	public String heading() {
		final int[] p = pixel.pixel();
		return result + ": x=" + p[0] + " y=" + p[1] + " c=" + (p[2] + 1) + " z=" + (p[3] + 1) + " t=" + (p[4] + 1) + " is " +
			NumberText.print(pixel.stored()) + (pixel.agrees() ? "" : ", BUT THE LAYERS GIVE " + NumberText.print(pixel.computed()) +
				": the result or the input was changed later");
	}

	/**
	 * @param layer a step of the walk
	 * @return which part of the image it depends on, in pixels and in the image's units
	 */
	public String field(final LayerExplanation layer) {
		final int[][] field = pixel.field(walk, layer);
		if (field == null) return "it does not depend on " + input;
		final Calibration c = pixel.job().input().image().getCalibration();
		final StringBuilder text = new StringBuilder("it depends on ").append(input).append(", x ").append(field[0][0]).append(" to ")
			.append(field[0][1]).append(", y ").append(field[1][0]).append(" to ").append(field[1][1]);
		if (pixel.job().zFirst()) text.append(", slice ").append(field[2][0] + 1).append(" to ").append(field[2][1] + 1);
		if (!c.scaled()) return text.toString();
		text.append(" (").append(length(c.getX(field[0][0]))).append(" to ").append(length(c.getX(field[0][1] + 1.0))).append(' ')
			.append(c.getXUnit()).append(", ").append(length(c.getY(field[1][0]))).append(" to ").append(length(c.getY(
				field[1][1] + 1.0))).append(' ').append(c.getYUnit());
		if (pixel.job().zFirst()) text.append(", ").append(length(c.getZ(field[2][0]))).append(" to ").append(length(c.getZ(
			field[2][1] + 1.0))).append(' ').append(c.getZUnit());
		return text.append(')').toString();
	}

	private static String length(final double value) {
		return NumberText.rounded(value, 5);
	}

	/**
	 * @param layer a step of the walk
	 * @return its name, operator and place, and the value there
	 */
	public String title(final LayerExplanation layer) {
		return layer.name() + " (" + layer.operator() + "), " + place(layer.layer(), layer.position()) + ": " + number(layer.sample());
	}

	/** A place on the axes of a network: its channel from 1, then x, y[, z] from 0. */
	String place(final Value layer, final long... position) {
		if (position.length < 3) return "number " + (position.length == 0 ? 1 : position[position.length - 1] + 1);
		final int channel = walk.channelAxis(layer, position);
		final StringBuilder text = new StringBuilder();
		for (int d = position.length - 1; d > 0; d--)
			if (d != channel) text.append(text.length() == 0 ? "" : ",").append(position[d]);
		return "channel " + (position[channel] + 1) + " at " + text;
	}

	private static String number(final double value) {
		return NumberText.rounded(value, DIGITS);
	}

	private List<String> lines(final LayerExplanation layer) {
		final List<String> lines = new ArrayList<>(Arrays.asList(verdict(layer)));
		final List<LayerTerm> terms = layer.terms();
		final int shown = Math.min(MOST, terms.size());
		for (int i = 0; i < shown; i++)
			lines.add((i + 1) + ": " + term(layer, terms.get(i)));
		if (shown < terms.size()) {
			final double rest = terms.subList(shown, terms.size()).stream().mapToDouble(LayerTerm::product).sum();
			lines.add("and " + (terms.size() - shown) + " more" + (layer.kind() == LayerExplanation.Kind.SUM ? ", together " + number(
				rest) : ""));
		}
		return lines;
	}

	/**
	 * @param layer a step of the walk
	 * @return how its terms give its sample
	 */
	public static String verdict(final LayerExplanation layer) {
		final int count = layer.terms().size();
		final String check = layer.agrees() ? "" : ", BUT THE LAYER HAS " + number(layer.sample());
		switch (layer.kind()) {
			case SUM:
				return (layer.constant() == 0 ? "" : number(layer.constant()) + " + ") + "the sum of " + count + (count == 1 ? " product"
					: " products") + " = " + number(layer.sum()) + check;
			case CHOICE:
				return "one of " + count + (count == 1 ? " sample" : " samples") + ", marked with <==" + check;
			case COPY:
				if (count == 0) return "nothing of the image: " + number(layer.constant()) + ", as outside of an edge" + check;
				return count == 1 ? "the same sample, from where it was" + check : "the sum of " + count + " samples" + check;
			case FUNCTION:
				return "a function of one sample";
			default:
				return "no weighted sum; the weights are derivatives";
		}
	}

	/**
	 * @param layer a step of the walk
	 * @param term one of its terms
	 * @return where it is from, its value, and what it contributes
	 */
	public String term(final LayerExplanation layer, final LayerTerm term) {
		final String from = walk.nameOf(term) + ", " + place(term.layer(), term.position()) + ": " + number(term.sample());
		switch (layer.kind()) {
			case SUM:
				return from + " x " + number(term.weight()) + " = " + number(term.product());
			case CHOICE:
				return from + (term.weight() != 0 ? "  <==" : "");
			case OTHER:
				return from + (Double.isNaN(term.weight()) ? "" : ", derivative " + number(term.weight()));
			default:
				return from;
		}
	}

	private String end() {
		final LayerExplanation last = walk.layers().get(walk.layers().size() - 1);
		final int[][] field = pixel.field(walk, last);
		return walk.agrees() ? "All sums give what the layers computed." + (field == null || last.terms().isEmpty()
			? " The walk ends outside of the image." : "") : "NOT ALL SUMS GIVE WHAT THE LAYERS COMPUTED.";
	}

	/**
	 * Adds a row for each layer and each of the terms listed there, with the columns Step, Layer, Operator, Place,
	 * Sample, Weight, Product and Note.
	 *
	 * @param table the table to add them to
	 */
	public void addRows(final ResultsTable table) {
		for (int i = 0; i < walk.layers().size(); i++) {
			final LayerExplanation layer = walk.layers().get(i);
			addRow(table, i + 1, layer.name(), layer.operator(), place(layer.layer(), layer.position()), layer.sample(), Double.NaN, layer.sum(), verdict(
				layer));
			for (final LayerTerm term : layer.terms().subList(0, Math.min(MOST, layer.terms().size())))
				addRow(table, i + 1, walk.nameOf(term), "", place(term.layer(), term.position()), term.sample(), term.weight(), term.product(), "term");
		}
	}

	private static void addRow(final ResultsTable table, final int step, final String layer, final String operator,
		final String at, final double sample, final double weight, final double product, final String note)
	{
		table.addRow();
		table.addValue("Step", step);
		table.addValue("Layer", layer);
		table.addValue("Operator", operator);
		table.addValue("Place", at);
		table.addValue("Sample", sample);
		table.addValue("Weight", weight);
		table.addValue("Product", product);
		table.addValue("Note", note);
	}
}
