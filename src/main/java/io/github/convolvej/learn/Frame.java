package io.github.convolvej.learn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A frame of an animation: what is shown, not how it is drawn. From left to
 * right: images that are read; weights and products of the window; the result as
 * far as it is known. Immutable.
 */
final class Frame {

	private final List<String> heading;
	private final List<Board> read;
	private final List<Board> window;
	private final Board result;
	private final List<String> text;

	/**
	 * @param heading lines above
	 * @param read images that are read
	 * @param window weights and products; none if nothing is computed now
	 * @param result the result
	 * @param text lines below
	 */
	Frame(final List<String> heading, final List<Board> read, final List<Board> window, final Board result,
		final List<String> text)
	{
		this.heading = Collections.unmodifiableList(new ArrayList<>(heading));
		this.read = Collections.unmodifiableList(new ArrayList<>(read));
		this.window = Collections.unmodifiableList(new ArrayList<>(window));
		this.result = result;
		this.text = Collections.unmodifiableList(new ArrayList<>(text));
	}

	List<String> heading() {
		return heading;
	}

	List<Board> read() {
		return read;
	}

	List<Board> window() {
		return window;
	}

	Board result() {
		return result;
	}

	List<String> text() {
		return text;
	}
}
