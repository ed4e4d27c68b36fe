package io.github.convolvej.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.LoopGuard;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** The JIT compiler turns the inner loops of {@link Lines} into vector instructions. */
class LoopGuardTest {

	/** Times of a copy for each array: vector loops take 1 to 1.7, others 10 to 80. */
	private static final double BOUND = 4;
	/** Square roots and divisions take 4 to 13 as vector instructions too. */
	private static final double SLOW = 20;
	/** A maximum takes several instructions, which see to NaN and the sign of zero: 2 to 4.5, others 20. */
	private static final double COMPARISON = 12;
	/** Milliseconds for a loop to be compiled, on a machine that is busy with other things. */
	private static final int PATIENCE = 10_000;
	/** Milliseconds for a loop that is known to be slow. */
	private static final int SHORT = 500;
	private static final int TRIES = 20;

	private static final double[] WEIGHTS = { 0.4, -0.3, 0.2, -0.1, 0.2, -0.1, 0.1, -0.2, 0.1 };
	private static final double[] SPACED_WEIGHTS = new double[Lines.SPACED * Lines.VECTOR];
	/** Samples of a line of some vectors, and of one with a rest beyond them. */
	private static final int VECTORS = 32;
	private static final int MANY = 130;
	/** Calls after which the JIT compiler has seen enough. */
	private static final int CALLS = 100_000;
	/** More than a loop has, so that the rest that is left for another one is there too. */
	private static final int MOST_TERMS = 8;

	/** A row of the table: a method of Lines with the number of arrays it goes through. */
	private static final class Row<A> {

		private final String method;
		private final String name;
		private final int arrays;
		private final double bound;
		private final LoopGuard.Loop<A> loop;

		Row(final String method, final String what, final int arrays, final double bound, final LoopGuard.Loop<A> loop) {
			this.method = method;
			this.name = method + what;
			this.arrays = arrays;
			this.bound = bound;
			this.loop = loop;
		}
	}

	/** Everything that has to be fast. A new loop of Lines has a row here, or is one of those below. */
	private static <A> List<Row<A>> table() {
		final List<Row<A>> rows = new ArrayList<>();
		for (int terms = 1; terms <= MOST_TERMS; terms++) {
			final int k = terms;
			rows.add(new Row<>("add", " of " + k, k + 2, BOUND, (l, t, s, n) -> l.add(t, WEIGHTS, 0, n, s, 0, k)));
			rows.add(new Row<>("set", " of " + k, k + 1, BOUND, (l, t, s, n) -> l.set(t, 1, WEIGHTS, 0, n, s, 0, k)));
			rows.add(new Row<>("add", " of " + k + " to two sums", k + 4, BOUND, (l, t, s, n) -> l.add(t, 0, s[MOST_TERMS],
				1, WEIGHTS, n, s, 0, k)));
		}
		for (int count = 1; count <= 3; count++) {
			final int k = count;
			rows.add(new Row<>("norm", " of " + k, k + 1, k == 1 ? BOUND : SLOW, (l, t, s, n) -> l.norm(t, n, s, k)));
		}
		rows.add(new Row<>("norm", " of two sums", 7, SLOW, (l, t, s, n) -> l.norm(t, n, s, WEIGHTS)));
		for (int terms = 1; terms <= Lines.SPACED; terms++) {
			final int k = terms;
			final int rest = (k - 1) * Lines.VECTOR;
			rows.add(new Row<>("addSpaced", " of " + k, k + 2, BOUND, (l, t, s, n) -> l.addSpaced(t, SPACED_WEIGHTS, 0, n - rest,
				s[0], k)));
		}
		rows.add(new Row<>("divide", "", 3, SLOW, (l, t, s, n) -> l.divide(t, n, s[0])));
		rows.add(new Row<>("addProduct", "", 4, BOUND, (l, t, s, n) -> l.addProduct(t, n, s[0], s[1])));
		rows.add(new Row<>("copy", "", 2, BOUND, (l, t, s, n) -> l.copy(s[0], 0, t, 0, n)));
		rows.add(new Row<>("put", "", 2, BOUND, (l, t, s, n) -> l.put(s[0], t, 0, n)));
		rows.add(new Row<>("gather", " side by side", 2, BOUND, (l, t, s, n) -> l.gather(s[0], 0, 1, t, n)));
		rows.add(new Row<>("spread", " side by side", 2, BOUND, (l, t, s, n) -> l.spread(s[0], 0, t, 0, 1, n)));
		rows.add(new Row<>("fill", "", 1, COMPARISON, (l, t, s, n) -> l.fill(t, n, 1)));
		return rows;
	}

	/** Methods that have no loop, or one that no compiler turns into vector instructions. */
	private static final Set<String> OTHERS = new TreeSet<>(Arrays.asList("bytes", "create", "createList", "length", "wholeVectors", "isInstance",
		"get", "round", "pick", "interpolate", "angle", "toDouble", "fromDouble", "fromSigned",
		"fromUnsigned", "multiplyAdd"));

	private static <A> List<String> slow(final Lines<A> lines) {
		final LoopGuard<A> guard = new LoopGuard<>(lines);
		final List<String> slow = new ArrayList<>();
		for (final Row<A> row : LoopGuardTest.<A> table()) {
			final double cost = guard.cost(row.loop, row.arrays, row.bound, PATIENCE);
			if (!(cost <= row.bound)) slow.add(LoopGuard.report(row.name, cost, row.bound));
		}
		return slow;
	}

	@Test
	void loopsOverFloatsAreVectorLoops() {
		assertEquals(List.of(), slow(Lines.FLOAT));
	}

	@Test
	void loopsOverDoublesAreVectorLoops() {
		assertEquals(List.of(), slow(Lines.DOUBLE));
	}

	/** What lengths a loop has seen before decides what the JIT compiler makes of it. */
	@Test
	void loopsOverSumsStayVectorLoopsAfterLinesOfAnyLength() {
		final Lines<float[]> lines = Lines.FLOAT;
		final float[][] some = new float[10][MANY];
		for (final int length : new int[] { 5, VECTORS, MANY })
			for (int i = 0; i < CALLS; i++) {
				lines.add(some[8], 0, some[9], 3, WEIGHTS, length, some, 0, 3);
				lines.add(some[8], WEIGHTS, 0, length, some, 0, 5);
				lines.set(some[8], 1, WEIGHTS, 0, length, some, 0, 5);
			}
		final Set<String> sums = Set.of("add", "set");
		final LoopGuard<float[]> guard = new LoopGuard<>(lines);
		for (final Row<float[]> row : LoopGuardTest.<float[]> table())
			if (sums.contains(row.method)) {
				final double cost = guard.cost(row.loop, row.arrays, row.bound, PATIENCE);
				assertTrue(cost <= row.bound, LoopGuard.report(row.name, cost, row.bound));
			}
	}

	@Test
	void everyMethodIsInTheTableOrKnownToHaveNoVectorLoop() {
		final Set<String> known = LoopGuardTest.<float[]> table().stream().map(r -> r.method).collect(Collectors
			.toCollection(TreeSet::new));
		known.addAll(OTHERS);
		assertEquals(Arrays.stream(Lines.class.getMethods()).map(Method::getName).collect(Collectors.toCollection(
			TreeSet::new)), known);
	}

	/** On a busy machine the copy may be compiled late, and anything looks fast beside it until then. */
	private static void assertFound(final LoopGuard.Loop<float[]> bad, final int arrays) {
		double cost = 0;
		for (int i = 0; i < TRIES && cost <= BOUND; i++)
			cost = new LoopGuard<>(Lines.FLOAT).cost(bad, arrays, 0, SHORT);
		assertTrue(cost > BOUND, "the guard let a loop pass that takes " + cost);
	}

	@Test
	void aLoopOfManyTermsIsFound() {
		assertFound((l, t, s, n) -> manyTerms(t, n, s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10], s[11],
			s[12], s[13], s[14], s[15]), 18);
	}

	@Test
	void aLoopWhoseStepsNeedOneAnotherIsFound() {
		assertFound((l, t, s, n) -> runningMean(t, n, s[0]), 2);
	}

	private static void manyTerms(final float[] o, final int n, final float[] a, final float[] b, final float[] c,
		final float[] d, final float[] e, final float[] f, final float[] g, final float[] h, final float[] p, final float[] q,
		final float[] r, final float[] s, final float[] t, final float[] u, final float[] v, final float[] w)
	{
		for (int i = 0; i < n; i++)
			o[i] = 0.1f * o[i] + 0.2f * a[i] + 0.3f * b[i] + 0.4f * c[i] + 0.5f * d[i] + 0.6f * e[i] + 0.7f * f[i] + 0.8f *
				g[i] + 0.9f * h[i] + 1.1f * p[i] + 1.2f * q[i] + 1.3f * r[i] + 1.4f * s[i] + 1.5f * t[i] + 1.6f * u[i] + 1.7f *
					v[i] + 1.8f * w[i];
	}

	private static void runningMean(final float[] o, final int n, final float[] a) {
		for (int i = 1; i < n; i++)
			o[i] = 0.5f * o[i - 1] + 0.5f * a[i];
	}
}
