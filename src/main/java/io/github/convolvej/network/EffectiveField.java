package io.github.convolvej.network;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** The width of an effective receptive field, which {@link ProjectionUnits#FIELD} gives as mean squared gradients. */
public final class EffectiveField {

	/** Standard deviations from one end to the other, as of a Gaussian, of which 95% lie within. */
	private static final double DEVIATIONS = 4;

	private EffectiveField() {}

	/**
	 * @param squares mean squared gradients, spatial axes first; those of further axes are added up
	 * @param axes number of spatial axes
	 * @return along each of them four standard deviations of the squares around their mean position, in pixels; null if all
	 *         are 0
	 */
	public static double[] widths(final RandomAccessibleInterval<? extends RealType<?>> squares, final int axes) {
		double sum = 0;
		final double[] first = new double[axes];
		final double[] second = new double[axes];
		final Cursor<? extends RealType<?>> samples = squares.localizingCursor();
		while (samples.hasNext()) {
			final double square = samples.next().getRealDouble();
			sum += square;
			for (int d = 0; d < axes; d++) {
				final double p = samples.getDoublePosition(d);
				first[d] += p * square;
				second[d] += p * p * square;
			}
		}
		if (sum == 0) return null;
		final double[] widths = new double[axes];
		for (int d = 0; d < axes; d++)
			widths[d] = DEVIATIONS * Math.sqrt(Math.max(0, second[d] / sum - Math.pow(first[d] / sum, 2)));
		return widths;
	}
}
