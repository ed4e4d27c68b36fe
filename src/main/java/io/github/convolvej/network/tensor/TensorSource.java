package io.github.convolvej.network.tensor;

/** Gives the input of a network box by box. */
@FunctionalInterface
public interface TensorSource {

	/**
	 * Copies samples.
	 *
	 * @param box box of the samples, within the tensor
	 * @param target array for them, the last axis fastest
	 */
	void read(Box box, float[] target);
}
