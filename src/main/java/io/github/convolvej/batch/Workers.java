package io.github.convolvej.batch;

import io.github.convolvej.run.Threads;

import net.imglib2.parallel.Parallelization;

/**
 * The processes that compute blocks: one, or those of a cluster, which have the
 * same memory and number of threads. Immutable.
 */
public final class Workers {

	private final long heap;
	private final int threads;
	private final int inAll;
	private final boolean apart;

	/**
	 * Processes whose threads compute tasks of many blocks, each its own.
	 *
	 * @param heap bytes of memory that each process has
	 * @param threads number of blocks that a process computes at the same time
	 * @param inAll number of blocks that all of them compute at the same time
	 */
	public Workers(final long heap, final int threads, final int inAll) {
		this(heap, threads, inAll, true);
	}

	private Workers(final long heap, final int threads, final int inAll, final boolean apart) {
		if (threads < 1 || inAll < threads) throw new IllegalArgumentException("there are " + threads +
			" threads in a process and " + inAll + " in all, but at least one computes, and no process has more than all");
		this.heap = heap;
		this.threads = threads;
		this.inAll = inAll;
		this.apart = apart;
	}

	/** @return this process, with the threads of {@link Parallelization}, which take one block after the other */
	public static Workers local() {
		final int threads = Threads.current();
		return new Workers(Runtime.getRuntime().maxMemory(), threads, threads, false);
	}

	/** @return bytes of memory that each process has */
	public long heap() {
		return heap;
	}

	/** @return number of blocks that a process computes at the same time */
	public int threads() {
		return threads;
	}

	/** @return number of blocks that all processes compute at the same time */
	public int inAll() {
		return inAll;
	}

	/** @return whether each thread computes a task of many blocks; otherwise all of them are at neighbouring blocks */
	boolean areApart() {
		return apart;
	}
}
