package io.github.convolvej.network.text;

import io.github.convolvej.network.tensor.Constant;

/** Provides the weights of a network that is given as text. */
@FunctionalInterface
public interface WeightSource {

	/**
	 * @param name name of the layer, a dot, and {@code weight} or {@code bias};
	 *          for a normalisation also {@code running_mean} or {@code
	 *          running_var}
	 * @param shape size along every axis, in the order of PyTorch and ONNX
	 * @return the weights
	 * @throws IllegalArgumentException if there are no weights of that name, or
	 *           their size differs
	 */
	Constant get(String name, long... shape);

	/**
	 * Is called for all weights of a network before the first ones are asked for.
	 *
	 * @param name as of {@link #get}
	 * @param shape as of {@link #get}
	 * @throws IllegalArgumentException if there are none, or too many together with those before
	 */
	default void check(final String name, final long... shape) {}
}
