package io.github.convolvej.ij1.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.kernel.Presets;

import java.util.List;

import org.junit.jupiter.api.Test;

/** The grid of a kernel and its text are in step, whatever is done to it. */
class KernelCellsTest {

	private static KernelCells cells(final String text) {
		return new KernelCells(KernelText.parse(text, 2));
	}

	@Test
	void theTextIsTheKernelAgain() {
		for (final String preset : Presets.examples())
			for (final int axes : new int[] { 2, 3 }) {
				final Kernel kernel = Presets.parse(preset, preset.equals("emboss") ? 2 : axes);
				assertEquals(kernel, KernelText.parse(new KernelCells(kernel).text(), kernel.numDimensions()), preset);
			}
		final Kernel bank = KernelText.parse("1 2; 3 4 ~ 5 6; 7 8 # 1/9 0; 0 1 ~ -1e-9 0; 0 2", 2);
		assertEquals(bank, KernelText.parse(new KernelCells(bank).text(), 2));
		final Kernel line = KernelText.parse("1 -2 1", 1);
		assertEquals(line, KernelText.parse(new KernelCells(line).text(), 1));
	}

	@Test
	void aNarrowCellShowsHowLargeAWeightIs() {
		assertEquals("2e-8", KernelCells.inACell(1.791063608477192E-8));
		assertEquals("-2e-8", KernelCells.inACell(-1.791063608477192E-8));
		assertEquals("0.159", KernelCells.inACell(0.15915494309));
		assertEquals("-0.333", KernelCells.inACell(-1 / 3.0));
		assertEquals("12.3", KernelCells.inACell(12.3456789));
		assertEquals("1e6", KernelCells.inACell(1234567.891));
		assertEquals("-2", KernelCells.inACell(-2));
		for (final String preset : Presets.examples()) {
			final Kernel kernel = Presets.parse(preset, 2);
			for (int k = 0; k < kernel.taps(); k++) {
				final double weight = kernel.weight(k, 0, 0);
				final String shown = KernelCells.inACell(weight);
				assertTrue(shown.length() <= 7, shown);
				assertEquals(weight, Double.parseDouble(shown), Math.abs(weight) / 2, preset);
			}
		}
	}

	@Test
	void aCellIsWhereItIsInTheText() {
		final KernelCells cells = cells("1 2 3; 4 5 6");
		assertEquals(6, cells.get(0, 2, 1));
		cells.set(0, 0, 1, 0.25);
		assertEquals("1 2 3; 0.25 5 6", cells.text());
	}

	@Test
	void whatIsDoneToAllOfIt() {
		final KernelCells cells = cells("1 2 3; 4 5 6");
		cells.rotate();
		assertEquals("4 1; 5 2; 6 3", cells.text());
		cells.rotate();
		cells.rotate();
		cells.rotate();
		cells.mirror();
		assertEquals("3 2 1; 6 5 4", cells.text());
		cells.mirror();
		cells.flip();
		assertEquals("6 5 4; 3 2 1", cells.text());
		cells.negate();
		assertEquals("-6 -5 -4; -3 -2 -1", cells.text());
		cells.normalise();
		assertEquals(1, KernelText.parse(cells.text(), 2).sum(0), 1e-12);
	}

	@Test
	void flippingIsThatOfTheKernel() {
		final Kernel kernel = KernelText.parse("1 2; 3 4 | 5 6; 7 8 | 9 10; 11 12", 3);
		final KernelCells cells = new KernelCells(kernel);
		cells.flip();
		assertEquals(kernel.flipped(), KernelText.parse(cells.text(), 3));
	}

	@Test
	void largerAndSmallerOnAllSides() {
		final KernelCells cells = cells("1 2 1; 2 4 2; 1 2 1");
		cells.resize(5, 5);
		assertEquals("0 0 0 0 0; 0 1 2 1 0; 0 2 4 2 0; 0 1 2 1 0; 0 0 0 0 0", cells.text());
		cells.resize(3, 3);
		assertEquals("1 2 1; 2 4 2; 1 2 1", cells.text());
		cells.resize(4, 1);
		assertEquals("2 4 2 0", cells.text());
	}

	@Test
	void banksAreDividedByTheSumOfEachKernel() {
		final KernelCells cells = cells("1 1 # 1 3");
		cells.normalise();
		assertEquals("0.5 0.5 # 0.25 0.75", cells.text());
		assertEquals(0.75, cells.largest(1));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> cells("1 1 # -1 1").normalise()).getMessage().contains(
			"kernel 2 sum to 0"));
	}

	@Test
	void whatIsTooLargeIsSaid() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> new KernelCells(Presets.parse("box:101", 2))).getMessage()
			.contains("101 x 101"));
	}

	@Test
	void wordsTellSizeSumAndSymmetry() {
		final Kernel sobel = Presets.parse("sobel-x", 2);
		assertEquals("3 x 3", KernelWords.size(sobel));
		assertEquals("0", KernelWords.sum(sobel, 0));
		assertEquals(List.of("y"), KernelWords.mirrored(sobel, 0, 0, 1));
		assertEquals(List.of("x"), KernelWords.mirrored(sobel, 0, 0, -1));
		assertEquals(List.of("x", "y", "z"), KernelWords.mirrored(Presets.parse("gaussian:1", 3), 0, 0, 1));
		assertEquals(List.of(), KernelWords.mirrored(KernelText.parse("1 2; 3 5", 2), 0, 0, 1));
		assertEquals("1", KernelWords.sum(Presets.parse("gaussian:1", 2), 0));
	}
}
