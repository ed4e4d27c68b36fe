package io.github.convolvej.command;

import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Plugin;

/** A command with a bug, for tests. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Failing Command")
public class FailingCommand extends ContextCommand {

	@Override
	public void run() {
		throw new IllegalStateException("a disk on fire");
	}
}
