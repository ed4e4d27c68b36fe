package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves a window of some shape over a small block of an area: forth and back
 * along x, then to the next row. Each step passes on the samples that enter the
 * window and those that leave it. Subclasses keep the state of the window and
 * return its value.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
abstract class MovingWindow<A> {

	/** Smallest and largest number of windows along an axis of a block; between these limits it grows with the shape. */
	private static final int SMALL_PLANE = 64;
	private static final int LARGE_PLANE = 256;
	private static final int SMALL_VOLUME = 16;
	private static final int LARGE_VOLUME = 64;

	/** Used in place of a rank or key for a sample that does not count. */
	static final int NONE = Integer.MAX_VALUE;

	private final WindowArea<A> area;
	private final Block target;
	private final int axes;
	private final int[] block;
	private final int[] span;
	/** Offsets in the block of the samples in the first window, and of those that enter and leave in each step. */
	private int[] all;
	private final int[][] enter = new int[3][];
	private final int[][] leave = new int[3][];

	MovingWindow(final WindowArea<A> area, final Block target) {
		this.area = area;
		this.target = target;
		axes = area.axes();
		block = new int[3];
		span = new int[3];
	}

	/** Starts a block of at most that many samples. */
	abstract void begin(int samples);

	/** Receives a sample of the block that counts. */
	abstract void sample(double value, int place);

	/** Receives the place of a sample that does not count. */
	abstract void missing(int place);

	/** Called after all samples of the block. */
	abstract void ready();

	/** Replaces the samples of the window by those of a new one. */
	abstract void fill(int centre, int[] offsets);

	/** Moves the window. */
	abstract void move(int centre, int[] entering, int[] leaving);

	/** The value of the window. */
	abstract double value();

	final void apply() {
		for (int d = 0; d < 3; d++) {
			final int small = axes > 2 ? SMALL_VOLUME : SMALL_PLANE;
			final int large = axes > 2 ? LARGE_VOLUME : LARGE_PLANE;
			final int wanted = Math.max(small, Math.min(large, (axes > 2 ? 4 : 8) * area.radius(d))) / area.stride(d);
			block[d] = Math.max(1, Math.min(target.size(d), wanted));
			span[d] = (block[d] - 1) * area.stride(d) + 2 * area.radius(d) + 1;
		}
		all = offsets();
		for (int step = 0; step < 3; step++) {
			// to the right, to the left, to the next row
			final int x = step == 0 ? 1 : step == 1 ? -1 : 0;
			enter[step] = differing(x, step == 2 ? 1 : 0, true);
			leave[step] = differing(x, step == 2 ? 1 : 0, false);
		}
		for (int z = 0; z < target.size(2); z += block[2])
			for (int y = 0; y < target.size(1); y += block[1])
				for (int x = 0; x < target.size(0); x += block[0])
					block(x, y, z);
	}

	private int[] offsets() {
		final WindowShape shape = area.shape();
		final int[] offsets = new int[shape.samples()];
		int n = 0;
		for (int r = 0; r < shape.rows(); r++)
			for (int x = -shape.reach(r); x <= shape.reach(r); x++)
				offsets[n++] = offset(x, shape, r);
		return offsets;
	}

	private int offset(final int x, final WindowShape shape, final int row) {
		final int y = axes > 1 ? shape.offset(row, 1) : 0;
		final int z = axes > 2 ? shape.offset(row, 2) : 0;
		return x + span[0] * (y + span[1] * z);
	}

	/** Offsets, from the new centre, of the samples that enter or leave when the window moves. */
	private int[] differing(final int stepX, final int stepY, final boolean entering) {
		final WindowShape shape = area.shape();
		final int[] radius = { area.radius(0), area.radius(1), area.radius(2) };
		final boolean[] footprint = shape.footprint();
		final List<Integer> differing = new ArrayList<>();
		for (int r = 0; r < shape.rows(); r++) {
			final int y = axes > 1 ? shape.offset(r, 1) : 0;
			final int z = axes > 2 ? shape.offset(r, 2) : 0;
			for (int x = -shape.reach(r); x <= shape.reach(r); x++) {
				final int sign = entering ? 1 : -1;
				final int otherX = x + sign * stepX;
				final int otherY = y + sign * stepY;
				final boolean shared = Math.abs(otherX) <= radius[0] && Math.abs(otherY) <= radius[1] && footprint[otherX +
					radius[0] + (2 * radius[0] + 1) * (otherY + radius[1] + (2 * radius[1] + 1) * (z + radius[2]))];
				// an index relative to the new centre; a leaving sample is one step further back
				if (!shared) differing.add(offset(x, shape, r) - (entering ? 0 : stepX + span[0] * stepY));
			}
		}
		return differing.stream().mapToInt(i -> i).toArray();
	}

	private void block(final int x0, final int y0, final int z0) {
		final int nx = Math.min(block[0], target.size(0) - x0);
		final int ny = Math.min(block[1], target.size(1) - y0);
		final int nz = Math.min(block[2], target.size(2) - z0);
		read(x0, y0, z0, nx, ny, nz);
		final double[] out = new double[nx];
		final int sx = area.stride(0);
		for (int z = 0; z < nz; z++) {
			int x = 0;
			int centre = area.radius(0) + span[0] * (area.radius(1) + span[1] * (z * area.stride(2) + area.radius(2)));
			fill(centre, all);
			for (int y = 0; y < ny; y++) {
				for (int s = 0; y > 0 && s < area.stride(1); s++) {
					centre += span[0];
					move(centre, enter[2], leave[2]);
				}
				final boolean right = y % 2 == 0;
				out[x] = value();
				for (int i = 1; i < nx; i++) {
					for (int s = 0; s < sx; s++) {
						centre += right ? 1 : -1;
						move(centre, enter[right ? 0 : 1], leave[right ? 0 : 1]);
					}
					x += right ? 1 : -1;
					out[x] = value();
				}
				@SuppressWarnings("unchecked")
				final A data = (A) target.data();
				area.lines().fromDouble(out, data, x0 + target.size(0) * (y0 + y + target.size(1) * (z0 + z)), nx);
			}
		}
	}

	/** Reads the samples that the windows of a block span. */
	private void read(final int x0, final int y0, final int z0, final int nx, final int ny, final int nz) {
		final int width = (nx - 1) * area.stride(0) + 2 * area.radius(0) + 1;
		final int height = (ny - 1) * area.stride(1) + 2 * area.radius(1) + 1;
		final int depth = (nz - 1) * area.stride(2) + 2 * area.radius(2) + 1;
		final double[] line = new double[width];
		final boolean[] counts = area.isComplete() ? null : new boolean[width];
		begin(span[0] * span[1] * span[2]);
		for (int z = 0; z < depth; z++)
			for (int y = 0; y < height; y++) {
				final int row = y0 * area.stride(1) + y + area.size(1) * (z0 * area.stride(2) + z);
				area.part(row, x0 * area.stride(0), width, line, counts);
				final int at = span[0] * (y + span[1] * z);
				for (int x = 0; x < width; x++)
					if (counts == null || counts[x]) sample(line[x], at + x);
					else missing(at + x);
			}
		ready();
	}
}
