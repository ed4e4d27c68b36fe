package io.github.convolvej.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

import org.junit.jupiter.api.Test;

class KernelTest {

	@Test
	void flippingReversesEverySpatialAxisAndNoOther() {
		final Kernel bank = KernelText.parse("1 2 3; 4 5 6 ~ 7 8 9; 10 11 12 # 0 0 1; 0 0 0 ~ 1 2 3; 0 0 0", 2).withBias(1, 2);
		assertArrayEquals(new double[] { 6, 5, 4, 3, 2, 1, 12, 11, 10, 9, 8, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 3, 2, 1 }, bank
			.flipped().weights());
		assertEquals(bank, bank.flipped().flipped());
		assertEquals(2, bank.flipped().bias(1));
	}

	@Test
	void aKernelForEachChannelIsADepthwiseBank() {
		final Kernel bank = KernelText.parse("1 2 # 3 4", 1).withBias(5, 6).forEachChannel(3);
		assertEquals(6, bank.outputs());
		assertEquals(3, bank.groups());
		assertEquals(1, bank.inputs());
		assertArrayEquals(new double[] { 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4 }, bank.weights());
		for (int c = 0; c < 3; c++) {
			assertEquals(5, bank.bias(2 * c));
			assertEquals(6, bank.bias(2 * c + 1));
		}
		assertFalse(Kernel.of(1).forEachChannel(2).hasBias());
	}

	@Test
	void sumsAreThoseOfOneOutputChannel() {
		final Kernel bank = KernelText.parse("1 2 ~ 3 4 # 5 6 ~ 7 8", 1);
		assertEquals(10, bank.sum(0));
		assertEquals(26, bank.sum(1));
	}

	@Test
	void kernelsAreImmutable() {
		final double[] weights = { 1, 2 };
		final int[] size = { 2 };
		final Kernel kernel = new Kernel(weights, 1, 1, size);
		weights[0] = 9;
		size[0] = 9;
		kernel.weights()[1] = 9;
		kernel.size()[0] = 9;
		assertEquals(Kernel.of(1, 2), kernel);
		final double[] bias = { 3 };
		final Kernel biased = kernel.withBias(bias);
		bias[0] = 9;
		assertEquals(3, biased.bias(0));
		assertEquals(0, kernel.bias(0));
		assertNotEquals(kernel, biased);
	}

	@Test
	void shapesThatDoNotFitAreRefused() {
		assertRefused("needs 6 weights, but has 5", () -> new Kernel(new double[5], 1, 1, 3, 2));
		assertRefused("kernel is empty", () -> new Kernel(new double[0], 1, 1, 3, 0));
		assertRefused("kernel is empty", () -> Kernel.of());
		assertRefused("0 input", () -> new Kernel(new double[0], 0, 1, 3));
		assertRefused("no axis", () -> new Kernel(new double[1], 1, 1));
		assertRefused("row 2 has 1 entries, but row 1 has 2", () -> Kernel.of(new double[][] { { 1, 2 }, { 3 } }));
		assertRefused("no row", () -> Kernel.of(new double[0][]));
		assertRefused("not divisible by groups=2", () -> KernelText.parse("1 # 2 # 3", 1).withGroups(2));
		assertRefused("groups is 0", () -> Kernel.of(1).withGroups(0));
		assertRefused("bias has 2 values", () -> Kernel.of(1).withBias(1, 2));
		assertRefused("weights", () -> Kernel.of(1, 2).reshaped(3, 1));
		// 2^64 taps are not 0 taps, 2^32 are not 0 either
		assertRefused("weights", () -> new Kernel(new double[0], 1, 1, 65536, 65536, 65536, 65536));
		assertRefused("weights", () -> new Kernel(new double[0], 65536, 65536, 1));
	}

	private static void assertRefused(final String part, final Runnable action) {
		final String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
		assertTrue(message.contains(part), message);
	}

	@Test
	void kernelsFiltersPlansAndBordersCanBeSentToOtherMachines() throws IOException, ClassNotFoundException {
		final Kernel bank = KernelText.parse("sobel # box", 2).withBias(1, 2);
		assertEquals(bank, sent(bank));
		final Convolution filter = Convolution.of(bank).stride(2).padding(Padding.parse("1:2,3"));
		assertEquals(filter.kernel(), sent(filter).kernel());
		final Plan plan = filter.on(20, 10, 1);
		assertArrayEquals(plan.targetDimensions(), sent(plan).targetDimensions());
		assertArrayEquals(plan.targetDimensions(), sent(filter).on(20, 10, 1).targetDimensions());
		assertEquals(plan.position(0).offset(), sent(plan).position(0).offset());
		for (final String border : new String[] { "zero", "constant:2.5", "replicate", "reflect", "symmetric", "periodic" })
			assertEquals(Border.parse(border), sent(Border.parse(border)));
	}

	@SuppressWarnings("unchecked")
	private static <T> T sent(final T object) throws IOException, ClassNotFoundException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(object);
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			return (T) in.readObject();
		}
	}
}
