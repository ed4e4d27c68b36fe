package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.macro.ParameterValues;

import java.awt.EventQueue;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

import ij.IJ;
import ij.plugin.frame.Recorder;

/**
 * Asks for a command's parameters with a {@link DialogWindow}, drawn from the command's parameters, in ImageJ and in Fiji. Labels of parameters begin with the parameter's name, as
 * everywhere in ImageJ, whose macro keys are the first words of labels; the dialog has words of its own for people.
 */
public final class DialogHarvester {

	private DialogHarvester() {}

	/**
	 * Shows the dialog, sets the parameters, and has them recorded if ImageJ's macro
	 * recorder is open.
	 *
	 * @param module the command that is about to be run
	 * @return false if the user cancelled
	 */
	public static boolean harvest(final Module module) {
		final List<ModuleItem<?>> items = ParameterValues.of(module.getInfo());
		for (final ModuleItem<?> item : items)
			if (!item.getLabel().split(" ")[0].toLowerCase(Locale.ROOT).equals(item.getName())) throw new IllegalStateException(
				"The label '" + item.getLabel() + "' does not begin with the key '" + item.getName() +
					"': recorded macros would not replay");
		final String command = Recorder.record ? Recorder.getCommand() : null;
		if (!ask(module)) return false;
		if (command != null && Recorder.record) {
			// other commands may have been run and recorded while the dialog was open
			Recorder.setCommand(command);
			record(module, items);
		}
		return true;
	}

	/**
	 * Shows the dialog and sets the parameters.
	 *
	 * @param module the command that is about to be run
	 * @return false if the user cancelled
	 */
	public static boolean ask(final Module module) {
		try (CommandDialog dialog = CommandDialog.forWindow(module)) {
			if (!show(dialog)) {
				IJ.showStatus(dialog.labels().word("dialog.cancelled", dialog.title()));
				return false;
			}
		}
		final Object asked = module.getDelegateObject();
		return !(asked instanceof Confirmed) || ((Confirmed) asked).confirm();
	}

	/** On the event thread the dialog has to be modal: otherwise nobody could press anything. */
	private static boolean show(final CommandDialog dialog) {
		if (EventQueue.isDispatchThread()) {
			final DialogWindow window = new DialogWindow(dialog, true);
			window.open();
			return window.isAccepted();
		}
		final AtomicReference<DialogWindow> window = new AtomicReference<>();
		final AtomicReference<RuntimeException> failure = new AtomicReference<>();
		final CountDownLatch closed = new CountDownLatch(1);
		EventQueue.invokeLater(() -> {
			try {
				window.set(new DialogWindow(dialog, false));
				window.get().onClosed(closed::countDown);
				window.get().open();
			}
			catch (final RuntimeException e) {
				failure.set(e);
				closed.countDown();
			}
		});
		try {
			closed.await();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			EventQueue.invokeLater(() -> {
				if (window.get() != null) window.get().close();
			});
			return false;
		}
		if (failure.get() != null) throw failure.get();
		return window.get().isAccepted();
	}

	/** Hands all parameters to ImageJ's recorder, as keys and values of a macro line. */
	public static void record(final Module module, final List<ModuleItem<?>> items) {
		for (final ModuleItem<?> item : items) {
			// a line of a macro has no line ends in it
			final String text = Recorder.fixString(String.valueOf(module.getInput(item.getName()))).replace("\r", "").replace("\n",
				"\\n");
			// the recorder itself puts values with spaces in brackets
			final boolean bracket = text.isEmpty() || text.indexOf(' ') < 0 && ("['".indexOf(text.charAt(0)) >= 0 || text
				.contains("\\n"));
			Recorder.recordOption(item.getName(), bracket ? "[" + text + "]" : text);
		}
	}
}
