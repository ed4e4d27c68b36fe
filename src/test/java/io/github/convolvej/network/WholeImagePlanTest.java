package io.github.convolvej.network;

import static io.github.convolvej.reference.Images.assertSameBits;
import static io.github.convolvej.reference.Images.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.Report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

/** Chains and wavelets as operations on whole images. */
class WholeImagePlanTest {

	private static final Kernel K = KernelText.parse("1 2 0; 0 -1 3", 2);

	@Test
	void aChainRunsOverAllFurtherAxes() {
		final FilterChain chain = FilterChain.dilated(Convolution.of(K), 1, 2, 5);
		final Img<FloatType> image = random(1, 17, 12, 3, 2);
		assertSameBits(chain.apply(image, Border.REFLECT), process(chain, image, Border.REFLECT));
	}

	/** By the plan, position by position. */
	private static Img<FloatType> process(final ImageOperation operation, final Img<FloatType> image,
		final Border border)
	{
		final Img<FloatType> result = ArrayImgs.floats(operation.targetDimensions(image));
		operation.plan(Arrays.asList(image)).processPart(Arrays.asList(image), border, result, new long[result
			.numDimensions()], Options.DEFAULT);
		return result;
	}

	@Test
	void waveletsRunOverAllFurtherAxes() {
		final ATrousWavelet wavelet = ATrousWavelet.of(3, 2).threshold(1.5);
		final Img<FloatType> image = random(1, 17, 12, 3, 2);
		assertSameBits(wavelet.apply(image), process(wavelet, image, Border.ZERO));
		final ATrousWavelet product = wavelet.multiscaleProduct();
		assertSameBits(product.apply(image), process(product, image, Border.ZERO));
	}

	@Test
	void anyPartHasTheSamplesOfTheWhole() {
		final Img<FloatType> image = random(2, 9, 8, 4, 3);
		for (final ImageOperation filter : new ImageOperation[] { FilterChain.dilated(Convolution.of(K.reshaped(3, 2, 1)), 1, 3), ATrousWavelet
			.of(2, 2), ATrousWavelet.of(2, 3).multiscaleProduct() })
		{
			final Img<FloatType> whole = filter.apply(image, Border.PERIODIC);
			final long[] offset = { 2, 0, 1, 1 };
			final Img<FloatType> part = ArrayImgs.floats(5, 8, 2, 2);
			filter.plan(Arrays.asList(image)).processPart(Arrays.asList(image), Border.PERIODIC, part, offset,
				Options.DEFAULT);
			assertSameBits(ArrayImgs.floats(values(whole, offset, part), 5, 8, 2, 2), part);
		}
	}

	private static float[] values(final Img<FloatType> whole, final long[] offset, final Img<FloatType> part) {
		final float[] values = new float[(int) part.size()];
		int i = 0;
		for (final FloatType v : Views.flatIterable(Views.offsetInterval(whole, offset, part.dimensionsAsLongArray())))
			values[i++] = v.get();
		return values;
	}

	@Test
	void doublePrecisionIsKept() {
		final FilterChain chain = FilterChain.dilated(Convolution.of(K), 1, 2);
		final Img<DoubleType> image = ArrayImgs.doubles(new double[] { 1, 0, 1 + 1e-12, 0, 2, 3 }, 3, 2);
		final Img<DoubleType> expected = chain.apply(image, Border.ZERO, new DoubleType());
		final Img<DoubleType> result = ArrayImgs.doubles(3, 2);
		chain.plan(Arrays.asList(image)).processPart(Arrays.asList(image), Border.ZERO, result, new long[2], Options.DEFAULT);
		for (int i = 0; i < 6; i++)
			assertEquals(expected.getAt(i % 3, i / 3).get(), result.getAt(i % 3, i / 3).get());
	}

	@Test
	void integersAreRoundedAndClampedAtTheEnd() {
		final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(new byte[] { 0, 0, (byte) 200, 0, 0, 0 }, 6, 1);
		final Img<UnsignedByteType> result = ArrayImgs.unsignedBytes(6, 1, 2);
		final Report report = ATrousWavelet.of(1, 2).process(Views.addDimension(image, 0, 0), Border.ZERO, result,
			Options.DEFAULT);
		// 200 * (1 - 6/16 * 1) along x; the symmetric border keeps y
		assertEquals(125, result.getAt(2, 0, 0).get());
		assertEquals(4, report.clamped());
		assertEquals(75, result.getAt(2, 0, 1).get());
	}

	@Test
	void sizesWorkAndPositionsAreKnown() {
		final ImagePlan plan = FilterChain.of(Convolution.of(K).stride(2), Convolution.of(K.reshaped(6, 1))).on(9, 8);
		assertEquals(5 * 4 * 6 * 2, plan.multiplyAccumulates());
		assertEquals(2, plan.position(1).scale());
		assertEquals(new FinalInterval(9, 8), plan.sourceInterval(new FinalInterval(1, 1)));
		assertEquals(9 * 8 * 2 * 5 * 2 * 4, ATrousWavelet.of(4, 2).on(9, 8, 2).multiplyAccumulates());
		assertThrows(IllegalArgumentException.class, () -> ATrousWavelet.of(4, 2).on(9, 8));
		assertThrows(IllegalArgumentException.class, () -> FilterChain.of(Convolution.of(K)).on(9, 8, 2));
	}

	@Test
	void chainsAndWaveletsCanBeSentElsewhere() throws Exception {
		for (final ImageOperation filter : new ImageOperation[] { FilterChain.dilated(Convolution.of(K), 1, 2), ATrousWavelet.of(2, 1).bright() }) {
			final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
				out.writeObject(filter);
				out.writeObject(filter.on(7, 6));
			}
			try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
				final Img<FloatType> image = random(3, 7, 6);
				assertSameBits(process(filter, image, Border.ZERO), process((ImageOperation) in.readObject(), image, Border.ZERO));
				assertTrue(((ImagePlan) in.readObject()).isComputedWhole());
			}
		}
	}
}
