package io.github.convolvej.filter.fourier;

import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

/** The transforms of a bank's kernels for boxes of one size. Immutable. */
public final class FourierKernels {

	private final FourierGrid grid;
	private final FourierTile tile;
	/** Lines of each transform: [output][input][real, imaginary][line]. */
	private final double[][][][][] transforms;
	/** The sum of the magnitudes of the weights of each output. */
	private final double[] norms;

	/**
	 * @param kernel the bank
	 * @param windows one for each spatial axis
	 * @param grid size of the boxes
	 */
	public FourierKernels(final Kernel kernel, final Window[] windows, final FourierGrid grid) {
		this.grid = grid;
		tile = new FourierTile(grid);
		transforms = new double[kernel.outputs()][kernel.inputs()][][][];
		norms = new double[kernel.outputs()];
		for (int k = 0; k < kernel.outputs(); k++)
			for (int i = 0; i < kernel.inputs(); i++) {
				final double[][] lines = new double[tile.count()][tile.width()];
				for (int t = 0; t < kernel.taps(); t++) {
					final double weight = kernel.weight(t, i, k);
					norms[k] += Math.abs(weight);
					put(lines, windows, t, weight);
				}
				transforms[k][i] = tile.kernel(lines);
			}
	}

	/**
	 * Adds a tap to the reversed kernel. A correlation is the convolution with the
	 * kernel reversed about its first tap, with indices wrapped around.
	 */
	private void put(final double[][] lines, final Window[] windows, final int tap, final double weight) {
		final int[] position = new int[3];
		int rest = tap;
		for (int d = 0; d < windows.length; d++) {
			final int offset = rest % windows[d].size() * windows[d].dilation();
			position[d] = offset == 0 ? 0 : grid.size(d) - offset;
			rest /= windows[d].size();
		}
		double samples = 1;
		for (int d = 0; d < 3; d++)
			if (grid.transforms(d)) samples *= grid.size(d);
		spread(lines, position, 0, weight / samples);
	}

	/** Along axes without transform, the weight is the same at all frequencies. */
	private void spread(final double[][] lines, final int[] position, final int axis, final double weight) {
		if (axis == 3) lines[position[2] * grid.size(1) + position[1]][position[0]] = weight;
		else if (grid.transforms(axis)) spread(lines, position, axis + 1, weight);
		else for (int i = 0; i < grid.size(axis); i++) {
			position[axis] = i;
			spread(lines, position, axis + 1, weight);
		}
	}

	public FourierGrid grid() {
		return grid;
	}

	public FourierTile tile() {
		return tile;
	}

	/** The transforms of an output's kernel, one for each input channel. */
	public double[][][][] transforms(final int output) {
		return transforms[output];
	}

	public double norm(final int output) {
		return norms[output];
	}
}
