package io.github.convolvej.network;

import java.util.Arrays;

/** A way to run a network: with whole layers in memory, or by tiles. The result is the same, bit for bit. Immutable. */
public final class Schedule {

	/** Whole layers in memory, each freed after its last use. */
	public static final Schedule WHOLE = new Schedule(null, Long.MAX_VALUE);

	private final int[] tile;
	private final long bytes;

	private Schedule(final int[] tile, final long bytes) {
		this.tile = tile;
		this.bytes = bytes;
	}

	/**
	 * Tiles of a given size.
	 *
	 * @param size samples of the output along its spatial axes, in the order of
	 *          ONNX (y before x); the last number applies to all further axes
	 * @return the schedule
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public static Schedule tiles(final int... size) {
		if (size.length == 0 || Arrays.stream(size).anyMatch(s -> s < 1)) throw new IllegalArgumentException("tiles are " +
			Arrays.toString(size) + ", but must have at least 1 sample along every axis");
		return new Schedule(size.clone(), Long.MAX_VALUE);
	}

	/**
	 * Whole layers if they fit, otherwise the largest tiles that fit.
	 *
	 * @param bytes memory that may be used
	 * @return the schedule
	 */
	public static Schedule within(final long bytes) {
		return new Schedule(null, bytes);
	}

	/** @return the schedule that uses about half of the free memory */
	public static Schedule automatic() {
		final Runtime r = Runtime.getRuntime();
		return within((r.maxMemory() - r.totalMemory() + r.freeMemory()) / 2);
	}

	/** Size of tiles, or null if none was given. */
	int[] tile() {
		return tile;
	}

	long bytes() {
		return bytes;
	}
}
