package io.github.convolvej.command;

import io.github.convolvej.ij1.dialog.Manual;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Plugins &gt; ConvolveJ &gt; ConvolveJ Manual: opens the first page of the manual in the jar. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>ConvolveJ Manual", description =
	"Opens the manual, which is in the jar: no network is needed.")
public class ManualCommand extends TextCommand {

	private static final String FIRST_PAGE = "README";

	@Override
	String tell() {
		return "The manual of ConvolveJ is at https://github.com/convolvej/convolvej/blob/main/docs/manual/README.md\n" +
			"With a screen, this command opens it from the jar; on the command line, 'list' names all filters, and\n" +
			"'help FILTER' shows the keys of one.";
	}

	@Override
	void show(final String told) {
		Manual.show(FIRST_PAGE);
	}
}
