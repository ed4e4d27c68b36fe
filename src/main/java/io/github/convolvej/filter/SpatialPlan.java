package io.github.convolvej.filter;

import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.Proportion;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.geometry.Window;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * The geometry of plans that slide a window over every channel separately. There
 * is one window for each spatial axis. If several results are computed from each
 * channel, the result has a channel axis, and the results of channel c are the
 * channels {@code c * outputs ... c * outputs + outputs - 1}.
 */
public abstract class SpatialPlan extends SizedPlan {

	private static final long serialVersionUID = 1L;

	private final Window[] windows;
	/** The windows, with stride 1 along axes of one target sample, and dilation 1 along axes of one tap. */
	private final Window[] computed;

	/**
	 * @param windows one for each spatial axis
	 * @param targetChannels channels of the result, if there is a channel axis
	 * @param sourceDimensions spatial axes, and the channel axis if there is one
	 * @throws IllegalArgumentException if there is no target sample, or a window is
	 *           too large to be computed
	 */
	protected SpatialPlan(final Window[] windows, final long targetChannels, final long[] sourceDimensions) {
		this(windows, targetChannels, sourceDimensions, true);
	}

	/**
	 * @param windows one for each spatial axis
	 * @param targetChannels channels of the result, if there is a channel axis
	 * @param sourceDimensions spatial axes, and the channel axis if there is one
	 * @param whole whether each window is read as a whole, so that its size must
	 *          be checked
	 * @throws IllegalArgumentException if there is no target sample
	 */
	protected SpatialPlan(final Window[] windows, final long targetChannels, final long[] sourceDimensions,
		final boolean whole)
	{
		super(sourceDimensions, targetDimensions(windows, targetChannels, sourceDimensions));
		this.windows = windows;
		computed = windows.clone();
		for (int d = 0; d < windows.length; d++)
			computed[d] = (targetSize(d) == 1 ? windows[d].alone() : windows[d]).withoutIdleDilation();
		if (!whole) return;
		Proportion.checkDilation(windows, sourceDimensions);
		Window.checkSpan(computed, targetDimensions());
	}

	private static long[] targetDimensions(final Window[] windows, final long targetChannels, final long[] sourceDimensions) {
		final long[] target = sourceDimensions.clone();
		for (int d = 0; d < windows.length; d++)
			target[d] = windows[d].targetSize(sourceDimensions[d], d);
		if (target.length > windows.length) target[windows.length] = targetChannels;
		return target;
	}

	/** The windows of an operation on an image of known size. */
	public static Window[] windows(final long[] sourceDimensions, final int[] size, final int[] stride, final int[] dilation,
		final Padding padding)
	{
		final Window[] windows = new Window[size.length];
		for (int d = 0; d < windows.length; d++) {
			if (sourceDimensions[d] < 1) throw new IllegalArgumentException("The image has no samples along " + Axis.name(d));
			windows[d] = padding.window(d, sourceDimensions[d], size[d], stride[d], dilation[d]);
		}
		return windows;
	}

	protected final boolean hasChannels() {
		return sourceAxes() > windows.length;
	}

	/**
	 * The first input channel that an output channel reads. Here it is the channel
	 * that the output channel is computed from.
	 */
	protected long firstChannel(final long output) {
		final int c = windows.length;
		return output / (targetSize(c) / sourceSize(c));
	}

	/** The last input channel that an output channel reads. */
	protected long lastChannel(final long output) {
		return firstChannel(output);
	}

	/** The windows to compute with: their stride is 1 along axes of one target sample. */
	protected final Window[] windows() {
		return computed;
	}

	@Override
	public final SamplePosition position(final int d) {
		return d < windows.length ? windows[d].position() : SamplePosition.IDENTITY;
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final int n = sourceAxes();
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < windows.length; d++) {
			min[d] = computed[d].sourceMin(target.min(d));
			max[d] = min[d] + computed[d].sourceSize(target.dimension(d)) - 1;
		}
		if (hasChannels()) {
			final int c = windows.length;
			min[c] = firstChannel(target.min(c));
			max[c] = lastChannel(target.max(c));
		}
		return new FinalInterval(min, max);
	}
}
