package io.github.convolvej.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.scijava.command.CommandInfo;

/** Every filter command with its defaults, and with parameters that change what its result looks like. */
final class Settings {

	/** Takes a tenth of the time of the sample network that is projected by default. */
	private static final String LAYERS = "conv k=3 p=same c=2 | relu | conv k=3 p=same c=3 s=2 | relu";

	/** Commands that run the sample network by default. */
	private static final List<String> SAMPLE_NETWORK = List.of(BackProjectionCommand.class.getName(), FeatureMapsCommand.class
		.getName());

	private static final Object[][] FURTHER = {
		{ ConvolutionCommand.class, "kernel", "1 2 3; 4 5 6; -3 1 7", "border", "reflect", "output", "same" },
		{ ConvolutionCommand.class, "kernel", "1 2 3 -4; 4 5 6 2", "border", "periodic" },
		{ ConvolutionCommand.class, "kernel", "1 2; 4 -5", "padding", "same_lower", "output", "same" },
		{ ConvolutionCommand.class, "kernel", "1 2 3; 4 5 6", "stride", "2,3", "padding", "2" },
		{ ConvolutionCommand.class, "kernel", "1 2 3; 4 5 6", "padding", "valid" },
		{ ConvolutionCommand.class, "kernel", "sobel-x # sobel-y", "padding", "full" },
		{ ConvolutionCommand.class, "kernel", "1 2 1; 0 1 0 | 3 1 2; 1 1 1 | 0 2 1; 1 2 3", "dimensions", "3D", "border",
			"replicate" },
		{ SeparableConvolutionCommand.class, "kernel", "gaussian:1.5", "output", "same", "border", "symmetric" },
		{ DilatedConvolutionCommand.class, "kernel", "1 2 1; 2 4 2; 1 2 1", "rates", "1,2" },
		{ TransposedConvolutionCommand.class, "kernel", "1 2 3; 4 5 6; 7 8 9", "stride", "3,2" },
		{ TransposedConvolutionCommand.class, "kernel", "bilinear", "stride", "2", "output", "same" },
		{ UpsampleCommand.class, "factor", "3,2" },
		{ PoolingCommand.class, "method", "median", "window", "3", "stride", "2", "output", "same" },
		{ PoolingCommand.class, "method", "max", "window", "3", "stride", "1", "padding", "same", "output", "same" },
		{ PoolingCommand.class, "method", "max", "positions", true },
		{ PoolingCommand.class, "method", "average", "window", "2,2,2", "padding", "same", "dimensions", "3D" },
		{ NeighbourhoodCommand.class, "method", "percentile", "percentile", "80", "radius", "1.5", "output", "same" },
		{ NeighbourhoodCommand.class, "method", "variance", "shape", "ellipse", "radius", "2,1,1", "dimensions", "3D",
			"border", "none" },
		{ NeighbourhoodCommand.class, "method", "maximum", "shape", "box", "step", "2", "output", "same" },
		{ BackgroundCommand.class, "method", "opening", "radius", "2", "output", "same" },
		{ BackgroundCommand.class, "method", "median", "radius", "2", "operation", "background" },
		{ UnpoolingCommand.class, "window", "3,2" },
		{ AdaptivePoolingCommand.class, "size", "5,4" },
		{ EdgesCommand.class, "operator", "sobel", "outputs", "magnitude", "output", "same" },
		{ EdgesCommand.class, "operator", "scharr", "outputs", "x,y" },
		{ SmoothCommand.class, "sigma", "2", "border", "replicate", "output", "same" },
		{ SmoothCommand.class, "sigma", "1.5", "dimensions", "3D" },
		{ ATrousWaveletsCommand.class, "planes", 2, "threshold", "3" },
		{ ATrousWaveletsCommand.class, "planes", 2, "product", true },
		{ BatchNormalisationCommand.class, "output", "same", "gamma", "50", "beta", "100" },
		{ ActivationCommand.class, "output", "same" },
		{ BackProjectionCommand.class, "model", LAYERS, "layer", "relu2", "map", 3, "unit", "2,1", "method", "guided" },
		{ BackProjectionCommand.class, "model", LAYERS, "layer", "relu1", "unit", "all", "method", "deconvnet" },
		{ FeatureMapsCommand.class, "model", LAYERS, "layer", "relu2", "fit", "replicate" } };

	private Settings() {}

	/** A command with keys and values in turn. */
	static final class Setting {

		final CommandInfo info;
		final Object[] values;

		private Setting(final CommandInfo info, final Object... values) {
			this.info = info;
			this.values = values;
		}

		/** These values and further ones. */
		Object[] with(final Object... further) {
			final List<Object> all = new ArrayList<>(Arrays.asList(values));
			all.addAll(Arrays.asList(further));
			return all.toArray();
		}

		boolean is(final Class<?> command) {
			return info.getDelegateClassName().equals(command.getName());
		}

		boolean makesTable() {
			return is(GlobalPoolingCommand.class) || is(SpatialPyramidPoolingCommand.class);
		}

		@Override
		public String toString() {
			return info.getMenuPath().getLeaf().getName() + " " + Arrays.toString(values);
		}
	}

	/** All. */
	static List<Setting> all() {
		final List<Setting> all = new ArrayList<>();
		for (final CommandInfo info : Harness.commands())
			all.add(SAMPLE_NETWORK.contains(info.getDelegateClassName()) ? new Setting(info, "model", LAYERS)
				: new Setting(info));
		for (final Object[] row : FURTHER) {
			@SuppressWarnings("unchecked")
			final Class<? extends FilterCommand> command = (Class<? extends FilterCommand>) row[0];
			all.add(new Setting(Harness.info(command), Arrays.copyOfRange(row, 1, row.length)));
		}
		return all;
	}
}
