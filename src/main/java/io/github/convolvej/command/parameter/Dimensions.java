package io.github.convolvej.command.parameter;

import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;

/**
 * The parameter {@code dimensions}: the axes that a kernel spans. It extends kernels, sizes and other values from these
 * axes to all axes of the filter.
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

	/** @return number of axes that the kernel spans; each has its own stride, padding and dilation */
	public int count() {
		return count;
	}

	/** @return number of spatial axes of the filter: 2, or 3 if it filters along z */
	public int spatial() {
		return spatial;
	}

	/** Whether the kernel spans an axis: 0 is x, 1 is y, 2 is z. */
	public boolean spans(final int axis) {
		return axis >= first && axis < first + count;
	}

	/** Extends a kernel to all axes of the filter: its size is 1 along the axes that it does not span. */
	public Kernel embed(final Kernel kernel) {
		return kernel.reshaped(embed(kernel.size(), 1));
	}

	/** Extends numbers to all axes of the filter: takes {@code other} along the axes that the kernel does not span. */
	public int[] embed(final int[] values, final int other) {
		final int[] all = new int[spatial];
		Arrays.fill(all, other);
		System.arraycopy(values, 0, all, first, count);
		return all;
	}

	/**
	 * Extends sizes to all axes of the filter: takes those of the image along the axes that the kernel does not span.
	 */
	public int[] embed(final int[] values, final ImageInput image) {
		final int[] all = Arrays.copyOf(new int[] { image.width(), image.height(), image.slices() }, spatial);
		System.arraycopy(values, 0, all, first, count);
		return all;
	}

	/** Extends numbers to all axes of the filter: takes {@code other} along the axes that the kernel does not span. */
	public double[] embed(final double[] values, final double other) {
		final double[] all = new double[spatial];
		Arrays.fill(all, other);
		System.arraycopy(values, 0, all, first, count);
		return all;
	}

	/** Extends a padding to all axes of the filter: there is none along the axes that the kernel does not span. */
	public Padding embed(final Padding padding) {
		padding.checkAxes(count);
		return count == spatial ? padding : padding.alone(first, spatial);
	}

	/**
	 * Makes the convolution that commands describe with these keys.
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
