package io.github.convolvej.ij1;

import java.util.List;

import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

import ij.gui.GenericDialog;

/**
 * Asks for a command's parameters with ImageJ's own {@link GenericDialog}, drawn
 * from the command's parameters. Only for plain ImageJ: where a SciJava user
 * interface exists, that one asks. The dialog brings the macro recorder with it;
 * labels begin with the parameter's name, since ImageJ makes the key of the first
 * word of a label.
 */
final class DialogHarvester {

	private static final int COLUMNS = 34;

	private DialogHarvester() {}

	/**
	 * Shows the dialog and sets the parameters.
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
		dialog.showDialog();
		if (dialog.wasCanceled()) return false;
		for (final ModuleItem<?> item : items)
			module.setInput(item.getName(), next(dialog, item));
		return true;
	}

	private static void add(final GenericDialog dialog, final Module module, final ModuleItem<?> item) {
		final String label = item.getLabel();
		if (!label.split(" ")[0].toLowerCase(java.util.Locale.ROOT).equals(item.getName())) throw new IllegalStateException(
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
