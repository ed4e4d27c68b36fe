package io.github.convolvej.filter.fourier;

import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * A box of samples whose two halves are real signals, transformed as one complex
 * signal, and its circular convolution with real kernels. Lines lie along x. For
 * the transform along x, strips of lines are transposed to columns, which stay
 * in the cache until the product with the kernel has been transformed back.
 */
public final class FourierTile {

	private final FourierGrid grid;
	private final int nx;
	private final int ny;
	private final int nz;
	private final int strip;
	private final FourierLines[] lines = new FourierLines[3];

	/**
	 * @param grid sizes of the box
	 */
	FourierTile(final FourierGrid grid) {
		this.grid = grid;
		nx = grid.size(0);
		ny = grid.size(1);
		nz = grid.size(2);
		strip = Math.min(FourierGrid.STRIP, ny);
		for (int d = 0; d < 3; d++)
			if (grid.transforms(d)) lines[d] = new FourierLines(grid.size(d));
	}

	/** @return number of lines, y before z */
	public int count() {
		return ny * nz;
	}

	/** @return samples of each line */
	public int width() {
		return nx;
	}

	/**
	 * Index of a line of a kernel's transform. The lines are strips of columns, or
	 * rows if there is no transform along x.
	 */
	private int kernelLine(final int z, final int first, final int line) {
		return (z * ((ny + strip - 1) / strip) + first / strip) * linesOfStrip() + line;
	}

	private int linesOfStrip() {
		return grid.transforms(0) ? nx : strip;
	}

	private int kernelWidth() {
		return grid.transforms(0) ? strip : nx;
	}

	/**
	 * Transforms a kernel.
	 *
	 * @param re the kernel, x fastest, reversed and divided by the number of
	 *          samples; it is changed
	 * @return lines of its transform, real parts, then imaginary parts
	 */
	double[][][] kernel(final double[][] re) {
		final double[][] im = new double[count()][nx];
		forward(re, im);
		final int strips = (ny + strip - 1) / strip;
		final double[][][] all = new double[2][nz * strips * linesOfStrip()][kernelWidth()];
		final double[][][] columns = new double[2][linesOfStrip()][kernelWidth()];
		for (int z = 0; z < nz; z++)
			for (int y = 0; y < ny; y += strip) {
				take(re, im, z, y, columns[0], columns[1]);
				for (int i = 0; i < linesOfStrip(); i++)
					for (int part = 0; part < 2; part++)
						all[part][kernelLine(z, y, i)] = columns[part][i].clone();
			}
		return all;
	}

	/**
	 * Transforms along y and z.
	 *
	 * @param re real parts of the lines
	 * @param im imaginary parts
	 */
	public void forward(final double[][] re, final double[][] im) {
		if (lines[2] != null) for (int y = 0; y < ny; y++)
			lines[2].forward(re, im, y, ny, nx);
		if (lines[1] != null) for (int z = 0; z < nz; z++)
			lines[1].forward(re, im, z * ny, 1, nx);
	}

	/** Reads the rows of a strip and transforms them along x. */
	private void take(final double[][] re, final double[][] im, final int z, final int y, final double[][] columnsRe,
		final double[][] columnsIm)
	{
		final int rows = Math.min(strip, ny - y);
		if (lines[0] == null) for (int i = 0; i < rows; i++) {
			System.arraycopy(re[z * ny + y + i], 0, columnsRe[i], 0, nx);
			System.arraycopy(im[z * ny + y + i], 0, columnsIm[i], 0, nx);
		}
		else {
			FourierLines.transpose(re, z * ny + y, rows, columnsRe, 0, nx);
			FourierLines.transpose(im, z * ny + y, rows, columnsIm, 0, nx);
			lines[0].forward(columnsRe, columnsIm, 0, 1, rows);
		}
	}

	private void put(final double[][] columnsRe, final double[][] columnsIm, final int z, final int y, final double[][] re,
		final double[][] im)
	{
		final int rows = Math.min(strip, ny - y);
		if (lines[0] == null) for (int i = 0; i < rows; i++) {
			System.arraycopy(columnsRe[i], 0, re[z * ny + y + i], 0, nx);
			System.arraycopy(columnsIm[i], 0, im[z * ny + y + i], 0, nx);
		}
		else {
			lines[0].inverse(columnsRe, columnsIm, 0, 1, rows);
			FourierLines.transpose(columnsRe, 0, nx, re, z * ny + y, rows);
			FourierLines.transpose(columnsIm, 0, nx, im, z * ny + y, rows);
		}
	}

	/**
	 * Sums convolutions of several signals.
	 *
	 * @param re for each signal the real parts from {@link #forward}
	 * @param im for each signal the imaginary parts
	 * @param kernels for each signal the transform from {@link #kernel}
	 * @param sumRe real part of the sum; may be that of the only signal
	 * @param sumIm imaginary part
	 * @param scratch memory of the calling thread
	 */
	public void convolve(final double[][][] re, final double[][][] im, final double[][][][] kernels, final double[][] sumRe,
		final double[][] sumIm, final Scratch scratch)
	{
		final int n = linesOfStrip();
		final int width = kernelWidth();
		final double[][] firstRe = scratch.arrays("fourier columns re", Precision.DOUBLE, n, width);
		final double[][] firstIm = scratch.arrays("fourier columns im", Precision.DOUBLE, n, width);
		final boolean several = re.length > 1;
		final double[][] nextRe = several ? scratch.arrays("fourier next re", Precision.DOUBLE, n, width) : firstRe;
		final double[][] nextIm = several ? scratch.arrays("fourier next im", Precision.DOUBLE, n, width) : firstIm;
		for (int z = 0; z < nz; z++)
			for (int y = 0; y < ny; y += strip) {
				for (int i = 0; i < re.length; i++) {
					final double[][] cr = i == 0 ? firstRe : nextRe;
					final double[][] ci = i == 0 ? firstIm : nextIm;
					take(re[i], im[i], z, y, cr, ci);
					for (int k = 0; k < n; k++) {
						final int line = kernelLine(z, y, k);
						FourierLines.multiply(cr[k], ci[k], kernels[i][0][line], kernels[i][1][line], width);
						if (i == 0) continue;
						FourierLines.add(firstRe[k], cr[k], width);
						FourierLines.add(firstIm[k], ci[k], width);
					}
				}
				put(firstRe, firstIm, z, y, sumRe, sumIm);
			}
		if (lines[1] != null) for (int z = 0; z < nz; z++)
			lines[1].inverse(sumRe, sumIm, z * ny, 1, nx);
		if (lines[2] != null) for (int y = 0; y < ny; y++)
			lines[2].inverse(sumRe, sumIm, y, ny, nx);
	}

	/**
	 * @param re real parts of the lines
	 * @param im imaginary parts
	 * @param scratch memory of the calling thread
	 * @return sum of the squares of all samples
	 */
	public double squares(final double[][] re, final double[][] im, final Scratch scratch) {
		final double[] sum = scratch.array("fourier squares", Precision.DOUBLE, nx);
		Arrays.fill(sum, 0, nx, 0);
		for (int i = 0; i < count(); i++) {
			FourierLines.addSquares(sum, re[i], nx);
			FourierLines.addSquares(sum, im[i], nx);
		}
		double total = 0;
		for (int x = 0; x < nx; x++)
			total += sum[x];
		return total;
	}
}
