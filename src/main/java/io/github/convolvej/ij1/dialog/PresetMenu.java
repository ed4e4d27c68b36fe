package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.kernels.KernelIcon;
import io.github.convolvej.kernel.Presets;

import java.awt.Component;
import java.awt.GridLayout;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

import org.scijava.module.ModuleItem;

/** Kernels by name to choose from, each with its picture. */
final class PresetMenu {

	private static final int ICON = 28;
	private static final int COLUMNS = 2;

	private PresetMenu() {}

	/**
	 * @param item the kernel's parameter
	 * @param presets what can be chosen
	 * @param labels their names
	 * @param chosen is told what the user has chosen
	 * @return a menu to be shown
	 */
	static JPopupMenu of(final ModuleItem<?> item, final List<String> presets, final Labels labels,
		final Consumer<String> chosen)
	{
		final JPopupMenu menu = new JPopupMenu();
		menu.setName("presets");
		menu.setLayout(new GridLayout(0, COLUMNS));
		for (final String preset : presets) {
			final JMenuItem entry = new JMenuItem(labels.value(item, preset), new KernelIcon(Presets.parse(preset, 2), ICON));
			entry.setName(preset);
			entry.setToolTipText(preset);
			entry.addActionListener(e -> chosen.accept(preset));
			menu.add(entry);
		}
		return menu;
	}

	/** Shows a menu below a component. */
	static void show(final JPopupMenu menu, final Component below) {
		Fonts.scale(menu);
		menu.show(below, 0, below.getHeight());
	}
}
