package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.macro.ParameterValues;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;

import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/**
 * What a dialog shows of a command: the parameters of the first screen, when a parameter
 * matters, and usual values of those that take any text. It is declared in {@code
 * dialog.properties} beside the commands' classes; a command that is not in there has its first
 * parameters on the first screen, all of them shown always.
 */
final class DialogLayout {

	/** So many parameters come first where nothing is declared. */
	private static final int FIRST = 4;

	private final String command;
	private final String label;
	private final Properties declared;
	private final List<ModuleItem<?>> all;

	private DialogLayout(final String command, final String label, final Properties declared, final List<ModuleItem<?>> all) {
		this.command = command;
		this.label = label;
		this.declared = declared;
		this.all = all;
	}

	/**
	 * @param command a command's class, beside which the declarations are
	 * @param info the command
	 * @return its layout
	 */
	static DialogLayout of(final Class<?> command, final ModuleInfo info) {
		final Properties declared = new Properties();
		try (InputStream file = command.getResourceAsStream("dialog.properties")) {
			if (file != null) declared.load(file);
		}
		catch (final IOException e) {
			throw new IllegalStateException("dialog.properties of " + command.getName() + " could not be read", e);
		}
		return new DialogLayout(Labels.commandName(command), info.getMenuPath().getLeaf().getName(), declared, ParameterValues.of(info));
	}

	/** All parameters that a user sets, in the order in which they are recorded. */
	List<ModuleItem<?>> all() {
		return all;
	}

	/** Those of the first screen, in their order. */
	List<ModuleItem<?>> first() {
		final String keys = declared.getProperty(command + ".first");
		if (keys == null) return all.subList(0, Math.min(FIRST, all.size()));
		final List<ModuleItem<?>> first = new ArrayList<>();
		for (final String key : keys.trim().split("\\s+"))
			first.add(all.stream().filter(item -> item.getName().equals(key)).findFirst().orElseThrow(
				() -> new IllegalStateException("dialog.properties: " + command + " has no parameter " + key)));
		return first;
	}

	/** All others, in groups. */
	List<DialogSection> more() {
		final List<ModuleItem<?>> rest = new ArrayList<>(all);
		rest.removeAll(first());
		return DialogSection.of(rest);
	}

	/**
	 * @param item a parameter
	 * @param value of each parameter, by its key
	 * @return whether it matters with these values of the others
	 */
	boolean isShown(final ModuleItem<?> item, final Function<String, Object> value) {
		final String conditions = declared.getProperty(command + "." + item.getName() + ".when");
		if (conditions == null) return true;
		for (final String condition : conditions.split("&")) {
			final String[] words = condition.trim().split("\\s+");
			if (!Arrays.asList(words).subList(1, words.length).contains(Objects.toString(value.apply(words[0]))))
				return false;
		}
		return true;
	}

	/** What can be chosen for a parameter: its choices, or usual values of one that takes any text; empty if neither. */
	List<String> values(final ModuleItem<?> item) {
		final List<String> values = new ArrayList<>();
		if (isClosed(item)) item.getChoices().forEach(choice -> values.add(choice.toString()));
		else {
			final String own = declared.getProperty(command + "." + item.getName() + ".values", declared.getProperty(item
				.getName() + ".values"));
			if (own != null && item.getType() == String.class) Collections.addAll(values, own.trim().split("\\s+"));
		}
		return values;
	}

	/** Whether a parameter takes one value, or one for each axis. */
	boolean isPerAxis(final ModuleItem<?> item) {
		return item.getType() == String.class && isAmong(item, "axes");
	}

	/** Whether a parameter is a length in pixels or, if the command lets the user choose, in the image's unit. */
	boolean isLength(final ModuleItem<?> item) {
		return isPerAxis(item) && isAmong(item, "lengths") && all.stream().anyMatch(other -> other.getName().equals(
			LengthUnits.KEY));
	}

	private boolean isAmong(final ModuleItem<?> item, final String list) {
		return Arrays.asList(declared.getProperty(list, "").trim().split("\\s+")).contains(item.getName());
	}

	/** The page of the manual, by its name: that of the command's label, unless another is declared. */
	String page() {
		return declared.getProperty(command + ".page", Manual.page(label));
	}

	/** What a text names that can be picked, see {@link PickEntry}; empty if it names nothing. */
	List<String> picks(final ModuleItem<?> item) {
		final String kinds = declared.getProperty(command + "." + item.getName() + ".pick", "").trim();
		return kinds.isEmpty() ? Collections.emptyList() : Arrays.asList(kinds.split("\\s+"));
	}

	/** The words for rows and columns of a matrix that has a grid, see {@link MatrixEntry}; empty if there is none. */
	List<String> grid(final ModuleItem<?> item) {
		final String names = declared.getProperty(command + "." + item.getName() + ".grid", "").trim();
		return names.isEmpty() ? Collections.emptyList() : Arrays.asList(names.split("\\s+"));
	}

	/** Whether a parameter takes nothing but its choices. */
	static boolean isClosed(final ModuleItem<?> item) {
		return item.getChoices() != null && !item.getChoices().isEmpty();
	}
}
