package io.github.convolvej.learn;

import io.github.convolvej.explain.Explanation;
import io.github.convolvej.explain.Term;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The samples that a pass reads for the results that are shown: those of the
 * image, and the places around it that the border fills.
 */
final class Extent {

	/** Most squares that are drawn along an axis. */
	private static final int MOST = 40;
	/** Most channels of an image that are drawn, and most planes. */
	static final int CHANNELS_READ = 8;
	static final int CHANNELS_MADE = 4;
	static final int PLANES = 16;

	private final long[] size;
	private final long[] min;
	private final long[] max;
	/** What the border gives, by position. */
	private final Map<List<Long>, Term> outside = new HashMap<>();

	/**
	 * @param pass an operation on an image
	 * @param targets the samples of its result that are shown
	 * @throws IllegalArgumentException if too many samples would have to be drawn
	 */
	Extent(final Pass pass, final List<long[]> targets) {
		size = pass.size(0);
		min = new long[size.length];
		max = Arrays.stream(size).map(n -> n - 1).toArray();
		for (final long[] target : targets) {
			final Explanation explanation = pass.explanation(target);
			for (final Term term : explanation.terms())
				if (term.place() != Term.Place.BETWEEN) add(term, target);
				else term.around().forEach(corner -> add(corner, target));
		}
		for (int d = 0; d < 2 && d < min.length; d++)
			if (max[d] - min[d] >= MOST) throw new IllegalArgumentException("With what is read outside, the image has " + (max[d] -
				min[d] + 1) + " samples along " + "xy".charAt(d) + ", but at most " + MOST +
				" are drawn: take a smaller crop, kernel or padding");
	}

	private void add(final Term term, final long[] target) {
		final long[] at = position(term, target);
		boolean inside = true;
		for (int d = 0; d < at.length; d++) {
			inside &= at[d] >= 0 && at[d] < size[d];
		}
		if (inside) return;
		outside.put(key(at), term);
		for (int d = 0; d < at.length; d++) {
			min[d] = Math.min(min[d], at[d]);
			max[d] = Math.max(max[d], at[d]);
		}
	}

	/** Where a term at a whole-numbered place reads, on all axes of the images. */
	static long[] position(final Term term, final long[] target) {
		final double[] own = term.position();
		final long[] at = new long[own.length];
		for (int d = 0; d < at.length; d++)
			at[d] = (long) own[d];
		return Pass.whole(at, target);
	}

	/** A position as the key of a map. */
	static List<Long> key(final long... position) {
		return Arrays.stream(position).boxed().collect(Collectors.toList());
	}

	long min(final int d) {
		return d < min.length ? min[d] : 0;
	}

	long max(final int d) {
		return d < max.length ? max[d] : 0;
	}

	/** What the border gives at a position outside the image; null if nothing that is shown reads it. */
	Term outside(final long... position) {
		return outside.get(key(position));
	}

	boolean reachesOutside() {
		return !outside.isEmpty();
	}

	/**
	 * Positions on the axes after x and y: one for each plane that is drawn.
	 *
	 * @param spatial number of axes that are places; later ones are channels
	 * @param most most channels
	 */
	List<long[]> planes(final int spatial, final int most) {
		return planes(min, max, spatial, most);
	}

	static List<long[]> planes(final long[] min, final long[] max, final int spatial, final int most) {
		List<long[]> planes = new ArrayList<>();
		planes.add(new long[0]);
		for (int d = 2; d < min.length; d++) {
			final List<long[]> more = new ArrayList<>();
			final long last = d < spatial ? max[d] : Math.min(max[d], min[d] + most - 1);
			for (long i = min[d]; i <= last; i++)
				for (final long[] plane : planes) {
					final long[] longer = Arrays.copyOf(plane, d - 1);
					longer[d - 2] = i;
					more.add(longer);
				}
			planes = more;
		}
		if (planes.size() > PLANES) throw new IllegalArgumentException("There are " + planes.size() +
			" planes to be drawn, but at most " + PLANES + " fit: take a crop of fewer slices or channels");
		return planes;
	}
}
