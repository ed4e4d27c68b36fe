package io.github.convolvej.benchmark;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Milliseconds for a call in one round: of each {@link Column} with 1 and 2 threads, 0 for none. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Times {

	/** With one thread. */
	public double ours1, plugin1, imagej1, onnx1, opencv1, yardstick1;
	/** With two threads. */
	public double ours2, plugin2, imagej2, onnx2, opencv2, yardstick2;

	/**
	 * @param column who
	 * @param threads 1 or 2
	 * @param milliseconds for a call
	 */
	void set(final Column column, final int threads, final double milliseconds) {
		try {
			Times.class.getField(column.counter(threads)).setDouble(this, milliseconds);
		}
		catch (final ReflectiveOperationException e) {
			throw new IllegalStateException(e);
		}
	}
}
