package io.github.convolvej.network.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * An input or output of a bioimage.io model: its axes, processing, declared halo
 * and test tensor. Reads format versions 0.4 and 0.5. Immutable.
 */
final class TensorDescription {

	/** Letters of axes in version 0.4, in the order of their names. */
	private static final String LETTERS = "bctzyx";
	private static final String[] NAMES = { "batch", "channel", "time", "z", "y", "x" };

	private final String id;
	private final List<String> axes = new ArrayList<>();
	private final List<Double> halo = new ArrayList<>();
	private final List<YamlMap> processing;
	private final String testTensor;

	/**
	 * @param map the description of the tensor
	 * @param processing preprocessing or postprocessing
	 * @param oldTest the test tensor of version 0.4, which is listed in another
	 *          place; may be null
	 */
	TensorDescription(final YamlMap map, final String processing, final String oldTest) {
		id = map.text("id", map.text("name", "tensor"));
		this.processing = map.maps(processing);
		if (isLetters(map.value("axes"))) readLetters(map);
		else readAxes(map);
		testTensor = map.has("test_tensor") ? map.map("test_tensor").text("source") : oldTest;
	}

	/** A word of letters, or a list of them. */
	private static boolean isLetters(final Object axes) {
		return axes instanceof String || axes instanceof List && !((List<?>) axes).isEmpty() && ((List<?>) axes).stream().allMatch(
			a -> a instanceof String && ((String) a).length() == 1);
	}

	private void readLetters(final YamlMap map) {
		final StringBuilder letters = new StringBuilder();
		map.list("axes").forEach(letters::append);
		for (final char c : letters.toString().toCharArray())
			axes.add(axisOf(map, c));
		final double[] all = map.numbers("halo", 0);
		for (int d = 0; d < axes.size(); d++)
			halo.add(all.length == axes.size() ? all[d] : 0);
	}

	private static String axisOf(final YamlMap map, final char letter) {
		final int i = LETTERS.indexOf(letter);
		if (i < 0) throw new IllegalArgumentException(map.place() + ": axes are '" + map.value("axes") + "', but '" + letter +
			"' is none of " + LETTERS);
		return NAMES[i];
	}

	private void readAxes(final YamlMap map) {
		for (final YamlMap axis : map.maps("axes")) {
			final String type = axis.text("type");
			axes.add(axis.text("id", type.equals("space") ? "x" : type));
			halo.add(axis.number("halo", 0));
		}
		if (axes.isEmpty()) throw new IllegalArgumentException(map.place() + " has no axes");
	}

	String id() {
		return id;
	}

	/** Names of the axes: batch, channel, time, z, y, x. */
	List<String> axes() {
		return Collections.unmodifiableList(axes);
	}

	double halo(final int axis) {
		return halo.get(axis);
	}

	List<YamlMap> processing() {
		return processing;
	}

	/** File of the test tensor, or null. */
	String testTensor() {
		return testTensor;
	}

	/** Position of an axis. */
	int axis(final String name, final YamlMap where) {
		final int letter = name.length() == 1 ? LETTERS.indexOf(name) : -1;
		final int i = axes.indexOf(letter < 0 || axes.contains(name) ? name : NAMES[letter]);
		if (i < 0) throw new IllegalArgumentException(where.place() + ": there is no axis " + name + " in '" + id +
			"', whose axes are " + axes);
		return i;
	}

	/** The axes that a processing step lists, as letters or names; all axes if it lists none. */
	long[] axesOf(final YamlMap kwargs) {
		if (!kwargs.has("axes")) {
			final long[] all = new long[axes.size()];
			for (int d = 0; d < all.length; d++)
				all[d] = d;
			return all;
		}
		final List<String> names = new ArrayList<>();
		if (kwargs.value("axes") instanceof String) for (final char c : kwargs.text("axes").toCharArray())
			names.add(axisOf(kwargs, c));
		else kwargs.list("axes").forEach(a -> names.add(String.valueOf(a)));
		return names.stream().mapToLong(n -> axis(n, kwargs)).toArray();
	}

	/** Shape that broadcasts one number for each position along an axis. */
	long[] along(final int axis, final int count) {
		final long[] shape = new long[axes.size()];
		Arrays.fill(shape, 1);
		shape[axis] = count;
		return shape;
	}
}
