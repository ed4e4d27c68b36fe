package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.filter.pointwise.Activation;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins &gt; ConvolveJ &gt; Layers &gt; Activation...: applies an {@link Activation} to every pixel. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Layers>Activation...", description =
	"Applies a function to every pixel by itself: ReLU, leaky ReLU, sigmoid or hyperbolic tangent.")
public class ActivationCommand extends OutputCommand {

	@Parameter(persist = false, label = "Method", choices = { "relu", "leaky-relu", "sigmoid", "tanh" }, description =
		"relu: max(0, x); leaky-relu: slope * x below 0; sigmoid: 1 / (1 + exp(-x)); tanh.")
	private String method = "relu";

	@Parameter(persist = false, label = "Slope (leaky-relu)", description = "Factor of negative pixels (leaky-relu).")
	private String slope = "0.01";

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("method", method, "relu", "leaky-relu", "sigmoid", "tanh");
		Choices.check("output", output, "32-bit", "same");
		final double factor = NumberLists.one("slope", slope);
		return FilterJobBuilder.of(input, activation(factor), 2).same(output.equals("same")).keepsRange(method.endsWith("relu"))
			.named("activation").build();
	}

	private Activation activation(final double factor) {
		switch (method) {
			case "relu":
				return Activation.relu(2);
			case "leaky-relu":
				return Activation.leakyRelu(factor, 2);
			case "sigmoid":
				return Activation.sigmoid(2);
			default:
				return Activation.tanh(2);
		}
	}
}
