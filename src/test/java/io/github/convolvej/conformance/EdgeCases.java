package io.github.convolvej.conformance;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Edges;
import io.github.convolvej.filter.convolution.Edges.Output;
import io.github.convolvej.kernel.GradientOperator;
import io.github.convolvej.kernel.Presets;
import io.github.convolvej.kernel.SeparableKernel;

import java.util.Arrays;
import java.util.Map;

/** Edges of scipy.ndimage, scikit-image and OpenCV. */
final class EdgeCases {

	private EdgeCases() {}

	static void register(final Map<String, Operation> operations) {
		operations.put("ndimage_sobel", EdgeCases::ndimage);
		operations.put("ndimage_prewitt", EdgeCases::ndimage);
		operations.put("opencv_Sobel", EdgeCases::openCvSobel);
		operations.put("opencv_Scharr", EdgeCases::openCvScharr);
		for (final String operator : new String[] { "sobel", "scharr", "prewitt", "farid" })
			for (final String direction : new String[] { "", "_h", "_v" })
				operations.put("skimage_" + operator + direction, EdgeCases::skimage);
		for (final String diagonal : new String[] { "", "_pos_diag", "_neg_diag" })
			operations.put("skimage_roberts" + diagonal, EdgeCases::roberts);
	}

	private static void ndimage(final Case c, final Results results) {
		final int n = c.integer("spatial_dims", 2);
		final int axis = axis(c, n);
		final GradientOperator operator = Presets.gradient(c.op.substring("ndimage_".length()), n);
		final Border border = ConvolutionCases.ndimageBorder(c.text("mode", "reflect"), c.number("cval", 0));
		if (c.text("mode", "reflect").equals("constant")) SmoothCases.ndimage(c, results, operator.kernel(axis), null, axis);
		else compare(c, results, Edges.of(operator).outputs(Output.values()[axis]), border, 1);
	}

	/** scipy counts axes from the slowest. */
	private static int axis(final Case c, final int n) {
		return n - 1 - (c.integer("axis", -1) + n) % n;
	}

	private static void openCvSobel(final Case c, final Results results) {
		final int size = c.integer("ksize", 3);
		final int dx = c.integer("dx", 0);
		final boolean first = dx + c.integer("dy", 0) == 1;
		if (first && size > 1) openCv(c, results, GradientOperator.sobel(2, size), 1 - dx);
		else SmoothCases.openCv(c, results, SeparableKernel.of(c.list("kernel_x"), c.list("kernel_y")));
	}

	private static void openCvScharr(final Case c, final Results results) {
		openCv(c, results, GradientOperator.scharr(2), 1 - c.integer("dx", 0));
	}

	private static void openCv(final Case c, final Results results, final GradientOperator operator, final int axis) {
		final boolean plain = c.number("scale", 1) == 1 && c.number("delta", 0) == 0;
		if (!plain || c.outputs().has("y_int_half_up")) SmoothCases.openCv(c, results, operator.kernel(axis));
		else compare(c, results, Edges.of(operator).outputs(Output.values()[axis]), ConvolutionCases.openCvBorder(c.text(
			"border", "")), 1);
	}

	/**
	 * scikit-image divides the smoothing by its sum, but not the difference by 2,
	 * and takes the mean over axes below the root of the magnitude.
	 */
	private static void skimage(final Case c, final Results results) {
		final String[] name = c.op.substring("skimage_".length()).split("_");
		final int n = c.integer("spatial_dims", 2);
		final boolean farid = name[0].equals("farid");
		final Edges edges = farid ? Edges.of("farid", n) : Edges.of(name[0], n).normalised();
		final double scale = farid ? 1 : 2;
		final Border border = ConvolutionCases.ndimageBorder(c.text("mode", "reflect"), c.number("cval", 0));
		if (name.length > 1) compare(c, results, edges.outputs(name[1].equals("h") ? Output.Y : Output.X), border, scale);
		else if (c.attributes.has("axis") && !c.attributes.get("axis").isJsonNull()) compare(c, results, edges.outputs(Output
			.values()[axis(c, n)]), border, scale);
		else compare(c, results, edges, border, scale / Math.sqrt(n));
	}

	/** Convolution instead of correlation turns the signs of the diagonals. */
	private static void roberts(final Case c, final Results results) {
		final Edges edges = Edges.of("roberts", 2);
		final Border border = ConvolutionCases.ndimageBorder(c.text("mode", "reflect"), c.number("cval", 0));
		if (c.op.endsWith("pos_diag")) compare(c, results, edges.outputs(Output.X), border, -1);
		else if (c.op.endsWith("neg_diag")) compare(c, results, edges.outputs(Output.Y), border, -1);
		else compare(c, results, edges.normalised(), border, 1);
	}

	private static void compare(final Case c, final Results results, final Edges edges, final Border border,
		final double scale)
	{
		results.add("y", scaled(ConvolutionCases.apply(edges, c.input("x"), border), scale));
		results.addDouble("y", scaled(ConvolutionCases.applyDouble(edges, c.input("x"), border), scale));
	}

	private static Tensor scaled(final Tensor tensor, final double factor) {
		return new Tensor(tensor.shape, tensor.dtype, Arrays.stream(tensor.data).map(v -> v * factor).toArray());
	}
}
