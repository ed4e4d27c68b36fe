package io.github.convolvej.cli.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Headings and rows of a CSV file as RFC 4180 has it. The first columns say of what
 * image, slice and frame a row is, the others are numbers.
 */
final class CsvTable {

	private static final String IMAGE = "image";
	private static final String FRAME = "frame";
	private static final String MISSING = "NaN";

	private final List<String> headings;
	private final List<List<String>> rows;

	/**
	 * @param headings names of the columns
	 * @param rows cells of each row, as many as there are columns
	 */
	CsvTable(final List<String> headings, final List<List<String>> rows) {
		this.headings = headings;
		this.rows = rows;
	}

	/**
	 * @param text a file
	 * @return its table; null if it is empty
	 * @throws IOException if it is no table of images
	 */
	static CsvTable parse(final String text) throws IOException {
		final List<List<String>> lines = lines(text);
		if (lines.isEmpty()) return null;
		final List<String> headings = lines.get(0);
		if (!headings.get(0).equals(IMAGE) || !headings.contains(FRAME)) throw new IOException(
			"it is no table of ConvolveJ: its first line does not begin with " + IMAGE + ", and name a column " + FRAME);
		for (int i = 1; i < lines.size(); i++)
			if (lines.get(i).size() != headings.size()) throw new IOException("its line " + (i + 1) + " has " + lines.get(i)
				.size() + " cells, but the first one " + headings.size());
		return new CsvTable(headings, new ArrayList<>(lines.subList(1, lines.size())));
	}

	private static List<List<String>> lines(final String text) throws IOException {
		final List<List<String>> lines = new ArrayList<>();
		List<String> line = new ArrayList<>();
		StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < text.length(); i++) {
			final char c = text.charAt(i);
			if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') cell.append(text.charAt(++i));
			else if (c == '"') quoted = !quoted;
			else if (quoted || c != ',' && c != '\n' && c != '\r') cell.append(c);
			else if (c != '\r') {
				line.add(cell.toString());
				cell = new StringBuilder();
				if (c == ',') continue;
				lines.add(line);
				line = new ArrayList<>();
			}
		}
		if (quoted) throw new IOException("a quotation mark in it is not closed");
		if (cell.length() > 0 || !line.isEmpty()) {
			line.add(cell.toString());
			lines.add(line);
		}
		return lines;
	}

	/** The rows as text, each with a line break. */
	String rowText() {
		return rows.stream().map(row -> line(row)).collect(Collectors.joining());
	}

	/** All lines as text. */
	String text() {
		return line(headings) + rowText();
	}

	private static String line(final List<String> cells) {
		return cells.stream().map(cell -> cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"').collect(
			Collectors.joining(",")) + "\n";
	}

	List<String> headings() {
		return headings;
	}

	int size() {
		return rows.size();
	}

	/** Whether there is a row of an image. */
	boolean holds(final String image) {
		return rows.stream().anyMatch(row -> row.get(0).equals(image));
	}

	/** The rows of an image, or all others. */
	private CsvTable of(final String image, final boolean wanted) {
		return new CsvTable(headings, rows.stream().filter(row -> row.get(0).equals(image) == wanted).collect(Collectors
			.toList()));
	}

	/** The rows of an image. */
	CsvTable of(final String image) {
		return of(image, true);
	}

	/** The rows of all other images. */
	CsvTable without(final String image) {
		return of(image, false);
	}

	/**
	 * Whether tables hold the same numbers, of more channels or windows perhaps: names
	 * of columns differ in their digits only.
	 */
	static boolean areAlike(final List<String> a, final List<String> b) {
		return stems(a).equals(stems(b));
	}

	private static Set<String> stems(final List<String> headings) {
		return headings.stream().map(heading -> heading.replaceAll("[0-9]+", "#")).collect(Collectors.toCollection(
			TreeSet::new));
	}

	/** The same rows, with the columns of another table appended. */
	CsvTable widened(final List<String> others) {
		final List<String> all = new ArrayList<>(headings);
		final Set<String> known = new HashSet<>(headings);
		others.stream().filter(heading -> !known.contains(heading)).forEach(all::add);
		return new CsvTable(all, rows.stream().map(row -> {
			final List<String> longer = new ArrayList<>(row);
			longer.addAll(Collections.nCopies(all.size() - row.size(), MISSING));
			return longer;
		}).collect(Collectors.toList()));
	}

	/** The same rows, with all columns in another order. */
	CsvTable ordered(final List<String> order) {
		final Map<String, Integer> places = new HashMap<>();
		for (int i = 0; i < headings.size(); i++)
			places.putIfAbsent(headings.get(i), i);
		return new CsvTable(order, rows.stream().map(row -> order.stream().map(heading -> places.containsKey(heading) ? row.get(
			places.get(heading)) : MISSING).collect(Collectors.toList())).collect(Collectors.toList()));
	}

	/** These rows, followed by those of a table with the same columns. */
	CsvTable plus(final CsvTable other) {
		final List<List<String>> all = new ArrayList<>(rows);
		all.addAll(other.rows);
		return new CsvTable(headings, all);
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof CsvTable && ((CsvTable) other).headings.equals(headings) && ((CsvTable) other).rows.equals(
			rows);
	}

	@Override
	public int hashCode() {
		return rows.hashCode();
	}
}
