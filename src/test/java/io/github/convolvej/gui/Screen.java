package io.github.convolvej.gui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.io.File;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.MenuElement;
import javax.swing.MenuSelectionManager;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.text.TextWindow;

/** The hands and eyes of a user at plain ImageJ: finds windows and fields, types, presses, waits, takes pictures. */
final class Screen {

	/** How long a broken program is waited for; a busy machine needs a small part of it. */
	private static final long PATIENCE = 300_000;
	/** After so many looks for something that a window manager may have missed, it is asked again. */
	private static final int LOOKS = 50;

	/** Milliseconds after which a user presses a button again. */
	private static final long AGAIN = 3000;

	private Screen() {}

	/** The dialog of a command whose title begins so, once it is there. */
	static JDialog dialog(final String title) throws InterruptedException {
		return await("the dialog " + title, () -> openDialog(title));
	}

	/** The same at once; null if it is not shown. */
	static JDialog openDialog(final String title) {
		for (final Window w : Window.getWindows())
			if (w instanceof JDialog && w.isShowing() && "convolvej".equals(w.getName()) && ((JDialog) w).getTitle().startsWith(
				title)) return (JDialog) w;
		return null;
	}

	/** A frame by its name; null if it is not shown. */
	static JFrame frame(final String name) {
		for (final Window w : Window.getWindows())
			if (w instanceof JFrame && w.isShowing() && name.equals(w.getName())) return (JFrame) w;
		return null;
	}

	static Dialog message() {
		for (final Window w : Window.getWindows())
			if (w instanceof Dialog && !"convolvej".equals(w.getName()) && w.isShowing()) return (Dialog) w;
		return null;
	}

	/** A field by the parameter's name. */
	static <C extends Component> C field(final Container container, final String name, final Class<C> type) {
		for (final Component c : container.getComponents()) {
			if (name.equals(c.getName()) && type.isInstance(c)) return type.cast(c);
			final C inner = c instanceof Container ? find((Container) c, name, type) : null;
			if (inner != null) return inner;
		}
		throw new AssertionError("no field " + name);
	}

	/** The same; null if there is none. */
	static <C extends Component> C find(final Container container, final String name, final Class<C> type) {
		try {
			return field(container, name, type);
		}
		catch (final AssertionError e) {
			return null;
		}
	}

	/** Types a text instead of the one that is there; into the field for other values where there is a choice. */
	static void type(final JDialog dialog, final String name, final String text) throws Exception {
		EventQueue.invokeAndWait(() -> {
			final JTextField plain = find(dialog, name, JTextField.class);
			if (plain != null) plain.setText(text);
			else {
				final JComboBox<?> choice = field(dialog, name, JComboBox.class);
				choice.setSelectedIndex(choice.getItemCount() - 1);
				field(dialog, name + ".other", JTextField.class).setText(text);
			}
		});
		settle();
	}

	/** Chooses a value, or a preset for the kernel. */
	static void choose(final JDialog dialog, final String name, final String value) throws Exception {
		if (name.equals("preset")) {
			type(dialog, "kernel", value);
			return;
		}
		EventQueue.invokeAndWait(() -> {
			final JComboBox<?> choice = field(dialog, name, JComboBox.class);
			choice.setSelectedItem(value);
			check(value.equals(choice.getSelectedItem()), name + " has no " + value);
		});
		settle();
	}

	static void check(final JDialog dialog, final String name, final boolean state) throws Exception {
		EventQueue.invokeAndWait(() -> {
			final JCheckBox box = field(dialog, name, JCheckBox.class);
			if (box.isSelected() != state) box.doClick(0);
		});
		settle();
	}

	/** Waits until what the event thread has to do now is done. */
	static void settle() throws Exception {
		EventQueue.invokeAndWait(() -> {});
	}

	/** Waits for the whole live text to have some words. */
	static void awaitText(final JDialog dialog, final String words) throws InterruptedException {
		try {
			await("'" + words + "'", () -> text(dialog).contains(words) ? words : null);
		}
		catch (final AssertionError e) {
			throw new AssertionError(e.getMessage() + ", but: " + text(dialog), e);
		}
	}

	/** All that the dialog says of what its settings give. */
	static String text(final JDialog dialog) {
		final String text = field(dialog, "live", JTextArea.class).getAccessibleContext().getAccessibleDescription();
		return text == null ? "" : text;
	}

	/** A button by its name. */
	static AbstractButton button(final JDialog dialog, final String name) {
		return field(dialog, name, AbstractButton.class);
	}

	/** Presses a button as soon as it can be pressed: OK cannot while a change of the settings is being looked at. */
	static void press(final JDialog dialog, final String name) throws InterruptedException {
		final AbstractButton button = button(dialog, name);
		final AtomicBoolean pressed = new AtomicBoolean();
		awaitTrue("the button " + name + " of " + dialog.getTitle(), () -> {
			EventQueue.invokeLater(() -> {
				if (button.isEnabled() && pressed.compareAndSet(false, true)) button.doClick();
			});
			return pressed.get();
		});
	}

	/**
	 * Presses a button that opens a menu, and once more if the menu was closed at once: a window closes its menus when it
	 * changes its size, as it may do some time after its settings were changed.
	 *
	 * @return what was looked for in the menu
	 */
	static <T> T menu(final JDialog dialog, final String button, final Supplier<T> entry) throws InterruptedException {
		final long[] pressed = { System.currentTimeMillis() };
		final AbstractButton opens = button(dialog, button);
		EventQueue.invokeLater(opens::doClick);
		return await("the menu of " + button + " of " + dialog.getTitle(), () -> {
			final T found = entry.get();
			final boolean closed = MenuSelectionManager.defaultManager().getSelectedPath().length == 0;
			if (found == null && closed && System.currentTimeMillis() - pressed[0] > AGAIN) {
				pressed[0] = System.currentTimeMillis();
				EventQueue.invokeLater(opens::doClick);
			}
			return found;
		});
	}

	/** Sets the documented defaults, whatever was used last. */
	static void reset(final JDialog dialog) throws Exception {
		final JMenuItem reset = menu(dialog, "recentbutton", () -> {
			for (final MenuElement element : MenuSelectionManager.defaultManager().getSelectedPath())
				if (element instanceof JPopupMenu) return find((JPopupMenu) element, "reset", JMenuItem.class);
			return null;
		});
		EventQueue.invokeAndWait(() -> {
			reset.doClick(0);
			MenuSelectionManager.defaultManager().clearSelectedPath();
		});
		settle();
	}

	/** Waits until a dialog is gone. */
	static void awaitEnd(final JDialog dialog) throws InterruptedException {
		awaitTrue("the dialog's end", () -> !dialog.isShowing());
	}

	/** A picture of a part of the screen. */
	static void picture(final Rectangle box, final File file) throws Exception {
		Thread.sleep(700);
		ImageIO.write(new Robot().createScreenCapture(box), "png", file);
	}

	static <T> T await(final String what, final Supplier<T> supplier) throws InterruptedException {
		final long end = System.currentTimeMillis() + PATIENCE;
		while (System.currentTimeMillis() < end) {
			final T found = supplier.get();
			if (found != null) return found;
			refuseExceptions();
			Thread.sleep(20);
		}
		throw new AssertionError(what + " did not come");
	}

	/** ImageJ shows what was thrown in a window. */
	private static void refuseExceptions() {
		for (final Window w : Window.getWindows())
			if (w instanceof TextWindow && w.isShowing() && ((TextWindow) w).getTitle().equals("Exception"))
				throw new AssertionError(((TextWindow) w).getTextPanel().getText());
	}

	static void awaitTrue(final String what, final BooleanSupplier condition) throws InterruptedException {
		await(what, () -> condition.getAsBoolean() ? Boolean.TRUE : null);
	}

	/** Waits until a dialog has the keyboard, which a window that was opened before may have taken after it: then asks for it. */
	static void awaitKeyboard(final JDialog dialog) throws InterruptedException {
		final AtomicInteger looks = new AtomicInteger();
		awaitTrue("the dialog to have the keyboard", () -> {
			if (looks.incrementAndGet() % LOOKS == 0) EventQueue.invokeLater(() -> {
				if (dialog.isFocused()) return;
				dialog.toFront();
				dialog.requestFocus();
			});
			return dialog.isFocused();
		});
	}

	/**
	 * Does something that opens an image, and waits until its window has the keyboard. A window that had it before a dialog
	 * was closed gets it back first, and its image is the current one until then.
	 *
	 * @return the image that was not there before
	 */
	static ImagePlus newImage(final String what, final Action action) throws Exception {
		final Set<Integer> before = images();
		action.run();
		final int id = await(what, () -> images().stream().filter(image -> !before.contains(image)).findFirst().orElse(null));
		awaitIdle();
		final ImagePlus image = WindowManager.getImage(id);
		final AtomicInteger looks = new AtomicInteger();
		awaitTrue("the keyboard at " + what, () -> {
			if (looks.incrementAndGet() % LOOKS == 0) EventQueue.invokeLater(() -> IJ.selectWindow(id));
			return image.getWindow() != null && image.getWindow().isFocused() && WindowManager.getCurrentImage() == image;
		});
		return image;
	}

	private static Set<Integer> images() {
		final int[] ids = WindowManager.getIDList();
		return ids == null ? Set.of() : Arrays.stream(ids).boxed().collect(Collectors.toSet());
	}

	/** What a user does. */
	interface Action {

		void run() throws Exception;
	}

	/** Waits until ImageJ runs no command: each has a thread of its own, with the command's name. */
	static void awaitIdle() throws InterruptedException {
		awaitTrue("the end of the command", () -> Thread.getAllStackTraces().values().stream().noneMatch(
			trace -> Arrays.stream(trace).anyMatch(call -> call.getClassName().equals("ij.Executer"))));
	}

	static void check(final boolean claim, final String otherwise) {
		if (!claim) throw new AssertionError(otherwise);
	}
}
