package io.github.convolvej.gui;

import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Robot;
import java.awt.event.WindowEvent;
import java.io.File;
import java.util.Arrays;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.JTextArea;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.plugin.frame.Recorder;

/**
 * A user at the screen of plain ImageJ, with the packed jar in its plugins folder: opens Convolution Explorer, moves
 * sliders and the mouse, and records. The exit code is 0 if everything was as it should be.
 */
public final class ExplorerRobot {

	private ExplorerRobot() {}

	/**
	 * @param args ImageJ's folder, an image, the file for the screenshot, the language
	 * @throws Exception if anything is not as it should be
	 */
	public static void main(final String... args) throws Exception {
		int exit = 1;
		try {
			System.setProperty("plugins.dir", args[0]);
			run(args[1], new File(args[2]), args[3].equals("zh"));
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

	private static void run(final String file, final File screenshot, final boolean chinese) throws Exception {
		new ImageJ();
		final ImagePlus input = IJ.openImage(file);
		input.show();
		IJ.doCommand("Convolution Explorer...");
		final JFrame window = Screen.await("the window", () -> Screen.frame("explorer"));
		final String result = chinese ? "结果" : "Result";
		awaitLabel(window, "caption", result, "320 x 256");
		// 3 x 3 with stride 2 and padding 1
		set(window, "stride", 2);
		awaitLabel(window, "caption", result, "160 x 128");
		awaitText(window, "facts", "160 = \u230a(320 + 1 + 1 \u2212 3) / 2\u230b + 1", "3 x 3", "9", "184,320");
		// two layers of 5 x 5, dilated: 9 pixels, then 9 of every second
		set(window, "size", 5);
		set(window, "padding", 4);
		set(window, "dilation", 2);
		set(window, "layers", 2);
		awaitLabel(window, "caption", result, "80 x 64");
		awaitText(window, "facts", "25 x 25", "50");
		awaitText(window, "PYTORCH", "nn.Conv2d(1, 1, 5, stride=2, padding=4, dilation=2, bias=False)");
		awaitText(window, "MACRO", "run(\"Convolution...\", \"kernel=box:5 stride=2 padding=4 dilation=2 border=zero\")");
		// the pixel (40, 32) of the result sits at (160, 128): 12 pixels on each side
		final Component picture = Screen.field(window, "result", Component.class);
		point(picture, 40, 32, 80, 64);
		awaitLabel(window, "status", "(40, 32)", "148", "172", "116", "140");
		// what has no result says why
		set(window, "padding", 0);
		set(window, "size", 15);
		set(window, "dilation", 8);
		set(window, "layers", 3);
		awaitText(window, "facts", chinese ? "没有结果" : "No result");
		awaitLabel(window, "caption", " ");
		set(window, "layers", 1);
		set(window, "size", 4);
		set(window, "padding", 1);
		set(window, "dilation", 1);
		final JComboBox<?> operation = Screen.field(window, "operation", JComboBox.class);
		EventQueue.invokeAndWait(() -> operation.setSelectedIndex(1));
		awaitLabel(window, "caption", result, "640 x 512");
		awaitText(window, "facts", "640 = ");
		EventQueue.invokeAndWait(() -> operation.setSelectedIndex(0));
		set(window, "size", 7);
		set(window, "padding", 3);
		set(window, "dilation", 3);
		set(window, "stride", 1);
		final JComboBox<?> weights = Screen.field(window, "weights", JComboBox.class);
		EventQueue.invokeAndWait(() -> weights.setSelectedItem("log"));
		awaitLabel(window, "caption", result, "308 x 244");
		point(picture, 150, 90, 308, 244);
		awaitLabel(window, "status", "(150, 90)");
		Screen.picture(window.getBounds(), screenshot);
		readText(window, picture, result, chinese, screenshot);
		final Recorder recorder = new Recorder();
		EventQueue.invokeLater(() -> Screen.field(window, "record", AbstractButton.class).doClick());
		final String line = "run(\"Convolution...\", \"kernel=log:1.2:7 stride=1 padding=3 dilation=3 border=zero\");";
		Screen.awaitTrue("the recorded line", () -> recorder.getText().contains(line));
		Screen.awaitTrue("the line in the log", () -> IJ.getLog() != null && IJ.getLog().contains(line));
		EventQueue.invokeLater(() -> window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING)));
		Screen.awaitTrue("the end of the window", () -> !window.isDisplayable());
	}

	/** Pastes layers that differ, then one that sliders can show, and edits weights; then all is as it was before. */
	private static void readText(final JFrame window, final Component picture, final String result, final boolean chinese,
		final File screenshot) throws Exception
	{
		paste(window, "nn.Sequential(\n    nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(),\n    nn.MaxPool2d(2),\n" +
			"    nn.Conv2d(8, 8, 5, stride=2), nn.Upsample(scale_factor=2))");
		awaitLabel(window, "caption", result, "156 x 124");
		awaitText(window, "facts", "160 = ", "78 = \u230a(160", "78 x 62 \u2192 156 x 124", "12 x 12");
		awaitText(window, "PYTORCH", "nn.Conv2d(8, 8, 5, stride=2)");
		awaitText(window, "NUMPY", "y = layer4(y)");
		// two neighbours are enlarged from pixel 39, which sees pixels 155 to 166
		point(picture, 78, 62, 156, 124);
		awaitLabel(window, "status", "(78, 62)", "155", "166", "123", "134");
		Screen.picture(window.getBounds(), new File(screenshot.getPath().replace(".png", "-text.png")));
		paste(window, "nn.Conv2d(1, 8, 3, k)");
		awaitText(window, "facts", "line 1, column 20");
		paste(window, "layers.MaxPooling2D(3, strides=2)");
		awaitLabel(window, "caption", result, "159 x 127");
		Screen.awaitTrue("the slider", () -> Screen.field(window, "size", JSlider.class).getValue() == 3);
		paste(window, "nn.Conv2d(1, 1, 7, padding=3, dilation=3)");
		awaitLabel(window, "caption", result, "308 x 244");
		EventQueue.invokeLater(() -> Screen.field(window, "edit", AbstractButton.class).doClick());
		final JDialog editor = Screen.await("the grid", () -> Arrays.stream(java.awt.Window.getWindows()).filter(w -> w
			.isShowing() && "kernelgrid".equals(w.getName())).map(JDialog.class::cast).findFirst().orElse(null));
		Screen.picture(editor.getBounds(), new File(screenshot.getPath().replace(".png", "-grid.png")));
		EventQueue.invokeLater(() -> Screen.field(editor, "grid.negate", AbstractButton.class).doClick());
		EventQueue.invokeLater(() -> Screen.field(editor, "grid.use", AbstractButton.class).doClick());
		awaitText(window, "MACRO", "kernel=[");
		final JComboBox<?> weights = Screen.field(window, "weights", JComboBox.class);
		EventQueue.invokeAndWait(() -> weights.setSelectedItem("log"));
		awaitText(window, "MACRO", "kernel=log:1.2:7");
	}

	private static void paste(final JFrame window, final String text) throws Exception {
		EventQueue.invokeAndWait(() -> {
			Screen.field(window, "text", JTextArea.class).setText(text);
			Screen.field(window, "read", AbstractButton.class).doClick();
		});
	}

	private static void set(final JFrame window, final String slider, final int value) throws Exception {
		EventQueue.invokeAndWait(() -> Screen.field(window, slider, JSlider.class).setValue(value));
	}

	/** Moves the mouse to a pixel of a picture that is shown as large as fits, by whole factors if it is enlarged. */
	private static void point(final Component picture, final int x, final int y, final int width, final int height)
		throws Exception
	{
		final double fit = Math.min((double) picture.getWidth() / width, (double) picture.getHeight() / height);
		final double zoom = fit > 1 ? Math.floor(fit) : fit;
		final int left = (picture.getWidth() - (int) Math.round(width * zoom)) / 2;
		final int top = (picture.getHeight() - (int) Math.round(height * zoom)) / 2;
		final Point corner = picture.getLocationOnScreen();
		final Robot robot = new Robot();
		// a move is told of only if the mouse moves
		robot.mouseMove(corner.x + left + 1, corner.y + top + 1);
		robot.waitForIdle();
		robot.mouseMove(corner.x + left + (int) ((x + 0.5) * zoom), corner.y + top + (int) ((y + 0.5) *
			zoom));
		robot.waitForIdle();
	}

	private static void awaitLabel(final JFrame window, final String name, final String... words) throws Exception {
		final JLabel label = Screen.field(window, name, JLabel.class);
		for (final String word : words)
			Screen.awaitTrue("'" + word + "' in " + name, () -> label.getText().contains(word));
	}

	private static void awaitText(final JFrame window, final String name, final String... words) throws Exception {
		final JTextArea text = Screen.field(window, name, JTextArea.class);
		for (final String word : words)
			Screen.awaitTrue("'" + word + "' in " + name, () -> text.getText().contains(word));
	}
}
