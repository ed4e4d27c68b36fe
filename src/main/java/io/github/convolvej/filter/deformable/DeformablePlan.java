package io.github.convolvej.filter.deformable;

import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * A deformable convolution of images of known size. This class holds the
 * geometry, {@link DeformableLines} the arithmetic.
 */
final class DeformablePlan extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	private final Kernel kernel;
	private final int offsetGroups;
	private final boolean modulated;
	private final double bound;

	DeformablePlan(final Kernel kernel, final Window[] windows, final long[] sourceDimensions, final int offsetGroups,
		final boolean modulated, final double bound)
	{
		super(windows, kernel.outputs(), sourceDimensions);
		this.kernel = kernel;
		this.offsetGroups = offsetGroups;
		this.modulated = modulated;
		this.bound = bound;
	}

	/**
	 * The multiply-accumulates of the convolution, without those of the
	 * interpolation.
	 */
	@Override
	public double multiplyAccumulates() {
		double count = (double) kernel.taps() * kernel.inputs();
		for (final long m : targetDimensions())
			count *= m;
		return count;
	}

	@Override
	public String engine() {
		return "deformable lines";
	}

	@Override
	public int preferredLineLength() {
		return DeformableLines.preferredLineLength(kernel);
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final int c = windows().length;
		final long[] min = new long[c + 1];
		final long[] max = new long[c + 1];
		for (int d = 0; d < c; d++) {
			final long last = sourceDimensions()[d] - 1;
			max[d] = last;
			if (bound > last + windows()[d].padBefore() + windows()[d].effectiveSize()) continue;
			final long first = windows()[d].sourceMin(target.min(d));
			final long end = first + windows()[d].sourceSize(target.dimension(d)) - 1;
			// if all of it is outside the image, any one sample will do
			min[d] = Math.max(0, Math.min(last, first - (long) Math.ceil(bound)));
			max[d] = Math.max(min[d], Math.min(last, end + (long) Math.floor(bound) + 1));
		}
		min[c] = (long) group(target.min(c)) * kernel.inputs();
		max[c] = (group(target.max(c)) + 1L) * kernel.inputs() - 1;
		return new FinalInterval(min, max);
	}

	private int group(final long output) {
		return (int) (output / (kernel.outputs() / kernel.groups()));
	}

	@Override
	public Interval sourceInterval(final int source, final Interval target) {
		if (source == 0) return sourceInterval(target);
		if (source > (modulated ? 2 : 1)) throw new IllegalArgumentException("this filter reads " + (modulated ? 3 : 2) +
			" images, there is no image " + source);
		final int c = windows().length;
		final long[] min = target.minAsLongArray();
		final long[] max = target.maxAsLongArray();
		min[c] = 0;
		max[c] = (long) offsetGroups * kernel.taps() * (source == 1 ? c : 1) - 1;
		return new FinalInterval(min, max);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		apply(target.lines(), sources, target, scratch);
	}

	private <A> void apply(final Lines<A> lines, final Block[] sources, final Block target, final Scratch scratch) {
		final int inGroup = (int) (sourceDimensions()[windows().length] / offsetGroups);
		new DeformableLines<>(lines, kernel, windows(), sourceDimensions(), inGroup, bound, sources, target, scratch).run();
	}
}
