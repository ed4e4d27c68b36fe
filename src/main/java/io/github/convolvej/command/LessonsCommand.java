package io.github.convolvej.command;

import io.github.convolvej.ij1.dialog.Manual;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/**
 * Plugins &gt; ConvolveJ &gt; Learn &gt; Lessons: opens the contents page of the lessons, which are in the jar, in the
 * language of the desktop.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Learn>Lessons", description =
	"Sixteen short lessons on convolution, with animations and macros to run: no network is needed.")
public class LessonsCommand extends TextCommand {

	@Override
	String tell() {
		return "The lessons of ConvolveJ are at https://github.com/convolvej/convolvej/blob/main/docs/lessons/README.md\n" +
			"With a screen, this command opens them from the jar.";
	}

	@Override
	void show(final String told) {
		Manual.showLessons();
	}
}
