package io.github.convolvej.command.scijava;

import org.scijava.module.Module;
import org.scijava.plugin.Plugin;

/** Says which commands are ours. Our processors ignore all others. */
final class OwnCommands {

	private OwnCommands() {}

	/** Whether a module is one of our commands. */
	static boolean has(final Module module) {
		final Plugin plugin = module.getDelegateObject().getClass().getAnnotation(Plugin.class);
		return plugin != null && plugin.menuPath().startsWith("Plugins>ConvolveJ>");
	}
}
