package io.github.convolvej.filter.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.BlockSamples;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.StoredSamples;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.FinalInterval;

import org.junit.jupiter.api.Test;

/** Other lines for small images of many channels: the same bits as {@link DenseLines}, for parts and the whole. */
class SmallImagesTest {

	private final Random random = new Random(1);

	private Kernel kernel(final int inputs, final int outputs, final int groups, final int... size) {
		final long taps = Arrays.stream(size).reduce(1, (a, b) -> a * b);
		return new Kernel(random.doubles(taps * inputs * outputs, -1, 1).map(w -> (float) w).toArray(), inputs, outputs, size)
			.withGroups(groups).withBias(random.doubles(outputs, -1, 1).map(b -> (float) b).toArray());
	}

	/** Windows of a plane with strides up to 3. */
	private Window[] windows(final Kernel kernel, final int mostDilation) {
		final Window[] windows = new Window[2];
		for (int d = 0; d < 2; d++)
			windows[d] = new Window(kernel.size(d), 1 + random.nextInt(3), 1 + random.nextInt(mostDilation), 0, 0);
		return windows;
	}

	/** A block of random samples with a NaN among them. */
	private Block source(final long... size) {
		final FinalInterval interval = new FinalInterval(size);
		final float[] samples = new float[(int) Arrays.stream(size).reduce(1, (a, b) -> a * b)];
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) random.nextGaussian();
		samples[random.nextInt(samples.length)] = Float.NaN;
		return new Block(interval, samples);
	}

	private static float[] dense(final DenseKernel kernel, final Block source, final Block target, final int first,
		final int outputs)
	{
		final Block other = target.with(new float[target.samples()]);
		new DenseLines<>(Precision.SINGLE, kernel, source, other, new Scratch()).run(first, outputs);
		return (float[]) other.data();
	}

	@Test
	void channelsOfTheirOwnKernelAreSummedInTheSameOrder() {
		for (int i = 0; i < 40; i++) {
			final int channels = 1 + random.nextInt(5);
			final int stride = 1 + random.nextInt(2);
			final int dilation = 1 + random.nextInt(2);
			final Kernel kernel = kernel(1, channels, channels, 1 + random.nextInt(5), 1 + random.nextInt(5));
			final Window[] windows = { new Window(kernel.size(0), stride, dilation, 0, 0), new Window(kernel.size(1), 1 + random
				.nextInt(2), dilation, 0, 0) };
			final DenseKernel bound = new DenseKernel(kernel, windows);
			final int width = 1 + random.nextInt(60);
			final int height = 2 + random.nextInt(60);
			final Block source = source(windows[0].sourceSize(width), windows[1].sourceSize(height), channels);
			final Block target = new Block(new FinalInterval(width, height, channels), new float[width * height * channels]);
			assertTrue(DepthwiseLines.isFor(bound, target));
			new DepthwiseLines<>(Precision.SINGLE, bound, source, target, new Scratch()).run(0, channels);
			assertArrayEquals(dense(bound, source, target, 0, channels), (float[]) target.data());
		}
	}

	@Test
	void samplesAreReadWhereTheyLieAndAreZeroAround() {
		for (int i = 0; i < 300; i++) {
			final int channels = 1 + random.nextInt(3);
			final Kernel kernel = kernel(1, channels, channels, 1 + random.nextInt(5), 1 + random.nextInt(5));
			final Window[] windows = windows(kernel, 3);
			final DenseKernel bound = new DenseKernel(kernel, windows);
			final int width = 1 + random.nextInt(40);
			final int height = 2 + random.nextInt(50);
			final int[] size = { (int) windows[0].sourceSize(width), (int) windows[1].sourceSize(height), channels };
			final int[] before = { Math.min(size[0], random.nextInt(4)), Math.min(size[1], random.nextInt(4)), 0 };
			final int[] stored = size.clone();
			for (int d = 0; d < 2; d++)
				stored[d] = Math.max(0, size[d] - before[d] - random.nextInt(4));
			final int beyondRow = random.nextInt(9);
			final int[] step = { 1, stored[0] + beyondRow, (stored[0] + beyondRow) * (stored[1] + random.nextInt(3)) };
			final int first = random.nextInt(6);
			final float[] array = new float[first + step[2] * channels];
			for (int j = 0; j < array.length; j++)
				array[j] = random.nextInt(20) == 0 ? Float.NaN : (float) random.nextGaussian();
			final float[] whole = new float[size[0] * size[1] * channels];
			for (int c = 0; c < channels; c++)
				for (int y = 0; y < stored[1]; y++)
					System.arraycopy(array, first + c * step[2] + y * step[1], whole, (c * size[1] + y + before[1]) * size[0] + before[0], stored[0]);
			final FinalInterval interval = new FinalInterval(size[0], size[1], channels);
			final Block source = new Block(interval, new Stored(new StoredSamples(array, first, before, stored, step)), new long[0], 0);
			final Block target = new Block(new FinalInterval(width, height, channels), new float[width * height * channels]);
			new DepthwiseLines<>(Precision.SINGLE, bound, source, target, new Scratch()).run(0, channels);
			assertArrayEquals(dense(bound, new Block(interval, whole), target, 0, channels), (float[]) target.data());
		}
	}

	/** Samples in an array. */
	private static final class Stored implements BlockSamples {

		private final StoredSamples samples;

		private Stored(final StoredSamples samples) {
			this.samples = samples;
		}

		@Override
		public StoredSamples stored() {
			return samples;
		}

		@Override
		public Object array() {
			throw new AssertionError("read at once");
		}

		@Override
		public Rows<?> rows() {
			throw new AssertionError("read row by row");
		}

		@Override
		public boolean put(final Object line, final int from, final int row) {
			throw new AssertionError("written to");
		}

		@Override
		public boolean isDouble() {
			return false;
		}
	}

	@Test
	void linesOfChannelsAreSummedInTheSameOrder() {
		for (int i = 0; i < 20; i++) {
			final int channels = 64 + random.nextInt(80);
			final Kernel kernel = kernel(1, channels, channels, 1 + random.nextInt(5), 1 + random.nextInt(5));
			final Window[] windows = windows(kernel, 2);
			final DenseKernel bound = new DenseKernel(kernel, windows);
			final int width = 1 + random.nextInt(20);
			final int height = 1 + random.nextInt(9);
			final Block source = source(windows[0].sourceSize(width), windows[1].sourceSize(height), channels);
			// some of the channels only
			final int first = random.nextInt(3);
			final FinalInterval part = new FinalInterval(new long[] { 0, 0, first }, new long[] { width - 1, height - 1, first +
				channels - 3L });
			final Block read = part(source, first, channels - 2);
			final Block target = new Block(part, new float[width * height * (channels - 2)]);
			assertEquals(channels - 2 >= 64 && width <= 16, DepthwiseChannels.isFor(bound, read, target));
			new DepthwiseChannels(bound, read, target, new Scratch()).run(first, channels - 2);
			assertArrayEquals(dense(bound, read, target, first, channels - 2), (float[]) target.data());
		}
	}

	/** Some of the channels of a block of three axes. */
	private static Block part(final Block block, final int first, final int channels) {
		final Block part = block.slice(2, first, channels);
		final int each = block.size(0) * block.size(1);
		return part.with(Arrays.copyOfRange((float[]) block.data(), first * each, (first + channels) * each));
	}

	@Test
	void rowsOfASingleTapAreSummedInTheSameOrder() {
		for (int i = 0; i < 20; i++) {
			final int axes = 1 + random.nextInt(3);
			final int groups = 1 + random.nextInt(2);
			final int inputs = 1 + random.nextInt(20);
			final int outputs = groups * (1 + random.nextInt(20));
			final int[] ones = new int[axes];
			Arrays.fill(ones, 1);
			final Window[] windows = new Window[axes];
			Arrays.fill(windows, new Window(1, 1, 1, 0, 0));
			final DenseKernel kernel = new DenseKernel(kernel(inputs, outputs, groups, ones), windows);
			final long[] size = new long[axes + 1];
			for (int d = 0; d < axes; d++)
				size[d] = 1 + random.nextInt(axes == 3 ? 20 : 60);
			size[axes] = (long) inputs * groups;
			final Block source = source(size);
			size[axes] = outputs;
			final Block target = new Block(new FinalInterval(size), new float[source.samples() / inputs / groups * outputs]);
			assertTrue(PointwiseRows.isFor(kernel, source, target));
			new PointwiseRows(kernel, source, target, new Scratch()).run(0, outputs);
			assertArrayEquals(dense(kernel, source, target, 0, outputs), (float[]) target.data());
		}
	}

	@Test
	void manyOutputsOfASingleTapAreSummedInTheSameOrder() {
		for (int i = 0; i < 20; i++) {
			final int axes = 1 + random.nextInt(3);
			final int inputs = 1 + random.nextInt(40);
			final int outputs = 100 + random.nextInt(200);
			final int[] ones = new int[axes];
			Arrays.fill(ones, 1);
			final Window[] windows = new Window[axes];
			Arrays.fill(windows, new Window(1, 1, 1, 0, 0));
			final DenseKernel kernel = new DenseKernel(kernel(inputs, outputs, 1, ones), windows);
			final long[] size = new long[axes + 1];
			for (int d = 0; d < axes; d++)
				size[d] = 1 + random.nextInt(4);
			size[axes] = inputs;
			final Block source = source(size);
			// some of the outputs only
			final int first = random.nextInt(4);
			final int count = outputs - first - random.nextInt(4);
			final long[] min = new long[axes + 1];
			min[axes] = first;
			final long[] max = new FinalInterval(size).maxAsLongArray();
			max[axes] = first + count - 1L;
			final FinalInterval part = new FinalInterval(min, max);
			final int samples = (int) (source.samples() / inputs * (long) count);
			final Block target = new Block(part, new float[samples]);
						new PointwiseLines(kernel, source, target, new Scratch()).run(first, count);
			assertArrayEquals(dense(kernel, source, target, first, count), (float[]) target.data());
			assertFalse(PointwiseLines.isFor(kernel, new Block(part, new double[samples])));
		}
	}
}
