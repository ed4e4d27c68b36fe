package io.github.convolvej.network;

import io.github.convolvej.network.tensor.Box;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A way to run a network: with whole layers in memory, or by tiles. The result
 * is the same, bit for bit, unless statistics of tiles are chosen. Immutable.
 */
public final class Schedule implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Whole layers in memory, each freed after its last use. */
	public static final Schedule WHOLE = new Schedule(null, Long.MAX_VALUE, false);

	/** Part of Java's memory that may be used at least. */
	private static final int LEAST_SHARE = 16;

	private final int[] tile;
	private final long bytes;
	private final boolean tileStatistics;

	private Schedule(final int[] tile, final long bytes, final boolean tileStatistics) {
		this.tile = tile;
		this.bytes = bytes;
		this.tileStatistics = tileStatistics;
	}

	/**
	 * Tiles of a given size.
	 *
	 * @param size samples of the output along its spatial axes, in the order of
	 *          ONNX (y before x); the last number applies to all further axes. Of
	 *          several outputs, those of the largest one
	 * @return the schedule
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public static Schedule tiles(final int... size) {
		if (size.length == 0 || Arrays.stream(size).anyMatch(s -> s < 1)) throw new IllegalArgumentException("tiles are " +
			Arrays.toString(size) + ", but must have at least 1 sample along every axis");
		return new Schedule(size.clone(), half(), false);
	}

	/**
	 * Whole layers if they fit, otherwise the tiles that take the least work of
	 * those that fit. What depends on the whole image is stored, or computed by a
	 * pass over the image, whichever fits and takes less.
	 *
	 * @param bytes memory that may be used
	 * @return the schedule
	 */
	public static Schedule within(final long bytes) {
		return new Schedule(null, bytes, false);
	}

	/** @return the schedule that uses about half of the free memory */
	public static Schedule automatic() {
		return within(half());
	}

	private static long half() {
		final Runtime r = Runtime.getRuntime();
		// what is not collected yet counts as used, so little may seem to be free
		return Math.max((r.maxMemory() - r.totalMemory() + r.freeMemory()) / 2, r.maxMemory() / LEAST_SHARE);
	}

	/**
	 * @param most memory for what is stored between tiles of a given size: layers
	 *          that take more and are read for statistics are not stored, but
	 *          computed again for every pass
	 * @return this with that limit
	 */
	public Schedule limit(final long most) {
		return new Schedule(tile, most, tileStatistics);
	}

	/**
	 * Lets each tile have statistics of its own (normalisations, global poolings),
	 * of the tile and its surroundings. It is fast, but the result differs from
	 * that of the whole image, and depends on the tiles.
	 *
	 * @return this with such statistics; without effect if layers are whole
	 */
	public Schedule statisticsOfTiles() {
		return new Schedule(tile, bytes, true);
	}

	/**
	 * @param part a part of a tensor
	 * @param shape its size
	 * @param spatial for each axis whether it is divided into tiles
	 * @return the smallest box of whole tiles that contains the part
	 */
	Box tilesOf(final Box part, final long[] shape, final IntPredicate spatial) {
		Box all = part;
		for (int d = 0, k = 0; tile != null && d < shape.length; d++) {
			if (!spatial.test(d)) continue;
			final long length = tile[Math.min(k++, tile.length - 1)];
			all = all.with(d, part.min(d) / length * length, Math.min(shape[d] - 1, (part.max(d) / length + 1) * length - 1));
		}
		return all;
	}

	/** Size of tiles, or null if none was given. */
	int[] tile() {
		return tile;
	}

	long bytes() {
		return bytes;
	}

	boolean isTileStatistics() {
		return tileStatistics;
	}
}
