package io.github.convolvej.network.text;

import io.github.convolvej.network.tensor.Constant;

/** Where the weights of a network that is given as text come from. */
@FunctionalInterface
public interface WeightSource {

	/**
	 * @param name name of the layer, a dot, and {@code weight} or {@code bias}; of a
	 *          normalisation also {@code running_mean} and {@code running_var}
	 * @param shape size along every axis, as PyTorch and ONNX have it
	 * @return the weights
	 * @throws IllegalArgumentException if there are none of that name, or of another
	 *           size
	 */
	Constant get(String name, long... shape);
}
