package io.github.convolvej.ij1;

import java.util.List;
import java.util.Locale;

import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

/**
 * Asks for a command's parameters with ImageJ's own {@link GenericDialog}, drawn
 * from the command's parameters. Only for plain ImageJ: where a SciJava user
 * interface exists, that one asks. Labels begin with the parameter's name, as
 * everywhere in ImageJ, whose macro keys are the first words of labels.
 */
final class DialogHarvester {

	private static final int COLUMNS = 34;

	private DialogHarvester() {}

	/**
	 * Shows the dialog, sets the parameters, and has them recorded if ImageJ's macro
	 * recorder is open.
	 *
	 * @param module the command that is about to be run
	 * @return false if the user cancelled
	 */
	static boolean harvest(final Module module) {
		final ModuleInfo info = module.getInfo();
		final List<ModuleItem<?>> items = ParameterValues.of(info);
		final GenericDialog dialog = new GenericDialog(info.getLabel().isEmpty() ? info.getTitle() : info.getLabel());
		for (final ModuleItem<?> item : items)
			add(dialog, module, item);
		dialog.addHelp(help(info, items));
		final boolean recording = Recorder.record;
		// the dialog's own recording leaves out boxes that are not checked: a macro would take the default for them
		Recorder.record = false;
		try {
			dialog.showDialog();
		}
		finally {
			Recorder.record = recording;
		}
		if (dialog.wasCanceled()) return false;
		for (final ModuleItem<?> item : items)
			module.setInput(item.getName(), next(dialog, item));
		final Object command = module.getDelegateObject();
		if (command instanceof Confirmed && !((Confirmed) command).confirm()) return false;
		if (recording) record(module, items);
		return true;
	}

	/** Hands all parameters to ImageJ's recorder, as keys and values of a macro line. */
	static void record(final Module module, final List<ModuleItem<?>> items) {
		for (final ModuleItem<?> item : items) {
			final String text = Recorder.fixString(String.valueOf(module.getInput(item.getName())));
			// the recorder itself puts values with spaces in brackets
			final boolean bracket = text.isEmpty() || text.indexOf(' ') < 0 && "['".indexOf(text.charAt(0)) >= 0;
			Recorder.recordOption(item.getName(), bracket ? "[" + text + "]" : text);
		}
	}

	private static void add(final GenericDialog dialog, final Module module, final ModuleItem<?> item) {
		final String label = item.getLabel();
		if (!label.split(" ")[0].toLowerCase(Locale.ROOT).equals(item.getName())) throw new IllegalStateException(
			"The label '" + label + "' does not begin with the key '" + item.getName() + "': recorded macros would not replay");
		final Object value = module.getInput(item.getName());
		final Class<?> type = item.getType();
		if (item.getChoices() != null && !item.getChoices().isEmpty()) dialog.addChoice(label, item.getChoices().stream()
			.map(Object::toString).toArray(String[]::new), String.valueOf(value));
		else if (type == String.class) dialog.addStringField(label, String.valueOf(value), COLUMNS);
		else if (type == boolean.class || type == Boolean.class) dialog.addCheckbox(label, (Boolean) value);
		else if (type == double.class || type == Double.class) dialog.addNumericField(label, ((Number) value).doubleValue(),
			4);
		else dialog.addNumericField(label, ((Number) value).doubleValue(), 0);
	}

	private static Object next(final GenericDialog dialog, final ModuleItem<?> item) {
		final Class<?> type = item.getType();
		if (item.getChoices() != null && !item.getChoices().isEmpty()) return dialog.getNextChoice();
		if (type == String.class) return dialog.getNextString();
		if (type == boolean.class || type == Boolean.class) return dialog.getNextBoolean();
		final double number = dialog.getNextNumber();
		if (dialog.invalidNumber()) throw new IllegalArgumentException(item.getName() + ": " + dialog.getErrorMessage());
		if (type == double.class || type == Double.class) return number;
		if (number != Math.rint(number)) throw new IllegalArgumentException(item.getName() + " is " + number +
			", but must be a whole number");
		return ParameterValues.convert(item, Long.toString((long) number));
	}

	private static String help(final ModuleInfo info, final List<ModuleItem<?>> items) {
		final StringBuilder html = new StringBuilder("<html><h3>").append(info.getTitle()).append("</h3><p>").append(info
			.getDescription()).append("</p><ul>");
		for (final ModuleItem<?> item : items)
			html.append("<li><b>").append(item.getName()).append("</b>: ").append(escape(item.getDescription())).append(
				"</li>");
		return html.append("</ul></html>").toString();
	}

	private static String escape(final String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}
}
