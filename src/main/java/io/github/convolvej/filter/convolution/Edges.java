package io.github.convolvej.filter.convolution;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.GradientOperator;
import io.github.convolvej.kernel.Presets;

import java.util.Arrays;
import java.util.Locale;

/**
 * Gradients and edges: Sobel, Scharr, Prewitt, Farid, Roberts, derivative of
 * Gaussian, on images with axes {@code (X[, Y[, Z]])}. Results are the components,
 * the magnitude sqrt(gx^2 + gy^2 + gz^2) and the direction atan2(gy, gx) in
 * radians, from x towards y (y points down in images). A single result does
 * not change the channel axis. Several results become channels: axes are {@code (X[, Y[,
 * Z]], C)}, and result k of channel c is at c * results + k. Everything is computed
 * within a tile: components are not stored as images.
 * <p>
 * Roberts' components are those of its two diagonals; its magnitude and direction
 * are those of the gradient.
 */
public final class Edges implements Filter {

	private static final long serialVersionUID = 1L;

	/** The results that can be computed from the gradient. */
	public enum Output {
			/** Derivative along x (Roberts: 1 0; 0 -1). */
			X,
			/** Derivative along y (Roberts: 0 1; -1 0). */
			Y,
			/** Derivative along z. */
			Z,
			/** Length of the gradient. */
			MAGNITUDE,
			/** Angle of the gradient in the xy plane, -pi to pi. */
			DIRECTION
	}

	private final GradientOperator operator;
	private final Output[] outputs;
	private final Padding padding;

	private Edges(final GradientOperator operator, final Output[] outputs, final Padding padding) {
		this.operator = operator;
		this.outputs = outputs;
		this.padding = padding;
	}

	/**
	 * The magnitude of the gradient, with padding {@code same}.
	 *
	 * @param operator the kernels, with their scale
	 * @return the operation
	 */
	public static Edges of(final GradientOperator operator) {
		return new Edges(operator, new Output[] { Output.MAGNITUDE }, Padding.SAME);
	}

	/**
	 * The magnitude of the gradient by its textbook kernels.
	 *
	 * @param operator {@code sobel}, {@code sobel:5}, {@code scharr},
	 *          {@code prewitt}, {@code farid}, {@code roberts} or
	 *          {@code gaussian:1.5}
	 * @param numDimensions spatial axes: 1, 2 or 3
	 * @return the operation
	 * @throws IllegalArgumentException if there is no such operator
	 */
	public static Edges of(final String operator, final int numDimensions) {
		return of(Presets.gradient(operator, numDimensions));
	}

	/**
	 * @param wanted the results, in their order on the channel axis
	 * @return this with those results
	 * @throws IllegalArgumentException if there is no result, one is named twice, or one
	 *           needs more spatial axes
	 */
	public Edges outputs(final Output... wanted) {
		if (wanted.length == 0) throw new IllegalArgumentException(
			"no output is wanted: name at least one of x, y, z, magnitude, direction");
		for (int i = 0; i < wanted.length; i++) {
			final int needed = wanted[i] == Output.Z ? 3 : wanted[i] == Output.Y || wanted[i] == Output.DIRECTION ? 2 : 1;
			if (needed > operator.numDimensions()) throw new IllegalArgumentException("output '" + name(wanted[i]) +
				"' needs " + needed + " spatial axes, but the gradient is taken on " + operator.numDimensions());
			if (Arrays.asList(wanted).indexOf(wanted[i]) < i) throw new IllegalArgumentException("output '" + name(
				wanted[i]) + "' is named twice: name each once");
		}
		return new Edges(operator, wanted.clone(), padding);
	}

	/**
	 * @param wanted names of the results separated by commas, for example
	 *          {@code x,y,magnitude}
	 * @return this with those results
	 * @throws IllegalArgumentException if a name is unknown, given twice, or needs
	 *           more spatial axes
	 */
	public Edges outputs(final String wanted) {
		final String[] names = wanted == null ? new String[] { "" } : wanted.split(",", -1);
		final Output[] parsed = new Output[names.length];
		for (int i = 0; i < names.length; i++) {
			for (final Output output : Output.values())
				if (name(output).equals(names[i].trim().toLowerCase(Locale.ROOT))) parsed[i] = output;
			if (parsed[i] == null) throw new IllegalArgumentException("output '" + names[i].trim() +
				"' is unknown: use one or more of x, y, z, magnitude, direction, separated by commas");
		}
		return outputs(parsed);
	}

	private static String name(final Output output) {
		return output.name().toLowerCase(Locale.ROOT);
	}

	/** @return this, scaled so that a ramp that rises by 1 per sample has a gradient of 1 */
	public Edges normalised() {
		return new Edges(operator.normalised(), outputs, padding);
	}

	/**
	 * @param distance of neighbouring samples along each axis, x first: normalised
	 *          gradients are then per physical unit
	 * @return this divided by those distances
	 * @throws IllegalArgumentException if there is not one for each axis or one is
	 *           not positive
	 */
	public Edges spacing(final double... distance) {
		return new Edges(operator.spacing(distance), outputs, padding);
	}

	/**
	 * @param rule samples added around the image
	 * @return this with that padding
	 * @throws IllegalArgumentException if it has numbers for another number of
	 *           axes
	 */
	public Edges padding(final Padding rule) {
		rule.checkAxes(operator.numDimensions());
		return new Edges(operator, outputs, rule);
	}

	@Override
	public int numDimensions() {
		return operator.numDimensions() + (outputs.length == 1 ? 0 : 1);
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		if (sourceDimensions.length != numDimensions()) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but these edges work on " + numDimensions() + ": " + operator
				.numDimensions() + " spatial" + (outputs.length == 1 ? "" : " and the channel axis"));
		final int[] ones = PerAxis.expand(new int[] { 1 }, "stride", operator.numDimensions(), 1);
		final Window[] windows = SpatialPlan.windows(sourceDimensions, operator.kernel(0).size(), ones, ones, padding);
		if (Arrays.stream(windows).mapToInt(Window::size).max().getAsInt() >= LinePassesPlan.FEWEST_TAPS) {
			double narrow = 0;
			for (int axis = 0; axis < operator.numDimensions(); axis++)
				if (EdgesPlan.isNeeded(axis, outputs)) narrow += SeparablePlan.cost(operator.kernel(axis));
			final WideEdgesPlan wide = new WideEdgesPlan(operator, outputs, windows, Border.ZERO, sourceDimensions);
			if (wide.cost() < narrow) return wide.within(null);
		}
		return new EdgesPlan(operator, outputs, windows, sourceDimensions);
	}
}
