package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.SizedPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/** Spatial pyramid pooling of an image of known size: computes a table of bins, then lists it level by level. */
final class PyramidPlan extends SizedPlan {

	private static final long serialVersionUID = 1L;
	private static final int LINE = 1024;

	/** Computes the table from the image. */
	private final BinPlan bins;
	private final int[][] levels;
	/** Whether the source is the image; otherwise it is the table. */
	private final boolean fromImage;

	PyramidPlan(final BinPlan bins, final int[][] levels) {
		this(bins, levels, true);
	}

	private PyramidPlan(final BinPlan bins, final int[][] levels, final boolean fromImage) {
		super(fromImage ? bins.sourceDimensions() : bins.targetDimensions(), target(bins, levels));
		this.bins = bins;
		this.levels = levels;
		this.fromImage = fromImage;
	}

	/** One row: the bins of all levels and channels. */
	private static long[] target(final BinPlan bins, final int[][] levels) {
		final long[] target = bins.targetDimensions();
		final long channels = target[target.length - 1];
		Arrays.fill(target, 1);
		target[0] = 0;
		for (final int[] level : levels)
			target[0] += binsOf(level) * channels;
		return target;
	}

	private static long binsOf(final int[] level) {
		long n = 1;
		for (final int b : level)
			n *= b;
		return n;
	}

	@Override
	public List<Plan> stages() {
		double samples = 1;
		for (final long n : sourceDimensions())
			samples *= n;
		return samples <= BinPlan.LARGE ? Collections.singletonList(this) : axisByAxis();
	}

	/** The stages, even if the image is small. */
	List<Plan> axisByAxis() {
		final List<Plan> stages = new ArrayList<>(bins.axisByAxis());
		stages.add(new PyramidPlan(bins, levels, false));
		return stages;
	}

	/** The samples of the result have no position in the image. */
	@Override
	public SamplePosition position(final int d) {
		return SamplePosition.IDENTITY;
	}

	@Override
	public double multiplyAccumulates() {
		return 0;
	}

	@Override
	public int preferredLineLength() {
		return (int) Math.min(Integer.MAX_VALUE, Math.max(LINE, targetSize(0)));
	}

	@Override
	public String engine() {
		return bins.engine();
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		return new FinalInterval(sourceDimensions());
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		Block table = sources[0];
		if (fromImage) {
			int n = 1;
			for (final long m : bins.targetDimensions())
				n = Math.multiplyExact(n, Math.toIntExact(m));
			table = new Block(new FinalInterval(bins.targetDimensions()), scratch.array("table", Precision.DOUBLE, n));
			bins.apply(sources, table, scratch);
		}
		final double[] in = (double[]) table.asDouble("double table", scratch).data();
		final Block result = target.likeDouble("double line", scratch);
		final double[] out = (double[]) result.data();
		for (int i = 0; i < target.samples(); i++)
			out[i] = in[tableIndex(target.min(0) + i)];
		target.setDouble(result);
	}

	/** The index in the table, x fastest, of a sample of the result. */
	private int tableIndex(final long sample) {
		final long[] size = bins.targetDimensions();
		final int axes = size.length - 1;
		final long[] offset = new long[axes];
		long rest = sample;
		for (final int[] level : levels) {
			final long n = binsOf(level);
			if (rest < n * size[axes]) {
				long index = 0;
				long step = 1;
				long bin = rest % n;
				for (int d = 0; d < axes; d++) {
					index += (offset[d] + bin % level[d]) * step;
					bin /= level[d];
					step *= size[d];
				}
				return Math.toIntExact(index + rest / n * step);
			}
			rest -= n * size[axes];
			for (int d = 0; d < axes; d++)
				offset[d] += level[d];
		}
		throw new IndexOutOfBoundsException("sample " + sample + " of " + targetSize(0));
	}
}
