package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.kernels.KernelIcon;
import io.github.convolvej.kernel.Presets;

import java.awt.Component;
import java.awt.Graphics;
import java.awt.GridLayout;
import java.awt.Image;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.Icon;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.event.PopupMenuEvent;
import javax.swing.event.PopupMenuListener;

import org.scijava.module.ModuleItem;

/** Kernels by name to choose from, each with its picture and with what it makes of the image at hand. */
final class PresetMenu {

	private static final int ICON = 28;
	private static final int EFFECT = 40;
	private static final int GAP = 4;
	private static final int COLUMNS = 2;

	private PresetMenu() {}

	/**
	 * @param item the kernel's parameter
	 * @param presets what can be chosen
	 * @param labels their names
	 * @param effects computes what they do; null if there is no picture of it
	 * @param chosen is told what the user has chosen
	 * @return a menu to be shown
	 */
	static JPopupMenu of(final ModuleItem<?> item, final List<String> presets, final Labels labels,
		final PresetEffects effects, final Consumer<String> chosen)
	{
		final JPopupMenu menu = new JPopupMenu();
		menu.setName("presets");
		menu.setLayout(new GridLayout(0, COLUMNS));
		final Map<String, Consumer<Image>> icons = new HashMap<>();
		for (final String preset : presets) {
			final EffectIcon icon = new EffectIcon(new KernelIcon(Presets.parse(preset, 2), ICON), effects != null);
			final JMenuItem entry = new JMenuItem(labels.value(item, preset), icon);
			entry.setName(preset);
			entry.setToolTipText(preset);
			entry.addActionListener(e -> chosen.accept(preset));
			icons.put(preset, effect -> {
				icon.effect = effect;
				entry.repaint();
			});
			menu.add(entry);
		}
		if (effects != null) menu.addPopupMenuListener(new PopupMenuListener() {

			@Override
			public void popupMenuWillBecomeVisible(final PopupMenuEvent e) {
				effects.start(presets, EFFECT, icons::get);
			}

			@Override
			public void popupMenuWillBecomeInvisible(final PopupMenuEvent e) {
				effects.close();
			}

			@Override
			public void popupMenuCanceled(final PopupMenuEvent e) {
				effects.close();
			}
		});
		return menu;
	}

	/** Shows a menu below a component. */
	static void show(final JPopupMenu menu, final Component below) {
		Fonts.scale(menu);
		menu.show(below, 0, below.getHeight());
	}

	/** A kernel, and beside it what it makes of the image once that is known. */
	private static final class EffectIcon implements Icon {

		private final Icon kernel;
		private final boolean hasEffect;
		private Image effect;

		EffectIcon(final Icon kernel, final boolean hasEffect) {
			this.kernel = kernel;
			this.hasEffect = hasEffect;
		}

		@Override
		public void paintIcon(final Component c, final Graphics g, final int x, final int y) {
			kernel.paintIcon(c, g, x, y + (getIconHeight() - ICON) / 2);
			if (effect != null) g.drawImage(effect, x + ICON + GAP, y, null);
		}

		@Override
		public int getIconWidth() {
			return hasEffect ? ICON + GAP + EFFECT : ICON;
		}

		@Override
		public int getIconHeight() {
			return hasEffect ? EFFECT : ICON;
		}
	}
}
