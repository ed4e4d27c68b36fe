package io.github.convolvej.gui;

import static io.github.convolvej.gui.Screen.await;
import static io.github.convolvej.gui.Screen.awaitText;
import static io.github.convolvej.gui.Screen.button;
import static io.github.convolvej.gui.Screen.check;
import static io.github.convolvej.gui.Screen.choose;
import static io.github.convolvej.gui.Screen.dialog;
import static io.github.convolvej.gui.Screen.field;
import static io.github.convolvej.gui.Screen.press;
import static io.github.convolvej.gui.Screen.type;

import java.awt.EventQueue;
import java.awt.Rectangle;
import java.io.File;
import java.util.Arrays;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JEditorPane;
import javax.swing.JFrame;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextField;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;

/**
 * A user at the screen of plain ImageJ, with the packed jar in its plugins folder:
 * opens an image, runs commands from the menu, fills in dialogs, looks at live
 * text and preview, asks for help, presses OK and Cancel, and replays what the
 * recorder wrote. Runs in a JVM of its own with a display; the exit code is 0 if
 * everything was as it should be.
 */
public final class DialogRobot {

	private DialogRobot() {}

	/**
	 * @param args ImageJ's folder, an image stack, the folder for screenshots
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

	private static void run(final String path, final File folder) throws Exception {
		new ImageJ(ImageJ.EMBEDDED);
		final ImagePlus input = IJ.openImage(path);
		input.show();
		final Recorder recorder = new Recorder();
		filterAndReplay(input, recorder, folder);
		mistakesAreNamed(input);
		previewLeavesNoTrace(input, folder);
		helpOpensThePage(input, folder);
		theKernelIsEditedInAGrid(input, folder);
		theLastSettingsComeBack(input);
	}

	/** With the documented defaults, whatever was used last. */
	private static JDialog open(final ImagePlus input, final String label) throws Exception {
		IJ.selectWindow(input.getID());
		IJ.doCommand(label);
		final JDialog dialog = dialog(label.replace("...", ""));
		Screen.reset(dialog);
		return dialog;
	}

	private static void filterAndReplay(final ImagePlus input, final Recorder recorder, final File folder)
		throws Exception
	{
		final JDialog dialog = open(input, "Convolution...");
		awaitText(dialog, "Result: " + input.getWidth() + " x " + input.getHeight());
		choose(dialog, "preset", "sobel-y");
		check(field(dialog, "kernel", JTextField.class).getText().equals("sobel-y"), "the preset did not fill in the kernel");
		type(dialog, "kernel", "-1 0 1; -2 0 2; -1 0 1");
		type(dialog, "stride", "2");
		final int width = (input.getWidth() + 1) / 2;
		final int height = (input.getHeight() + 1) / 2;
		awaitText(dialog, "Result: " + width + " x " + height);
		awaitText(dialog, "Receptive field: 3 x 3 samples");
		awaitText(dialog, "Pixel size: 0.5 x 0.5");
		choose(dialog, "border", "replicate");
		choose(dialog, "mode", "convolution");
		Screen.picture(dialog.getBounds(), new File(folder, "dialog.png"));
		Screen.check(dialog, "preview", true);
		await("the preview", () -> Screen.frame("preview"));
		// another command while the dialog is open, which is recorded too
		IJ.doCommand("Select All");
		await("the selection", input::getRoi);
		// the recorder knows one command at a time
		await("the record of the other command", () -> recorder.getText().contains("Select All") ? input : null);
		IJ.doCommand("Select None");
		await("no selection", () -> input.getRoi() == null ? input : null);
		await("the record of the next command", () -> recorder.getText().contains("Select None") ? input : null);
		press(dialog, "ok");
		final String title = input.getTitle().replaceFirst("\\.tif$", "") + "-convolution";
		final ImagePlus result = await("the result", () -> WindowManager.getImage(title));
		check(Screen.frame("preview") == null, "the preview is still there");
		final String line = await("the recorded line", () -> recorded(recorder));
		System.out.println("recorded: " + line);
		check(line.equals("run(\"Convolution...\", \"kernel=[-1 0 1; -2 0 2; -1 0 1] mode=convolution stride=2 padding=same " +
			"border=replicate dilation=1 groups=1 bias=0 dimensions=2D channels=separate engine=auto output=32-bit roi=ignore part=all target=new\");"), line);
		final float[] pixels = ((float[]) result.getProcessor().getPixels()).clone();
		check(pixels.length == width * height, "stride 2 gave " + pixels.length + " samples");
		result.changes = false;
		result.close();
		IJ.selectWindow(input.getID());
		IJ.runMacro(line);
		final ImagePlus replayed = await("the replayed result", () -> WindowManager.getImage(title));
		check(Arrays.equals(pixels, (float[]) replayed.getProcessor().getPixels()), "the recorded line gave other pixels: " +
			line);
		check(Screen.frame("preview") == null, "a macro showed a preview");
	}

	private static void mistakesAreNamed(final ImagePlus input) throws Exception {
		final int images = WindowManager.getImageCount();
		final JDialog dialog = open(input, "Convolution...");
		check(button(dialog, "ok").isEnabled(), "OK cannot be pressed at first");
		type(dialog, "kernel", "1 2 3; 4 5");
		awaitText(dialog, "Not possible: ");
		awaitText(dialog, "row 2 has 2 entries");
		await("OK disabled", () -> button(dialog, "ok").isEnabled() ? null : dialog);
		type(dialog, "groups", "two");
		awaitText(dialog, "Not possible: groups");
		type(dialog, "groups", "1");
		type(dialog, "kernel", "1 2 3; 4 5 6");
		awaitText(dialog, "Result: ");
		await("OK enabled", () -> button(dialog, "ok").isEnabled() ? dialog : null);
		press(dialog, "cancel");
		await("the dialog's end", () -> dialog.isShowing() ? null : dialog);
		Thread.sleep(300);
		check(WindowManager.getImageCount() == images, "Cancel made an image");
		final JDialog wrong = open(input, "Unpooling...");
		choose(wrong, "method", "max");
		awaitText(wrong, "Not possible: positions is empty");
		press(wrong, "cancel");
		await("the dialog's end", () -> wrong.isShowing() ? null : wrong);
	}

	/** All that a preview might change. */
	private static String state(final ImagePlus input) {
		final StringBuilder state = new StringBuilder();
		for (int n = 1; n <= input.getStackSize(); n++)
			state.append(Arrays.hashCode((byte[]) input.getStack().getPixels(n))).append(' ');
		return state.append(input.getDisplayRangeMin()).append(' ').append(input.getDisplayRangeMax()).append(' ').append(
			Arrays.hashCode(input.getProcessor().getLut().getBytes())).append(' ').append(input.getRoi()).append(' ').append(
				input.changes).append(' ').append(input.getWindow().getBounds()).append(input.getCanvas().getSrcRect())
			.toString();
	}

	private static void previewLeavesNoTrace(final ImagePlus input, final File folder) throws Exception {
		EventQueue.invokeAndWait(() -> {
			input.getCanvas().zoomIn(96, 80);
			input.getCanvas().zoomIn(96, 80);
		});
		input.setDisplayRange(10, 190);
		input.updateAndDraw();
		input.setSlice(1);
		input.changes = false;
		final int[] ids = WindowManager.getIDList();
		final JDialog dialog = open(input, "Convolution...");
		choose(dialog, "preset", "sobel-x");
		Screen.check(dialog, "preview", true);
		final JFrame preview = await("the preview", () -> Screen.frame("preview"));
		// without a window manager they lie on each other
		Thread.sleep(500);
		EventQueue.invokeAndWait(() -> {
			dialog.setLocation(0, 0);
			input.getWindow().setLocation(dialog.getWidth(), 0);
			preview.setLocation(dialog.getWidth(), input.getWindow().getHeight() + 10);
		});
		final String before = state(input);
		final PreviewText text = new PreviewText(preview);
		text.await("Preview: slice 1");
		check(WindowManager.getCurrentImage() == input, "another image is current");
		check(Arrays.equals(ids, WindowManager.getIDList()), "ImageJ has other images");
		input.setSlice(2);
		text.await("Preview: slice 2");
		type(dialog, "kernel", "nonsense");
		text.await("Not possible: ");
		choose(dialog, "preset", "sobel-x");
		text.await("Preview: slice 2");
		input.setRoi(new Roi(40, 60, 80, 60));
		text.await("Preview: slice 2");
		final Rectangle all = dialog.getBounds().union(input.getWindow().getBounds()).union(preview.getBounds());
		Screen.picture(all, new File(folder, "preview.png"));
		input.deleteRoi();
		text.await("Preview: slice 2");
		input.setSlice(1);
		press(dialog, "cancel");
		await("the preview's end", () -> Screen.frame("preview") == null ? dialog : null);
		await("the dialog's end", () -> dialog.isShowing() ? null : dialog);
		check(state(input).equals(before), "Cancel left the image as " + state(input) + " instead of " + before);
		check(Arrays.equals(ids, WindowManager.getIDList()), "Cancel left other images");
		check(WindowManager.getCurrentImage() == input, "another image is current");
	}

	/** The line above the preview's picture. */
	private static final class PreviewText {

		private final javax.swing.JLabel label;

		PreviewText(final JFrame preview) {
			label = Arrays.stream(preview.getContentPane().getComponents()).filter(c -> c instanceof javax.swing.JLabel).map(
				c -> (javax.swing.JLabel) c).findFirst().orElseThrow(() -> new AssertionError("no text"));
		}

		void await(final String words) throws InterruptedException {
			try {
				Screen.await("'" + words + "'", () -> label.getText().startsWith(words) ? words : null);
			}
			catch (final AssertionError e) {
				throw new AssertionError(e.getMessage() + ", but " + label.getText(), e);
			}
		}
	}

	private static void helpOpensThePage(final ImagePlus input, final File folder) throws Exception {
		final JDialog dialog = open(input, "Pointwise (1x1) Convolution...");
		press(dialog, "help");
		final JFrame manual = await("the manual", () -> Screen.frame("manual"));
		final JEditorPane page = (JEditorPane) Arrays.stream(manual.getContentPane().getComponents()).filter(
			c -> c instanceof JScrollPane).map(c -> ((JScrollPane) c).getViewport().getView()).findFirst().orElseThrow(
				() -> new AssertionError("no page"));
		await("the page", () -> String.valueOf(page.getPage()).endsWith("/pointwise-convolution.html") ? page : null);
		Screen.picture(manual.getBounds(), new File(folder, "help.png"));
		final JTextField find = field(manual, "find", JTextField.class);
		EventQueue.invokeAndWait(() -> find.setText("matrix"));
		await("the word", () -> {
			find.postActionEvent();
			return "matrix".equalsIgnoreCase(page.getSelectedText()) ? page : null;
		});
		EventQueue.invokeLater(() -> field(manual, "contents", JButton.class).doClick());
		await("the contents", () -> String.valueOf(page.getPage()).endsWith("/README.html") ? page : null);
		EventQueue.invokeLater(() -> field(manual, "back", JButton.class).doClick());
		await("the page before", () -> String.valueOf(page.getPage()).endsWith("/pointwise-convolution.html") ? page : null);
		manual.dispose();
		press(dialog, "cancel");
		await("the dialog's end", () -> dialog.isShowing() ? null : dialog);
	}

	private static JDialog grid() {
		for (final java.awt.Window w : java.awt.Window.getWindows())
			if (w instanceof JDialog && w.isShowing() && "kernelgrid".equals(w.getName())) return (JDialog) w;
		return null;
	}

	private static void theKernelIsEditedInAGrid(final ImagePlus input, final File folder) throws Exception {
		final JDialog dialog = open(input, "Convolution...");
		type(dialog, "kernel", "sobel-x");
		press(dialog, "editbutton");
		final JDialog grid = await("the grid", DialogRobot::grid);
		final JTable cells = field(grid, "cells", JTable.class);
		EventQueue.invokeAndWait(() -> {
			check(cells.getColumnCount() == 3 && "-2".equals(cells.getValueAt(1, 0)), "the grid has " + cells.getValueAt(1, 0));
			cells.setValueAt("1/4", 1, 1);
			field(grid, "grid.rotate", JButton.class).doClick();
		});
		Screen.picture(grid.getBounds().union(dialog.getBounds()), new File(folder, "kernel-grid.png"));
		EventQueue.invokeLater(() -> field(grid, "grid.use", JButton.class).doClick());
		await("the kernel", () -> field(dialog, "kernel", JTextField.class).getText().equals("-1 -2 -1; 0 0.25 0; 1 2 1") ? dialog
			: null);
		awaitText(dialog, "Result: ");
		press(dialog, "cancel");
		Screen.awaitEnd(dialog);
	}

	/** Only dialogs remember: Reset brings the documented defaults back. */
	private static void theLastSettingsComeBack(final ImagePlus input) throws Exception {
		final JDialog first = open(input, "Smooth...");
		type(first, "sigma", "2.5");
		press(first, "ok");
		Screen.awaitEnd(first);
		await("the result", () -> WindowManager.getImage("nuclei-smooth"));
		IJ.selectWindow(input.getID());
		IJ.doCommand("Smooth...");
		final JDialog second = dialog("Smooth");
		check(field(second, "sigma", JTextField.class).getText().equals("2.5"), "the last sigma is forgotten");
		Screen.reset(second);
		check(field(second, "sigma", JTextField.class).getText().equals("1"), "Reset left sigma=" + field(second, "sigma", JTextField.class).getText());
		press(second, "cancel");
		Screen.awaitEnd(second);
	}

	private static String recorded(final Recorder recorder) {
		for (final String line : recorder.getText().split("\n"))
			if (line.startsWith("run(\"Convolution...\"")) return line;
		return null;
	}
}
