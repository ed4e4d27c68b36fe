package io.github.convolvej.gui;

import java.awt.Button;
import java.awt.Choice;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.io.File;
import java.util.Arrays;
import java.util.function.Supplier;

import javax.imageio.ImageIO;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

/**
 * A user at the screen of plain ImageJ, with the packed jar in its plugins folder:
 * opens an image, runs the command from the menu, fills in the dialog, presses OK,
 * and replays what the recorder wrote. Runs in a JVM of its own with a display;
 * the exit code is 0 if everything was as it should be.
 */
public final class DialogRobot {

	private static final long PATIENCE = 60_000;

	private DialogRobot() {}

	/**
	 * @param args ImageJ's folder, an image, the screenshot to write
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

	private static void run(final String image, final File screenshot) throws Exception {
		new ImageJ(ImageJ.EMBEDDED);
		final ImagePlus input = IJ.openImage(image);
		input.show();
		final Recorder recorder = new Recorder();

		IJ.doCommand("Convolution...");
		final GenericDialog dialog = await("the dialog", DialogRobot::dialog);
		EventQueue.invokeAndWait(() -> fill(dialog));
		await("the window to be drawn", () -> dialog.isShowing() ? dialog : null);
		Thread.sleep(1000);
		final Rectangle box = dialog.getBounds();
		ImageIO.write(new Robot().createScreenCapture(box), "png", screenshot);
		press(dialog, "OK");
		final String title = input.getTitle().replaceFirst("\\.tif$", "") + "-convolution";
		final ImagePlus result = await("the result", () -> WindowManager.getImage(title));

		final String line = await("the recorded line", () -> recorded(recorder));
		System.out.println("recorded: " + line);
		final float[] pixels = ((float[]) result.getProcessor().getPixels()).clone();
		if (pixels.length != (input.getWidth() + 1) / 2 * ((input.getHeight() + 1) / 2)) throw new AssertionError(
			"stride 2 gave " + pixels.length + " samples");
		result.changes = false;
		result.close();
		IJ.selectWindow(input.getID());
		IJ.runMacro(line);
		final ImagePlus replayed = await("the replayed result", () -> WindowManager.getImage(title));
		if (!Arrays.equals(pixels, (float[]) replayed.getProcessor().getPixels())) throw new AssertionError(
			"the recorded line gave other pixels: " + line);

		final int images = WindowManager.getImageCount();
		IJ.selectWindow(input.getID());
		IJ.doCommand("Convolution...");
		press(await("the second dialog", DialogRobot::dialog), "Cancel");
		Thread.sleep(500);
		if (WindowManager.getImageCount() != images) throw new AssertionError("Cancel made an image");

		IJ.doCommand("Convolution...");
		final GenericDialog wrong = await("the third dialog", DialogRobot::dialog);
		EventQueue.invokeAndWait(() -> ((TextField) wrong.getStringFields().get(0)).setText("1 2 3; 4 5"));
		press(wrong, "OK");
		await("the message", DialogRobot::message);
		if (WindowManager.getImageCount() != images) throw new AssertionError("a wrong kernel made an image");
		final String message = IJ.getErrorMessage();
		if (message == null || !message.contains("row 2 has 2 entries")) throw new AssertionError("the message is: " +
			message);
	}

	private static void fill(final GenericDialog dialog) {
		((TextField) dialog.getStringFields().get(0)).setText("-1 0 1; -2 0 2; -1 0 1");
		((TextField) dialog.getStringFields().get(1)).setText("2");
		((TextField) dialog.getStringFields().get(3)).setText("replicate");
		((Choice) dialog.getChoices().get(0)).select("convolution");
	}

	private static GenericDialog dialog() {
		for (final Window w : Window.getWindows())
			if (w instanceof GenericDialog && w.isShowing() && ((GenericDialog) w).getTitle().startsWith("Convolution")) return (GenericDialog) w;
		return null;
	}

	private static Dialog message() {
		for (final Window w : Window.getWindows())
			if (w instanceof Dialog && !(w instanceof GenericDialog) && w.isShowing()) return (Dialog) w;
		return null;
	}

	private static void press(final GenericDialog dialog, final String label) {
		final Button button = Arrays.stream(dialog.getButtons()).filter(b -> b != null && b.getLabel().trim().equals(label))
			.findFirst().orElseThrow(() -> new AssertionError("no button " + label));
		EventQueue.invokeLater(() -> button.dispatchEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, button
			.getActionCommand())));
	}

	private static String recorded(final Recorder recorder) {
		for (final String line : recorder.getText().split("\n"))
			if (line.startsWith("run(\"Convolution...\"")) return line;
		return null;
	}

	private static <T> T await(final String what, final Supplier<T> supplier) throws InterruptedException {
		final long end = System.currentTimeMillis() + PATIENCE;
		while (System.currentTimeMillis() < end) {
			final T found = supplier.get();
			if (found != null) return found;
			Thread.sleep(50);
		}
		throw new AssertionError(what + " did not come");
	}
}
