package io.github.convolvej.entry;

import java.util.ArrayList;
import java.util.List;

import org.scijava.Priority;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;
import org.scijava.service.ServiceHelper;

/**
 * What Fiji starts of ConvolveJ. SciJava's index holds names of classes and does not load them, with one exception: the
 * classes of services are loaded as a context is made, and on a Java that is too old each would be an error with a stack
 * trace on the console. Preprocessors are loaded as soon as any command is run, also one that is not ours. So this is
 * the only service in the index. Where Java is new enough it starts the others; where it is too old it takes all plugins
 * of ConvolveJ out of the index before anything loads them, and puts {@link MenuEntry} in the place of each command, so
 * that the menu stays and says what is needed. Its priority is high because it must be there before the service that
 * makes the menu.
 */
@Plugin(type = Service.class, priority = Priority.VERY_HIGH)
public final class StartService extends AbstractService implements SciJavaService {

	private static final String OURS = "io.github.convolvej.";
	private static final String[] SERVICES = { "io.github.convolvej.command.scijava.MistakeReporter",
		"io.github.convolvej.command.scijava.MenuOrder" };

	@Parameter
	private PluginService plugins;

	/** Has taken up all commands when this service starts, and hears of what changes. */
	@Parameter
	private CommandService commands;

	@Override
	public void initialize() {
		if (MenuEntry.isJavaTooOld()) replaceCommands();
		else startServices();
	}

	private void startServices() {
		final ServiceHelper helper = new ServiceHelper(getContext());
		for (final String name : SERVICES) {
			try {
				helper.createExactService(Class.forName(name, true, getClass().getClassLoader()).asSubclass(Service.class));
			}
			catch (final ClassNotFoundException e) {
				throw new IllegalStateException("ConvolveJ is not installed completely: " + name + " is missing", e);
			}
		}
	}

	private void replaceCommands() {
		final List<PluginInfo<?>> unusable = new ArrayList<>();
		final List<PluginInfo<?>> instead = new ArrayList<>();
		for (final PluginInfo<?> info : plugins.getPlugins()) {
			if (!info.getClassName().startsWith(OURS) || info.getClassName().equals(StartService.class.getName())) continue;
			unusable.add(info);
			if (info.getPluginType() == Command.class) instead.add(new PluginInfo<>(MenuEntry.class.getName(), Command.class, info
				.getAnnotation()));
		}
		plugins.removePlugins(unusable);
		plugins.addPlugins(instead);
	}
}
