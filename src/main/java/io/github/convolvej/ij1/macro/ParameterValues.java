package io.github.convolvej.ij1.macro;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.scijava.Context;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;

import ij.ImagePlus;

/**
 * Sets a command's parameters from text, the same way for macros of plain ImageJ
 * and for the command line: every key must be known, every number must be one.
 */
public final class ParameterValues {

	/** Attribute of parameters that all commands share: they come after those of the command itself. */
	public static final String COMMON = "common";

	/** Attribute of a parameter that comes after those of the command itself, and before those that all share. */
	public static final String LAST = "last";

	/**
	 * Attribute of a command that inherits parameters which come between its own: all
	 * keys in the order in which they are shown and recorded, separated by blanks.
	 */
	public static final String ORDER = "order";

	private ParameterValues() {}

	/**
	 * @param info a command
	 * @return the parameters that a user sets, no images, services or messages; those
	 *         that it shares with other commands last
	 */
	public static List<ModuleItem<?>> of(final ModuleInfo info) {
		final String order = info.get(ORDER);
		final List<String> keys = order == null ? Collections.emptyList() : Arrays.asList(order.split(" "));
		return StreamSupport.stream(info.inputs().spliterator(), false).filter(ParameterValues::isSettable).sorted(Comparator
			.<ModuleItem<?>> comparingInt(item -> item.is(COMMON) ? 2 : item.is(LAST) ? 1 : 0).thenComparingInt(item -> keys
				.indexOf(item.getName()))).collect(Collectors.toList());
	}

	private static boolean isSettable(final ModuleItem<?> item) {
		final Class<?> type = item.getType();
		return item.getIOType() != ItemIO.OUTPUT && item.getVisibility() != ItemVisibility.MESSAGE && item
			.getVisibility() != ItemVisibility.INVISIBLE && type != ImagePlus.class && type != Context.class &&
			!Service.class.isAssignableFrom(type);
	}

	/**
	 * Sets parameters.
	 *
	 * @param module a command that is about to be run
	 * @param values text by key
	 * @throws IllegalArgumentException if a key is unknown or a value is not what
	 *           the parameter takes
	 */
	public static void set(final Module module, final Map<String, String> values) {
		final List<ModuleItem<?>> items = of(module.getInfo());
		final List<String> keys = items.stream().map(ModuleItem::getName).collect(Collectors.toList());
		final List<String> unknown = MacroOptions.unknown(values, keys);
		if (!unknown.isEmpty()) throw new IllegalArgumentException("There is no parameter '" + unknown.get(0) +
			"'; parameters are " + String.join(", ", keys));
		for (final ModuleItem<?> item : items)
			if (values.containsKey(item.getName())) module.setInput(item.getName(), convert(item, values.get(item
				.getName())));
	}

	/**
	 * @param item a parameter
	 * @param text its value as text
	 * @return its value as the parameter's type
	 * @throws IllegalArgumentException if the text does not stand for one
	 */
	public static Object convert(final ModuleItem<?> item, final String text) {
		final String key = item.getName();
		final Class<?> type = item.getType();
		try {
			if (type == String.class) return choice(item, text);
			if (type == int.class || type == Integer.class) return Integer.valueOf(text.trim());
			if (type == long.class || type == Long.class) return Long.valueOf(text.trim());
			if (type == double.class || type == Double.class) return Double.valueOf(text.trim());
		}
		catch (final NumberFormatException e) {
			if (text.trim().matches("[+-]?[0-9]+")) throw new IllegalArgumentException(key + " is " + text.trim() +
				", but must be from " + (type == long.class || type == Long.class ? Long.MIN_VALUE + " to " + Long.MAX_VALUE
					: Integer.MIN_VALUE + " to " + Integer.MAX_VALUE), e);
			throw new IllegalArgumentException(key + " is '" + text + "', but must be a " + (type == double.class ||
				type == Double.class ? "number" : "whole number"), e);
		}
		if (type == boolean.class || type == Boolean.class) {
			if (text.equals("true") || text.equals("false")) return Boolean.valueOf(text);
			throw new IllegalArgumentException(key + " is '" + text + "', but must be true or false");
		}
		throw new IllegalStateException("Parameter " + key + " has the type " + type + ", which cannot be set from text");
	}

	private static String choice(final ModuleItem<?> item, final String text) {
		if (item.getChoices() != null && !item.getChoices().isEmpty() && !item.getChoices().contains(text))
			throw new IllegalArgumentException(item.getName() + " is '" + text + "', but must be one of " + item.getChoices()
				.stream().map(Object::toString).collect(Collectors.joining(", ")));
		return text;
	}
}
