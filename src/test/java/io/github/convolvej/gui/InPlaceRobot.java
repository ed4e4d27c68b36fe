package io.github.convolvej.gui;

import io.github.convolvej.Yardstick;

import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import javax.swing.JDialog;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.YesNoCancelDialog;
import ij.plugin.frame.Recorder;

/**
 * A user at the screen of plain ImageJ who lets images be changed: undoes and
 * redoes it, is asked what of a stack is meant, and stops with Esc. Runs in a JVM
 * of its own with a display; the exit code is 0 if everything was as it should be.
 */
public final class InPlaceRobot {

	/** CPU seconds of work before Esc is pressed: the code is compiled by then. */
	private static final double WORK = 5;
	/** The same where no time is measured: the work is far from done. */
	private static final double SOME_WORK = 0.3;
	/** Yardsticks, each about a tenth of a second, until Esc is heard. */
	private static final double BOUND = 40;

	private InPlaceRobot() {}

	/**
	 * @param args ImageJ's folder, and {@code all}, or {@code guard} to measure only how
	 *        soon Esc is heard
	 * @throws Exception if anything is not as it should be
	 */
	public static void main(final String... args) throws Exception {
		int exit = 1;
		try {
			System.setProperty("plugins.dir", args[0]);
			new ImageJ(ImageJ.EMBEDDED);
			if (args[1].equals("guard")) escape(true);
			else {
				undo();
				stacks();
				escape(false);
			}
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

	private static byte[] pixels(final ImagePlus image, final int plane) {
		return ((byte[]) image.getStack().getPixels(plane)).clone();
	}

	private static ImagePlus open(final String title, final int slices) {
		final ImagePlus image = IJ.createImage(title, "8-bit ramp", 65, 41, slices);
		for (int n = 1; n <= slices; n++)
			image.getStack().getProcessor(n).noise(40);
		image.show();
		return image;
	}

	private static void undo() throws Exception {
		final ImagePlus image = open("plane", 1);
		image.setRoi(new OvalRoi(10, 8, 30, 20));
		final byte[] before = pixels(image, 1);
		IJ.doCommand("Smooth...");
		fill(Screen.await("the dialog", InPlaceRobot::dialog));
		Screen.awaitTrue("the image to change", () -> !Arrays.equals(before, pixels(image, 1)));
		Screen.awaitIdle();
		final byte[] after = pixels(image, 1);
		check("outside of the ROI nothing changes", after[0] == before[0] && after[65 * 40] == before[65 * 40]);
		Screen.awaitTrue("the image to be unlocked", () -> !image.isLocked());
		check("it is marked as changed", image.changes);
		Screen.awaitIdle();
		IJ.doCommand("Undo");
		Screen.awaitTrue("Undo", () -> Arrays.equals(before, pixels(image, 1)));
		IJ.doCommand("Undo");
		Screen.awaitTrue("the second Undo, which brings it back", () -> Arrays.equals(after, pixels(image, 1)));
		check("no image was made", WindowManager.getImageCount() == 1);
		close(image);
	}

	private static void stacks() throws Exception {
		final Recorder recorder = new Recorder();
		final ImagePlus image = open("stack", 3);
		image.setSlice(2);
		final byte[][] before = { pixels(image, 1), pixels(image, 2), pixels(image, 3) };
		answer(" Cancel ");
		Screen.awaitIdle();
		for (int n = 1; n <= 3; n++)
			check("Cancel changes nothing", Arrays.equals(before[n - 1], pixels(image, n)));
		answer("No");
		Screen.awaitTrue("the plane to change", () -> !Arrays.equals(before[1], pixels(image, 2)));
		Screen.awaitIdle();
		check("No means this plane", Arrays.equals(before[0], pixels(image, 1)) && Arrays.equals(before[2], pixels(image,
			3)));
		final String line = Screen.await("the recorded line", () -> recorded(recorder));
		check("the answer is recorded: " + line, line.contains("part=plane") && line.contains("target=in-place"));
		Screen.awaitIdle();
		answer("Yes");
		Screen.awaitTrue("all planes to change", () -> !Arrays.equals(before[0], pixels(image, 1)) && !Arrays.equals(before[2],
			pixels(image, 3)));
		Screen.awaitIdle();
		close(image);

		// what was recorded asks nothing
		final ImagePlus again = open("again", 3);
		again.setSlice(3);
		final byte[] first = pixels(again, 1);
		final byte[] third = pixels(again, 3);
		IJ.runMacro(line);
		check("the recorded line changes the plane", !Arrays.equals(third, pixels(again, 3)) && Arrays.equals(first, pixels(
			again, 1)));
		close(again);
		recorder.close();
	}

	private static void escape(final boolean guard) throws InterruptedException {
		final ImagePlus image = IJ.createImage("large", "32-bit ramp", guard ? 6000 : 3000, guard ? 6000 : 3000, 1);
		image.show();
		final float[] before = ((float[]) image.getProcessor().getPixels()).clone();
		final Thread[] run = { null };
		run[0] = new Thread(() -> {
			try {
				IJ.run("Pooling...", "method=median window=75 stride=1 padding=same target=in-place");
			}
			catch (final RuntimeException e) {
				// how ImageJ ends a macro
				System.out.println("ended with " + e.getMessage());
			}
		}, "Run$_test");
		run[0].start();
		Screen.awaitTrue("progress", () -> !IJ.getInstance().getProgressBar().getBounds().isEmpty() && run[0].isAlive());
		// where time is measured, until the JIT compiler has compiled what runs: on a busy machine that is later
		final double begin = Yardstick.processSeconds();
		Screen.awaitTrue("some of the work", () -> !run[0].isAlive() || Yardstick.processSeconds() > begin + (guard ? WORK : SOME_WORK));
		IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		final double start = Yardstick.processSeconds();
		run[0].join();
		final double seconds = (Yardstick.processSeconds() - start) / Runtime.getRuntime().availableProcessors();
		IJ.setKeyUp(KeyEvent.VK_ESCAPE);
		if (guard) {
			final double yardstick = Yardstick.seconds();
			check("Esc stops it soon, but that took " + seconds + " s of CPU time of each processor, where the yardstick takes " +
				yardstick + " s", seconds < BOUND * yardstick);
		}
		check("the image is as it was", Arrays.equals(before, (float[]) image.getProcessor().getPixels()));
		check("and free", !image.isLocked());
		close(image);
	}

	private static void close(final ImagePlus image) {
		image.changes = false;
		image.close();
	}

	private static void check(final String what, final boolean holds) {
		if (!holds) throw new AssertionError(what);
	}

	/** Runs the command on the current image in place, and answers ImageJ's question. */
	private static void answer(final String button) throws Exception {
		IJ.doCommand("Smooth...");
		fill(Screen.await("the dialog", InPlaceRobot::dialog));
		press(Screen.await("the question", InPlaceRobot::question), button.trim());
	}

	private static void fill(final JDialog dialog) throws Exception {
		Screen.choose(dialog, "target", "in-place");
		Screen.choose(dialog, "output", "same");
		if (WindowManager.getCurrentImage().getRoi() != null) Screen.choose(dialog, "roi", "mask");
		Screen.press(dialog, "ok");
	}

	private static JDialog dialog() {
		return Screen.openDialog("Smooth");
	}

	private static YesNoCancelDialog question() {
		for (final Window w : Window.getWindows())
			if (w instanceof YesNoCancelDialog && w.isShowing()) return (YesNoCancelDialog) w;
		return null;
	}

	/**
	 * Presses until the answer is taken: a dialog of AWT that is closed in the moment between its showing and its
	 * waiting waits for ever, which no hand is quick enough for.
	 */
	private static void press(final Container window, final String label) throws InterruptedException {
		final Button button = find(window, label);
		if (button == null) throw new AssertionError("no button " + label);
		Screen.awaitTrue("the answer to be taken", () -> {
			EventQueue.invokeLater(() -> button.dispatchEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, button
				.getActionCommand())));
			return Thread.getAllStackTraces().values().stream().noneMatch(trace -> Arrays.stream(trace).anyMatch(call -> call
				.getClassName().equals("ij.gui.YesNoCancelDialog")));
		});
	}

	private static Button find(final Container container, final String label) {
		for (final Component c : container.getComponents()) {
			if (c instanceof Button && ((Button) c).getLabel().trim().equals(label)) return (Button) c;
			final Button inside = c instanceof Container ? find((Container) c, label) : null;
			if (inside != null) return inside;
		}
		return null;
	}

	private static String recorded(final Recorder recorder) {
		String last = null;
		for (final String line : recorder.getText().split("\n"))
			if (line.startsWith("run(\"Smooth...\"")) last = line;
		return last;
	}
}
