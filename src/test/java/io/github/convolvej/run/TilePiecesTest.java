package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.Engine;
import io.github.convolvej.kernel.Kernel;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

import org.junit.jupiter.api.Test;

/** Boxes are halved if that makes the wait shorter, and only then. */
class TilePiecesTest {

	private static final long MILLISECOND = 1_000_000;

	private static Interval box(final long... size) {
		return new FinalInterval(size);
	}

	private static Plan plan(final int kernel, final Engine engine) {
		return Convolution.of(new Kernel(new double[kernel * kernel], 1, 1, kernel, kernel)).engine(engine).on(4096, 4096);
	}

	private static TilePieces pieces(final int kernel) {
		return new TilePieces(plan(kernel, Engine.DIRECT));
	}

	@Test
	void ofSmallWindowsNoBoxIsHalved() {
		assertFalse(pieces(3).isLong(box(256, 256)));
	}

	@Test
	void ofLargeOnesTheFirstBoxesAreSmall() {
		assertTrue(pieces(31).isLong(box(256, 256)));
		assertFalse(pieces(31).isLong(box(256, 4)));
	}

	@Test
	void boxesThatArePlannedAsWholesAreNot() {
		final Plan fft = plan(31, Engine.FFT);
		final long[] grid = fft.grid();
		assertFalse(new TilePieces(fft).isLong(box(grid)));
		assertTrue(new TilePieces(fft).isLong(box(2048, 2048)));
	}

	@Test
	void boxesThatTakeLongAreHalvedIfTheTimeGrowsWithThem() {
		final TilePieces pieces = pieces(31);
		pieces.took(box(256, 4), 2 * MILLISECOND);
		pieces.took(box(256, 8), 4 * MILLISECOND);
		assertFalse(pieces.isLong(box(256, 64)));
		assertTrue(pieces.isLong(box(256, 128)));
	}

	@Test
	void boxesWhoseHalvesWouldTakeAsLongAreNot() {
		final TilePieces pieces = pieces(31);
		pieces.took(box(256, 4), 100 * MILLISECOND);
		// of which nobody knows yet
		assertFalse(pieces.isLong(box(256, 8)));
		assertTrue(pieces.isLong(box(256, 16)));
		pieces.took(box(256, 8), 101 * MILLISECOND);
		assertFalse(pieces.isLong(box(256, 16)));
		assertFalse(pieces.isLong(box(256, 32)));
		// too far from what was measured: step by step
		assertTrue(pieces.isLong(box(256, 128)));
		pieces.took(box(256, 32), 110 * MILLISECOND);
		assertFalse(pieces.isLong(box(256, 128)));
	}

	@Test
	void halvesAreTheBox() {
		final Interval[] y = TilePieces.halves(new FinalInterval(new long[] { 3, 5, 7 }, new long[] { 99, 15, 9 }));
		assertArrayEquals(new long[] { 3, 5, 7 }, y[0].minAsLongArray());
		assertArrayEquals(new long[] { 99, 9, 9 }, y[0].maxAsLongArray());
		assertArrayEquals(new long[] { 3, 10, 7 }, y[1].minAsLongArray());
		assertArrayEquals(new long[] { 99, 15, 9 }, y[1].maxAsLongArray());
		final Interval[] x = TilePieces.halves(box(99, 1));
		assertEquals(99, x[0].dimension(0) + x[1].dimension(0));
		assertEquals(x[0].max(0) + 1, x[1].min(0));
	}

	@Test
	void aShortLineIsNotHalved() {
		final TilePieces pieces = pieces(31);
		pieces.took(box(64, 1), 1000 * MILLISECOND);
		assertFalse(pieces.isLong(box(64, 1)));
	}
}
