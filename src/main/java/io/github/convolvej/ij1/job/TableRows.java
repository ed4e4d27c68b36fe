package io.github.convolvej.ij1.job;

import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.IJ;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

/**
 * Writes small results to ImageJ's tables, one row for each slice and time
 * point: {@code image, slice, frame} and the numbers; {@code slice} is omitted
 * if the filter works along z.
 */
public final class TableRows {

	/** Largest number of columns in spreadsheets. */
	private static final int MOST_COLUMNS = 16384;
	private static final int SIGNIFICANT = 9;
	private static final int SCIENTIFIC = -SIGNIFICANT;
	private static final double SMALLEST_PLAIN = 1e-4;
	private static final double LARGEST_PLAIN = 1e12;

	private TableRows() {}

	/**
	 * @param numbers number of values of a row
	 * @throws IllegalArgumentException if there are too many for a table
	 */
	public static void checkColumns(final long numbers) {
		if (numbers + 3 > MOST_COLUMNS) throw new IllegalArgumentException("A row of the table would have " + numbers +
			" values, but at most " + (MOST_COLUMNS - 3) + " are possible");
	}

	/**
	 * Adds the rows of an image, and the columns that the table does not have yet.
	 *
	 * @param table the table
	 * @param job the finished job
	 * @param values its result
	 * @param names names of the values of a row, in the order of {@link
	 *          ResultValues#at}
	 */
	public static void add(final ResultsTable table, final FilterJob job, final ResultValues values,
		final List<String> names)
	{
		add(table, job.input().image().getTitle(), job, values, names);
	}

	/**
	 * @param job what is computed
	 * @param names names of the numbers of a row
	 * @return names of all columns of its rows
	 */
	public static List<String> headings(final FilterJob job, final List<String> names) {
		final List<String> headings = new ArrayList<>(List.of("image"));
		if (!job.zFirst()) headings.add("slice");
		headings.add("frame");
		headings.addAll(names);
		return headings;
	}

	/**
	 * The same with a name for the image other than its title.
	 *
	 * @param table the table
	 * @param image what the rows call the image
	 * @param job what was computed
	 * @param values its result
	 * @param names names of the numbers of a row
	 */
	public static void add(final ResultsTable table, final String image, final FilterJob job, final ResultValues values,
		final List<String> names)
	{
		int[] columns = null;
		for (int t = 0; t < job.frames(); t++)
			for (int z = 0; z < job.slices(); z++) {
				addEmptyRow(table);
				table.setValue(column(table, "image"), table.size() - 1, image);
				if (!job.zFirst()) table.addValue(column(table, "slice"), job.input().planes().first(1) + z + 1);
				table.addValue(column(table, "frame"), job.input().planes().first(2) + t + 1);
				if (columns == null) columns = columns(table, names);
				final double[] row = values.at(z, t);
				for (int i = 0; i < row.length; i++)
					set(table, columns[i], row[i]);
			}
	}

	/**
	 * Adds a row of empty cells, which ImageJ would fill with zeros or earlier
	 * values.
	 */
	private static void addEmptyRow(final ResultsTable table) {
		table.addRow();
		for (int column = 0; column <= table.getLastColumn(); column++)
			if (table.columnExists(column)) table.addValue(column, Double.NaN);
	}

	/**
	 * @param table a table
	 * @return the number of each of its columns, by name; where several have the same name, of the first
	 */
	public static Map<String, Integer> columns(final ResultsTable table) {
		final Map<String, Integer> columns = new HashMap<>();
		for (int column = 0; column <= table.getLastColumn(); column++)
			if (table.columnExists(column)) columns.putIfAbsent(table.getColumnHeading(column), column);
		return columns;
	}

	/** The columns of these names; those that the table does not have are added. */
	private static int[] columns(final ResultsTable table, final List<String> names) {
		final Map<String, Integer> known = columns(table);
		return names.stream().mapToInt(name -> known.computeIfAbsent(name, n -> added(table, n))).toArray();
	}

	private static int column(final ResultsTable table, final String name) {
		final int known = table.getColumnIndex(name);
		return known == ResultsTable.COLUMN_NOT_FOUND ? added(table, name) : known;
	}

	private static int added(final ResultsTable table, final String name) {
		final int column = table.getFreeColumn(name);
		for (int row = 0; row < table.size(); row++)
			table.setValue(column, row, Double.NaN);
		return column;
	}

	/**
	 * Sets a value. ImageJ saves the displayed digits, so a column shows as many
	 * digits as its numbers have, up to nine.
	 */
	private static void set(final ResultsTable table, final int column, final double value) {
		final int shown = digits(table, column);
		table.addValue(column, value);
		final boolean whole = value == (int) value || Double.isNaN(value) || Double.isInfinite(value);
		final double magnitude = Math.abs(value);
		final int own = whole ? shown : Math.min(SIGNIFICANT, SIGNIFICANT - 1 - (int) Math.floor(Math.log10(magnitude)));
		final boolean plain = shown != SCIENTIFIC && (whole || magnitude >= SMALLEST_PLAIN && magnitude < LARGEST_PLAIN);
		final int digits = Math.max(own, shown);
		table.setDecimalPlaces(column, !plain ? SCIENTIFIC : digits <= 0 ? ResultsTable.AUTO_FORMAT : digits);
	}

	/**
	 * Number of decimal places in the row before the last, because ImageJ does not
	 * return its setting; 0 for whole numbers.
	 */
	private static int digits(final ResultsTable table, final int column) {
		for (int row = table.size() - 2; row >= 0; row--) {
			final String text = table.getStringValue(column, row);
			if (text == null || !text.matches("-?[0-9].*")) continue;
			return text.indexOf('E') >= 0 ? SCIENTIFIC : text.indexOf('.') < 0 ? 0 : text.length() - 1 - text.indexOf('.');
		}
		return 0;
	}

	/**
	 * Shows rows below the existing rows of the table with a given title; in a
	 * macro without windows, where ImageJ has only its Results table, in that
	 * table.
	 *
	 * @param title title of the table
	 * @param table the rows
	 * @param job the job
	 * @param values its result
	 * @param names names of the numbers of a row
	 */
	public static void publish(final String title, final ResultsTable table, final FilterJob job,
		final ResultValues values, final List<String> names)
	{
		if (GraphicsEnvironment.isHeadless()) {
			if (IJ.isMacro()) add(Analyzer.getResultsTable(), job, values, names);
			return;
		}
		if (IJ.getInstance() == null) return;
		final ResultsTable shown = ResultsTable.getResultsTable(title);
		if (shown == null) table.show(title);
		else {
			add(shown, job, values, names);
			shown.show(title);
		}
	}
}
