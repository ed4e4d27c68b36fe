package io.github.convolvej.run;

/** Options of a run. They do not change a single bit of the result. Immutable. */
public final class Options {

	/** Tile sizes chosen from the sizes of caches and image, no monitor. */
	public static final Options DEFAULT = new Options(null, Monitor.NONE);

	private final int[] tile;
	private final Monitor monitor;

	private Options(final int[] tile, final Monitor monitor) {
		this.tile = tile;
		this.monitor = monitor;
	}

	/**
	 * @param size size of the target tiles along the filter's axes, x first; axes
	 *          without a number get 1
	 * @return these options with that tile size
	 */
	public Options tile(final int... size) {
		for (final int s : size)
			if (s < 1) throw new IllegalArgumentException("tile size is " + s + ", but must be at least 1");
		return new Options(size.clone(), monitor);
	}

	/**
	 * @param watcher receives progress and can stop the run
	 * @return these options with that monitor
	 */
	public Options monitor(final Monitor watcher) {
		return new Options(tile, watcher);
	}

	/** @return these options with a monitor that can cancel but does not receive progress */
	public Options silent() {
		final Monitor watcher = monitor;
		return new Options(tile, new Monitor() {

			@Override
			public boolean isCancelled() {
				return watcher.isCancelled();
			}
		});
	}

	/** @return requested size of tiles, x first; null if none was requested */
	public int[] tile() {
		return tile;
	}

	public Monitor monitor() {
		return monitor;
	}
}
