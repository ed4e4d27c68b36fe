package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.macro.ParameterValues;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.ItemVisibility;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.widget.Button;

/**
 * A command as SciJava's dialogs see it: its parameters in the order of
 * {@link DialogSection}, with headings, presets, the live text, the preview and a
 * Help button, which the command itself does not have. Values of parameters go to
 * the command, all others stay here.
 */
public final class DialogModule implements Module {

	/** Lines that the live text may need, so that the dialog need not grow. */
	private static final int LINES = 6;

	private final Module command;
	private final CommandDialog dialog;
	private final ModuleInfo info;
	private final Map<String, ModuleItem<?>> items = new LinkedHashMap<>();
	/** Of items that only the dialog has. */
	private final Map<String, Object> values = new HashMap<>();

	/**
	 * @param command the command that is about to be run
	 * @param dialog its dialog
	 */
	public DialogModule(final Module command, final CommandDialog dialog) {
		this.command = command;
		this.dialog = dialog;
		info = info(command.getInfo());
		final List<ModuleItem<?>> settable = ParameterValues.of(command.getInfo());
		for (final ModuleItem<?> item : command.getInfo().inputs())
			if (!settable.contains(item)) items.put(item.getName(), item);
		for (final DialogSection section : DialogSection.of(command.getInfo())) {
			if (!section.heading().isEmpty()) addMessage("section" + items.size(), "<b>" + section.heading() + "</b>");
			section.items().forEach(this::addParameter);
		}
		addMessage("live", html());
		if (dialog.canPreview()) add("preview", Boolean.class, false, "Preview", "Shows the plane that is visible, or what " +
			"the selection holds of it, in a window of its own.", () -> dialog.setPreview((Boolean) values.get("preview")));
		add("help", Button.class, null, "Help", "Opens the manual's page about this command.", dialog::help);
	}

	/** The command's, except for the inputs; a proxy, as the interface differs between versions of SciJava. */
	private ModuleInfo info(final ModuleInfo own) {
		return (ModuleInfo) Proxy.newProxyInstance(DialogModule.class.getClassLoader(), new Class<?>[] { ModuleInfo.class }, (
			proxy, method, arguments) -> {
			if (method.getName().equals("inputs")) return new ArrayList<>(items.values());
			if (method.getName().equals("getInput")) return items.get(arguments[0]);
			try {
				return method.invoke(own, arguments);
			}
			catch (final InvocationTargetException e) {
				throw e.getCause();
			}
		});
	}

	private <T> void addParameter(final ModuleItem<T> parameter) {
		items.put(parameter.getName(), new DialogItem<>(info, parameter, () -> {
			parameter.callback(command);
			changed(parameter);
		}));
		if (!CommandDialog.hasPresets(parameter)) return;
		final DialogItem<String> preset = add("preset", String.class, CommandDialog.NO_PRESET, "Preset",
			"Fills in the kernel.", this::presetChosen);
		preset.setChoices(dialog.presets());
	}

	private void changed(final ModuleItem<?> parameter) {
		// the kernel is no longer the preset's
		if (CommandDialog.hasPresets(parameter)) values.put("preset", CommandDialog.NO_PRESET);
		update();
	}

	private void presetChosen() {
		final Object chosen = values.get("preset");
		if (!CommandDialog.NO_PRESET.equals(chosen)) items.keySet().stream().filter(name -> CommandDialog.hasPresets(items
			.get(name))).forEach(name -> command.setInput(name, chosen));
		update();
	}

	private void update() {
		dialog.changed();
		values.put("live", html());
	}

	private void addMessage(final String name, final String html) {
		items.put(name, new DialogItem<>(info, name, String.class, ItemVisibility.MESSAGE, () -> {}, () -> name.equals(
			"live") && !dialog.isPossible() ? dialog.text() : null));
		values.put(name, html);
	}

	/** Shown, but neither recorded nor kept in a history. */
	private <T> DialogItem<T> add(final String name, final Class<T> type, final Object value, final String label,
		final String description, final DialogItem.Action action)
	{
		final DialogItem<T> item = new DialogItem<>(info, name, type, ItemVisibility.INVISIBLE, action, () -> null);
		item.setLabel(label);
		item.setDescription(description);
		items.put(name, item);
		values.put(name, value);
		return item;
	}

	private String html() {
		final String text = dialog.text();
		final StringBuilder html = new StringBuilder("<html><div style='width: 360px'>");
		if (!dialog.isPossible()) html.append("<font color='#b00000'>");
		html.append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>"));
		if (!dialog.isPossible()) html.append("</font>");
		for (int lines = text.split("\n").length; lines < LINES; lines++)
			html.append("<br>&nbsp;");
		return html.append("</div></html>").toString();
	}

	private boolean isOwn(final String name) {
		return values.containsKey(name);
	}

	@Override
	public ModuleInfo getInfo() {
		return info;
	}

	@Override
	public Object getDelegateObject() {
		return command.getDelegateObject();
	}

	@Override
	public Object getInput(final String name) {
		return isOwn(name) ? values.get(name) : command.getInput(name);
	}

	@Override
	public void setInput(final String name, final Object value) {
		if (isOwn(name)) values.put(name, value);
		else command.setInput(name, value);
	}

	@Override
	public Map<String, Object> getInputs() {
		final Map<String, Object> all = new HashMap<>(command.getInputs());
		all.putAll(values);
		return all;
	}

	@Override
	public void setInputs(final Map<String, Object> inputs) {
		inputs.forEach(this::setInput);
	}

	@Override
	public boolean isInputResolved(final String name) {
		return !isOwn(name) && command.isInputResolved(name);
	}

	@Override
	public void resolveInput(final String name) {
		if (!isOwn(name)) command.resolveInput(name);
	}

	@Override
	public void unresolveInput(final String name) {
		if (!isOwn(name)) command.unresolveInput(name);
	}

	@Override
	public Object getOutput(final String name) {
		return command.getOutput(name);
	}

	@Override
	public Map<String, Object> getOutputs() {
		return command.getOutputs();
	}

	@Override
	public void setOutput(final String name, final Object value) {
		command.setOutput(name, value);
	}

	@Override
	public void setOutputs(final Map<String, Object> outputs) {
		command.setOutputs(outputs);
	}

	@Override
	public boolean isOutputResolved(final String name) {
		return command.isOutputResolved(name);
	}

	@Override
	public void resolveOutput(final String name) {
		command.resolveOutput(name);
	}

	@Override
	public void unresolveOutput(final String name) {
		command.unresolveOutput(name);
	}

	@Override
	public void initialize() throws MethodCallException {
		command.initialize();
	}

	/** Nothing: the preview has a checkbox of its own, and each change asks for a new one. */
	@Override
	public void preview() {}

	@Override
	public void cancel() {
		dialog.close();
	}

	/** Not for a dialog: the command itself is run. */
	@Override
	public void run() {
		throw new UnsupportedOperationException("the dialog of " + info.getTitle() + " is not the command");
	}
}
