package io.github.convolvej.conformance;

import io.github.convolvej.network.NetworkPlan;
import io.github.convolvej.network.Schedule;
import io.github.convolvej.network.model.ImageModel;
import io.github.convolvej.network.model.ModelVerification;
import io.github.convolvej.network.tensor.Tensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** A bioimage.io model with its test tensors. */
final class ModelCase {

	private static final double TOLERANCE = 2e-6;

	private ModelCase() {}

	/** What is wrong with it, or null. */
	static String problem(final Path folder) throws IOException {
		final ImageModel model = ImageModel.read(folder);
		final ModelVerification verification = ModelVerification.of(model);
		for (final Map.Entry<String, Double> e : verification.differences().entrySet())
			if (!(e.getValue() <= TOLERANCE)) return e.getKey() + " differs by " + e.getValue() +
				" of the largest value (allowed " + TOLERANCE + ")";
		final NetworkPlan plan = model.network().on(model.testInput().shape());
		final Map<String, Tensor> whole = plan.run(model.testInput());
		final Map<String, Tensor> tiled = plan.run(model.testInput(), Schedule.tiles(150, 190));
		for (final String name : plan.outputs())
			if (!Arrays.equals(NetworkRunner.bits(whole.get(name).data()), NetworkRunner.bits(tiled.get(name).data())))
				return name + " in tiles differs from the whole";
		System.out.print(model.name() + "\n" + verification);
		return null;
	}
}
