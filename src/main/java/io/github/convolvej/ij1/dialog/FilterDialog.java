package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.macro.ParameterValues;

import java.awt.AWTEvent;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Color;
import java.awt.Component;
import java.awt.Font;
import java.awt.Panel;
import java.awt.TextArea;
import java.awt.TextComponent;
import java.awt.event.ActionEvent;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Vector;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

import ij.gui.GenericDialog;
import ij.gui.NonBlockingGenericDialog;
import ij.plugin.frame.Recorder;

/**
 * The dialog of plain ImageJ: parameters in sections, presets for the kernel, the
 * live text, a line of help for the field at hand, the preview. OK can only be
 * pressed while the parameters give a result. The user may go on to look at images
 * while it is open.
 */
final class FilterDialog extends NonBlockingGenericDialog {

	private static final long serialVersionUID = 1L;

	private static final int COLUMNS = 34;
	private static final int TEXT_COLUMNS = 66;
	private static final Font HEADING = new Font("SansSerif", Font.BOLD, 12);
	private static final Font PLAIN = new Font("SansSerif", Font.PLAIN, 12);
	private static final Color MISTAKE = new Color(0xb00000);

	private final Module module;
	private final CommandDialog dialog;
	private final List<DialogSection> sections;
	private final TextArea live;
	private final TextArea tip;
	private Choice presets;
	private TextComponent kernel;

	FilterDialog(final Module module, final CommandDialog dialog) {
		super(dialog.title());
		this.module = module;
		this.dialog = dialog;
		sections = DialogSection.of(module.getInfo());
		tip = text(3, "tip");
		live = text(6, "live");
		for (final DialogSection section : sections) {
			if (!section.heading().isEmpty()) addMessage(section.heading(), HEADING);
			section.items().forEach(this::add);
		}
		addText(tip);
		addText(live);
		if (dialog.canPreview()) {
			addCheckbox("Preview", false);
			explain("preview", getCheckboxes(), "Shows the plane that is visible, or what the selection holds of it, in a " +
				"window of its own.");
		}
		addHelp("the manual");
		addDialogListener(this::changed);
		tip.setText(module.getInfo().getDescription());
		showText();
	}

	private static TextArea text(final int rows, final String name) {
		final TextArea text = new TextArea("", rows, TEXT_COLUMNS, TextArea.SCROLLBARS_NONE);
		text.setEditable(false);
		text.setFocusable(false);
		text.setName(name);
		text.setFont(PLAIN);
		return text;
	}

	private void addText(final TextArea text) {
		final Panel panel = new Panel();
		panel.add(text);
		addPanel(panel);
	}

	private void add(final ModuleItem<?> item) {
		final Object value = module.getInput(item.getName());
		final Class<?> type = item.getType();
		if (isChoice(item)) {
			addChoice(item.getLabel(), item.getChoices().stream().map(Object::toString).toArray(String[]::new), String.valueOf(
				value));
			explain(item, getChoices());
		}
		else if (type == String.class) {
			addStringField(item.getLabel(), String.valueOf(value), COLUMNS);
			explain(item, getStringFields());
		}
		else if (isBox(type)) {
			addCheckbox(item.getLabel(), (Boolean) value);
			explain(item, getCheckboxes());
		}
		else {
			addNumericField(item.getLabel(), ((Number) value).doubleValue(), isReal(type) ? 4 : 0);
			explain(item, getNumericFields());
		}
		if (CommandDialog.hasPresets(item)) addPresets();
	}

	private void addPresets() {
		kernel = (TextComponent) getStringFields().lastElement();
		addChoice("Preset", dialog.presets().toArray(new String[0]), CommandDialog.NO_PRESET);
		presets = (Choice) getChoices().lastElement();
		explain("preset", getChoices(), "Fills in the kernel.");
	}

	private static boolean isChoice(final ModuleItem<?> item) {
		return item.getChoices() != null && !item.getChoices().isEmpty();
	}

	private static boolean isBox(final Class<?> type) {
		return type == boolean.class || type == Boolean.class;
	}

	private static boolean isReal(final Class<?> type) {
		return type == double.class || type == Double.class;
	}

	private void explain(final ModuleItem<?> item, final Vector<?> components) {
		explain(item.getName(), components, item.getName() + ": " + item.getDescription());
	}

	/** AWT has no tooltips: the line of help tells about the field that has the keyboard or the mouse. */
	private void explain(final String name, final Vector<?> components, final String description) {
		final Component component = (Component) components.lastElement();
		component.setName(name);
		component.addFocusListener(new FocusAdapter() {

			@Override
			public void focusGained(final FocusEvent e) {
				tip.setText(description);
			}
		});
		component.addMouseListener(new MouseAdapter() {

			@Override
			public void mouseEntered(final MouseEvent e) {
				tip.setText(description);
			}
		});
	}

	/** Called by ImageJ at every change; its answer is whether OK may be pressed. */
	private boolean changed(final GenericDialog self, final AWTEvent event) {
		final Object source = event == null ? null : event.getSource();
		if (source != null && source == presets && presets.getSelectedIndex() > 0) kernel.setText(presets
			.getSelectedItem());
		else if (source != null && source == kernel && presets.getSelectedIndex() > 0 && !kernel.getText().equals(presets
			.getSelectedItem())) presets.select(0);
		final String mistake = read();
		if (mistake == null) dialog.changed();
		showText(mistake);
		if (dialog.canPreview()) dialog.setPreview(((Checkbox) getCheckboxes().lastElement()).getState());
		return mistake == null && dialog.isPossible();
	}

	/**
	 * Sets the command's parameters to what the fields say.
	 *
	 * @return what is wrong with a field; null if they are all of the right type
	 */
	String read() {
		resetCounters();
		String mistake = null;
		for (final DialogSection section : sections)
			for (final ModuleItem<?> item : section.items()) {
				try {
					module.setInput(item.getName(), next(item));
				}
				catch (final IllegalArgumentException e) {
					if (mistake == null) mistake = e.getMessage();
				}
				if (CommandDialog.hasPresets(item)) getNextChoice();
			}
		return mistake;
	}

	private Object next(final ModuleItem<?> item) {
		final Class<?> type = item.getType();
		if (isChoice(item)) return getNextChoice();
		if (type == String.class) return getNextString();
		if (isBox(type)) return getNextBoolean();
		final double number = getNextNumber();
		if (invalidNumber()) throw new IllegalArgumentException(item.getName() + ": " + getErrorMessage());
		if (isReal(type)) return number;
		if (number != Math.rint(number)) throw new IllegalArgumentException(item.getName() + " is " + number +
			", but must be a whole number");
		return ParameterValues.convert(item, Long.toString((long) number));
	}

	private void showText() {
		showText(null);
	}

	private void showText(final String mistake) {
		final String text = mistake == null ? dialog.text() : "Not possible: " + mistake;
		live.setForeground(mistake == null && dialog.isPossible() ? Color.BLACK : MISTAKE);
		if (!live.getText().equals(text)) live.setText(text);
	}

	/** Just before the dialog is shown: the buttons are there now. */
	@Override
	protected void setup() {
		super.setup();
		getButtons()[0].setEnabled(dialog.isPossible());
	}

	/**
	 * ImageJ's own recording, which happens here, leaves out boxes that are not
	 * checked: a macro would take the default for them.
	 */
	@Override
	public void dispose() {
		final boolean recording = Recorder.record;
		Recorder.record = false;
		try {
			super.dispose();
		}
		finally {
			Recorder.record = recording;
		}
	}

	@Override
	public synchronized void actionPerformed(final ActionEvent event) {
		final Object source = event.getSource();
		if (source instanceof Button && ((Button) source).getLabel().trim().equals("Help")) dialog.help();
		else super.actionPerformed(event);
	}
}
