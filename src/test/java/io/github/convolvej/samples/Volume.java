package io.github.convolvej.samples;

import java.util.Random;

/** Values on a {@link Grid}, margins included: x fastest, then y, then z. */
final class Volume {

	/** A function of the position in the scene, in micrometres. */
	interface Scene {

		double at(double x, double y, double z);
	}

	/** A change of one value. */
	interface Change {

		double of(double value);
	}

	final Grid grid;
	final double[] data;

	/** All zero. */
	Volume(final Grid grid) {
		this.grid = grid;
		this.data = new double[grid.size(0) * grid.size(1) * grid.size(2)];
	}

	/** Samples a scene at the centre of every sample. */
	static Volume of(final Grid grid, final Scene scene) {
		final Volume volume = new Volume(grid);
		for (int z = 0, i = 0; z < grid.size(2); z++)
			for (int y = 0; y < grid.size(1); y++)
				for (int x = 0; x < grid.size(0); x++, i++)
					volume.data[i] = scene.at(grid.lateral(x), grid.lateral(y), grid.axial(z));
		return volume;
	}

	/**
	 * Smooth random texture of mean 0 and variance 1.
	 *
	 * @param size standard deviation of its correlation along x, y and z, in
	 *          micrometres
	 */
	static Volume texture(final Grid grid, final double size, final Random random) {
		final Volume noise = new Volume(grid);
		for (int i = 0; i < noise.data.length; i++)
			noise.data[i] = random.nextGaussian();
		final Volume smooth = new Psf(size, size).blur(noise);
		double squares = 0;
		for (final double v : smooth.data)
			squares += v * v;
		final double scale = Math.sqrt(smooth.data.length / squares);
		return smooth.change(v -> v * scale);
	}

	/** @return the value of the sample nearest to a position within the grid */
	double nearest(final double x, final double y, final double z) {
		final int i = (int) Math.rint(x / grid.pixel) + grid.margin;
		final int j = (int) Math.rint(y / grid.pixel) + grid.margin;
		final int k = (int) Math.rint(z / grid.spacing) + grid.marginZ;
		return data[(k * grid.size(1) + j) * grid.size(0) + i];
	}

	/** Adds a point source, shared linearly by the samples around it; its centroid stays where it is. */
	void addPoint(final double x, final double y, final double z, final double amount) {
		final double px = x / grid.pixel + grid.margin;
		final double py = y / grid.pixel + grid.margin;
		final double pz = z / grid.spacing + grid.marginZ;
		final int x0 = (int) Math.floor(px);
		final int y0 = (int) Math.floor(py);
		final int z0 = (int) Math.floor(pz);
		for (int corner = 0; corner < 8; corner++) {
			final int i = x0 + (corner & 1);
			final int j = y0 + (corner >> 1 & 1);
			final int k = z0 + (corner >> 2);
			if (i < 0 || j < 0 || k < 0 || i >= grid.size(0) || j >= grid.size(1) || k >= grid.size(2)) continue;
			final double share = (1 - Math.abs(px - i)) * (1 - Math.abs(py - j)) * (1 - Math.abs(pz - k));
			data[(k * grid.size(1) + j) * grid.size(0) + i] += amount * share;
		}
	}

	/** @return a new volume, each value changed by the same rule */
	Volume change(final Change change) {
		final Volume result = new Volume(grid);
		for (int i = 0; i < data.length; i++)
			result.data[i] = change.of(data[i]);
		return result;
	}

	/** @return a new volume, {@code a * this + b * other} */
	Volume mix(final double a, final Volume other, final double b) {
		final Volume result = new Volume(grid);
		for (int i = 0; i < data.length; i++)
			result.data[i] = a * data[i] + b * other.data[i];
		return result;
	}

	/** @return plane z of the field of view, (X, Y), without margins */
	double[] view(final int z) {
		final double[] plane = new double[grid.width * grid.height];
		final int first = ((z + grid.marginZ) * grid.size(1) + grid.margin) * grid.size(0) + grid.margin;
		for (int y = 0; y < grid.height; y++)
			System.arraycopy(data, first + y * grid.size(0), plane, y * grid.width, grid.width);
		return plane;
	}
}
