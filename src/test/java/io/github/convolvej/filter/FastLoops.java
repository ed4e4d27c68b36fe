package io.github.convolvej.filter;

import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.LoopGuard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The loops of {@link Lines} that have to be vector loops, as {@link LoopGuardTest} measures them. */
final class FastLoops {

	/** Times of a copy for each array: vector loops take 1 to 1.7, others 10 to 80. */
	static final double BOUND = 4;
	/** Square roots and divisions take 4 to 13 as vector instructions too. */
	private static final double SLOW = 20;
	/** A maximum takes several instructions, which see to NaN and the sign of zero: 2 to 4.5, others 20. */
	private static final double COMPARISON = 12;

	static final double[] WEIGHTS = { 0.4, -0.3, 0.2, -0.1, 0.2, -0.1, 0.1, -0.2, 0.1 };
	private static final double[] SPACED_WEIGHTS = new double[Lines.SPACED * Lines.VECTOR];
	/** Where the weights of two sums begin. */
	static final int[] PAIR_AT = { 0, 1 };
	/** More than a loop has, so that the rest that is left for another one is there too. */
	private static final int MOST_TERMS = 8;

	/** A row of the table: a method of Lines with the number of arrays it goes through. */
	static final class Row<A> {

		final String method;
		final String name;
		final int arrays;
		final double bound;
		final LoopGuard.Loop<A> loop;

		Row(final String method, final String what, final int arrays, final double bound, final LoopGuard.Loop<A> loop) {
			this.method = method;
			this.name = method + what;
			this.arrays = arrays;
			this.bound = bound;
			this.loop = loop;
		}
	}

	/** Everything that has to be fast. A new loop of Lines has a row here, or is one of those below. */
	static <A> List<Row<A>> table() {
		final List<Row<A>> rows = new ArrayList<>();
		for (int terms = 1; terms <= MOST_TERMS; terms++) {
			final int k = terms;
			rows.add(new Row<>("add", " of " + k, k + 2, BOUND, (l, t, s, n) -> l.add(t, WEIGHTS, 0, n, s, 0, k)));
			rows.add(new Row<>("set", " of " + k, k + 1, BOUND, (l, t, s, n) -> l.set(t, 1, WEIGHTS, 0, n, s, 0, k)));
			rows.add(new Row<>("add", " of " + k + " to two sums", k + 4, BOUND, (l, t, s, n) -> l.add(pair(l, t, s[
				MOST_TERMS]), PAIR_AT, 2, WEIGHTS, n, s, 0, k)));
			rows.add(new Row<>("set", " of " + k + " to two sums", k + 2, BOUND, (l, t, s, n) -> l.set(t, 0, s[MOST_TERMS], k, 1, l
				.create(2 * k), 0, n - Lines.VECTOR, s, 0, k)));
		}
		for (int count = 1; count <= 3; count++) {
			final int k = count;
			rows.add(new Row<>("norm", " of " + k, k + 1, k == 1 ? BOUND : SLOW, (l, t, s, n) -> l.norm(t, n, s, k)));
		}
		rows.add(new Row<>("norm", " of two sums", 7, SLOW, (l, t, s, n) -> l.norm(t, 0, n - Lines.VECTOR, s, WEIGHTS)));
		for (int terms = 1; terms <= Lines.SPACED; terms++) {
			final int k = terms;
			final int rest = (k - 1) * Lines.VECTOR;
			rows.add(new Row<>("addSpaced", " of " + k, k + 2, BOUND, (l, t, s, n) -> l.addSpaced(t, SPACED_WEIGHTS, 0, 0, n - rest
				- Lines.VECTOR, s[0], k)));
		}
		rows.add(new Row<>("divide", "", 3, SLOW, (l, t, s, n) -> l.divide(t, n, s[0])));
		rows.add(new Row<>("addProduct", "", 4, BOUND, (l, t, s, n) -> l.addProduct(t, n, s[0], s[1])));
		for (int terms = 1; terms <= 4; terms++) {
			final int k = terms;
			rows.add(new Row<>("addProducts", " of " + k, 2 * k + 2, BOUND, (l, t, s, n) -> l.addProducts(t, t, n, s, Arrays
				.copyOfRange(s, 4, 8), k)));
		}
		rows.add(new Row<>("copy", "", 2, BOUND, (l, t, s, n) -> l.copy(s[0], 0, t, 0, n)));
		rows.add(new Row<>("gather", " side by side", 2, BOUND, (l, t, s, n) -> l.gather(s[0], 0, 1, t, 0, n)));
		rows.add(new Row<>("spread", " side by side", 2, BOUND, (l, t, s, n) -> l.spread(s[0], 0, t, 0, 1, n)));
		rows.add(new Row<>("fill", "", 1, COMPARISON, (l, t, s, n) -> l.fill(t, n, 1)));
		return rows;
	}

	static <A> A[] pair(final Lines<A> lines, final A first, final A second) {
		final A[] pair = lines.createList(2);
		pair[0] = first;
		pair[1] = second;
		return pair;
	}

	/** Methods that have no loop, or one that no compiler turns into vector instructions. */
	static final Set<String> OTHERS = new TreeSet<>(Arrays.asList("bytes", "create", "createList", "length", "wholeVectors", "isInstance",
		"get", "round", "pick", "interpolate", "angle", "toDouble", "fromDouble", "fromSigned",
		"fromUnsigned", "multiplyAdd", "markSmallNorms", "mendNorms"));

	private FastLoops() {}
}
