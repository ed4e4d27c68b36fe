package io.github.convolvej.learn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An image, kernel or result as squares: a plane for each channel and slice. Immutable. */
final class Board {

	private final String name;
	private final List<Plane> planes;
	private final List<double[]> points;

	/**
	 * @param name what it is
	 * @param planes its planes
	 * @param points places between samples: plane, x, y
	 */
	Board(final String name, final List<Plane> planes, final List<double[]> points) {
		this.name = name;
		this.planes = Collections.unmodifiableList(new ArrayList<>(planes));
		this.points = Collections.unmodifiableList(new ArrayList<>(points));
	}

	Board(final String name, final List<Plane> planes) {
		this(name, planes, Collections.emptyList());
	}

	String name() {
		return name;
	}

	List<Plane> planes() {
		return planes;
	}

	List<double[]> points() {
		return points;
	}
}
