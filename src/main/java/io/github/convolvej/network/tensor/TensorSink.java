package io.github.convolvej.network.tensor;

/** Receives an output of a network box by box, each sample once. */
@FunctionalInterface
public interface TensorSink {

	/**
	 * Writes samples.
	 *
	 * @param box box of the samples
	 * @param samples the last axis fastest
	 */
	void write(Box box, float[] samples);
}
