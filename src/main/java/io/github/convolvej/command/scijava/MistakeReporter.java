package io.github.convolvej.command.scijava;

import io.github.convolvej.ij1.MessageLines;

import org.scijava.event.EventHandler;
import org.scijava.module.Module;
import org.scijava.module.event.ModuleErroredEvent;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;

import ij.IJ;

/**
 * Tells the user of a mistake in the parameters of one of our commands in a
 * sentence; SciJava would log it with a stack trace, as it goes on to do with
 * defects. Not in SciJava's index: {@link io.github.convolvej.entry.StartService} starts it.
 */
public class MistakeReporter extends AbstractService implements SciJavaService {

	/**
	 * Called by SciJava.
	 *
	 * @param event a command that ended with an exception, which its caller gets
	 */
	@EventHandler
	protected void onEvent(final ModuleErroredEvent event) {
		final Module module = event.getModule();
		if (!OwnCommands.has(module) || !(event.getException() instanceof IllegalArgumentException)) return;
		event.consume();
		final String title = module.getInfo().getMenuPath().getLeaf().getName().replace("...", "");
		final String message = event.getException().getMessage();
		// the user of a macro is told by the end of the macro
		if (IJ.getInstance() == null || MacroCallers.called(module.getDelegateObject())) IJ.log(title + ": " + message);
		else IJ.error(title, MessageLines.of(message));
	}
}
