package io.github.convolvej.command.parameter;

/** Descriptions of parameters that several commands have, where they cannot inherit them. */
public final class ParameterText {

	/** What is outside of the image. */
	public static final String BORDER =
		"What is outside of the image: zero, constant:VALUE, replicate, reflect, symmetric or periodic.";

	/** Correlation or convolution. */
	public static final String MODE =
		"Convolution flips the kernel first; correlation, the default, does not.";

	/** The axes of a kernel. */
	public static final String KERNEL_DIMENSIONS = "The axes that the kernel spans.";

	/** Distance of taps. */
	public static final String TAP_DILATION =
		"Distance of neighbouring taps in samples, 1 for none: one number, or one for each axis.";

	/** Ways of computing a convolution. */
	public static final String ENGINE =
		"How it is computed: auto takes the fastest; direct sums the products; low-rank runs separable terms; fft transforms.";

	/** A number for each output. */
	public static final String KERNEL_BIAS = "Added to each output: one number, or one for each kernel.";

	private ParameterText() {}
}
