package io.github.convolvej.command.parameter;

/** Descriptions of parameters that several commands share, but cannot inherit from a common class. */
public final class ParameterText {

	/** Describes {@code border}: the pixels outside the image. */
	public static final String BORDER =
		"What is outside the image: replicate repeats the edge, zero is black, constant:VALUE a grey value, reflect a mirror, " +
			"symmetric a mirror with the edge, periodic the image again.";

	/** Describes {@code mode}: correlation or convolution. */
	public static final String MODE =
		"Whether the kernel is flipped first: convolution does, correlation (the default) takes it as it is written.";

	/** Describes {@code dimensions}: the axes of a kernel. */
	public static final String KERNEL_DIMENSIONS = "Along which axes: x, y or z alone, each slice by itself (2D), or the volume (3D).";

	/** Describes {@code dilation}: the spacing of the kernel's pixels. */
	public static final String TAP_DILATION =
		"Spacing of the kernel's pixels, 1 for side by side: one number, or one for each axis.";

	/** Describes {@code engine}: the method of computing a convolution. */
	public static final String ENGINE =
		"Method of computing: auto takes the fastest, direct sums the products, low-rank takes the kernel apart into rows and " +
			"columns, fft uses Fourier transforms, winograd halves the products of many channels.";

	/** Describes {@code bias}: a number that is added to each output channel. */
	public static final String KERNEL_BIAS = "Added to the result: one number, or one for each kernel.";

	private ParameterText() {}
}
