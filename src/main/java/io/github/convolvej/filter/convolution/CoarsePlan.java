package io.github.convolvej.filter.convolution;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.SeparableKernel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Plans a wide Gaussian of planes: on a coarse grid, with the tails that are cut off subtracted. The places
 * of the grid are counted from the first sample of the image, whichever part is requested. {@link CoarseRun}
 * computes it. In volumes, {@link PlaneSums} first sum the planes along z, or {@link CoarseVolume} computes it on a
 * coarse grid along z, too.
 */
final class CoarsePlan extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	/** Nanoseconds for a result on one core; and for each sample that is read. */
	private static final double RESULT = 7;
	private static final double READ = 3;
	/** Nanoseconds for a sample of a plane that is summed along z, beside the products. */
	private static final double PLANE = 2;
	/** Shortest axis for which the grid is worthwhile, in radii. */
	private static final double LEAST_SIZE = 0.5;
	/** The largest value outside that cannot overflow when it is summed. */
	private static final double MOST_OUTSIDE = 1e36;
	/** Fewest boxes along x or z, so that two threads have work. */
	private static final int BOXES = 2;
	/** Largest boxes of planes, and of volumes, of which some planes are stored. */
	private static final int WIDTH = 1 << 10;
	private static final int HEIGHT = 1 << 11;
	private static final int SIDE = 1 << 8;
	private static final int DEPTH = 32;
	/** Bytes of the places of the grid along z that are stored; and fewest places that a box is interpolated between. */
	private static final double MOST_PLACES = 9 << 20;
	private static final double LEAST_PLACES = 4;

	private final CoarseAxes axes;
	private final double bias;
	private final Window[] spatial;
	/** The plan for what this one is not precise enough for. */
	private final Plan exact;

	private CoarsePlan(final CoarseAxes axes, final double bias, final Window[] windows, final Plan exact,
		final long[] sourceDimensions)
	{
		super(windows, sourceDimensions[sourceDimensions.length - 1], sourceDimensions, false);
		this.axes = axes;
		this.bias = bias;
		this.exact = exact;
		spatial = windows;
	}

	/**
	 * @param kernel the weights
	 * @param bias what is added
	 * @param windows one for each spatial axis
	 * @param exact another plan for the same
	 * @param cost estimated nanoseconds of that plan for a result
	 * @param sourceDimensions size of the image
	 * @return a plan, or the other one if that is faster, or if the kernel is no wide Gaussian of planes
	 */
	static Plan cheapest(final SeparableKernel kernel, final double bias, final Window[] windows, final Plan exact,
		final double cost, final long[] sourceDimensions)
	{
		if (windows.length < 2 || windows.length > 3) return exact;
		double read = READ;
		for (int d = 0; d < 2; d++) {
			if (sourceDimensions[d] < LEAST_SIZE * windows[d].size()) return exact;
			read *= (sourceDimensions[d] + 2.0 * windows[d].size()) / sourceDimensions[d];
		}
		final double least = RESULT + read;
		if (windows.length < 3) return least < cost ? orElse(of(kernel, bias, windows, exact, sourceDimensions), exact) : exact;
		// along z, a coarse grid takes no longer than sums
		final double planes = PLANE + EngineChoice.LINE_PRODUCT * kernel.size(2);
		final Plan plan = (least + PLANE) / 2 < cost ? of(kernel, bias, windows, exact, sourceDimensions) : null;
		return plan != null && (((CoarsePlan) plan).axes.isDeep() || least + planes < cost) ? plan : exact;
	}

	private static Plan orElse(final Plan plan, final Plan other) {
		return plan == null ? other : plan;
	}

	/**
	 * @param kernel the weights
	 * @param bias what is added
	 * @param windows one for each spatial axis
	 * @param exact another plan for the same
	 * @param sourceDimensions size of the image
	 * @return a plan; null if the kernel is no wide Gaussian of planes
	 */
	static Plan of(final SeparableKernel kernel, final double bias, final Window[] windows, final Plan exact,
		final long[] sourceDimensions)
	{
		final CoarseAxes axes = CoarseAxes.of(kernel, windows, sourceDimensions);
		return axes == null ? null : new CoarsePlan(axes, bias, windows, exact, sourceDimensions);
	}

	@Override
	public Plan within(final Border outside) {
		if (outside.isConstant() && !(Math.abs(outside.value()) < MOST_OUTSIDE)) return exact.within(outside);
		return new CoarsePlan(axes.within(outside), bias, spatial, exact, sourceDimensions());
	}

	@Override
	public Plan inDouble() {
		return axes.border() == null ? exact.inDouble() : exact.within(axes.border()).inDouble();
	}

	@Override
	public double multiplyAccumulates() {
		double count = 0;
		for (int d = 0; d < 2; d++)
			count += products(axes.gaussian(d));
		if (axes.isDeep()) count = count / axes.gaussian(2).grid.step + products(axes.gaussian(2));
		else count += axes.alongZ().length;
		for (final long m : targetDimensions())
			count *= m;
		return count;
	}

	private static double products(final CoarseGaussian g) {
		return 2.0 * g.grid.span + 2.0 * g.coarser.span + (g.grid.blur.length + 2.0 * g.tail.length) / g.grid.step;
	}

	@Override
	public String engine() {
		final CoarseGaussian x = axes.gaussian(0);
		final CoarseGaussian y = axes.gaussian(1);
		final CoarseGaussian z = axes.isDeep() ? axes.gaussian(2) : null;
		return String.format(Locale.ROOT, "coarse Gaussian, every %d x %d%s samples, error <= (%.1e + %d * 2^-24) * max|x|",
			x.grid.step, y.grid.step, z == null ? "" : " x " + z.grid.step, z == null ? CoarseGaussian.error(x, y)
				: CoarseGaussian.error(x, y, z), x.roundings() + y.roundings() + (z == null ? axes.alongZ().length : z
					.roundings()));
	}

	@Override
	public int preferredLineLength() {
		return (int) grid()[0];
	}

	@Override
	public long[] grid() {
		final long[] all = targetDimensions();
		if (all.length < 3) return new long[] { Math.min((all[0] + BOXES - 1) / BOXES, WIDTH), Math.min(all[1], HEIGHT) };
		return new long[] { Math.min(all[0], SIDE), Math.min(all[1], SIDE), Math.min((all[2] + BOXES - 1) / BOXES, depth()) };
	}

	/** Planes of a box. */
	private long depth() {
		if (!axes.isDeep()) return DEPTH;
		final CoarseGrid grid = axes.gaussian(2).grid;
		final double places = MOST_PLACES / (Float.BYTES * read(0) * read(1));
		return (long) Math.max(LEAST_PLACES, places - grid.span) * grid.step;
	}

	/** Samples that a box of a volume reads along an axis. */
	private double read(final int d) {
		return Math.min(sourceDimensions()[d], Math.min(targetDimensions()[d], SIDE) + 2.0 * axes.gaussian(d).reach());
	}

	@Override
	public boolean isByRows() {
		return true;
	}

	@Override
	public double workingBytes() {
		final long[] box = grid();
		if (axes.isDeep()) return deepBytes(box);
		final double width = box[0] + 2.0 * axes.gaussian(0).reach();
		final double height = box[1] + 2.0 * axes.gaussian(1).reach();
		final double planes = box.length < 3 ? 0 : PlaneSums.planes(box[2], Float.BYTES * width * height);
		return Float.BYTES * width * height * (planes + 4.0 / axes.gaussian(1).grid.step + 1.0 / axes.gaussian(0).coarser.step);
	}

	/** The places along z, the cells of all planes that are read, and the tails of some planes. */
	private double deepBytes(final long[] box) {
		final CoarseGaussian z = axes.gaussian(2);
		final double places = (double) box[2] / z.grid.step + z.grid.span + 1;
		final double planes = Math.min(sourceDimensions()[2], box[2] + 2.0 * z.reach());
		double cells = 1;
		for (int d = 0; d < 2; d++)
			cells *= (double) box[d] / axes.gaussian(d).coarser.step + axes.gaussian(d).coarser.span + 1;
		return Float.BYTES * (read(0) * read(1) * (places + 4.0 / axes.gaussian(1).grid.step) + cells * (planes + 16.0 * axes
			.gaussian(0).coarser.step));
	}

	@Override
	public long[] receptiveField() {
		return Arrays.stream(spatial).mapToLong(Window::size).toArray();
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final long[] min = super.sourceInterval(target).minAsLongArray();
		final long[] max = super.sourceInterval(target).maxAsLongArray();
		for (int d = 0; d < (axes.isDeep() ? 3 : 2); d++) {
			final long[] range = axes.range(d, target.min(d), (int) target.dimension(d));
			min[d] = range[0];
			max[d] = range[1];
		}
		return new FinalInterval(min, max);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		if (axes.isDeep()) {
			new CoarseVolume(axes, bias, sources[0], target, scratch).run();
			return;
		}
		final double[] alongZ = axes.alongZ();
		final CoarseRun run = new CoarseRun(axes, bias, Arrays.stream(alongZ).sum(), sources[0], target, scratch);
		if (spatial.length < 3) {
			run.run(sources[0].rows(), (row, line) -> target.put(Precision.SINGLE, line, 0, row));
			return;
		}
		final PlaneSums<float[]> planes = new PlaneSums<>(Precision.SINGLE, spatial[2], List.of(alongZ), sources[0], sources[0]
			.size(1), target.size(2), 0, scratch);
		for (int z = 0; z < target.size(2); z++) {
			planes.plane(z);
			final int first = z * target.size(1);
			run.run(rows(planes, z), (row, line) -> target.put(Precision.SINGLE, line, 0, first + row));
		}
	}

	private static Rows<float[]> rows(final PlaneSums<float[]> planes, final int z) {
		return new Rows<>() {

			@Override
			public float[] at(final int row) {
				return planes.row(0, z, row);
			}

			@Override
			public int offset() {
				return planes.offset();
			}
		};
	}
}
