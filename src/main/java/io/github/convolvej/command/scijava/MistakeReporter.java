package io.github.convolvej.command.scijava;

import io.github.convolvej.ij1.MessageLines;

import org.scijava.event.EventHandler;
import org.scijava.module.Module;
import org.scijava.module.event.ModuleErroredEvent;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;

import ij.IJ;

/**
 * Shows the user one sentence about a mistake in the parameters of our commands. SciJava would log a stack trace; it
 * still does so for program errors. This service is not in SciJava's index: {@link
 * io.github.convolvej.entry.StartService} starts it.
 */
public class MistakeReporter extends AbstractService implements SciJavaService {

	/**
	 * Called by SciJava.
	 *
	 * @param event says which command ended with an exception; the caller gets the exception too
	 */
	@EventHandler
	protected void onEvent(final ModuleErroredEvent event) {
		final Module module = event.getModule();
		if (!OwnCommands.has(module) || !(event.getException() instanceof IllegalArgumentException)) return;
		event.consume();
		final String title = module.getInfo().getMenuPath().getLeaf().getName().replace("...", "");
		final String message = event.getException().getMessage();
		// if a macro called the command, its user reads the message when the macro ends
		if (IJ.getInstance() == null || MacroCallers.called(module.getDelegateObject())) IJ.log(title + ": " + message);
		else IJ.error(title, MessageLines.of(message));
	}
}
