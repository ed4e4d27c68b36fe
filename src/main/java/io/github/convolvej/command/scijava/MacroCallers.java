package io.github.convolvej.command.scijava;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

import ij.Macro;

/**
 * Remembers which commands were called by macros and scripts of ImageJ. ImageJ itself only knows whether any macro is
 * running. That is not enough: a macro may wait for the user, who meanwhile calls a command from the menu.
 */
public final class MacroCallers {

	private static final Set<Object> COMMANDS = Collections.synchronizedSet(Collections.newSetFromMap(
		new WeakHashMap<>()));

	/**
	 * Packages of the classes that can stand between IJ.run and our command in the call stack. If there is any other
	 * class, the options were meant for that class.
	 */
	private static final List<String> BRIDGES = List.of("ij.", "net.imagej.", "org.scijava.", "java.", "jdk.", "sun.",
		"javassist.", "io.github.convolvej.ij1.", "io.github.convolvej.command.");

	private MacroCallers() {}

	/** Whether a macro, or a script that called IJ.run, is running on this thread. */
	static boolean isHere() {
		return StackWalker.getInstance().walk(frames -> frames.anyMatch(MacroCallers::isMacro));
	}

	private static boolean isMacro(final StackWalker.StackFrame frame) {
		return frame.getClassName().equals("ij.macro.Interpreter") || isRun(frame);
	}

	private static boolean isRun(final StackWalker.StackFrame frame) {
		return frame.getClassName().equals("ij.IJ") && frame.getMethodName().equals("run");
	}

	/**
	 * The options of the IJ.run that called our command; null if there are none, or if they were meant for another
	 * class.
	 */
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

	/** Remembers that a macro has called a command. The command may run on another thread. */
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
