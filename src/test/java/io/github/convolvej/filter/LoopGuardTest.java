package io.github.convolvej.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Guard;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.LoopGuard;
import io.github.convolvej.filter.lines.Precision;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

/** The JIT compiler turns the inner loops of {@link Lines} into vector instructions. */
@Guard
class LoopGuardTest {

	/** CPU seconds for a loop to be compiled: other threads compile it, on a busy machine later. */
	private static final double PATIENCE = 10;
	/** CPU seconds for a loop that is known to be slow. */
	private static final double SHORT = 0.5;

	/** Samples of a line of some vectors, and of one with a rest beyond them. */
	private static final int VECTORS = 32;
	private static final int MANY = 130;
	/** Calls after which the JIT compiler has seen enough. */
	private static final int CALLS = 100_000;

	private static <A> List<String> slow(final Lines<A> lines) {
		final LoopGuard<A> guard = new LoopGuard<>(lines);
		final List<String> slow = new ArrayList<>();
		for (final FastLoops.Row<A> row : FastLoops.<A> table()) {
			final double cost = guard.cost(row.loop, row.arrays, row.bound, PATIENCE);
			if (!(cost <= row.bound)) slow.add(LoopGuard.report(row.name, cost, row.bound));
		}
		return slow;
	}

	@Test
	void loopsOverFloatsAreVectorLoops() {
		assertEquals(List.of(), slow(Precision.SINGLE));
	}

	@Test
	void loopsOverDoublesAreVectorLoops() {
		assertEquals(List.of(), slow(Precision.DOUBLE));
	}

	/** What lengths a loop has seen before decides what the JIT compiler makes of it. */
	@Test
	void loopsOverSumsStayVectorLoopsAfterLinesOfAnyLength() {
		final Lines<float[]> lines = Precision.SINGLE;
		final float[][] some = new float[10][MANY];
		for (final int length : new int[] { 5, VECTORS, MANY })
			for (int i = 0; i < CALLS; i++) {
				lines.add(FastLoops.pair(lines, some[8], some[9]), FastLoops.PAIR_AT, 2, FastLoops.WEIGHTS, length, some, 0, 3);
				lines.add(some[8], FastLoops.WEIGHTS, 0, length, some, 0, 5);
				lines.set(some[8], 1, FastLoops.WEIGHTS, 0, length, some, 0, 5);
			}
		final Set<String> sums = Set.of("add", "set");
		final LoopGuard<float[]> guard = new LoopGuard<>(lines);
		for (final FastLoops.Row<float[]> row : FastLoops.<float[]> table())
			if (sums.contains(row.method)) {
				final double cost = guard.cost(row.loop, row.arrays, row.bound, PATIENCE);
				assertTrue(cost <= row.bound, LoopGuard.report(row.name, cost, row.bound));
			}
	}

	private static void assertFound(final LoopGuard.Loop<float[]> bad, final int arrays) {
		final double cost = new LoopGuard<>(Precision.SINGLE).cost(bad, arrays, 0, SHORT);
		assertTrue(cost > FastLoops.BOUND, "the guard let a loop pass that takes " + cost);
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
