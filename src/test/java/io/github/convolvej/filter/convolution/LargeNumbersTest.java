package io.github.convolvej.filter.convolution;

import static io.github.convolvej.reference.Images.assertSameBits;
import static io.github.convolvej.reference.Images.filter;
import static io.github.convolvej.reference.Images.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.kernel.SeparableKernel;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

/** Strides and dilations near the largest whole number. */
class LargeNumbersTest {

	private static final int MOST = Integer.MAX_VALUE;

	@Test
	void aStrideBeyondTheImageLeavesTheFirstWindow() {
		final Img<FloatType> image = random(3, 40, 30);
		final Kernel kernel = KernelText.parse("log:1.5", 2);
		for (final Engine engine : new Engine[] { Engine.AUTO, Engine.DIRECT, Engine.LOW_RANK, Engine.FFT })
			for (final int stride : new int[] { 64, MOST - 1, MOST }) {
				final Convolution wide = Convolution.of(kernel).engine(engine).padding(Padding.FULL).stride(MOST, stride);
				final Convolution near = Convolution.of(kernel).engine(engine).padding(Padding.FULL).stride(64, 64);
				assertSameBits(filter(near, image, Border.REFLECT), filter(wide, image, Border.REFLECT));
				assertEquals(MOST, wide.on(40, 30).position(0).scale());
				assertEquals(near.on(40, 30).position(0).offset(), wide.on(40, 30).position(0).offset());
			}
		final SeparableConvolution separable = SeparableConvolution.of(kernel).padding(Padding.FULL);
		assertSameBits(filter(separable.stride(64), image, Border.ZERO), filter(separable.stride(MOST), image, Border.ZERO));
	}

	@Test
	void windowsThatCannotBeReadAreRefusedBeforeAnyWork() {
		final Kernel kernel = KernelText.parse("1 2 1; 2 4 2; 1 2 1", 2);
		for (final int dilation : new int[] { 715_827_883, 1 << 30, 1_100_000_000, MOST }) {
			final Filter[] filters = { Convolution.of(kernel).dilation(dilation), Convolution.of(kernel).engine(
				Engine.LOW_RANK).dilation(dilation), SeparableConvolution.of(kernel).dilation(dilation) };
			for (final Filter filter : filters) {
				final String message = assertThrows(IllegalArgumentException.class, () -> filter.on(40, 30)).getMessage();
				assertTrue(message.contains("dilation " + dilation), message);
			}
		}
		assertThrows(IllegalArgumentException.class, () -> Convolution.of(kernel).stride(MOST - 1).padding(Padding.explicit(
			MOST)).on(40, 30));
	}

	@Test
	void aKernelLargerThanMemoryIsPlannedByItsVectors() {
		final double[] vector = new double[20_001];
		vector[10_000] = 2;
		vector[9_999] = 1;
		// all weights would need 3.2 gigabytes
		final Plan plan = Convolution.of(Kernel.of(SeparableKernel.of(vector, vector))).on(6, 5);
		assertTrue(plan.engine().startsWith("low rank, 1 term"), plan.engine());
		assertTrue(SeparableConvolution.of(Kernel.of(SeparableKernel.of(vector, vector))).on(6, 5).engine().startsWith(
			"wide lines, 1 term"));
	}
}
