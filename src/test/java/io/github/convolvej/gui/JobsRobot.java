package io.github.convolvej.gui;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JEditorPane;
import javax.swing.JFrame;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.JTextField;
import javax.swing.MenuElement;
import javax.swing.MenuSelectionManager;
import javax.swing.event.HyperlinkEvent;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.PointRoi;
import ij.measure.Calibration;

/**
 * A microscopist who has read the README only, at plain ImageJ: does first jobs with menu, dialogs and manual. The exit
 * code is 0 if each came out as it should.
 */
public final class JobsRobot {

	private JobsRobot() {}

	/**
	 * @param args ImageJ's folder, the folder for screenshots
	 * @throws Exception if a job fails
	 */
	public static void main(final String... args) throws Exception {
		int exit = 1;
		try {
			System.setProperty("plugins.dir", args[0]);
			new ImageJ(ImageJ.EMBEDDED).setLocation(0, 0);
			jobs(new File(args[0]), new File(args[1]));
			exit = 0;
		}
		catch (final Throwable t) {
			t.printStackTrace();
		}
		finally {
			// ImageJ's windows would keep the JVM alive
			Runtime.getRuntime().halt(exit);
		}
	}

	/**
	 * All jobs, in an ImageJ that runs.
	 *
	 * @param folder for files
	 * @param shots the folder for screenshots
	 */
	static void jobs(final File folder, final File shots) throws Exception {
		edgesInMicrometres(shots);
		spotsAndBackground();
		sizes();
		dyesApart();
		bank(folder, shots);
		again(shots);
		pixelExplained();
		exampleOfTheManual(shots);
	}

	private static ImagePlus sample(final String label) throws Exception {
		return Screen.newImage(label, () -> IJ.doCommand(label));
	}

	private static JDialog open(final String label) throws Exception {
		IJ.doCommand(label);
		final JDialog dialog = Screen.dialog(label.replace("...", ""));
		// a menu of a window that is still being opened would be closed again
		Screen.awaitKeyboard(dialog);
		Screen.settle();
		Screen.reset(dialog);
		return dialog;
	}

	private static ImagePlus result(final JDialog dialog) throws Exception {
		return Screen.newImage("the result of " + dialog.getTitle(), () -> {
			Screen.press(dialog, "ok");
			Screen.awaitEnd(dialog);
		});
	}

	private static String steps(final ImagePlus result) {
		return String.valueOf(result.getProp("ConvolveJ.macro"));
	}

	private static void says(final ImagePlus result, final String words) {
		Screen.check(steps(result).contains(words), steps(result) + " has no " + words);
	}

	private static void closeAll() throws Exception {
		EventQueue.invokeAndWait(() -> {
			for (final int id : WindowManager.getIDList()) {
				final ImagePlus image = WindowManager.getImage(id);
				image.changes = false;
				image.close();
			}
		});
		Screen.awaitTrue("the end of all images", () -> WindowManager.getImageCount() == 0);
	}

	/** One length for all axes of a stack whose slices are further apart than pixels. */
	private static void edgesInMicrometres(final File shots) throws Exception {
		sample("Nuclei and Filaments");
		final JDialog dialog = open("Edges...");
		Screen.choose(dialog, "operator", "gaussian");
		Screen.choose(dialog, "dimensions", "3D");
		Screen.awaitText(dialog, "a step along z is as long as");
		Screen.press(dialog, "sigma.unit");
		Screen.awaitTrue("the length", () -> Screen.field(dialog, "sigma", JTextField.class).getText().equals("0.2"));
		Screen.press(dialog, "sigma.lock");
		Screen.awaitTrue("cells", () -> Screen.field(dialog, "sigma.z", JTextField.class).isShowing());
		Screen.type(dialog, "sigma.z", "0.4");
		Screen.picture(dialog.getBounds(), new File(shots, "cells.png"));
		final ImagePlus result = result(dialog);
		says(result, "sigma=0.2,0.2,0.4");
		says(result, "unit=physical");
		closeAll();
	}

	private static void spotsAndBackground() throws Exception {
		sample("Moving Spots");
		final JDialog smooth = open("Smooth...");
		Screen.choose(smooth, "method", "dog");
		Screen.check(result(smooth).getNFrames() == 12, "spots in each frame");
		closeAll();
		sample("Cells in Uneven Light");
		final ImagePlus flat = result(open("Background..."));
		Screen.check(flat.getDisplayRangeMin() == 0, "0 is black: " + flat.getDisplayRangeMin());
		closeAll();
	}

	/** Half the size, and twice; each pixel where it was. */
	private static void sizes() throws Exception {
		final ImagePlus image = sample("Nuclei and Filaments");
		final ImagePlus half = result(open("Adaptive Pooling..."));
		Screen.check(half.getWidth() == image.getWidth() / 2, "half is " + half.getWidth());
		sameMiddle(image, half);
		IJ.selectWindow(image.getID());
		final JDialog transposed = open("Transposed Convolution...");
		Screen.check(!Screen.text(transposed).contains("checkerboard"), Screen.text(transposed));
		final ImagePlus twice = result(transposed);
		Screen.check(twice.getWidth() == 2 * image.getWidth(), "twice is " + twice.getWidth());
		sameMiddle(image, twice);
		closeAll();
	}

	private static void sameMiddle(final ImagePlus image, final ImagePlus other) {
		// from corner to corner, as ImageJ counts
		final Calibration a = image.getCalibration();
		final Calibration b = other.getCalibration();
		final double distance = a.getX(image.getWidth() / 2.0) - b.getX(other.getWidth() / 2.0);
		Screen.check(Math.abs(distance) < 1e-9, other.getTitle() + " is shifted by " + distance);
	}

	private static void dyesApart() throws Exception {
		final ImagePlus image = sample("Nuclei and Filaments");
		final JDialog dialog = open("Unmix Channels...");
		Screen.awaitText(dialog, "The matrix is the identity");
		Screen.type(dialog, "matrix.1.2", "0.2");
		Screen.type(dialog, "matrix.2.1", "0.3");
		final ImagePlus dyes = result(dialog);
		says(dyes, "matrix=[1 0.2; 0.3 1]");
		Screen.check(dyes.getDisplayRangeMax() == image.getDisplayRangeMax(), "the contrast is " + dyes.getDisplayRangeMax());
		closeAll();
	}

	/** Eight kernels from a file; each can be looked at before. */
	private static void bank(final File folder, final File shots) throws Exception {
		final List<String> kernels = new ArrayList<>();
		for (int k = 0; k < 8; k++)
			kernels.add("0 " + k + " 0\n" + k + " 1 -1\n0 " + -k + " 0\n");
		final Path file = folder.toPath().resolve("eight.txt");
		Files.writeString(file, String.join("\n", kernels));
		sample("Cells in Uneven Light");
		final JDialog dialog = open("Convolution...");
		Screen.type(dialog, "kernel", file.toString());
		final JComboBox<?> channel = Screen.field(dialog, "channel", JComboBox.class);
		Screen.awaitTrue("a choice of eight kernels", () -> channel.isShowing() && channel.getItemCount() == 9);
		EventQueue.invokeAndWait(() -> channel.setSelectedIndex(5));
		Screen.picture(dialog.getBounds(), new File(shots, "bank.png"));
		Screen.check(channel.getSelectedItem().equals("5: kernel 5"), "the choice is " + channel.getSelectedItem());
		Screen.menu(dialog, "presetbutton", () -> menu("identity"));
		Screen.picture(dialog.getGraphicsConfiguration().getBounds(), new File(shots, "presets.png"));
		EventQueue.invokeAndWait(() -> MenuSelectionManager.defaultManager().clearSelectedPath());
		Screen.check(result(dialog).getNChannels() == 8, "a channel for each kernel");
		closeAll();
	}

	/** An entry of the menu that is open; null if there is none. */
	private static JMenuItem menu(final String name) {
		for (final MenuElement element : MenuSelectionManager.defaultManager().getSelectedPath())
			if (element instanceof JPopupMenu) return entry((JPopupMenu) element, name);
		return null;
	}

	private static JMenuItem entry(final Container menu, final String words) {
		for (final Component c : menu.getComponents())
			if (c instanceof JMenuItem && (words.equals(c.getName()) || words.equals(((JMenuItem) c).getText())))
				return (JMenuItem) c;
		return null;
	}

	/** The steps of a result on another image; without a result nothing is offered. */
	private static void again(final File shots) throws Exception {
		sample("Cells in Uneven Light");
		final JDialog none = open("Replay...");
		Screen.awaitText(none, "Choose a result of ConvolveJ");
		Screen.check(!Screen.button(none, "ok").isEnabled(), "OK does nothing");
		Screen.press(none, "cancel");
		Screen.awaitEnd(none);
		Screen.awaitIdle();
		final ImagePlus smooth = result(open("Smooth..."));
		sample("Test Chart");
		final JDialog dialog = open("Replay...");
		final JMenuItem entry = Screen.menu(dialog, "recipe.pick", () -> menu(smooth.getTitle()));
		Screen.check(menu("chart.tif") == null && menu("cells-8bit.tif") == null, "only results are recipes");
		Screen.picture(dialog.getBounds(), new File(shots, "replay.png"));
		EventQueue.invokeAndWait(() -> {
			entry.doClick(0);
			MenuSelectionManager.defaultManager().clearSelectedPath();
		});
		final ImagePlus result = result(dialog);
		Screen.check(steps(result).equals(steps(smooth)), steps(result));
	}

	/** The dialog asks for a point, and goes on as soon as there is one. */
	private static void pixelExplained() throws Exception {
		final ImagePlus result = WindowManager.getCurrentImage();
		final JDialog dialog = open("Explain Pixel...");
		Screen.awaitText(dialog, "Click a pixel of");
		Screen.check(!Screen.button(dialog, "ok").isEnabled(), "OK explains nothing");
		EventQueue.invokeAndWait(() -> result.setRoi(new PointRoi(40, 30)));
		Screen.awaitTrue("OK", () -> Screen.button(dialog, "ok").isEnabled());
		Screen.press(dialog, "cancel");
		Screen.awaitEnd(dialog);
		Screen.awaitIdle();
		closeAll();
	}

	private static void exampleOfTheManual(final File shots) throws Exception {
		final ImagePlus image = sample("Cells in Uneven Light");
		final JDialog dialog = open("Edges...");
		Screen.press(dialog, "help");
		final JFrame manual = Screen.await("the manual", () -> Screen.frame("manual"));
		Screen.press(dialog, "cancel");
		Screen.awaitEnd(dialog);
		Screen.awaitIdle();
		final JEditorPane page = Screen.field(manual.getContentPane(), "page", JEditorPane.class);
		Screen.awaitTrue("an example", () -> page.getText().contains("try:1"));
		Screen.picture(manual.getBounds(), new File(shots, "example.png"));
		EventQueue.invokeAndWait(() -> page.fireHyperlinkUpdate(new HyperlinkEvent(page, HyperlinkEvent.EventType.ACTIVATED,
			null, "try:1")));
		Screen.awaitTrue("the result of the example", () -> WindowManager.getImageCount() == 2);
		Screen.awaitTrue("its title", () -> WindowManager.getCurrentImage() != image && WindowManager.getCurrentImage()
			.getTitle().startsWith("cells-8bit-edges"));
	}
}
