package io.github.convolvej.learn;

/** A square of a board: a number, and how it stands out. Immutable. */
final class Cell {

	/** What a square is. */
	enum Kind {
			/** A sample of an image or a result. */
			SAMPLE,
			/** Outside the image: what the border puts there. */
			PADDING,
			/** Outside the image: nothing that counts. */
			NOTHING,
			/** A zero between samples. */
			INSERTED,
			/** A sample of the result that is not computed yet. */
			EMPTY,
			/** A weight or a product, coloured by its sign. */
			SIGNED,
			/** A number on white. */
			PLAIN
	}

	/** How a square is framed. */
	enum Mark {
			NONE,
			/** Under the window. */
			WINDOW,
			/** Chosen from the window, or just computed. */
			CHOSEN
	}

	private final Kind kind;
	private final double value;
	private final double below;
	private final Mark mark;
	private final String name;

	private Cell(final Kind kind, final double value, final double below, final Mark mark, final String name) {
		this.kind = kind;
		this.value = value;
		this.below = below;
		this.mark = mark;
		this.name = name;
	}

	static Cell of(final Kind kind, final double value) {
		return new Cell(kind, value, Double.NaN, Mark.NONE, null);
	}

	/** A square without a number. */
	static Cell blank(final Kind kind) {
		return of(kind, Double.NaN);
	}

	Cell marked(final Mark other) {
		return new Cell(kind, value, below, other, name);
	}

	/** With a name instead of the number. */
	Cell named(final String other) {
		return new Cell(kind, value, below, mark, other);
	}

	/** What is written instead of the number; null for the number. */
	String name() {
		return name;
	}

	/** With a second number, such as the sum so far. */
	Cell over(final double second) {
		return new Cell(kind, value, second, mark, name);
	}

	Kind kind() {
		return kind;
	}

	/** The number; NaN is printed too, unless the square is {@link Kind#EMPTY} or {@link Kind#NOTHING}. */
	double value() {
		return value;
	}

	/** The second number; NaN if there is none. */
	double below() {
		return below;
	}

	Mark mark() {
		return mark;
	}

	boolean hasNumber() {
		return kind != Kind.EMPTY && kind != Kind.NOTHING;
	}
}
