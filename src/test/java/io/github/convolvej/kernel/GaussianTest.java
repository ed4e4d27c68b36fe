package io.github.convolvej.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

class GaussianTest {

	/** Sum of t^power * w[t], t = 0 in the middle. */
	private static double moment(final double[] w, final int power) {
		double sum = 0;
		for (int i = 0; i < w.length; i++)
			sum += Math.pow(i - w.length / 2, power) * w[i];
		return sum;
	}

	@Test
	void derivativesOfNarrowGaussiansAnswerRampsAndParabolas() {
		for (final double sigma : new double[] { 1e-6, 0.02, 0.1, 0.3, 0.4, 0.5, 0.7, 0.8, 0.99 })
			for (final int radius : new int[] { 1, 2, 5 }) {
				final double[] first = Gaussian.weights(sigma, 1, radius);
				assertEquals(0, moment(first, 0), 1e-15);
				assertEquals(1, moment(first, 1), 1e-14);
				final double[] second = Gaussian.weights(sigma, 2, radius);
				assertEquals(0, moment(second, 0), 1e-15, "sigma " + sigma);
				assertEquals(0, moment(second, 1), 1e-15);
				assertEquals(2, moment(second, 2), 1e-13);
			}
		assertArrayEquals(new double[] { -0.5, 0, 0.5 }, Gaussian.weights(0.02, 1, 1));
		assertArrayEquals(new double[] { 1, -2, 1 }, Gaussian.weights(0.02, 2, 1));
	}

	@Test
	void theCorrectionFadesOutBeforeItEnds() {
		for (int order = 1; order <= 2; order++) {
			final double[] below = Gaussian.weights(1 - 1e-12, order, 6);
			final double[] above = Gaussian.weights(1, order, 6);
			for (int i = 0; i < above.length; i++)
				assertEquals(above[i], below[i], 2e-6, order + " at " + i);
		}
	}

	@Test
	void laplaciansOfNarrowGaussiansSumToZeroAndGradientsAnswerUnitRamps() {
		for (final double sigma : new double[] { 0.02, 0.3, 0.5, 0.8 })
			for (int n = 1; n <= 3; n++) {
				final double[] all = new double[n];
				Arrays.fill(all, sigma);
				assertEquals(0, SmoothingKernels.laplacianOfGaussian(all).sum(), 1e-15);
				final Kernel gradient = Kernel.of(GradientOperator.gaussian(all).normalised().kernel(0));
				assertTrue(gradient.isFinite());
				double ramp = 0;
				for (int t = 0; t < gradient.taps(); t++)
					ramp += t % gradient.size(0) * gradient.weight(t, 0, 0);
				assertEquals(1, ramp, 1e-13);
			}
	}

	@Test
	void aCalibratedLaplacianIsPerUnitSquared() {
		// x^2 and z^2 in units, voxels of 0.4 x 0.4 x 1.4
		final double[] distance = { 0.4, 0.4, 1.4 };
		final SeparableKernel kernel = SmoothingKernels.calibratedLaplacian(new double[] { 3.5, 3.5, 1 }, distance);
		for (int axis = 0; axis < 3; axis++) {
			double answer = 0;
			final double[] weights = kernel.weights();
			int step = 1;
			for (int d = 0; d < axis; d++)
				step *= kernel.size(d);
			for (int i = 0; i < weights.length; i++)
				answer += Math.pow((i / step % kernel.size(axis) - kernel.size(axis) / 2) * distance[axis], 2) * weights[i];
			// what the radius of 4 sigma cuts off is below 1 %
			assertEquals(2, answer, 0.02);
		}
	}
}
