package io.github.convolvej.ij1.dialog;

import java.awt.Component;
import java.awt.Container;
import java.awt.Font;
import javax.swing.JTable;

import ij.Prefs;

/** Letters as large as the user has told ImageJ to draw its dialogs (Edit &gt; Options &gt; Appearance). */
final class Fonts {

	private Fonts() {}

	/** @return the factor */
	static double scale() {
		return Prefs.getGuiScale();
	}

	/** Enlarges the letters of a component and of all in it, once. */
	static void scale(final Component component) {
		if (scale() == 1) return;
		final Font font = component.getFont();
		if (component.isFontSet() && font != null) component.setFont(font.deriveFont((float) (font.getSize2D() * scale())));
		if (component instanceof JTable) ((JTable) component).setRowHeight((int) (((JTable) component).getRowHeight() *
			scale()));
		if (component instanceof Container) for (final Component inside : ((Container) component).getComponents())
			scale(inside);
	}
}
