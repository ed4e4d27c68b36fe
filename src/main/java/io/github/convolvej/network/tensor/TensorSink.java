package io.github.convolvej.network.tensor;

/** Where a network writes an output to, box by box, each sample once. */
@FunctionalInterface
public interface TensorSink {

	/**
	 * Takes samples.
	 *
	 * @param box which ones
	 * @param samples the last axis fastest
	 */
	void write(Box box, float[] samples);
}
