package io.github.convolvej.command;

import java.util.function.BiConsumer;

import ij.ImagePlus;
import ij.measure.ResultsTable;

/** The result of a command for one image: an image, and table rows if the command also measures numbers. */
public final class CommandResult {

	private final ImagePlus image;
	private final BiConsumer<ResultsTable, String> rows;

	/**
	 * @param image the image
	 * @param rows adds the rows to a table, labelled with the name of the image
	 */
	CommandResult(final ImagePlus image, final BiConsumer<ResultsTable, String> rows) {
		this.image = image;
		this.rows = rows;
	}

	/** @return the image, which is not shown yet */
	public ImagePlus image() {
		return image;
	}

	/**
	 * Adds the rows of this image, if there are any.
	 *
	 * @param table the table, which may already hold rows of other images
	 * @param name the name of the image in these rows
	 */
	public void addRows(final ResultsTable table, final String name) {
		rows.accept(table, name);
	}
}
