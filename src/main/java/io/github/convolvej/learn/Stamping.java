package io.github.convolvej.learn;

import io.github.convolvej.explain.Term;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a transposed convolution from its image: each sample in turn is
 * multiplied with the weights, and the products are added to the result. The
 * products are the terms of the results' explanations, sorted by sample.
 */
final class Stamping extends Story {

	/** A product and where it goes. */
	private static final class Stamp {

		private final long[] target;
		private final Term term;

		Stamp(final long[] target, final Term term) {
			this.target = target;
			this.term = term;
		}
	}

	Stamping(final Pass pass, final String title, final String step, final Words words) {
		super(pass, title, step, words);
	}

	@Override
	List<Frame> frames(final Pace pace) {
		final Map<List<Long>, List<Stamp>> stamps = new LinkedHashMap<>();
		final long[] size = pass.size(0);
		long count = 1;
		for (final long n : size)
			count *= n;
		for (long i = 0; i < count; i++)
			stamps.put(Extent.key(Values.position(size, i)), new ArrayList<>());
		for (final long[] target : targets)
			for (final Term term : pass.explanation(target).terms())
				stamps.get(Extent.key(Extent.position(term, target))).add(new Stamp(target, term));
		final List<Frame> frames = new ArrayList<>();
		final Map<List<Long>, Double> sums = new HashMap<>();
		int number = 0;
		for (final Map.Entry<List<Long>, List<Stamp>> entry : stamps.entrySet()) {
			final List<Stamp> own = entry.getValue();
			if (pace == Pace.PRODUCTS) for (int i = 1; i < own.size(); i++) {
				add(own.get(i - 1), sums);
				frames.add(frame(entry.getKey(), own, i, sums));
			}
			for (int i = pace == Pace.PRODUCTS ? Math.max(0, own.size() - 1) : 0; i < own.size(); i++)
				add(own.get(i), sums);
			number++;
			if (pace != Pace.ROWS || number <= size[0] || number % size[0] == 0) frames.add(frame(entry.getKey(), own, own.size(),
				sums));
		}
		return frames;
	}

	private static void add(final Stamp stamp, final Map<List<Long>, Double> sums) {
		sums.merge(Extent.key(stamp.target), stamp.term.product(), Double::sum);
	}

	private Frame frame(final List<Long> sample, final List<Stamp> stamps, final int count,
		final Map<List<Long>, Double> sums)
	{
		final long[] at = sample.stream().mapToLong(Long::longValue).toArray();
		final List<long[]> fresh = new ArrayList<>();
		stamps.subList(0, count).forEach(s -> fresh.add(s.target));
		final List<String> text = new ArrayList<>();
		text.add(words.text("from", place(at)) + " = " + number(pass.sample(0, at)) + " " + words.text("added"));
		return frame(read(Collections.singletonMap(sample, Cell.Mark.WINDOW), new ArrayList<>()), boards(stamps, count),
			result(new HashMap<>(sums), fresh), text);
	}

	/** The weights where they fall on the result, and the products. */
	private List<Board> boards(final List<Stamp> stamps, final int count) {
		final List<Board> boards = new ArrayList<>();
		if (stamps.isEmpty()) return boards;
		final Map<List<Long>, Plane> weights = new LinkedHashMap<>();
		final Map<List<Long>, Plane> products = new LinkedHashMap<>();
		for (int i = 0; i < stamps.size(); i++) {
			final Stamp stamp = stamps.get(i);
			final List<Long> all = Extent.key(stamp.target);
			final List<Long> further = all.subList(Math.min(2, all.size()), all.size());
			weights.computeIfAbsent(further, f -> plane(stamps, f)).set(stamp.target[0], row(stamp), Cell.of(Cell.Kind.SIGNED,
				stamp.term.weight()));
			products.computeIfAbsent(further, f -> plane(stamps, f)).set(stamp.target[0], row(stamp), i < count ? Cell.of(
				Cell.Kind.SIGNED, stamp.term.product()) : Cell.blank(Cell.Kind.EMPTY));
		}
		boards.add(new Board(words.text("weights"), new ArrayList<>(weights.values())));
		boards.add(new Board(words.text("stamp"), new ArrayList<>(products.values())));
		return boards;
	}

	private Plane plane(final List<Stamp> stamps, final List<Long> further) {
		final long[] columns = stamps.stream().mapToLong(s -> s.target[0]).distinct().sorted().toArray();
		final long[] rows = stamps.stream().mapToLong(Stamping::row).distinct().sorted().toArray();
		return new Plane(name(further.stream().mapToLong(Long::longValue).toArray()), columns, rows);
	}

	private static long row(final Stamp stamp) {
		return stamp.target.length > 1 ? stamp.target[1] : 0;
	}
}
