package io.github.convolvej.gui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.KeyEvent;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.swing.AbstractButton;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.MenuSelectionManager;
import javax.swing.SwingUtilities;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;

/**
 * A user at a laptop: opens the dialog of every entry of the menu, looks whether all of its first screen can be seen
 * and nothing is cut, opens what more there is, and leaves with Esc. The exit code is 0 if everything was as it should be.
 */
public final class FirstScreenRobot {

	private static final int WIDTH = 560;
	private static final int HEIGHT = 620;

	private FirstScreenRobot() {}

	/**
	 * @param args ImageJ's folder, an image, the folder for screenshots, the size of letters, which share of the commands
	 *          (from 0) of how many; the last one also tries the keyboard
	 * @throws Exception if anything is not as it should be
	 */
	public static void main(final String... args) throws Exception {
		int exit = 1;
		try {
			System.setProperty("plugins.dir", args[0]);
			final ImageJ imagej = new ImageJ(ImageJ.EMBEDDED);
			imagej.setLocation(0, 0);
			Prefs.setGuiScale(Double.parseDouble(args[3]));
			final ImagePlus image = IJ.openImage(args[1]);
			image.show();
			Screen.awaitTrue("the image", () -> image.getWindow() != null && image.getWindow().isShowing());
			final List<String> faults = new ArrayList<>();
			final int share = Integer.parseInt(args[4]);
			final int shares = Integer.parseInt(args[5]);
			final List<String> labels = labels(new File(args[0], "plugins"));
			for (int i = share; i < labels.size(); i += shares)
				look(image, labels.get(i), new File(args[2]), faults);
			if (share == shares - 1) {
				escapeInAMenu(image);
				if (args[3].equals("1")) rowsThatAppearFit(image);
				keyboard(image);
				escapeAfterThePreview();
			}
			if (!faults.isEmpty()) throw new AssertionError(String.join("\n", faults));
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

	/** This command opens a window of its own. */
	private static final String WINDOW = "\"Convolution Explorer...\"";

	/** Those of the menu that open a dialog of a filter. */
	private static List<String> labels(final File plugins) throws Exception {
		final List<String> labels = new ArrayList<>();
		try (java.util.jar.JarFile jar = new java.util.jar.JarFile(plugins.listFiles()[0]);
			BufferedReader lines = new BufferedReader(new InputStreamReader(jar.getInputStream(jar.getEntry("plugins.config")),
				StandardCharsets.UTF_8)))
		{
			for (String line = lines.readLine(); line != null; line = lines.readLine())
				if (!line.startsWith("#") && line.contains("...\"") && !line.contains(WINDOW)) labels.add(line.split("\"")[1]);
		}
		Screen.check(labels.size() > 20, "the menu has " + labels);
		return labels;
	}

	private static JDialog open(final ImagePlus image, final String label) throws Exception {
		IJ.selectWindow(image.getID());
		IJ.doCommand(label);
		final JDialog dialog = Screen.dialog(label.replace("...", ""));
		Screen.awaitText(dialog, "");
		Screen.settle();
		return dialog;
	}

	private static void look(final ImagePlus image, final String label, final File folder, final List<String> faults)
		throws Exception
	{
		final JDialog dialog = open(image, label);
		final String name = label.replace("...", "").replaceAll("[^A-Za-z]+", "-").toLowerCase(Locale.ROOT);
		// the picture is there as soon as there is a time
		if (Screen.find(dialog, "picture", Component.class) != null && Screen.text(dialog).startsWith("Result")) Screen.awaitTrue(
			"the picture of " + label, () -> Screen.field(dialog, "live", JTextArea.class).getText().matches(
				"(?s).*(about|less than) [0-9.]+ (s|min|h).*"));
		EventQueue.invokeAndWait(() -> check(image, label, dialog, faults));
		Screen.picture(screen(), new File(folder, name + ".png"));
		final AbstractButton more = Screen.button(dialog, "more");
		if (more.isShowing()) {
			EventQueue.invokeAndWait(() -> more.doClick(0));
			Screen.settle();
			Screen.awaitTrue("more settings of " + label, () -> Screen.field(dialog, "morerows", JScrollPane.class).getHeight() > 40);
			EventQueue.invokeAndWait(() -> check(image, label + " with more", dialog, faults));
			Screen.picture(screen(), new File(folder, name + "-more.png"));
		}
		Screen.press(dialog, "cancel");
		Screen.awaitEnd(dialog);
		Screen.awaitIdle();
	}

	private static Rectangle screen() {
		return GraphicsEnvironment.getLocalGraphicsEnvironment().getDefaultScreenDevice().getDefaultConfiguration()
			.getBounds();
	}

	private static void check(final ImagePlus image, final String label, final JDialog dialog, final List<String> faults) {
		final Rectangle box = dialog.getBounds();
		if (box.width > WIDTH || box.height > HEIGHT) faults.add(label + " is " + box.width + " x " + box.height);
		if (!screen().contains(box)) faults.add(label + " is at " + box);
		if (box.intersects(image.getWindow().getBounds())) faults.add(label + " at " + box + " lies over the image at " + image
			.getWindow().getBounds());
		final JScrollPane first = Screen.field(dialog, "first", JScrollPane.class);
		if (first.getVerticalScrollBar().isShowing()) faults.add(label + ": the first rows scroll");
		if (first.getViewport().getView().getMinimumSize().width > first.getViewport().getWidth()) faults.add(label +
			": the first rows are wider than the window");
		for (final String button : new String[] { "ok", "cancel", "help", "recentbutton" })
			if (!isWhole(Screen.button(dialog, button), dialog)) faults.add(label + ": the button " + button + " is cut");
		cut(dialog.getContentPane(), label, faults);
	}

	/** Whether all of a component is within the window. */
	private static boolean isWhole(final Component c, final JDialog dialog) {
		if (!c.isShowing()) return false;
		final Point corner = SwingUtilities.convertPoint(c, 0, 0, dialog.getContentPane());
		return new Rectangle(dialog.getContentPane().getSize()).contains(new Rectangle(corner, c.getSize()));
	}

	/** Labels and buttons that have less room than their words need; what scrolls is left out. */
	private static void cut(final Container container, final String label, final List<String> faults) {
		for (final Component c : container.getComponents()) {
			if (!c.isShowing()) continue;
			if (c instanceof JLabel || c instanceof AbstractButton) {
				final Dimension wanted = c.getPreferredSize();
				if (c.getWidth() < wanted.width || c.getHeight() < wanted.height) faults.add(label + ": " + (c instanceof JLabel
					? ((JLabel) c).getText() : c.getName()) + " has " + c.getSize() + " of " + wanted);
			}
			else if (c instanceof Container && !(c instanceof javax.swing.JComboBox) && !(c instanceof javax.swing.JScrollBar)) cut(
				(Container) c, label, faults);
		}
	}

	/** Enter is OK, Esc is Cancel, Tab goes on. */
	private static void keyboard(final ImagePlus image) throws Exception {
		final Robot robot = new Robot();
		final JDialog cancelled = open(image, "Smooth...");
		Screen.awaitTrue("the focus", () -> cancelled.getFocusOwner() != null);
		final List<Component> order = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			final Component now = cancelled.getFocusOwner();
			order.add(now);
			tap(robot, KeyEvent.VK_TAB);
			Screen.awaitTrue("the next field", () -> cancelled.getFocusOwner() != null && cancelled.getFocusOwner() != now);
		}
		for (int i = 1; i < order.size(); i++) {
			final int from = order.get(i - 1).getLocationOnScreen().y;
			if (order.get(i).getLocationOnScreen().y < from) throw new AssertionError("Tab goes up: " + order);
		}
		tap(robot, KeyEvent.VK_ESCAPE);
		Screen.awaitEnd(cancelled);
		Screen.awaitIdle();
		if (WindowManager.getImageCount() != 1) throw new AssertionError("Esc made an image");
		final JDialog accepted = open(image, "Smooth...");
		Screen.awaitTrue("the focus, and OK", () -> accepted.getFocusOwner() != null && Screen.button(accepted, "ok").isEnabled());
		tap(robot, KeyEvent.VK_ENTER);
		Screen.awaitEnd(accepted);
		Screen.awaitTrue("the result", () -> WindowManager.getImageCount() == 2);
	}

	/** Esc closes the menu that is open, and the dialog with its settings stays. */
	private static void escapeInAMenu(final ImagePlus image) throws Exception {
		final Robot robot = new Robot();
		final JDialog dialog = open(image, "Convolution...");
		for (final String name : new String[] { "presetbutton", "recentbutton" }) {
			Screen.awaitKeyboard(dialog);
			final AbstractButton button = Screen.button(dialog, name);
			EventQueue.invokeAndWait(() -> {
				button.requestFocusInWindow();
				button.doClick(0);
			});
			Screen.awaitTrue("the menu of " + name, () -> MenuSelectionManager.defaultManager().getSelectedPath().length > 0);
			Screen.settle();
			tap(robot, KeyEvent.VK_ESCAPE);
			Screen.awaitTrue("the menu to close", () -> MenuSelectionManager.defaultManager().getSelectedPath().length == 0);
			Screen.settle();
			if (!dialog.isShowing()) throw new AssertionError("Esc in the menu of " + name + " closed the dialog");
		}
		tap(robot, KeyEvent.VK_ESCAPE);
		Screen.awaitEnd(dialog);
	}

	/** The window grows for a setting that appears with a method, instead of hiding the last one. */
	private static void rowsThatAppearFit(final ImagePlus image) throws Exception {
		final JDialog dialog = open(image, "Smooth...");
		Screen.choose(dialog, "method", "dog");
		final JScrollPane first = Screen.field(dialog, "first", JScrollPane.class);
		Screen.awaitTrue("the second sigma", () -> Screen.find(dialog, "sigma2", Component.class).isShowing());
		Screen.awaitTrue("room for all rows", () -> !first.getVerticalScrollBar().isVisible());
		Screen.press(dialog, "cancel");
		Screen.awaitEnd(dialog);
	}

	/** With the preview open, OK gives the keyboard to the image, where Esc stops the run. */
	private static void escapeAfterThePreview() throws Exception {
		final ImagePlus large = IJ.createImage("large", "32-bit ramp", 3000, 3000, 1);
		large.show();
		Screen.awaitTrue("the image", () -> large.getWindow() != null && large.getWindow().isShowing());
		final int images = WindowManager.getImageCount();
		IJ.selectWindow(large.getID());
		IJ.doCommand("Neighbourhood...");
		final JDialog dialog = Screen.dialog("Neighbourhood");
		Screen.type(dialog, "radius", "120");
		Screen.check(dialog, "preview", true);
		Screen.await("the preview", () -> Screen.frame("preview"));
		Screen.awaitTrue("OK", () -> Screen.button(dialog, "ok").isEnabled());
		Screen.awaitKeyboard(dialog);
		final Robot robot = new Robot();
		tap(robot, KeyEvent.VK_ENTER);
		Screen.awaitEnd(dialog);
		Screen.awaitTrue("the image to have the keyboard", () -> large.getWindow().isFocused());
		tap(robot, KeyEvent.VK_ESCAPE);
		Screen.awaitTrue("the end of the run", () -> Thread.getAllStackTraces().keySet().stream().noneMatch(t -> t.getName()
			.equals("Neighbourhood...")));
		if (WindowManager.getImageCount() != images) throw new AssertionError("Esc did not stop the run");
	}

	private static void tap(final Robot robot, final int key) {
		robot.keyPress(key);
		robot.keyRelease(key);
	}
}
