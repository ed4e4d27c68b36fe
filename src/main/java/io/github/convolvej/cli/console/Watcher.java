package io.github.convolvej.cli.console;

/** Is told what a terminal would show, where there is another place for it. Methods are called by any thread. */
public interface Watcher {

	/** @param text a line of results */
	void line(String text);

	/** @param text a line that is neither a result nor a failure */
	void note(String text);

	/** @param text a line about a failure */
	void failure(String text);

	/**
	 * @param name what is computed
	 * @param share how much of all images is done, 0 to 1
	 */
	void progress(String name, double share);

	/** @return whether to stop */
	boolean isCancelled();
}
