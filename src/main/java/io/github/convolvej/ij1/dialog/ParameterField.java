package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.macro.ParameterValues;

import java.awt.Component;
import java.awt.Container;
import javax.swing.JComponent;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.JTextComponent;

import org.scijava.module.ModuleItem;

/** A row's part in which a user sets a parameter. Values are texts here, as in macros. */
abstract class ParameterField {

	private final ModuleItem<?> item;
	private Runnable listener = () -> {};
	private boolean quiet;

	ParameterField(final ModuleItem<?> item) {
		this.item = item;
	}

	/** The parameter. */
	final ModuleItem<?> item() {
		return item;
	}

	/** What is shown; its name is the parameter's key. */
	abstract JComponent component();

	/** What the user has set. */
	abstract String text();

	/** Shows a text. */
	protected abstract void show(String text);

	/** Sets a value without telling the listener. */
	final void set(final Object value) {
		quiet = true;
		try {
			show(String.valueOf(value));
		}
		finally {
			quiet = false;
		}
	}

	/**
	 * @return what the user has set, as the parameter's type
	 * @throws IllegalArgumentException if the text does not stand for one
	 */
	final Object value() {
		return ParameterValues.convert(item, text());
	}

	/** @param action what is done whenever the user has changed it */
	final void onChange(final Runnable action) {
		listener = action;
	}

	/** To be called when the user has changed it. */
	protected final void changed() {
		if (!quiet) listener.run();
	}

	/** Tells of every keystroke in a text. */
	protected final void listen(final JTextComponent text) {
		text.getDocument().addDocumentListener(new DocumentListener() {

			@Override
			public void insertUpdate(final DocumentEvent e) {
				changed();
			}

			@Override
			public void removeUpdate(final DocumentEvent e) {
				changed();
			}

			@Override
			public void changedUpdate(final DocumentEvent e) {
				changed();
			}
		});
	}

	/** Its value has been given from outside. */
	final void disable() {
		disable(component());
	}

	private static void disable(final Component component) {
		component.setEnabled(false);
		if (component instanceof Container) for (final Component inside : ((Container) component).getComponents())
			disable(inside);
	}

	/** Gives a component and all in it the same help. */
	final void explain(final String help) {
		explain(component(), help);
	}

	private static void explain(final Component component, final String help) {
		if (component instanceof JComponent && ((JComponent) component).getToolTipText() == null) ((JComponent) component)
			.setToolTipText(help);
		if (component instanceof Container) for (final Component inside : ((Container) component).getComponents())
			explain(inside, help);
	}
}
