package io.github.convolvej.command;

import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A command of somebody else, for tests. */
@Plugin(type = Command.class)
public class OtherCommand extends ContextCommand {

	@Parameter
	private String text = "other";

	@Override
	public void run() {
		text = text + "!";
	}
}
