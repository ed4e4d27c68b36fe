package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.macro.ParameterValues;

import java.util.List;
import java.util.Locale;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

import ij.plugin.frame.Recorder;

/**
 * Asks for a command's parameters with {@link FilterDialog}, ImageJ's own dialog
 * drawn from the command's parameters. Only for plain ImageJ: where a SciJava user
 * interface exists, that one asks. Labels begin with the parameter's name, as
 * everywhere in ImageJ, whose macro keys are the first words of labels.
 */
public final class DialogHarvester {

	private DialogHarvester() {}

	/**
	 * Shows the dialog, sets the parameters, and has them recorded if ImageJ's macro
	 * recorder is open.
	 *
	 * @param module the command that is about to be run
	 * @return false if the user cancelled
	 */
	public static boolean harvest(final Module module) {
		final List<ModuleItem<?>> items = ParameterValues.of(module.getInfo());
		for (final ModuleItem<?> item : items)
			if (!item.getLabel().split(" ")[0].toLowerCase(Locale.ROOT).equals(item.getName())) throw new IllegalStateException(
				"The label '" + item.getLabel() + "' does not begin with the key '" + item.getName() +
					"': recorded macros would not replay");
		final String command = Recorder.record ? Recorder.getCommand() : null;
		try (CommandDialog dialog = new CommandDialog(module)) {
			final FilterDialog window = new FilterDialog(module, dialog);
			window.showDialog();
			if (window.wasCanceled()) return false;
			final String mistake = window.read();
			if (mistake != null) throw new IllegalArgumentException(mistake);
			final Object asked = module.getDelegateObject();
			if (asked instanceof Confirmed && !((Confirmed) asked).confirm()) return false;
		}
		if (command != null && Recorder.record) {
			// other commands may have been run and recorded while the dialog was open
			Recorder.setCommand(command);
			record(module, items);
		}
		return true;
	}

	/** Hands all parameters to ImageJ's recorder, as keys and values of a macro line. */
	public static void record(final Module module, final List<ModuleItem<?>> items) {
		for (final ModuleItem<?> item : items) {
			final String text = Recorder.fixString(String.valueOf(module.getInput(item.getName())));
			// the recorder itself puts values with spaces in brackets
			final boolean bracket = text.isEmpty() || text.indexOf(' ') < 0 && "['".indexOf(text.charAt(0)) >= 0;
			Recorder.recordOption(item.getName(), bracket ? "[" + text + "]" : text);
		}
	}
}
