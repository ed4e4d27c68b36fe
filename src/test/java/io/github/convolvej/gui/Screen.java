package io.github.convolvej.gui;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextArea;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ItemEvent;
import java.io.File;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.swing.JFrame;

import ij.gui.GenericDialog;

/** The hands and eyes of a user at plain ImageJ: finds windows and fields, types, presses, waits, takes pictures. */
final class Screen {

	/** How long a broken program is waited for; a busy machine needs a small part of it. */
	private static final long PATIENCE = 300_000;

	private Screen() {}

	/** The dialog whose title begins so, once it is there. */
	static GenericDialog dialog(final String title) throws InterruptedException {
		return await("the dialog " + title, () -> {
			for (final Window w : Window.getWindows())
				if (w instanceof GenericDialog && w.isShowing() && ((GenericDialog) w).getTitle().startsWith(title))
					return (GenericDialog) w;
			return null;
		});
	}

	/** A frame by its name; null if it is not shown. */
	static JFrame frame(final String name) {
		for (final Window w : Window.getWindows())
			if (w instanceof JFrame && w.isShowing() && name.equals(w.getName())) return (JFrame) w;
		return null;
	}

	static Dialog message() {
		for (final Window w : Window.getWindows())
			if (w instanceof Dialog && !(w instanceof GenericDialog) && w.isShowing()) return (Dialog) w;
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

	private static <C extends Component> C find(final Container container, final String name, final Class<C> type) {
		try {
			return field(container, name, type);
		}
		catch (final AssertionError e) {
			return null;
		}
	}

	/** Types a text instead of the one that is there. */
	static void type(final GenericDialog dialog, final String name, final String text) throws Exception {
		EventQueue.invokeAndWait(() -> field(dialog, name, TextField.class).setText(text));
	}

	static void choose(final GenericDialog dialog, final String name, final String item) throws Exception {
		EventQueue.invokeAndWait(() -> {
			final Choice choice = field(dialog, name, Choice.class);
			choice.select(item);
			choice.dispatchEvent(new ItemEvent(choice, ItemEvent.ITEM_STATE_CHANGED, item, ItemEvent.SELECTED));
		});
	}

	static void check(final GenericDialog dialog, final String name, final boolean state) throws Exception {
		EventQueue.invokeAndWait(() -> {
			final Checkbox box = field(dialog, name, Checkbox.class);
			box.setState(state);
			box.dispatchEvent(new ItemEvent(box, ItemEvent.ITEM_STATE_CHANGED, name, state ? ItemEvent.SELECTED
				: ItemEvent.DESELECTED));
		});
	}

	/** Waits for the live text to have some words. */
	static void awaitText(final GenericDialog dialog, final String words) throws InterruptedException {
		final TextArea live = field(dialog, "live", TextArea.class);
		try {
			await("'" + words + "'", () -> live.getText().contains(words) ? words : null);
		}
		catch (final AssertionError e) {
			throw new AssertionError(e.getMessage() + ", but: " + live.getText(), e);
		}
	}

	static Button button(final GenericDialog dialog, final String label) {
		return Arrays.stream(dialog.getButtons()).filter(b -> b != null && b.getLabel().trim().equals(label)).findFirst()
			.orElseThrow(() -> new AssertionError("no button " + label));
	}

	static void press(final GenericDialog dialog, final String label) {
		final Button button = button(dialog, label);
		EventQueue.invokeLater(() -> button.dispatchEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, button
			.getActionCommand())));
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
			Thread.sleep(20);
		}
		throw new AssertionError(what + " did not come");
	}

	static void awaitTrue(final String what, final BooleanSupplier condition) throws InterruptedException {
		await(what, () -> condition.getAsBoolean() ? Boolean.TRUE : null);
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
