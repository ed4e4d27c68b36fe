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
 * A command whose result is a few numbers for each slice and time point: it gives
 * a table besides the image. One row for each slice and time point, with the
 * columns {@code image}, {@code slice} (unless slices are filtered together),
 * {@code frame}, both from 1, and one for each number. Numbers are those of a
 * computation in double precision, not rounded to the image's 32 bits.
 */
public abstract class TableCommand extends FilterCommand {

	@Parameter(type = ItemIO.OUTPUT, label = "Table")
	private ResultsTable table;

	/**
	 * @param job a job of this command
	 * @return names of the numbers of a row, letters, digits and underscores only:
	 *         one for each sample of a slice of the result, x fastest, then y, then
	 *         channel
	 * @throws IllegalArgumentException if there are too many for a table
	 */
	protected abstract List<String> columns(FilterJob job);

	/** Numbers of whole planes go to a table too. */
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

	/** Its result is a few numbers. */
	@Override
	public boolean isPictorial() {
		return false;
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
