package io.github.convolvej;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

import com.sun.management.OperatingSystemMXBean;

/**
 * Measures work beside a fixed piece of arithmetic, both in CPU time and in turns:
 * neither other processes nor how fast a machine is change the answer much.
 */
public final class Yardstick {

	/**
	 * Steps of the fixed work, each of which needs the one before: about a tenth of a
	 * second on a processor of 3 GHz.
	 */
	private static final int STEPS = 40_000_000;
	private static final double SECOND = 1e-9;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
	private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	/** Keeps the JIT compiler from leaving the fixed work out. */
	private static volatile double sink;

	private Yardstick() {}

	/** Work that may fail. */
	public interface Work {

		void run() throws Exception;
	}

	/** @return CPU seconds that this thread has taken since it began */
	public static double threadSeconds() {
		return THREADS.getCurrentThreadCpuTime() * SECOND;
	}

	/** @return CPU seconds that all threads of this process have taken since it began */
	public static double processSeconds() {
		return SYSTEM.getProcessCpuTime() * SECOND;
	}

	/** @return CPU seconds that the fixed work takes this thread now */
	public static double seconds() {
		final double start = threadSeconds();
		double x = 1;
		for (int i = 0; i < STEPS; i++)
			x = x * 0.999 + 0.5;
		sink = x;
		return threadSeconds() - start;
	}

	/**
	 * @param turns how often both are measured
	 * @param work what is measured; the first turn, in which it is compiled, counts too
	 * @return the median of the CPU time that the work takes this thread, in times of
	 *         the fixed work
	 * @throws Exception what the work throws
	 */
	public static double times(final int turns, final Work work) throws Exception {
		seconds();
		final double[] ratios = new double[turns];
		for (int i = 0; i < turns; i++) {
			final double start = threadSeconds();
			work.run();
			final double taken = threadSeconds() - start;
			ratios[i] = taken / seconds();
		}
		Arrays.sort(ratios);
		return ratios[turns / 2];
	}
}
