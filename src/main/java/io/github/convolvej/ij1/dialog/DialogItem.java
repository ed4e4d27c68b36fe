package io.github.convolvej.ij1.dialog;

import java.util.function.Supplier;

import org.scijava.ItemVisibility;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/** What a SciJava dialog shows in a row: a parameter of the command, or something that only the dialog has. */
final class DialogItem<T> extends DefaultMutableModuleItem<T> {

	/** What is done when the user has changed it. */
	interface Action {

		void run() throws MethodCallException;
	}

	private final Action action;
	private final Supplier<String> objection;

	/** A parameter of the command. */
	DialogItem(final ModuleInfo info, final ModuleItem<T> parameter, final Action action) {
		super(info, parameter);
		this.action = action;
		objection = () -> null;
	}

	/** Something that only the dialog has. */
	DialogItem(final ModuleInfo info, final String name, final Class<T> type, final ItemVisibility visibility,
		final Action action, final Supplier<String> objection)
	{
		super(info, name, type);
		this.action = action;
		this.objection = objection;
		setVisibility(visibility);
		setPersisted(false);
		setRequired(false);
	}

	@Override
	public void callback(final Module module) throws MethodCallException {
		action.run();
	}

	/** Newer dialogs of SciJava ask this, and do not let the user press OK. */
	@Override
	public void validate(final Module module) throws MethodCallException {
		final String message = objection.get();
		if (message != null) throw new MethodCallException(message);
	}
}
