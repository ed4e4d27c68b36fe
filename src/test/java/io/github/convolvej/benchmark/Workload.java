package io.github.convolvej.benchmark;

import java.util.function.Supplier;

/** Some work that several can do. */
final class Workload {

	private final String name;
	private final String title;
	private final Supplier<Contest> contest;

	/**
	 * @param name one word for the command line
	 * @param title for people: the operation, the size and type of the image
	 * @param contest prepares its entrants
	 */
	Workload(final String name, final String title, final Supplier<Contest> contest) {
		this.name = name;
		this.title = title;
		this.contest = contest;
	}

	/** @return one word for the command line */
	String name() {
		return name;
	}

	/** @return the operation, the size and type of the image */
	String title() {
		return title;
	}

	/** @return its entrants, whose values agree */
	Contest prepare() {
		return contest.get();
	}
}
