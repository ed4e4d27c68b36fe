package io.github.convolvej.ij1.dialog;

import java.io.PrintWriter;
import java.io.StringWriter;

import ij.ImagePlus;

/** What parameters of a command give, in words, or why they give nothing. Immutable. */
final class Verdict {

	private final String text;
	private final boolean possible;
	private final boolean mistaken;
	private final String defect;

	private Verdict(final String text, final boolean possible, final boolean mistaken, final String defect) {
		this.text = text;
		this.possible = possible;
		this.mistaken = mistaken;
		this.defect = defect;
	}

	/**
	 * Plans a command.
	 *
	 * @param command with its parameters
	 * @param image what it works on; null if there is none
	 * @param description said of commands that have nothing to plan, as they tell of results
	 * @return what they give
	 */
	static Verdict of(final Object command, final ImagePlus image, final String description) {
		try {
			return new Verdict(command instanceof LiveText ? ((LiveText) command).liveText(image) : description, true, false, "");
		}
		catch (final NothingYet e) {
			return new Verdict(e.getMessage(), false, false, "");
		}
		catch (final IllegalArgumentException e) {
			return refused(e.getMessage());
		}
		catch (final RuntimeException e) {
			// a defect of ours: the command can be run all the same, and says more
			final StringWriter trace = new StringWriter();
			e.printStackTrace(new PrintWriter(trace));
			return new Verdict("What this gives is not known: " + e, true, false, trace.toString());
		}
	}

	/**
	 * @param mistake what is wrong with the parameters
	 * @return that they give nothing
	 */
	static Verdict refused(final String mistake) {
		return new Verdict("Not possible: " + mistake, false, true, "");
	}

	/**
	 * @param words that say so
	 * @return that there is no image any more
	 */
	static Verdict closed(final String words) {
		return new Verdict(words, false, true, "");
	}

	/** What they give, or why they give nothing: lines separated by {@code \n}. */
	String text() {
		return text;
	}

	/** Whether they give a result. */
	boolean isPossible() {
		return possible;
	}

	/** Whether they give none because something is wrong with them, and not because something is missing yet. */
	boolean isMistaken() {
		return mistaken;
	}

	/** Where a defect of the program was met; empty if none was. */
	String defect() {
		return defect;
	}
}
