package io.github.convolvej.fit;

import io.github.convolvej.border.Border;
import io.github.convolvej.run.Monitor;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Sums over pairs of images, from which a kernel is solved. Images are read line
 * by line and are not kept. They are divided into tiles, which belong in turn to
 * one of the parts that are left out to measure the error. Not thread-safe.
 */
public final class KernelSums {

	/** Side of a tile, unless the image is too small for several. */
	private static final int TILE = 32;

	private final KernelFit fit;
	private final int inputs;
	private final int outputs;
	private final int unknowns;
	private final NormalEquations[] parts;
	private int pairs;

	/**
	 * @param fit what kernel is to be learned
	 * @param inputs channels of the images
	 * @param outputs channels of the wanted images
	 * @throws IllegalArgumentException if there would be too many unknowns
	 */
	public KernelSums(final KernelFit fit, final int inputs, final int outputs) {
		this.fit = fit;
		this.inputs = inputs;
		this.outputs = outputs;
		unknowns = fit.unknowns(inputs);
		parts = new NormalEquations[fit.folds()];
		for (int f = 0; f < parts.length; f++)
			parts[f] = new NormalEquations(unknowns, outputs);
	}

	/**
	 * Adds a pair of images.
	 *
	 * @param image axes X, Y, Z, C, with as many channels as given at the start;
	 *          its first sample is at 0
	 * @param wanted the same sizes along X, Y and Z, with as many channels as
	 *          wanted
	 * @param monitor receives progress and can stop the run
	 * @throws IllegalArgumentException if the sizes do not fit together, or a
	 *           sample is not finite, naming its position
	 * @throws CancellationException if the monitor cancelled; the sums are then of
	 *           no use
	 */
	public void add(final RandomAccessibleInterval<? extends RealType<?>> image,
		final RandomAccessibleInterval<? extends RealType<?>> wanted, final Monitor monitor)
	{
		check("image", image.dimensionsAsLongArray(), inputs);
		check("wanted image", wanted.dimensionsAsLongArray(), outputs);
		final long[] size = Arrays.copyOf(image.dimensionsAsLongArray(), 3);
		final long[] other = Arrays.copyOf(wanted.dimensionsAsLongArray(), 3);
		if (!Arrays.equals(size, other)) throw new IllegalArgumentException("the image has size " + Arrays.toString(size) +
			" (x, y, z), but the wanted image " + Arrays.toString(other) + ": they must be equal");
		final int[] tile = new int[3];
		for (int d = 0; d < 3; d++)
			tile[d] = (int) Math.max(1, Math.min(TILE, size[d] / fit.folds()));
		long done = 0;
		final long total = size[0] * size[1] * size[2];
		for (long z = 0; z < size[2]; z += tile[2])
			for (long y = 0; y < size[1]; y += tile[1]) {
				for (long x = 0; x < size[0]; x += tile[0]) {
					if (monitor.isCancelled()) throw new CancellationException();
					final long turn = x / tile[0] + 2 * (y / tile[1]) + 3 * (z / tile[2]) + pairs;
					addTile(parts[(int) (turn % parts.length)], image, wanted, new long[] { x, y, z }, new long[] { Math.min(
						size[0], x + tile[0]), Math.min(size[1], y + tile[1]), Math.min(size[2], z + tile[2]) }, size);
				}
				done += size[0] * (Math.min(size[1], y + tile[1]) - y) * (Math.min(size[2], z + tile[2]) - z);
				monitor.progress(done, total);
			}
		pairs++;
	}

	private static void check(final String name, final long[] size, final int channels) {
		if (size.length != 4 || size[3] != channels) throw new IllegalArgumentException("the " + name + " has size " + Arrays
			.toString(size) + ", but must have the axes x, y, z and " + channels + (channels == 1 ? " channel" : " channels"));
	}

	private void addTile(final NormalEquations part, final RandomAccessibleInterval<? extends RealType<?>> image,
		final RandomAccessibleInterval<? extends RealType<?>> wanted, final long[] from, final long[] to, final long[] size)
	{
		final long[] min = from.clone();
		final long[] max = to.clone();
		for (int d = 0; d < 3 && fit.border() == null; d++) {
			min[d] = Math.max(min[d], before(d));
			max[d] = Math.min(max[d], size[d] - (fit.size(d) - 1 - before(d)));
			if (max[d] <= min[d]) return;
		}
		final int width = (int) (max[0] - min[0]);
		final int rows = (int) (width * (max[1] - min[1]) * (max[2] - min[2]));
		final double[] a = new double[rows * unknowns];
		final double[] y = new double[rows * outputs];
		factors(image, min, max, size, a);
		final RandomAccess<? extends RealType<?>> at = wanted.randomAccess();
		for (int k = 0; k < outputs; k++) {
			int row = 0;
			for (long z = min[2]; z < max[2]; z++)
				for (long v = min[1]; v < max[1]; v++)
					for (long x = min[0]; x < max[0]; x++)
						y[row++ * outputs + k] = sample(at, "wanted image", x, v, z, k);
		}
		part.add(a, y, rows);
	}

	private int before(final int d) {
		return (fit.size(d) - 1) / 2;
	}

	/** Fills a row for every position: the samples of its window, channel by channel, and 1 for the bias. */
	private void factors(final RandomAccessibleInterval<? extends RealType<?>> image, final long[] min, final long[] max,
		final long[] size, final double[] a)
	{
		final RandomAccess<? extends RealType<?>> at = image.randomAccess();
		final int[] length = new int[3];
		for (int d = 0; d < 3; d++)
			length[d] = (int) (max[d] - min[d]) + fit.size(d) - 1;
		final double[] block = new double[length[0] * length[1] * length[2]];
		for (int c = 0; c < inputs; c++) {
			read(at, c, min, length, size, block);
			int row = 0;
			for (int z = 0; z < max[2] - min[2]; z++)
				for (int y = 0; y < max[1] - min[1]; y++)
					for (int x = 0; x < max[0] - min[0]; x++) {
						int to = row++ * unknowns + c * fit.taps();
						for (int kz = 0; kz < fit.size(2); kz++)
							for (int ky = 0; ky < fit.size(1); ky++, to += fit.size(0))
								System.arraycopy(block, ((z + kz) * length[1] + y + ky) * length[0] + x, a, to, fit.size(0));
					}
		}
		if (fit.hasBias()) for (int i = unknowns - 1; i < a.length; i += unknowns)
			a[i] = 1;
	}

	/** Reads a block of a channel with its border. */
	private void read(final RandomAccess<? extends RealType<?>> at, final int channel, final long[] min, final int[] length,
		final long[] size, final double[] block)
	{
		final long[][] positions = new long[3][];
		for (int d = 0; d < 3; d++) {
			positions[d] = new long[length[d]];
			for (int i = 0; i < length[d]; i++) {
				final long p = min[d] - before(d) + i;
				final Border border = fit.border();
				positions[d][i] = border == null ? p : border.position(p, size[d]);
			}
		}
		final double outside = fit.border() == null ? 0 : fit.border().value();
		int i = 0;
		for (final long z : positions[2])
			for (final long y : positions[1])
				for (final long x : positions[0])
					block[i++] = x < 0 || y < 0 || z < 0 ? outside : sample(at, "image", x, y, z, channel);
	}

	private static double sample(final RandomAccess<? extends RealType<?>> at, final String name, final long x, final long y,
		final long z, final int channel)
	{
		at.setPosition(x, 0);
		at.setPosition(y, 1);
		at.setPosition(z, 2);
		at.setPosition(channel, 3);
		final double v = at.get().getRealDouble();
		if (Double.isNaN(v) || Double.isInfinite(v)) throw new IllegalArgumentException("the " + name + " has the sample " + v +
			" at x " + x + ", y " + y + ", slice " + (z + 1) + ", channel " + (channel + 1) +
			", but a kernel can be learned from finite samples only");
		return v;
	}

	/**
	 * @return the kernel that fits all pairs best
	 * @throws IllegalArgumentException if the images do not determine it, with the
	 *           number of unknowns that they do
	 */
	public LearnedKernel solve() {
		return KernelSolver.solve(fit, parts, inputs);
	}
}
