package io.github.convolvej.ij1.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

/** The last settings of a command, and the documented defaults, to choose from. */
final class RecentMenu {

	/** Letters of an entry; its tooltip has all. */
	private static final int MOST = 60;

	private RecentMenu() {}

	/**
	 * @param dialog the dialog
	 * @param recent the last settings, the newest first
	 * @param chosen is told what the user has chosen, by key
	 * @return a menu to be shown
	 */
	static JPopupMenu of(final CommandDialog dialog, final List<Map<String, String>> recent,
		final Consumer<Map<String, ?>> chosen)
	{
		final JPopupMenu menu = new JPopupMenu();
		menu.setName("recent");
		final JMenuItem reset = new JMenuItem(dialog.labels().word("dialog.reset"));
		reset.setName("reset");
		reset.addActionListener(e -> chosen.accept(dialog.defaults()));
		menu.add(reset);
		if (!recent.isEmpty()) menu.addSeparator();
		for (int i = 0; i < recent.size(); i++) {
			final Map<String, String> settings = recent.get(i);
			final String words = words(dialog, settings);
			final JMenuItem entry = new JMenuItem(words.length() > MOST ? words.substring(0, MOST) + " \u2026" : words);
			entry.setName("recent" + i);
			entry.setToolTipText(words);
			entry.addActionListener(e -> chosen.accept(settings));
			menu.add(entry);
		}
		return menu;
	}

	/** In what the settings are not the defaults, as in a macro. */
	private static String words(final CommandDialog dialog, final Map<String, String> settings) {
		final List<String> words = new ArrayList<>();
		settings.forEach((key, value) -> {
			if (!value.equals(String.valueOf(dialog.defaults().get(key)))) words.add(key + "=" + value);
		});
		return words.isEmpty() ? dialog.labels().word("dialog.defaults") : String.join(" ", words);
	}
}
