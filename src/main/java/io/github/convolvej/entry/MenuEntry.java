package io.github.convolvej.entry;

import org.scijava.command.Command;

import ij.IJ;
import ij.plugin.PlugIn;

/**
 * What {@code plugins.config} names: hands over to the PlugIn that runs commands, if this Java can load it, and
 * otherwise says what is needed. As a command of SciJava it does only the latter, see {@link StartService}.
 */
public final class MenuEntry implements PlugIn, Command {

	/** Has no other class of ours or of ImageJ in it, so that only the version of its byte code matters. */
	private static final String PROBE = "io.github.convolvej.geometry.Axis";
	private static final String RUNNER = "io.github.convolvej.ij1.CommandPlugIn";

	private static volatile boolean said;

	/** @return whether this Java is too old for all other classes of ConvolveJ */
	static boolean isJavaTooOld() {
		try {
			Class.forName(PROBE, false, MenuEntry.class.getClassLoader());
			return false;
		}
		catch (final UnsupportedClassVersionError e) {
			return true;
		}
		catch (final ClassNotFoundException e) {
			throw new IllegalStateException("ConvolveJ is not installed completely: " + PROBE + " is missing", e);
		}
	}

	@Override
	public void run(final String className) {
		if (isJavaTooOld()) run();
		else runner().run(className);
	}

	private static PlugIn runner() {
		try {
			return (PlugIn) Class.forName(RUNNER, true, MenuEntry.class.getClassLoader()).getConstructor().newInstance();
		}
		catch (final ReflectiveOperationException e) {
			throw new IllegalStateException("ConvolveJ is not installed completely: " + RUNNER + " could not be made", e);
		}
	}

	/** Says what is needed: in a message the first time, and in each macro, which it stops; later in the status bar. */
	@Override
	public void run() {
		final String needed = message(System.getProperty("java.version"));
		if (!said || IJ.isMacro()) IJ.error("ConvolveJ", needed);
		else IJ.showStatus(needed.substring(0, needed.indexOf('\n')));
		haveSaid();
	}

	private static void haveSaid() {
		said = true;
	}

	/**
	 * @param version of Java
	 * @return what is needed instead, and where to get it
	 */
	static String message(final String version) {
		return "ConvolveJ needs Java 11 or newer, but this ImageJ runs on Java " + version + ".\n \n" +
			"Fiji: download a current Fiji from https://fiji.sc, which brings a newer Java along.\n" +
			"ImageJ: download a current ImageJ with Java from https://imagej.net/ij/download.html,\n" +
			"or install Java 17 or newer from https://adoptium.net and start ImageJ with that.";
	}
}
