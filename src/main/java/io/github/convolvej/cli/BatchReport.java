package io.github.convolvej.cli;

import io.github.convolvej.cli.console.Watcher;
import io.github.convolvej.run.Monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a batch from the menu reports: progress with the time left, lines for the log, and what failed. */
final class BatchReport implements Watcher {

	/** Progress is counted in such parts of the whole. */
	private static final long PARTS = 1_000_000;

	private final Monitor monitor;
	private final Consumer<String> log;
	private final List<String> failures = new ArrayList<>();
	private String last = "";

	/**
	 * @param monitor shows progress and is asked whether to stop
	 * @param log gets each line
	 */
	BatchReport(final Monitor monitor, final Consumer<String> log) {
		this.monitor = monitor;
		this.log = log;
	}

	@Override
	public synchronized void line(final String text) {
		last = text;
		log.accept(words(text));
	}

	@Override
	public synchronized void note(final String text) {
		log.accept(words(text));
	}

	@Override
	public synchronized void failure(final String text) {
		failures.add(words(text));
		log.accept(words(text));
	}

	@Override
	public void progress(final String name, final double share) {
		monitor.progress((long) Math.min(PARTS - 1, PARTS * share), PARTS);
	}

	@Override
	public boolean isCancelled() {
		return monitor.isCancelled();
	}

	/** Number of failures. */
	synchronized int failed() {
		return failures.size();
	}

	/** How many are done, and a line for each failure. */
	synchronized String summary() {
		return failures.isEmpty() ? last : last + "\n" + String.join("\n", failures);
	}

	/** Messages name options of the command line; the menu has parameters. */
	static String words(final String message) {
		return message.replace("--overwrite", "existing=replace").replace("--skip-existing", "existing=keep").replace("--wells",
			"wells").replace("--fields", "fields").replaceAll("\\bINPUT\\b", "input").replaceAll("\\bOUTPUT\\b", "output");
	}
}
