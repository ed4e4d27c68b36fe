package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.macro.Provenance;

import java.awt.BorderLayout;
import java.awt.Insets;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;

import org.scijava.module.ModuleItem;

import ij.ImagePlus;
import ij.WindowManager;
import ij.io.OpenDialog;

/** A text that names an open image, a file or a folder, which can be typed or picked. */
final class PickEntry extends TextEntry {

	/** What can be picked: an open image by its title. */
	static final String IMAGE = "image";
	/** An open image that is a result of ConvolveJ. */
	static final String RESULT = "result";
	/** A file. */
	static final String FILE = "file";
	/** A folder. */
	static final String FOLDER = "folder";
	/** A file or a folder. */
	static final String ANY = "any";
	/** Files, with {@code ;} between them, or a folder. */
	static final String FILES = "files";

	private static final int COLUMNS = 3;

	private final JPanel panel = new JPanel(new BorderLayout(4, 0));
	private final JButton button;
	private final List<String> kinds;
	private final ImagePlus active;
	private final String browse;

	/**
	 * @param item the parameter
	 * @param kinds what it can name
	 * @param active the image that the command is for, which is nothing to pick
	 * @param browse the words of what looks for files
	 */
	PickEntry(final ModuleItem<?> item, final List<String> kinds, final ImagePlus active, final String browse) {
		super(item, COLUMNS);
		this.kinds = kinds;
		this.active = active;
		this.browse = browse;
		// short, so that all of the row fits large letters too
		button = new JButton("\u2026");
		button.getAccessibleContext().setAccessibleName(browse);
		button.setName(item.getName() + ".pick");
		button.setMargin(new Insets(1, 6, 1, 6));
		button.setToolTipText(browse);
		button.addActionListener(e -> pick());
		panel.add(field(), BorderLayout.CENTER);
		panel.add(button, BorderLayout.EAST);
	}

	@Override
	JComponent component() {
		return panel;
	}

	private void pick() {
		final JPopupMenu menu = menu();
		if (menu.getComponentCount() > 1) PresetMenu.show(menu, button);
		else look();
	}

	/** The open images, and files. */
	JPopupMenu menu() {
		final JPopupMenu menu = new JPopupMenu();
		menu.setName("pick");
		final int[] images = kinds.contains(IMAGE) || kinds.contains(RESULT) ? WindowManager.getIDList() : null;
		for (int i = 0; images != null && i < images.length; i++) {
			final ImagePlus image = WindowManager.getImage(images[i]);
			if (image == null || image == active || kinds.contains(RESULT) && Provenance.of(image).steps().isEmpty()) continue;
			final String title = image.getTitle();
			final JMenuItem entry = new JMenuItem(title);
			entry.addActionListener(e -> field().setText(title));
			menu.add(entry);
		}
		final JMenuItem files = new JMenuItem(browse);
		files.addActionListener(e -> look());
		if (looksForFiles()) menu.add(files);
		return menu;
	}

	private boolean looksForFiles() {
		return Stream.of(FILE, FOLDER, ANY, FILES).anyMatch(kinds::contains);
	}

	/** Looks for a file, first where the one that is named lies, or where ImageJ opened one last. */
	private void look() {
		final String folder = OpenDialog.getDefaultDirectory();
		final JFileChooser chooser = new JFileChooser(folder == null ? null : new File(folder));
		chooser.setFileSelectionMode(kinds.contains(FOLDER) ? JFileChooser.DIRECTORIES_ONLY : kinds.contains(ANY) || kinds
			.contains(FILES) ? JFileChooser.FILES_AND_DIRECTORIES : JFileChooser.FILES_ONLY);
		chooser.setMultiSelectionEnabled(kinds.contains(FILES));
		final String named = text().trim();
		if (!named.isEmpty() && new File(named).exists()) chooser.setSelectedFile(new File(named).getAbsoluteFile());
		Fonts.scale(chooser);
		if (chooser.showDialog(panel, null) != JFileChooser.APPROVE_OPTION) return;
		final File[] chosen = chooser.isMultiSelectionEnabled() ? chooser.getSelectedFiles() : new File[] { chooser
			.getSelectedFile() };
		field().setText(Arrays.stream(chosen).map(File::getPath).collect(Collectors.joining(";")));
	}
}
