package io.github.convolvej.ij1.explanation;

import static io.github.convolvej.geometry.NumberText.print;

import io.github.convolvej.explain.Term;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ij.measure.ResultsTable;

/** A {@link PixelExplanation} as text and as a table. */
public final class ExplanationText {

	/** Largest number of terms listed in a text. */
	private static final int MOST = 400;

	private final PixelExplanation explained;
	private final String result;
	private final String input;

	/**
	 * @param explained explanation of a pixel
	 * @param result title of the result
	 * @param input title of the image it was computed from
	 */
	public ExplanationText(final PixelExplanation explained, final String result, final String input) {
		this.explained = explained;
		this.result = result;
		this.input = input;
	}

	/** @return the text, in lines for a font of fixed width */
	@Override
	public String toString() {
		final List<String> lines = new ArrayList<>();
		lines.add(heading());
		lines.add(operation());
		lines.addAll(table(explained.explanation().terms()));
		lines.addAll(arithmetic());
		return String.join("\n", lines);
	}

	/** @return the pixel and its value */
	public String heading() {
		final int[] p = explained.pixel();
		return result + ": x=" + p[0] + " y=" + p[1] + " c=" + (p[2] + 1) + " z=" + (p[3] + 1) + " t=" + (p[4] + 1) +
			" is " + print(explained.stored());
	}

	/** @return the operation, and the title of the image */
	public String operation() {
		return explained.explanation().operation() + ", of " + input;
	}

	/** @return the arithmetic that gives the number from the terms, line by line */
	public List<String> arithmetic() {
		final List<String> lines = new ArrayList<>(explained.explanation().arithmetic());
		if (!explained.job().sampleType().equals("32-bit")) lines.add("rounded half up to " + explained.job().sampleType() +
			(explained.isClamped() ? ", clamped to its range: " : ": ") + print(explained.expected()));
		lines.add(explained.agrees() ? "the pixel is " + print(explained.stored()) : "BUT THE PIXEL IS " + print(explained
			.stored()) + ": the result or the input was changed later");
		return lines;
	}

	private List<String> table(final List<Term> terms) {
		final List<String[]> rows = new ArrayList<>();
		final boolean weighted = terms.stream().anyMatch(Term::isWeighted);
		rows.add(weighted ? new String[] { "x", "y", "c", "z", "sample", "* weight", "= product", "" } : new String[] { "x",
			"y", "c", "z", "sample", "", "", "" });
		for (final Term term : terms.subList(0, Math.min(MOST, terms.size()))) {
			rows.add(row(term, "", weighted));
			for (final Term corner : term.around())
				rows.add(row(corner, "  of ", weighted));
		}
		final int[] width = new int[7];
		for (final String[] row : rows)
			for (int i = 0; i < 7; i++)
				width[i] = Math.max(width[i], row[i].length());
		final List<String> lines = new ArrayList<>();
		for (final String[] row : rows) {
			final StringBuilder line = new StringBuilder();
			for (int i = 0; i < 7; i++)
				if (width[i] > 0) line.append("  ").append(" ".repeat(width[i] - row[i].length())).append(row[i]);
			lines.add((line + "  " + row[7]).replaceFirst("\\s+$", ""));
		}
		if (terms.size() > MOST) lines.add("  ... and " + (terms.size() - MOST) + " more");
		return lines;
	}

	private String[] row(final Term term, final String prefix, final boolean weighted) {
		final double[] at = explained.place(term.position());
		final boolean nothing = term.place() == Term.Place.NOTHING;
		return new String[] { prefix + print(at[0]), print(at[1]), print(at[2] + 1), print(at[3] + 1), nothing ? "-"
			: print(term.value()), weighted ? print(term.weight()) : "", weighted ? print(term.product()) : "", note(term) };
	}

	/** Remarks on a term: the source of a value outside the image, and the term's note. */
	public String note(final Term term) {
		final List<String> notes = new ArrayList<>();
		if (term.isTaken()) notes.add("<== " + term.note());
		if (term.place() == Term.Place.CONSTANT) notes.add("outside");
		if (term.place() == Term.Place.BORDER) {
			final double[] at = explained.place(Arrays.stream(term.sample()).asDoubleStream().toArray());
			notes.add("outside: the sample at x=" + print(at[0]) + " y=" + print(at[1]) + (explained.job().zFirst() ? " z=" +
				print(at[3] + 1) : ""));
		}
		if (!term.isTaken() && !term.note().isEmpty()) notes.add(term.note());
		return String.join(", ", notes);
	}

	/**
	 * Adds a row for each term, with the columns x, y, c, z, Sample, Weight,
	 * Product (without a weight, NaN and the sample) and Note, and a last row
	 * whose Note is "result" and whose Product is the result.
	 *
	 * @param table the table to add them to
	 */
	public void addRows(final ResultsTable table) {
		for (final Term term : explained.explanation().terms()) {
			final double[] at = explained.place(term.position());
			addRow(table, at, term.value(), term.weight(), term.product(), note(term));
		}
		final int[] p = explained.pixel();
		addRow(table, new double[] { p[0], p[1], p[2], p[3] }, Double.NaN, Double.NaN, explained.expected(), "result");
	}

	private static void addRow(final ResultsTable table, final double[] at, final double sample, final double weight,
		final double product, final String note)
	{
		table.addRow();
		table.addValue("x", at[0]);
		table.addValue("y", at[1]);
		table.addValue("c", at[2] + 1);
		table.addValue("z", at[3] + 1);
		table.addValue("Sample", sample);
		table.addValue("Weight", weight);
		table.addValue("Product", product);
		table.addValue("Note", note);
	}
}
