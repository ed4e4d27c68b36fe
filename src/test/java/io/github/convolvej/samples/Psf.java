package io.github.convolvej.samples;

/**
 * A point-spread function close to a microscope's: a Gaussian, wider along z.
 * Written out here, so that the sample images do not depend on the filters that
 * are shown and tested on them.
 */
final class Psf {

	/** Standard deviation along x and y, in micrometres. */
	final double lateral;
	/** Standard deviation along z, in micrometres. */
	final double axial;

	/** Standard deviations in micrometres. */
	Psf(final double lateral, final double axial) {
		this.lateral = lateral;
		this.axial = axial;
	}

	/**
	 * The Gaussian nearest to the paraxial widefield point-spread function
	 * (Zhang, Zerubia, Olivo-Marin, Applied Optics 46:1819, 2007):
	 * sqrt(2)/(k NA) and 2 sqrt(6) n/(k NA^2) with k = 2 pi/wavelength.
	 *
	 * @param wavelength of the emitted light, in micrometres
	 * @param aperture numerical aperture
	 * @param index refractive index of the immersion medium
	 */
	static Psf widefield(final double wavelength, final double aperture, final double index) {
		final double k = 2 * Math.PI / wavelength;
		return new Psf(Math.sqrt(2) / (k * aperture), 2 * Math.sqrt(6) * index / (k * aperture * aperture));
	}

	/** @return a new volume, blurred; beyond the grid its edge goes on; a single plane is not blurred along z */
	Volume blur(final Volume volume) {
		final Grid grid = volume.grid;
		final Volume result = volume.change(v -> v);
		int stride = 1;
		for (int d = 0; d < 3; d++) {
			final double sigma = d < 2 ? lateral / grid.pixel : axial / grid.spacing;
			if (grid.size(d) > 1) blurAxis(result.data, grid.size(d), stride, weights(sigma));
			stride *= grid.size(d);
		}
		return result;
	}

	private static void blurAxis(final double[] data, final int size, final int stride, final double[] weights) {
		final int radius = weights.length - 1;
		final double[] line = new double[size + 2 * radius];
		for (int start = 0; start < data.length; start++) {
			// the first sample of every line along this axis
			if (start / stride % size != 0) continue;
			for (int i = 0; i < line.length; i++)
				line[i] = data[start + stride * Math.max(0, Math.min(size - 1, i - radius))];
			for (int i = 0; i < size; i++) {
				double sum = weights[0] * line[i + radius];
				for (int t = 1; t <= radius; t++)
					sum += weights[t] * (line[i + radius - t] + line[i + radius + t]);
				data[start + stride * i] = sum;
			}
		}
	}

	/** Weights at distance 0, 1, ... up to four standard deviations, of sum 1 over both sides. */
	private static double[] weights(final double sigma) {
		final double[] weights = new double[(int) Math.ceil(4 * sigma) + 1];
		double sum = 0;
		for (int t = 0; t < weights.length; t++) {
			weights[t] = StrictMath.exp(-0.5 * t * t / (sigma * sigma));
			sum += t == 0 ? weights[t] : 2 * weights[t];
		}
		for (int t = 0; t < weights.length; t++)
			weights[t] /= sum;
		return weights;
	}
}
