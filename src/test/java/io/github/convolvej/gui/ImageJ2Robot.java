package io.github.convolvej.gui;

import io.github.convolvej.command.FilterCommand;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.swing.AbstractButton;
import javax.swing.JDialog;
import javax.swing.text.JTextComponent;

import org.scijava.Context;
import org.scijava.InstantiableException;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.scijava.ui.UIService;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageWindow;
import ij.gui.MessageDialog;
import ij.plugin.frame.Recorder;
import ij.process.ImageProcessor;
import ij.text.TextWindow;
import net.imagej.patcher.LegacyInjector;

/**
 * A user at the screen of real ImageJ2: opens the dialog of every command from the
 * menu, presses OK, replays what the recorder wrote, presses Cancel, and makes
 * mistakes, in dialogs and in macros. The exit code is 0 if everything was as it
 * should be.
 */
public final class ImageJ2Robot {

	static {
		// before any class of ImageJ is loaded
		LegacyInjector.preinit();
	}

	private static final long PATIENCE = 30_000;

	private ImageJ2Robot() {}

	/**
	 * @param args none
	 * @throws Exception if anything is not as it should be
	 */
	public static void main(final String... args) throws Exception {
		int exit = 1;
		try {
			final Context context = new Context();
			context.service(UIService.class).showUI();
			new Recorder();
			final List<CommandInfo> commands = context.service(CommandService.class).getCommands().stream().filter(
				ImageJ2Robot::isFilter).collect(Collectors.toList());
			check(commands.size() >= 19, commands.size() + " commands");
			for (final CommandInfo command : commands)
				useDialog(command);
			mistakeInADialog();
			mistakeInAMacro();
			batchMode();
			exit = 0;
		}
		catch (final Throwable t) {
			t.printStackTrace();
			showing().forEach(w -> System.err.println("window: " + title(w)));
		}
		finally {
			// ImageJ's windows would keep the JVM alive
			Runtime.getRuntime().halt(exit);
		}
	}

	private static boolean isFilter(final CommandInfo info) {
		// other commands may have classes that cannot be loaded; a single pixel is shown in a table alone
		if (!info.getDelegateClassName().startsWith("io.github.convolvej.") || info.getDelegateClassName().endsWith(
			".GlobalPoolingCommand")) return false;
		try {
			return FilterCommand.class.isAssignableFrom(info.loadClass());
		}
		catch (final InstantiableException e) {
			throw new IllegalStateException(info.getClassName() + " is in the index, but cannot be loaded", e);
		}
	}

	private static void useDialog(final CommandInfo info) throws Exception {
		final String label = info.getMenuPath().getLeaf().getName();
		final ImagePlus input = open("in.tif", 33, 31);
		IJ.doCommand(label);
		final JDialog dialog = await(label + ": the dialog", ImageJ2Robot::dialog);
		final List<String> fields = all(dialog, Component.class).stream().map(Component::getName).collect(Collectors.toList());
		for (final ModuleItem<?> item : ParameterValues.of(info))
			check(fields.contains(item.getName()), label + " asks for " + item.getName());
		// a window that opens is for a moment where the screen puts it
		await(label + ": a place beside the image", () -> dialog.getBounds().intersects(input.getWindow().getBounds()) ? null
			: dialog);
		press(dialog, "ok");
		final ImagePlus result = await(label + ": the result", ImageJ2Robot::result);
		final String line = await(label + ": the recorded line", () -> recorded(label));
		for (final ModuleItem<?> item : ParameterValues.of(info))
			check(line.contains(item.getName() + "="), label + " is recorded with " + item.getName() + ": " + line);
		final List<float[]> pixels = pixels(result);
		final String title = result.getTitle();
		close(result);
		IJ.selectWindow(input.getID());
		IJ.runMacro(line);
		final ImagePlus replayed = await(label + ": the replayed result", ImageJ2Robot::result);
		check(title.equals(replayed.getTitle()), label + ": titles " + title + ", " + replayed.getTitle());
		check(Arrays.deepEquals(pixels.toArray(), pixels(replayed).toArray()), label + ": the recorded line gives the same: " +
			line);
		close(replayed);
		closeOthers(label);

		IJ.selectWindow(input.getID());
		IJ.doCommand(label);
		press(await(label + ": the second dialog", ImageJ2Robot::dialog), "cancel");
		await(label + ": no dialog", () -> dialog() == null ? label : null);
		Thread.sleep(200);
		check(WindowManager.getImageCount() == 1, label + ": Cancel makes no image");
		close(input);
	}

	/** The user is told what was wrong, in one window. */
	private static void mistakeInADialog() throws Exception {
		final ImagePlus input = open("in.tif", 33, 31);
		IJ.doCommand("Convolution...");
		final JDialog dialog = await("the dialog", ImageJ2Robot::dialog);
		EventQueue.invokeAndWait(() -> all(dialog, JTextComponent.class).stream().filter(t -> "kernel".equals(t.getName())).forEach(
			t -> t.setText("1 2 3; 4 5")));
		// what cannot be done cannot be pressed, and nothing that was typed is lost
		await("OK disabled", () -> all(dialog, AbstractButton.class).stream().anyMatch(b -> "ok".equals(b.getName()) && !b
			.isEnabled()) ? dialog : null);
		press(dialog, "cancel");
		await("no dialog", () -> dialog() == null ? dialog : null);
		closeOthers("a mistake");
		check(WindowManager.getImageCount() == 1, "a mistake makes no image");
		close(input);
	}

	private static void mistakeInAMacro() throws Exception {
		final ImagePlus input = open("in.tif", 33, 31);
		final Thread macro = new Thread(() -> IJ.runMacro("run('Convolution...', 'kernel=[1 2; 3]'); newImage('on', '8-bit', 9, 9, 1);"));
		macro.start();
		final Dialog message = await("the message", ImageJ2Robot::message);
		// a modal dialog that is disposed of while it opens can leave its caller waiting
		Thread.sleep(300);
		EventQueue.invokeLater(message::dispose);
		macro.join(PATIENCE);
		check(!macro.isAlive(), "the macro is stopped");
		closeOthers("a mistake in a macro");
		check(WindowManager.getImageCount() == 1, "a mistake stops the macro");
		close(input);
	}

	/** With a window open, a macro in batch mode filters its own image, and goes on with the result. */
	private static void batchMode() throws Exception {
		final ImagePlus window = open("window", 9, 9);
		final String titles = IJ.runMacro("setBatchMode(true); newImage('a', '8-bit ramp', 16, 16, 1); " +
			"run('Convolution...', 'kernel=sobel-x'); s = getTitle(); run('Pooling...', 'window=2'); s += ' ' + getTitle(); " +
			"selectImage('a'); run('Pooling...', 'window=2'); s += ' ' + getTitle() + ' ' + nImages; " +
			"selectImage('window'); run('Pooling...', 'window=2'); s += ' ' + getTitle(); " +
			"setBatchMode(false); return s;");
		check("a-convolution a-convolution-pooling a-pooling 5 window-pooling".equals(titles), "batch mode: " + titles);
		for (final int id : WindowManager.getIDList())
			close(WindowManager.getImage(id));
	}

	private static ImagePlus open(final String title, final int width, final int height) throws InterruptedException {
		final ImagePlus image = IJ.createImage(title, "8-bit ramp", width, height, 1);
		image.show();
		await("the image", () -> image.getWindow() != null && WindowManager.getCurrentImage() == image ? image : null);
		return image;
	}

	private static void close(final ImagePlus image) throws InterruptedException {
		image.changes = false;
		image.close();
		await("the image to close", () -> WindowManager.getImage(image.getID()) == null ? image : null);
	}

	/** Closes tables and the log; there must be no window that reports an error. */
	private static void closeOthers(final String what) {
		for (final Window w : showing()) {
			check(!title(w).equals("Console") && !title(w).equals("Exception"), what + " opened the window " + title(w));
			if (w instanceof TextWindow) ((TextWindow) w).close();
			else check(w instanceof ImageJ || w instanceof ImageWindow || w instanceof Recorder, what + " opened the window " +
				title(w));
		}
	}

	private static List<float[]> pixels(final ImagePlus image) {
		final List<float[]> planes = new ArrayList<>();
		for (int n = 1; n <= image.getStackSize(); n++) {
			final ImageProcessor plane = image.getStack().getProcessor(n).convertToFloat();
			planes.add(((float[]) plane.getPixels()).clone());
		}
		return planes;
	}

	private static ImagePlus result() {
		final int[] ids = WindowManager.getIDList();
		for (int i = 0; ids != null && i < ids.length; i++) {
			final ImagePlus image = WindowManager.getImage(ids[i]);
			if (image != null && image.getTitle().startsWith("in-") && image.getWindow() != null) return image;
		}
		return null;
	}

	private static String recorded(final String label) {
		final String[] lines = Recorder.getInstance().getText().split("\n");
		for (int i = lines.length - 1; i >= 0; i--)
			if (lines[i].startsWith("run(\"" + label + "\", ")) return lines[i];
		return null;
	}

	private static JDialog dialog() {
		for (final Window w : showing())
			if (w instanceof JDialog && "convolvej".equals(w.getName())) return (JDialog) w;
		return null;
	}

	private static Dialog message() {
		for (final Window w : showing())
			if (w instanceof MessageDialog) return (Dialog) w;
		return null;
	}

	private static List<Window> showing() {
		return Arrays.stream(Window.getWindows()).filter(Window::isShowing).collect(Collectors.toList());
	}

	private static String title(final Window w) {
		return w instanceof Frame ? ((Frame) w).getTitle() : w instanceof Dialog ? ((Dialog) w).getTitle() : w.toString();
	}

	private static <T extends Component> List<T> all(final Container container, final Class<T> type) {
		final List<T> found = new ArrayList<>();
		for (final Component c : container.getComponents()) {
			if (type.isInstance(c)) found.add(type.cast(c));
			if (c instanceof Container) found.addAll(all((Container) c, type));
		}
		return found;
	}

	private static void press(final JDialog dialog, final String text) throws InterruptedException {
		// a dialog that is closed while it opens counts as cancelled
		Thread.sleep(300);
		final AbstractButton button = all(dialog, AbstractButton.class).stream().filter(b -> text.equals(b.getName()))
			.findFirst().orElseThrow(() -> new AssertionError("no button " + text));
		EventQueue.invokeLater(button::doClick);
	}

	private static void check(final boolean holds, final String what) {
		if (!holds) throw new AssertionError(what);
	}

	private static <T> T await(final String what, final Supplier<T> supplier) throws InterruptedException {
		final long end = System.currentTimeMillis() + PATIENCE;
		while (System.currentTimeMillis() < end) {
			final T found = supplier.get();
			if (found != null) return found;
			Thread.sleep(20);
		}
		throw new AssertionError(what + " did not come");
	}
}
