package io.github.convolvej.cli;

import io.github.convolvej.batch.BatchCounts;
import io.github.convolvej.batch.BatchRun;
import io.github.convolvej.batch.Workers;
import io.github.convolvej.cli.console.Console;
import io.github.convolvej.run.Monitor;

import java.io.IOException;

/** Computes with the threads of this process. */
final class ThreadEngine implements VolumeEngine {

	private long needed;
	private long read;

	@Override
	public Workers start(final Console console, final String given) {
		return Workers.local();
	}

	@Override
	public void check(final VolumeWork work) {
		// what the process that plans sees, it sees when it computes
	}

	@Override
	public BatchCounts compute(final VolumeWork work, final Monitor monitor) throws IOException {
		final BatchRun run = new BatchRun(work.recipe(), work.sink(), work.plan(), monitor);
		run.run();
		needed = work.recipe().samplesNeeded();
		read = work.recipe().samplesRead();
		return run.counts();
	}

	@Override
	public long[] samplesOfInput() {
		return new long[] { needed, read };
	}

	@Override
	public boolean isElsewhere() {
		return false;
	}

	@Override
	public String name() {
		return null;
	}
}
