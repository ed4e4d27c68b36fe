package io.github.convolvej.command;

import io.github.convolvej.ij1.explanation.TextWindows;
import io.github.convolvej.ij1.macro.Provenance;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

/**
 * Plugins &gt; ConvolveJ &gt; Show as Script...: shows the steps that made a result as a script, in the language that
 * the user chooses.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Show as Script...", description =
	"Shows the steps that made a result as a script: ImageJ macro, Groovy, Jython, PyImageJ, or command line.")
public class ShowAsScriptCommand extends RecordCommand {

	@Parameter(persist = false, label = "Language", choices = { "macro", "groovy", "jython", "pyimagej", "shell" },
		description = "macro: ImageJ's own; groovy, jython: for Fiji's script editor; pyimagej: Python with PyImageJ; shell: " +
			"the command line.")
	private String language = "macro";

	@Override
	void check() {
		Script.parse(language);
	}

	@Override
	String preview(final ImagePlus result, final Provenance record) {
		return Script.parse(language).render(getContext(), record);
	}

	@Override
	String tell(final ImagePlus result, final Provenance record) {
		final String script = Script.parse(language).render(getContext(), record);
		if (isForUser()) TextWindows.show(result.getTitle() + " (" + language + ")", script);
		return script;
	}
}
