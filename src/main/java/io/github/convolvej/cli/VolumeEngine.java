package io.github.convolvej.cli;

import io.github.convolvej.batch.BatchCounts;
import io.github.convolvej.batch.Workers;
import io.github.convolvej.cli.console.Console;
import io.github.convolvej.run.Monitor;

import java.io.IOException;
import java.util.concurrent.CancellationException;

/**
 * Where the blocks of a run are computed: by the threads of this process, or by
 * a cluster. The command line, the plan, the container and its metadata are the
 * same.
 */
public interface VolumeEngine {

	/**
	 * Begins. Called once, before the other methods.
	 *
	 * @param console where to report
	 * @param given the first option that was given of those that only this process
	 *          can heed, such as {@code --threads}; null if there is none
	 * @return what computes
	 * @throws IOException if nothing can compute
	 */
	Workers start(Console console, String given) throws IOException;

	/**
	 * Checks, before anything is computed, that all that compute find the input and
	 * can write the result.
	 *
	 * @param work a level of the result, whose container exists
	 * @throws IOException if one cannot; the message names it
	 */
	void check(VolumeWork work) throws IOException;

	/**
	 * Computes what is missing of a level.
	 *
	 * @param work the level
	 * @param monitor receives progress and can stop the run
	 * @return what was done
	 * @throws IOException if something cannot be read or written; written units stay
	 * @throws CancellationException if the monitor cancelled
	 */
	BatchCounts compute(VolumeWork work, Monitor monitor) throws IOException;

	/** @return number of samples that were needed of the input, and that were read, by what was computed last */
	long[] samplesOfInput();

	/** @return whether other processes compute, which write Zarr containers only, and find paths as they see them */
	boolean isElsewhere();

	/** @return what computed, for the record of the run, such as "Spark 3.5.9, 4 executors"; null for this process */
	String name();
}
