package io.github.convolvej.run;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Ways to wait for another thread: awake, which notices soon, and asleep, which leaves the processor to others. */
public final class Waiting {

	/** Turns of waiting between two looks at the clock. */
	private static final int TURNS = 64;

	private Waiting() {}

	/**
	 * Waits awake for a short time.
	 *
	 * @param done whether what is waited for has happened
	 * @param nanoseconds longest time
	 * @return whether it has happened
	 */
	public static boolean awake(final BooleanSupplier done, final long nanoseconds) {
		final long start = System.nanoTime();
		do
			for (int i = 0; i < TURNS; i++) {
				if (done.getAsBoolean()) return true;
				Thread.onSpinWait();
			}
		while (System.nanoTime() - start < nanoseconds);
		return done.getAsBoolean();
	}

	/**
	 * Waits asleep, until another thread has woken this one and it has happened. An interrupt is kept for the caller.
	 *
	 * @param done whether what is waited for has happened
	 * @param blocker what is waited for, as diagnostic tools show it
	 */
	public static void asleep(final BooleanSupplier done, final Object blocker) {
		boolean interrupted = false;
		while (!done.getAsBoolean()) {
			LockSupport.park(blocker);
			interrupted |= Thread.interrupted();
		}
		if (interrupted) Thread.currentThread().interrupt();
	}
}
