package io.github.convolvej.network.model;

import io.github.convolvej.network.Halo;
import io.github.convolvej.network.NetworkPlan;
import io.github.convolvej.network.tensor.Tensor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The result of running a model's test. */
public final class ModelVerification {

	private final Map<String, Double> differences = new LinkedHashMap<>();
	private final StringBuilder text = new StringBuilder();

	/**
	 * Runs the model's test.
	 *
	 * @param model a model with a test image and expected results
	 * @return differences from the expected results, and the halo that tiles need
	 *         next to the declared one
	 * @throws IllegalArgumentException if the model has no test
	 */
	public static ModelVerification of(final ImageModel model) {
		return new ModelVerification(model);
	}

	private ModelVerification(final ImageModel model) {
		if (model.testInput() == null || model.testOutputs().isEmpty()) throw new IllegalArgumentException("the model '" +
			model.name() + "' has no test tensors");
		final long[] shape = model.testInput().shape();
		final NetworkPlan plan = model.network().on(shape);
		final Map<String, Tensor> results = plan.run(model.testInput());
		final NetworkPlan weights = model.weights().on(shape);
		int i = 0;
		for (final String output : model.network().outputs()) {
			final Tensor expected = model.testOutputs().get(output);
			final String tensor = weights.outputs().get(i++);
			if (expected == null) continue;
			final double difference = difference(results.get(output), expected);
			differences.put(output, difference);
			text.append(model.outputId(output)).append(": largest difference ").append(String.format(Locale.ROOT, "%.2g",
				difference)).append(" of the largest value\n");
			describeHalo(model.described(output), weights, tensor);
		}
	}

	private static double difference(final Tensor is, final Tensor expected) {
		if (!Arrays.equals(is.shape(), expected.shape())) throw new IllegalArgumentException("the test's output has shape " +
			Arrays.toString(expected.shape()) + ", but the network's output has " + Arrays.toString(is.shape()));
		double largest = 0;
		double worst = 0;
		for (int i = 0; i < is.data().length; i++) {
			final double d = Math.abs((double) is.data()[i] - expected.data()[i]);
			worst = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(worst, d);
			largest = Math.max(largest, Math.abs(expected.data()[i]));
		}
		return largest > 0 ? worst / largest : worst;
	}

	private void describeHalo(final TensorDescription output, final NetworkPlan plan, final String tensor) {
		for (int d = 0; d < output.axes().size(); d++) {
			if (!plan.isSpatial(tensor, d)) continue;
			final Halo halo = Halo.of(plan, tensor, d);
			text.append("  halo along ").append(output.axes().get(d)).append(": declared ").append((long) output.halo(d)).append(
				", needed ").append(halo).append('\n');
		}
	}

	/** @return for each output with a test the largest difference, divided by the largest value */
	public Map<String, Double> differences() {
		return differences;
	}

	/** @return differences and halos, a line for each */
	@Override
	public String toString() {
		return text.toString();
	}
}
