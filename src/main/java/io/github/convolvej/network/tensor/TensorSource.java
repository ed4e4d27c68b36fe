package io.github.convolvej.network.tensor;

/** Where a network reads its input from, box by box. */
@FunctionalInterface
public interface TensorSource {

	/**
	 * Copies samples.
	 *
	 * @param box which ones, within the tensor
	 * @param target array for them, the last axis fastest
	 */
	void read(Box box, float[] target);
}
