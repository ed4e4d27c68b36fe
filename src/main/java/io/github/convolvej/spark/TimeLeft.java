package io.github.convolvej.spark;

/** Says how far a run is and how long it will take. */
final class TimeLeft {

	private static final int MINUTE = 60;
	private static final int HOUR = 3600;
	/** A shorter beginning says little of the rest. */
	private static final double LEAST_SECONDS = 5;

	private TimeLeft() {}

	/**
	 * @param done number of blocks that are there
	 * @param total number of all blocks
	 * @param seconds that it took
	 * @return a line for the log
	 */
	static String text(final long done, final long total, final double seconds) {
		final String text = done + " of " + total + " blocks, " + 100 * done / Math.max(1, total) + " %";
		if (done == 0 || done == total || seconds < LEAST_SECONDS) return text;
		return text + ", about " + duration(Math.round(seconds / done * (total - done))) + " left";
	}

	static String duration(final long seconds) {
		if (seconds < 2 * MINUTE) return seconds + " s";
		if (seconds < 2 * HOUR) return (seconds + MINUTE / 2) / MINUTE + " min";
		return seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
	}
}
