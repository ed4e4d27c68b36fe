package io.github.convolvej.learn;

import static io.github.convolvej.geometry.NumberText.rounded;

import io.github.convolvej.explain.Explanation;
import io.github.convolvej.explain.Phrase;
import io.github.convolvej.explain.Term;
import io.github.convolvej.filter.transposed.MaxUnpooling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Tells what a pass does as frames. Subclasses choose what happens from frame to frame. */
abstract class Story {

	/** Digits of numbers in sums. */
	static final int DIGITS = 5;
	/** Terms of a sum that are written out; of longer sums some at both ends. */
	private static final int WRITTEN = 14;
	private static final int AT_START = 10;
	private static final int AT_END = 2;

	final Pass pass;
	final Words words;
	/** Samples of the result that are shown, x fastest. */
	final List<long[]> targets = new ArrayList<>();
	private final List<String> heading;
	private final Extent extent;
	private final List<long[]> planesRead;
	private final List<long[]> planesMade;
	/** The images that are read, without marks. */
	private final Map<Integer, List<Plane>> images = new HashMap<>();

	Story(final Pass pass, final String title, final String step, final Words words) {
		this.pass = pass;
		this.words = words;
		final long[] size = pass.targetSize();
		final long[] last = Arrays.stream(size).map(n -> n - 1).toArray();
		planesMade = Extent.planes(new long[size.length], last, pass.spatial(), Extent.CHANNELS_MADE);
		for (final long[] plane : planesMade)
			for (long y = 0; y < (size.length > 1 ? size[1] : 1); y++)
				for (long x = 0; x < size[0]; x++)
					targets.add(position(plane, size.length, x, y));
		extent = new Extent(pass, targets);
		planesRead = extent.planes(pass.spatial(), Extent.CHANNELS_READ);
		heading = new ArrayList<>(Arrays.asList(title));
		final String formula = SizeFormula.of(pass, words);
		final String border = extent.reachesOutside() ? words.border(pass.border()) : "";
		final String second = Arrays.asList(step, formula, border).stream().filter(s -> !s.isEmpty()).collect(Collectors.joining(
			"    "));
		heading.add(second);
	}

	/** The frames, without the end. */
	abstract List<Frame> frames(Pace pace);

	/** The last frame: the whole result. */
	final Frame end() {
		final Map<List<Long>, Double> all = new HashMap<>();
		for (final long[] target : targets)
			all.put(Extent.key(target), pass.explanation(target).result());
		return new Frame(heading, reading(null, null), new ArrayList<>(), result(all, null), Arrays.asList(words.text("pass.done")));
	}

	final Frame frame(final List<Board> read, final List<Board> window, final Board result, final List<String> text) {
		return new Frame(heading, read, window, result, text);
	}

	private static long[] position(final long[] plane, final int axes, final long x, final long y) {
		final long[] at = new long[axes];
		at[0] = x;
		if (axes > 1) at[1] = y;
		System.arraycopy(plane, 0, at, Math.min(2, axes), plane.length);
		return at;
	}

	/** The images that are read; the terms of a result are marked if there is one. */
	final List<Board> reading(final Explanation explanation, final long[] target) {
		final Map<List<Long>, Cell.Mark> marks = new HashMap<>();
		final List<double[]> points = new ArrayList<>();
		if (explanation != null) for (final Term term : explanation.terms()) {
			if (term.place() == Term.Place.BETWEEN) {
				term.around().forEach(corner -> marks.put(Extent.key(Extent.position(corner, target)), Cell.Mark.WINDOW));
				final int plane = plane(planesRead, Pass.whole(whole(term.position()), target));
				if (plane >= 0) points.add(new double[] { plane, term.position()[0], term.position().length > 1 ? term
					.position()[1] : 0 });
			}
			else marks.put(Extent.key(Extent.position(term, target)), term.isTaken() ? Cell.Mark.CHOSEN : Cell.Mark.WINDOW);
		}
		return read(marks, points);
	}

	private static long[] whole(final double... position) {
		return Arrays.stream(position).mapToLong(p -> (long) Math.floor(p)).toArray();
	}

	/** The images that are read, with marks by position. */
	final List<Board> read(final Map<List<Long>, Cell.Mark> marks, final List<double[]> points) {
		final List<Board> boards = new ArrayList<>();
		for (int i = 0; i < pass.images(); i++) {
			// offsets and masks have many channels
			if (i > 0 && !(pass.operation() instanceof MaxUnpooling)) continue;
			final int image = i;
			final List<Plane> planes = images.computeIfAbsent(i, n -> planesRead.stream().map(p -> plane(image, p)).collect(
				Collectors.toList())).stream().map(Plane::copy).collect(Collectors.toList());
			marks.forEach((at, mark) -> {
				final Plane plane = find(planes, planesRead, at);
				if (plane != null) plane.mark(at.get(0), y(at), mark);
			});
			boards.add(new Board(words.text(i == 0 ? "image" : "positions") + more(pass.size(i), Extent.CHANNELS_READ), planes,
				i == 0 ? points : new ArrayList<>()));
		}
		return boards;
	}

	private static long y(final List<Long> at) {
		return at.size() > 1 ? at.get(1) : 0;
	}

	/** The plane that a position lies on; null if it is not drawn. */
	private static Plane find(final List<Plane> planes, final List<long[]> further, final List<Long> at) {
		final int index = plane(further, at.stream().mapToLong(Long::longValue).toArray());
		return index < 0 ? null : planes.get(index);
	}

	private Plane plane(final int image, final long[] further) {
		final Plane plane = Plane.of(name(further), new long[] { extent.min(0), extent.min(1) }, new long[] { extent.max(0),
			extent.max(1) });
		final long[] size = pass.size(image);
		for (final long y : plane.rows())
			for (final long x : plane.columns()) {
				final long[] at = position(further, size.length, x, y);
				boolean inside = true;
				for (int d = 0; d < at.length; d++)
					inside &= at[d] >= 0 && at[d] < size[d];
				final Cell cell = inside ? Cell.of(pass.isInserted(at) ? Cell.Kind.INSERTED : Cell.Kind.SAMPLE, pass.sample(image,
					at)) : outside(at);
				plane.set(x, y, cell);
			}
		return plane;
	}

	private Cell outside(final long... at) {
		final Term term = extent.outside(at);
		return term == null || term.place() == Term.Place.NOTHING ? Cell.blank(Cell.Kind.NOTHING) : Cell.of(
			Cell.Kind.PADDING, term.value());
	}

	/** The result as far as it is known. */
	final Board result(final Map<List<Long>, Double> known, final List<long[]> fresh) {
		final long[] size = pass.targetSize();
		final List<Plane> planes = new ArrayList<>();
		for (final long[] further : planesMade) {
			final Plane plane = Plane.of(name(further), new long[2], new long[] { size[0] - 1, size.length > 1 ? size[1] - 1 : 0 });
			for (final long y : plane.rows())
				for (final long x : plane.columns())
					plane.set(x, y, Cell.blank(Cell.Kind.EMPTY));
			planes.add(plane);
		}
		known.forEach((at, value) -> find(planes, planesMade, at).set(at.get(0), y(at), Cell.of(Cell.Kind.SAMPLE, value)));
		if (fresh != null) for (final long[] at : fresh)
			find(planes, planesMade, Extent.key(at)).mark(at[0], at.length > 1 ? at[1] : 0, Cell.Mark.CHOSEN);
		return new Board(words.text("result") + more(size, Extent.CHANNELS_MADE), planes);
	}

	private String more(final long[] size, final int most) {
		final long channels = size.length > Math.max(2, pass.spatial()) ? size[size.length - 1] : 1;
		return channels > most ? " (" + words.text("more", channels - most) + ")" : "";
	}

	/** Weights and products of the first terms of a result, or its samples if nothing is multiplied. */
	final List<Board> window(final List<Term> terms, final int count, final String products) {
		final List<Board> boards = new ArrayList<>();
		if (terms.isEmpty()) return boards;
		if (!terms.get(0).isWeighted()) {
			boards.add(board(words.text("seen"), terms, i -> terms.get(i).place() == Term.Place.NOTHING ? Cell.blank(
				Cell.Kind.NOTHING) : Cell.of(Cell.Kind.SAMPLE, terms.get(i).value()).marked(terms.get(i).isTaken()
					? Cell.Mark.CHOSEN : Cell.Mark.NONE)));
			return boards;
		}
		boards.add(board(words.text("weights"), terms, i -> Cell.of(Cell.Kind.SIGNED, terms.get(i).weight())));
		final double[] sums = new double[terms.size()];
		double sum = 0;
		for (int i = 0; i < sums.length; i++)
			sums[i] = sum += terms.get(i).product();
		boards.add(board(products, terms, i -> i >= count ? Cell.blank(Cell.Kind.EMPTY) : Cell.of(Cell.Kind.SIGNED, terms.get(i)
			.product()).over(sums[i])));
		return boards;
	}

	private Board board(final String name, final List<Term> terms, final IntFunction<Cell> cell) {
		final Map<List<Long>, List<Integer>> byPlane = new LinkedHashMap<>();
		for (int i = 0; i < terms.size(); i++) {
			final long[] at = terms.get(i).cell();
			final long[] further = at.length > 2 ? Arrays.copyOfRange(at, 2, at.length) : new long[0];
			byPlane.computeIfAbsent(Extent.key(further), k -> new ArrayList<>()).add(i);
		}
		final List<Plane> planes = new ArrayList<>();
		for (final Map.Entry<List<Long>, List<Integer>> entry : byPlane.entrySet()) {
			if (planes.size() == Extent.CHANNELS_READ) break;
			final long[] columns = entry.getValue().stream().mapToLong(i -> terms.get(i).cell()[0]).distinct().sorted().toArray();
			final long[] rows = entry.getValue().stream().mapToLong(i -> row(terms.get(i))).distinct().sorted().toArray();
			final Plane plane = new Plane(name(entry.getKey().stream().mapToLong(Long::longValue).toArray()), columns, rows);
			for (final int i : entry.getValue())
				plane.set(terms.get(i).cell()[0], row(terms.get(i)), cell.apply(i));
			planes.add(plane);
		}
		return new Board(name, planes);
	}

	private static long row(final Term term) {
		return term.cell().length > 1 ? term.cell()[1] : 0;
	}

	/** What a plane is, by its position on the axes after x and y. */
	final String name(final long... further) {
		final List<String> parts = new ArrayList<>();
		for (int i = 0; i < further.length; i++)
			if (Math.max(pass.size(0)[i + 2], pass.targetSize()[i + 2]) > 1) parts.add(words.text(i + 2 < pass.spatial() ? "slice" : "channel", further[i] + 1));
		return String.join(", ", parts);
	}

	/** The index of a position's plane among planes; -1 if it is not drawn. */
	private static int plane(final List<long[]> planes, final long... position) {
		final long[] further = position.length > 2 ? Arrays.copyOfRange(position, 2, position.length) : new long[0];
		for (int i = 0; i < planes.size(); i++)
			if (Arrays.equals(planes.get(i), further)) return i;
		return -1;
	}

	/** A position in words: x, y, and slice and channel if there are any. */
	final String place(final long... position) {
		final String further = position.length > 2 ? name(Arrays.copyOfRange(position, 2, position.length)) : "";
		return position[0] + ", " + (position.length > 1 ? position[1] : 0) + (further.isEmpty() ? "" : ", " + further);
	}

	/** The first terms of a sum, with their numbers put in. */
	static String sum(final List<Term> terms, final int count) {
		final StringBuilder text = new StringBuilder();
		double sum = 0;
		for (int i = 0; i < count; i++) {
			final Term term = terms.get(i);
			sum += term.product();
			if (count > WRITTEN && i >= AT_START && i < count - AT_END) {
				if (i == AT_START) text.append(" + \u2026");
				continue;
			}
			text.append(i == 0 ? "" : " + ").append(number(term.value())).append('\u00b7').append(number(term.weight()));
		}
		return text.append(" = ").append(rounded(sum, DIGITS + 2)).toString();
	}

	/** A number of a sum, in brackets if it is negative. */
	static String number(final double value) {
		return value < 0 ? "(" + rounded(value, DIGITS) + ")" : rounded(value, DIGITS);
	}

	/** The lines of arithmetic of an explanation, in the language of the words. */
	final List<String> arithmetic(final Explanation explanation, final int from) {
		final List<String> lines = new ArrayList<>();
		final List<Phrase> phrases = explanation.phrases();
		for (int i = from; i < phrases.size(); i++)
			lines.add(words.text(phrases.get(i)));
		return lines;
	}
}
