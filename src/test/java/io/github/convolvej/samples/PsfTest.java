package io.github.convolvej.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The blur of the sample images keeps light, place and the width it is given. */
class PsfTest {

	private static final Grid GRID = Grid.stack(41, 37, 25, 0.2, 0.5);

	@Test
	void aPointKeepsItsLightAndPlaceAndGetsTheWidthsOfThePsf() {
		final Psf psf = new Psf(0.3, 0.9);
		final Volume point = new Volume(GRID);
		point.addPoint(4, 3.4, 6, 7);
		final double[] moments = moments(psf.blur(point));
		final double[] expected = { 7, 4, 3.4, 6, 0.3 * 0.3, 0.3 * 0.3, 0.9 * 0.9 };
		for (int i = 0; i < expected.length; i++)
			assertEquals(expected[i], moments[i], 0.005 * expected[i]);
	}

	@Test
	void aPointBetweenSamplesKeepsItsCentroid() {
		final Volume point = new Volume(GRID);
		point.addPoint(4.07, 3.33, 6.12, 2);
		final double[] moments = moments(point);
		assertArrayEquals(new double[] { 2, 4.07, 3.33, 6.12 }, new double[] { moments[0], moments[1], moments[2],
			moments[3] }, 1e-9);
	}

	@Test
	void theWidefieldPsfIsWiderAlongTheAxis() {
		final Psf psf = Psf.widefield(0.5, 0.8, 1.33);
		assertEquals(0.225 * 0.5 / 0.8, psf.lateral, 1e-3);
		assertEquals(0.78 * 1.33 * 0.5 / 0.64, psf.axial, 1e-2);
	}

	/** Sum, centroid x, y, z and variance x, y, z in micrometres. */
	private static double[] moments(final Volume volume) {
		final double[] m = new double[7];
		for (int z = 0, i = 0; z < GRID.size(2); z++)
			for (int y = 0; y < GRID.size(1); y++)
				for (int x = 0; x < GRID.size(0); x++, i++) {
					final double[] p = { GRID.lateral(x), GRID.lateral(y), GRID.axial(z) };
					m[0] += volume.data[i];
					for (int d = 0; d < 3; d++) {
						m[1 + d] += volume.data[i] * p[d];
						m[4 + d] += volume.data[i] * p[d] * p[d];
					}
				}
		for (int k = 1; k < 7; k++)
			m[k] /= m[0];
		for (int d = 0; d < 3; d++)
			m[4 + d] -= m[1 + d] * m[1 + d];
		return m;
	}
}
