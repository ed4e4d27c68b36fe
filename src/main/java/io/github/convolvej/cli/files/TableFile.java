package io.github.convolvej.cli.files;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.store.NewFile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import ij.measure.ResultsTable;

/**
 * The table of filters that give numbers besides images: one CSV file for all
 * images of a call, a row for each slice and time point, UTF-8, with a line of
 * headings. It lies beside the images: of the same name if there is one image,
 * otherwise named after the filter.
 */
public final class TableFile {

	private final Path path;
	private final boolean overwrite;
	private final ResultsTable rows = new ResultsTable();

	/**
	 * @param tasks the files
	 * @param filter the filter's name
	 * @param overwrite whether the file may exist
	 * @throws UsageException if it exists and must not be replaced
	 */
	public TableFile(final List<FileTask> tasks, final String filter, final boolean overwrite) {
		final Path first = tasks.get(0).output();
		path = first.resolveSibling(tasks.size() > 1 ? filter + ".csv" : first.getFileName().toString().replaceFirst(
			"\\.[^.]*$", "") + ".csv");
		this.overwrite = overwrite;
		if (Files.exists(path) && !overwrite) throw new UsageException("OUTPUT " + path +
			", the table, exists: choose another name or folder, or add --overwrite");
	}

	public Path path() {
		return path;
	}

	/** The rows so far, to add to. */
	public ResultsTable rows() {
		return rows;
	}

	/** Writes the file, unless there is no row. */
	public void write(final UnaryOperator<OutputStream> wrap) throws IOException {
		if (rows.size() == 0) return;
		try (NewFile file = new NewFile(path, overwrite, wrap)) {
			file.stream().write(text().getBytes(StandardCharsets.UTF_8));
			file.commit();
		}
	}

	private String text() {
		final String[] headings = rows.getHeadings();
		final StringBuilder text = new StringBuilder(String.join(",", headings)).append('\n');
		for (int row = 0; row < rows.size(); row++) {
			for (int i = 0; i < headings.length; i++)
				text.append(i == 0 ? "" : ",").append(i == 0 ? quoted(rows.getStringValue(headings[i], row)) : NumberText.exact(rows
					.getValue(headings[i], row)));
			text.append('\n');
		}
		return text.toString();
	}

	/** As RFC 4180 has it. */
	private static String quoted(final String value) {
		return value.matches("[^\",\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
	}
}
