package io.github.convolvej.command.parameter;

import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;

/**
 * The parameter {@code dimensions}: which axes a kernel spans, and how a kernel of
 * one axis lies among those of the image.
 */
public enum Dimensions {
		X("1D-x", 1, 2, 0), Y("1D-y", 1, 2, 1), Z("1D-z", 1, 3, 2), XY("2D", 2, 2, 0), XYZ("3D", 3, 3, 0);

	private final String label;
	private final int count;
	private final int spatial;
	private final int first;

	Dimensions(final String label, final int count, final int spatial, final int first) {
		this.label = label;
		this.count = count;
		this.spatial = spatial;
		this.first = first;
	}

	/**
	 * @param text 1D-x, 1D-y, 1D-z, 2D or 3D
	 * @return the axes
	 * @throws IllegalArgumentException if it is something else
	 */
	public static Dimensions parse(final String text) {
		for (final Dimensions d : values())
			if (d.label.equals(text)) return d;
		Choices.check("dimensions", text, Arrays.stream(values()).map(d -> d.label).toArray(String[]::new));
		throw new IllegalStateException(text);
	}

	/** @return axes that the kernel spans: each has its own stride, padding and dilation */
	public int count() {
		return count;
	}

	/** @return spatial axes of the filter: 2, or 3 if it filters along z */
	public int spatial() {
		return spatial;
	}

	/** Whether the kernel spans that axis of x, y, z. */
	public boolean spans(final int axis) {
		return axis >= first && axis < first + count;
	}

	/** The same kernel with axes of size 1 before and after its own. */
	public Kernel embed(final Kernel kernel) {
		return kernel.reshaped(embed(kernel.size(), 1));
	}

	/** The same numbers with others for the axes before and after. */
	public int[] embed(final int[] values, final int other) {
		final int[] all = new int[spatial];
		Arrays.fill(all, other);
		System.arraycopy(values, 0, all, first, count);
		return all;
	}

	/** The same numbers with those of the image for the axes before and after, as it is for sizes. */
	public int[] embed(final int[] values, final ImageInput image) {
		final int[] all = Arrays.copyOf(new int[] { image.width(), image.height(), image.slices() }, spatial);
		System.arraycopy(values, 0, all, first, count);
		return all;
	}

	/** The same numbers with others for the axes before and after. */
	public double[] embed(final double[] values, final double other) {
		final double[] all = new double[spatial];
		Arrays.fill(all, other);
		System.arraycopy(values, 0, all, first, count);
		return all;
	}

	/** The same padding on the kernel's own axes, none on the others. */
	public Padding embed(final Padding padding) {
		padding.checkAxes(count);
		return count == spatial ? padding : padding.alone(first, spatial);
	}

	/**
	 * The convolution that commands describe with the same keys.
	 *
	 * @param bank kernels on these axes, with groups and bias
	 * @param mode correlation, or convolution for flipped kernels
	 * @param stride one number, or one for each axis
	 * @param padding a rule, one number, or one for each axis
	 * @param dilation one number, or one for each axis
	 * @return the convolution on all spatial axes
	 * @throws IllegalArgumentException if one of the texts is something else
	 */
	public Convolution convolution(final Kernel bank, final String mode, final String stride, final String padding,
		final String dilation)
	{
		Choices.check("mode", mode, "correlation", "convolution");
		final Convolution correlation = Convolution.of(embed(bank)).stride(embed(PerAxis.parse(stride, "stride", count, 1),
			1)).dilation(embed(PerAxis.parse(dilation, "dilation", count, 1), 1)).padding(embed(Padding.parse(padding)));
		return mode.equals("convolution") ? correlation.flipped() : correlation;
	}
}
