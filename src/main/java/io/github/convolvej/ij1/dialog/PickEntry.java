package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.macro.Provenance;
import io.github.convolvej.network.model.ImageModel;

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
import ij.io.FileInfo;
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
	/** A network: a file, or the folder of a model. */
	static final String MODEL = "model";

	private static final int COLUMNS = 3;

	/** Folder of the file that was picked last in any dialog. */
	private static File picked;

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
		if (Stream.of(FILE, FOLDER, ANY, FILES, MODEL).anyMatch(kinds::contains)) menu.add(files);
		return menu;
	}

	/** Systems copy a path within quotation marks, and a home folder has a short name. */
	@Override
	String cleaned(final String typed) {
		final String text = typed.trim();
		final boolean quoted = text.length() > 2 && text.startsWith("\"") && text.indexOf('"', 1) == text.length() - 1;
		final String path = quoted ? text.substring(1, text.length() - 1) : text;
		final File home = path.startsWith("~/") ? new File(System.getProperty("user.home"), path.substring(2)) : null;
		return home != null && home.exists() ? home.getPath() : quoted && new File(path).exists() ? path : typed;
	}

	/** Where a file was picked last, otherwise where ImageJ opened one, or where the image lies. */
	private File folder() {
		if (picked != null && picked.isDirectory()) return picked;
		final FileInfo info = active == null ? null : active.getOriginalFileInfo();
		final String folder = OpenDialog.getDefaultDirectory() != null || info == null ? OpenDialog.getDefaultDirectory()
			: info.directory;
		return folder == null || folder.isEmpty() ? null : new File(folder);
	}

	/** A chooser in which a folder that holds no data of its own is opened, not taken. */
	JFileChooser chooser() {
		return new JFileChooser(folder()) {

			@Override
			public void approveSelection() {
				final File file = getSelectedFile();
				final boolean open = kinds.contains(MODEL) && file != null && file.isDirectory() && !ImageModel.isFolder(file.toPath());
				if (!open) super.approveSelection();
				else setCurrentDirectory(file);
			}
		};
	}

	/** Looks for a file, first where the one that is named lies. */
	private void look() {
		final JFileChooser chooser = chooser();
		chooser.setFileSelectionMode(kinds.contains(FOLDER) ? JFileChooser.DIRECTORIES_ONLY : kinds.contains(FILE)
			? JFileChooser.FILES_ONLY : JFileChooser.FILES_AND_DIRECTORIES);
		chooser.setMultiSelectionEnabled(kinds.contains(FILES));
		final String named = text().trim();
		if (!named.isEmpty() && new File(named).exists()) chooser.setSelectedFile(new File(named).getAbsoluteFile());
		Fonts.scale(chooser);
		if (chooser.showDialog(panel, null) != JFileChooser.APPROVE_OPTION) return;
		picked = chooser.getCurrentDirectory();
		final File[] chosen = chooser.isMultiSelectionEnabled() ? chooser.getSelectedFiles() : new File[] { chooser
			.getSelectedFile() };
		field().setText(Arrays.stream(chosen).map(File::getPath).collect(Collectors.joining(";")));
	}
}
