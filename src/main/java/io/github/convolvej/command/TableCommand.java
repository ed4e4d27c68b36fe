package io.github.convolvej.command;

import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.ResultValues;
import io.github.convolvej.ij1.job.TableRows;
import io.github.convolvej.run.Monitor;

import java.util.List;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;

import ij.ImagePlus;
import ij.measure.ResultsTable;

/**
 * A command whose result is a few numbers for each slice and time point. It gives a table as well as an image. The
 * table has one row for each slice and time point. Its columns are {@code image}, {@code slice} (unless slices are
 * filtered together), {@code frame}, and one for each number; slices and frames count from 1. The numbers are computed
 * in double precision, and not rounded to the 32 bits of the image.
 */
public abstract class TableCommand extends FilterCommand {

	@Parameter(type = ItemIO.OUTPUT, label = "Table")
	private ResultsTable table;

	/**
	 * @param job a job that this command made
	 * @return the names of the numbers in a row, made of letters, digits and underscores only. There is one name for
	 *           each pixel in a slice of the result, x fastest, then y, then channel.
	 * @throws IllegalArgumentException if there are too many for a table
	 */
	protected abstract List<String> columns(FilterJob job);

	/**
	 * Allows neither selections nor other targets, because the numbers are those of whole planes and go to a table too.
	 */
	@Override
	protected final void checkShared(final String roiUse, final String resultTarget) {
		if (!roiUse.equals("ignore")) throw new IllegalArgumentException("roi is " + roiUse + ", but " + name() +
			" gives numbers of whole planes: duplicate the ROI (Image > Duplicate...) and use that, or use roi=ignore");
		if (!resultTarget.equals("new")) throw new IllegalArgumentException("target is " + resultTarget + ", but " + name() +
			" gives a table and an image of a few numbers: use target=new");
	}

	@Override
	public boolean givesTable() {
		return true;
	}

	@Override
	public List<String> headings(final FilterJob job) {
		return TableRows.headings(job, columns(job));
	}

	@Override
	public CommandResult result(final FilterJob job, final Monitor monitor) {
		final List<String> names = columns(job);
		final ResultValues values = ResultValues.compute(job, monitor);
		return new CommandResult(values.image(), (rows, name) -> TableRows.add(rows, name, job, values, names));
	}

	@Override
	protected String describe(final FilterJob job) {
		final int numbers = columns(job).size();
		final int rows = job.slices() * job.frames();
		return "Table: " + rows + (rows == 1 ? " row of " : " rows of ") + numbers + (numbers == 1 ? " number\n"
			: " numbers\n") + super.describe(job);
	}

	/** False: the result is a few numbers, not a picture. */
	@Override
	public boolean isPictorial() {
		return false;
	}

	/** Not a single pixel, which the table says better, and which the next command would take for the image to work on. */
	@Override
	public boolean shows(final ImagePlus result) {
		return result.getWidth() > 1 || result.getHeight() > 1;
	}

	@Override
	protected ImagePlus compute(final FilterJob job, final Monitor monitor) {
		final List<String> names = columns(job);
		final ResultValues values = ResultValues.compute(job, monitor);
		if (monitor.isCancelled()) throw new CancellationException();
		table = new ResultsTable();
		TableRows.add(table, job, values, names);
		TableRows.publish(name(), table, job, values, names);
		return values.image();
	}
}
