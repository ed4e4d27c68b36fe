package io.github.convolvej.command.scijava;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

import ij.Macro;

/**
 * Knows which commands macros and scripts of ImageJ have called. ImageJ itself can only say whether any macro runs
 * anywhere, as one that waits for the user does while the user works on with the menus.
 */
public final class MacroCallers {

	private static final Set<Object> COMMANDS = Collections.synchronizedSet(Collections.newSetFromMap(
		new WeakHashMap<>()));

	/** Classes between a call of ImageJ and one of our commands; a class of anybody else has been called instead. */
	private static final List<String> BRIDGES = List.of("ij.", "net.imagej.", "org.scijava.", "java.", "jdk.", "sun.",
		"javassist.", "io.github.convolvej.ij1.", "io.github.convolvej.command.");

	private MacroCallers() {}

	/** Whether a macro, or a call of ImageJ by a script, is at work on this thread. */
	static boolean isHere() {
		return StackWalker.getInstance().walk(frames -> frames.anyMatch(MacroCallers::isMacro));
	}

	private static boolean isMacro(final StackWalker.StackFrame frame) {
		return frame.getClassName().equals("ij.macro.Interpreter") || isRun(frame);
	}

	private static boolean isRun(final StackWalker.StackFrame frame) {
		return frame.getClassName().equals("ij.IJ") && frame.getMethodName().equals("run");
	}

	/** The options of the call of ImageJ that has led to here; null if there are none, or they are for somebody else. */
	static String options() {
		final String options = Macro.getOptions();
		if (options == null) return null;
		final List<StackWalker.StackFrame> frames = StackWalker.getInstance().walk(all -> all.collect(Collectors.toList()));
		for (final StackWalker.StackFrame frame : frames) {
			if (isRun(frame)) return options;
			if (BRIDGES.stream().noneMatch(frame.getClassName()::startsWith)) return null;
		}
		return null;
	}

	/** Notes that a macro has called a command, which may run on another thread. */
	static void note(final Object command) {
		COMMANDS.add(command);
	}

	/**
	 * @param command a command that is run
	 * @return whether a macro has called it
	 */
	public static boolean called(final Object command) {
		return COMMANDS.contains(command) || isHere();
	}
}
