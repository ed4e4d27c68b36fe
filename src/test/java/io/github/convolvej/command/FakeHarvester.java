package io.github.convolvej.command;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.thread.ThreadService;
import org.scijava.widget.AbstractInputPanel;
import org.scijava.widget.InputHarvester;
import org.scijava.widget.InputPanel;
import org.scijava.widget.WidgetModel;
import org.scijava.widget.WidgetService;

/**
 * SciJava's dialog without a window: the widgets' models are SciJava's own, which
 * set values, call callbacks on the event thread, refresh and preview as in a real
 * one; who presses and types is the test.
 */
public class FakeHarvester extends AbstractPreprocessorPlugin implements InputHarvester<Object, Object> {

	/** Who fills in the dialog. */
	interface User {

		/** @return whether to press OK */
		boolean fill(Dialog dialog) throws Exception;
	}

	private static User user;
	private static int dialogs;

	@Parameter
	private WidgetService widgets;

	@Parameter
	private ThreadService threads;

	static void user(final User next) {
		user = next;
		if (next != null) dialogs = 0;
	}

	/** How often it asked. */
	static int dialogs() {
		return dialogs;
	}

	@Override
	public void process(final Module module) {
		if (user == null) return;
		try {
			harvest(module);
		}
		catch (final ModuleException e) {
			cancel(e.getMessage());
		}
	}

	@Override
	public InputPanel<Object, Object> createInputPanel() {
		return new Panel();
	}

	@Override
	public void buildPanel(final InputPanel<Object, Object> panel, final Module module) {
		for (final ModuleItem<?> item : module.getInfo().inputs())
			if (!module.isInputResolved(item.getName())) {
				final WidgetModel model = widgets.createModel(panel, module, item, new ArrayList<>());
				model.setInitialized(true);
				((Panel) panel).models.add(model);
			}
		module.preview();
	}

	@Override
	public boolean harvestInputs(final InputPanel<Object, Object> panel, final Module module) {
		dialogs++;
		try {
			return user.fill(new Dialog(((Panel) panel).models));
		}
		catch (final RuntimeException | Error e) {
			throw e;
		}
		catch (final Exception e) {
			throw new IllegalStateException(e);
		}
	}

	/** What the user sees and does. */
	final class Dialog {

		private final List<WidgetModel> models;

		Dialog(final List<WidgetModel> models) {
			this.models = models;
		}

		List<String> names() {
			final List<String> names = new ArrayList<>();
			models.forEach(m -> names.add(m.getItem().getName()));
			return names;
		}

		private WidgetModel model(final String name) {
			return models.stream().filter(m -> m.getItem().getName().equals(name)).findFirst().orElseThrow(
				() -> new AssertionError("no " + name));
		}

		Object value(final String name) {
			return model(name).getValue();
		}

		/** Returns when callbacks have been called. */
		void set(final String name, final Object value) throws InterruptedException, InvocationTargetException {
			model(name).setValue(value);
			threads.invoke(() -> {});
		}
	}

	private static final class Panel extends AbstractInputPanel<Object, Object> {

		private final List<WidgetModel> models = new ArrayList<>();

		@Override
		public boolean hasWidgets() {
			return !models.isEmpty();
		}

		@Override
		public Class<Object> getWidgetComponentType() {
			return Object.class;
		}

		@Override
		public Object getComponent() {
			return this;
		}

		@Override
		public Class<Object> getComponentType() {
			return Object.class;
		}
	}
}
