package io.github.convolvej.command;

import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Plugin;

/** A command that is cancelled as soon as it runs, for tests. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Cancelled Command")
public class CancelledCommand extends ContextCommand {

	@Override
	public void run() {
		cancel("Enough");
	}
}
