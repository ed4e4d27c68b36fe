package io.github.convolvej.gui;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.WindowEvent;
import java.io.File;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JTable;
import javax.swing.JTextArea;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.PointRoi;
import ij.plugin.frame.Editor;
import ij.plugin.frame.Recorder;

/**
 * A user at the screen of plain ImageJ, with the packed jar in its plugins folder:
 * filters an image, asks for explanations of pixels by clicking them, and for the
 * script. Runs in a JVM of its own with a display; the exit code is 0 if everything
 * was as it should be.
 */
public final class ExplainRobot {

	private ExplainRobot() {}

	/**
	 * @param args ImageJ's folder, an image, the folder for screenshots
	 * @throws Exception if anything is not as it should be
	 */
	public static void main(final String... args) throws Exception {
		int exit = 1;
		try {
			System.setProperty("plugins.dir", args[0]);
			run(args[1], new File(args[2]));
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

	private static void run(final String file, final File folder) throws Exception {
		new ImageJ();
		final ImagePlus input = IJ.openImage(file);
		input.show();
		input.getWindow().setLocation(20, 140);
		zoom(input);
		final ImagePlus result = filtered(input, "Convolution...", "kernel=sobel-x border=reflect bias=10");
		final Recorder recorder = new Recorder();

		// the edge, so that the border plays a part
		result.setRoi(new PointRoi(0, 9));
		IJ.doCommand("Explain Pixel...");
		final JFrame frame = Screen.await("the window", () -> frame(result));
		Screen.await("the overlay on the input", () -> input.getOverlay() != null && input.getOverlay().size() == 10 ? true : null);
		check(frame, "x=0 y=9", "plus bias 10", "the pixel is ");
		screenshot(frame, new File(folder, "explain-pixel.png"));
		Screen.await("the recorded line", () -> recorder.getText().contains("run(\"Explain Pixel...\", \"x=0 y=9 c=1 z=1 t=1") ? true
			: null);

		IJ.setTool("point");
		click(result, 12, 7);
		Screen.await("the next explanation", () -> text(frame).contains("x=12 y=7") ? true : null);
		check(frame, "x=12 y=7", "sum of 9 products", "the pixel is ");
		Screen.await("the overlay of the next explanation alone", () -> input.getOverlay() != null && input.getOverlay()
			.size() == 10 ? true : null);
		screen(new File(folder, "explain-pixel-screen.png"));
		close(frame);
		Screen.await("the end of the overlay", () -> input.getOverlay() == null ? true : null);

		explained(input, "Pooling...", "method=max window=3 stride=2 padding=1", 4, 3, "the maximum", folder, "pooling");
		explained(input, "Transposed Convolution...", "kernel=bilinear stride=2", 21, 14, "whose stamps", folder,
			"transposed");
		explained(input, "Deformable Convolution...", "kernel=[1 2 1; 2 4 2; 1 2 1] offsetweights=[" + "1/99 # 1/300 # "
			.repeat(9).replaceFirst(" # $", "") + "]", 9, 6, "moved by", folder, "deformable");
		explained(input, "Dilated Convolution...", "kernel=binomial:3 rates=1,2,5", 15, 12, "paths", folder, "dilated");

		network(input, folder);
		IJ.selectWindow(result.getID());
		script(result);
	}

	/** Down through a network, along a term of the user's choice. */
	private static void network(final ImagePlus input, final File folder) throws Exception {
		final ImagePlus result = filtered(input, "Network...", "model=[conv k=3 c=3 p=same | relu | conv k=3 c=1 p=same]");
		result.setRoi(new PointRoi(12, 8));
		IJ.doCommand("Explain Pixel...");
		final JFrame frame = Screen.await("the window for Network...", () -> frame(result));
		check(frame, "x=12 y=8", "the sum of 27 products", "x 10 to 14, y 6 to 10");
		final JList<?> layers = (JList<?>) named(frame, "layers");
		final JTable terms = (JTable) named(frame, "terms");
		EventQueue.invokeAndWait(() -> {
			terms.setRowSelectionInterval(4, 4);
			((JButton) named(frame, "follow")).doClick();
		});
		Screen.await("the layer below", () -> layers.getSelectedIndex() == 1 && layers.getModel().getSize() == 3 ? true : null);
		check(frame, "a function of one sample");
		Screen.await("two frames", () -> input.getOverlay() != null && input.getOverlay().size() == 2 && input.getOverlay().get(1)
			.getBounds().width == 3 ? true : null);
		screenshot(frame, new File(folder, "explain-network.png"));
		close(frame);
		Screen.await("the end of the overlay", () -> input.getOverlay() == null ? true : null);
		result.changes = false;
		result.close();
	}

	private static Component named(final Container window, final String name) {
		for (final Component c : window.getComponents()) {
			if (name.equals(c.getName())) return c;
			final Component inside = c instanceof Container ? named((Container) c, name) : null;
			if (inside != null) return inside;
		}
		return null;
	}

	/** The dialog asks for the language; a macro would get the text in the log. */
	private static void script(final ImagePlus result) throws Exception {
		IJ.doCommand("Show as Script...");
		Screen.press(Screen.dialog("Show as Script"), "ok");
		final Editor editor = Screen.await("the editor", () -> {
			for (final Window w : Window.getWindows())
				if (w instanceof Editor && w.isShowing() && ((Editor) w).getTitle().startsWith(result.getTitle())) return (Editor) w;
			return null;
		});
		Screen.await("the script", () -> editor.getText().contains("run(\"Convolution...\", \"kernel=sobel-x ") ? true : null);
	}

	private static ImagePlus filtered(final ImagePlus input, final String command, final String options) throws Exception {
		IJ.selectWindow(input.getID());
		IJ.run(input, command, options);
		final String title = input.getShortTitle() + "-" + command.replace("...", "").toLowerCase().replace(' ', '-');
		final ImagePlus result = Screen.await("the result", () -> WindowManager.getImage(title));
		zoom(result);
		result.getWindow().setLocation(240, 140);
		return result;
	}

	private static void zoom(final ImagePlus image) {
		for (int i = 0; i < 3; i++)
			image.getCanvas().zoomIn(0, 0);
	}

	private static void explained(final ImagePlus input, final String command, final String options, final int x,
		final int y, final String words, final File folder, final String name) throws Exception
	{
		final ImagePlus result = filtered(input, command, options);
		result.setRoi(new PointRoi(x, y));
		IJ.doCommand("Explain Pixel...");
		final JFrame frame = Screen.await("the window for " + command, () -> frame(result));
		check(frame, "x=" + x + " y=" + y, words, "the pixel is ");
		screenshot(frame, new File(folder, "explain-" + name + ".png"));
		close(frame);
		Screen.await("the end of the overlay", () -> input.getOverlay() == null ? true : null);
		result.changes = false;
		result.close();
	}

	private static void close(final JFrame frame) {
		EventQueue.invokeLater(() -> frame.dispatchEvent(new WindowEvent(frame, WindowEvent.WINDOW_CLOSING)));
	}

	/** The window shows its title first and the explanation as soon as it is there, so each word is waited for. */
	private static void check(final JFrame frame, final String... words) throws Exception {
		for (final String word : words)
			Screen.await("'" + word + "' in: " + text(frame), () -> text(frame).contains(word) ? true : null);
		if (text(frame).contains("BUT THE PIXEL")) throw new AssertionError(text(frame));
	}

	private static void screenshot(final JFrame frame, final File file) throws Exception {
		Thread.sleep(1000);
		ImageIO.write(new Robot().createScreenCapture(frame.getBounds()), "png", file);
	}

	private static void screen(final File file) throws Exception {
		Thread.sleep(1000);
		ImageIO.write(new Robot().createScreenCapture(new Rectangle(1280, 1024)), "png", file);
	}

	/** With the mouse. */
	private static void click(final ImagePlus image, final int x, final int y) throws Exception {
		final Component canvas = image.getCanvas();
		final Point corner = canvas.getLocationOnScreen();
		final Robot robot = new Robot();
		robot.mouseMove(corner.x + image.getCanvas().screenXD(x + 0.5), corner.y + image.getCanvas().screenYD(y + 0.5));
		robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
		robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
	}

	private static JFrame frame(final ImagePlus result) {
		for (final Window w : Window.getWindows())
			if (w instanceof JFrame && w.isShowing() && ((JFrame) w).getTitle().equals("Explain Pixel: " + result.getTitle()))
				return (JFrame) w;
		return null;
	}

	/** All texts in a window. */
	private static String text(final Container window) {
		final StringBuilder text = new StringBuilder();
		for (final Component c : window.getComponents()) {
			if (c instanceof JLabel) text.append(((JLabel) c).getText()).append('\n');
			if (c instanceof JTextArea) text.append(((JTextArea) c).getText()).append('\n');
			if (c instanceof Container) text.append(text((Container) c));
		}
		return text.toString();
	}
}
