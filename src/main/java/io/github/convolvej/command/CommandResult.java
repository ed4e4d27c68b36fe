package io.github.convolvej.command;

import java.util.function.BiConsumer;

import ij.ImagePlus;
import ij.measure.ResultsTable;

/** What a command gives for one image: an image, and rows of a table if it gives numbers. */
public final class CommandResult {

	private final ImagePlus image;
	private final BiConsumer<ResultsTable, String> rows;

	/**
	 * @param image the image
	 * @param rows adds the rows to a table, with a name of the image
	 */
	CommandResult(final ImagePlus image, final BiConsumer<ResultsTable, String> rows) {
		this.image = image;
		this.rows = rows;
	}

	/** @return the image, not shown */
	public ImagePlus image() {
		return image;
	}

	/**
	 * Adds the rows of this image, if there are any.
	 *
	 * @param table the table, which may hold those of other images
	 * @param name what the rows call the image
	 */
	public void addRows(final ResultsTable table, final String name) {
		rows.accept(table, name);
	}
}
