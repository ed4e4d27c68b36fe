package io.github.convolvej.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The right values are those of numpy 1.24: linalg.pinv, linalg.cond. */
class UnmixingMatrixTest {

	private static final double[][] TWO = { { 1, 0.2 }, { 0.1, 1 } };
	private static final double[][] THREE = { { 1, 0.3, 0.05 }, { 0.2, 1, 0.4 }, { 0.02, 0.1, 1 } };
	private static final double[][] TALL = { { 1, 0.2 }, { 0.5, 0.6 }, { 0.1, 1 }, { 0, 0.3 } };
	private static final double[][] ALIKE = { { 1, 0.9 }, { 0.95, 1 } };

	private static void assertUnmixes(final double[][] mixing, final double condition, final double[] noise,
		final double[]... expected)
	{
		final UnmixingMatrix unmixing = UnmixingMatrix.of(mixing);
		assertEquals(condition, unmixing.condition(), 1e-12 * condition);
		for (int d = 0; d < expected.length; d++) {
			assertArrayEquals(expected[d], unmixing.inverse()[d], 1e-12);
			assertEquals(noise[d], unmixing.noise(d), 1e-12 * noise[d]);
		}
	}

	@Test
	void inversesAndConditionNumbersAreNumpys() {
		assertUnmixes(TWO, 1.3524232305280732, new double[] { 1.0406162272638344, 1.0254975123592747 }, new double[] {
			1.0204081632653068, -0.20408163265306134 }, new double[] { -0.10204081632653052, 1.0204081632653064 });
		assertUnmixes(THREE, 2.0549883048482087, new double[] { 1.1156247646623916, 1.2073129802698124, 1.046862043866759 },
			new double[] { 1.0638297872340425, -0.3269060283687949, 0.07757092198581533 }, new double[] { -0.2127659574468088,
				1.1070478723404256, -0.4321808510638297 }, new double[] { 0, -0.1041666666666669, 1.0416666666666663 });
		assertUnmixes(TALL, 1.612174410884938, new double[] { 0.9909302684293261, 0.9112451559719399 }, new double[] {
			0.9028601555291947, 0.25372347436404374, -0.29721892711216585, -0.11862396204033217 }, new double[] {
				-0.22933965994464206, 0.3005140371688414, 0.7908264136022144, 0.24911032028469748 });
		assertUnmixes(ALIKE, 25.564331273766825, new double[] { 9.278361411774986, 9.512492568368094 }, new double[] {
			6.8965517241379395, -6.206896551724149 }, new double[] { -6.55172413793104, 6.8965517241379395 });
	}

	@Test
	void theKernelTakesTheBackgroundOffFirst() {
		final Kernel kernel = UnmixingMatrix.of(TWO).background(100, 90).kernel(3);
		assertArrayEquals(new int[] { 1, 1, 1 }, kernel.size());
		assertEquals(2, kernel.inputs());
		assertEquals(2, kernel.outputs());
		assertEquals(-83.6734693877551, kernel.bias(0), 1e-10);
		assertEquals(-81.6326530612245, kernel.bias(1), 1e-10);
		assertEquals(-0.20408163265306134, kernel.weight(0, 1, 0), 1e-12);
		assertArrayEquals(new double[] { 7, 7 }, UnmixingMatrix.of(TWO).background(7).background());
	}

	@Test
	void measuredDyesCountOneWhereTheyAreBrightest() {
		final UnmixingMatrix measured = UnmixingMatrix.measured(new double[][] { { 600, 148 }, { 98, 1098 } }, 100, 98);
		assertArrayEquals(new double[] { 1, 0 }, measured.mixing()[0]);
		assertArrayEquals(new double[] { 0.1, 1 }, measured.mixing()[1]);
		assertArrayEquals(new double[] { 100, 98 }, measured.background());
	}

	private static void refused(final String words, final Runnable call) {
		final String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
		assertTrue(message.contains(words), message);
	}

	@Test
	void whatCannotBeToldApartIsRefusedInWords() {
		refused("dyes 1 and 2 look the same in all channels", () -> UnmixingMatrix.of(new double[][] { { 1, 2 }, { 2, 4 } }));
		refused("dyes 1 and 3 look the same", () -> UnmixingMatrix.of(new double[][] { { 1, 0, 1 }, { 1, 1, 1 }, { 0, 1, 0 } }));
		refused("one dye looks like a mixture of the others", () -> UnmixingMatrix.of(new double[][] { { 1, 0, 1 }, { 0, 1, 1 }, {
			1, 1, 2 } }));
		refused("condition number of the bleed-through matrix is infinite", () -> UnmixingMatrix.of(new double[][] { { 1, 1 }, {
			1, 1 } }).condition());
		refused("3 dyes and 2 channels", () -> UnmixingMatrix.of(new double[][] { { 1, 0, 0 }, { 0, 1, 0 } }));
		refused("Dye 2 is 0 in all channels", () -> UnmixingMatrix.of(new double[][] { { 1, 0 }, { 2, 0 } }));
		refused("Row 2 of the bleed-through matrix has 1", () -> UnmixingMatrix.of(new double[][] { { 1, 0 }, { 2 } }));
		refused("must be a finite number", () -> UnmixingMatrix.of(new double[][] { { 1, Double.NaN }, { 2, 0 } }));
		refused("background has 3 numbers", () -> UnmixingMatrix.of(TWO).background(1, 2, 3));
		refused("Dye 1 is not brighter than the background", () -> UnmixingMatrix.measured(new double[][] { { 9, 9 } }, 9, 9));
	}
}
