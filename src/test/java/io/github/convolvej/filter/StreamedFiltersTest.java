package io.github.convolvej.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.batch.BatchRun;
import io.github.convolvej.batch.RecipeStep;
import io.github.convolvej.batch.StreamedRecipe;
import io.github.convolvej.border.Border;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.store.GeneratedSource;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.MemoryImage;
import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every filter of the catalogue that reads one image gives the same bits block by block as at once. */
class StreamedFiltersTest {

	private static final long MEMORY = 64 << 20;

	static Stream<FilterCase> filters() {
		return FilterCatalogue.cases().stream().filter(c -> c.filter != null && c.spatial > 1 && c.filter.sources() == 1);
	}

	@ParameterizedTest
	@MethodSource("filters")
	void blocksAndPartsAreTheWhole(final FilterCase c) throws IOException {
		final long[] size = c.dimensions();
		final boolean hasChannels = c.filter.numDimensions() > c.spatial;
		final long channels = hasChannels ? size[c.spatial] : 2;
		final long depth = c.spatial == 3 ? size[2] : 3;
		final MemoryImage image = MemoryImage.of(new GeneratedSource(description(SampleType.FLOAT32, size[0], size[1], depth,
			channels, 2), 7), 4, 5, 2, 1, 1);
		for (final Border border : new Border[] { Border.ZERO, Border.PERIODIC }) {
			final RecipeStep step = new RecipeStep(c.name, c.filter, c.spatial).border(border);
			check(c, step, image, border, false);
			if (hasChannels && channels == 1) check(c, step.eachChannel(), image, border, true);
		}
	}

	private static ImageDescription description(final SampleType type, final long... size) {
		final String[] names = { "x", "y", "z", "c", "t" };
		final List<ImageAxis> axes = new ArrayList<>();
		for (int d = 0; d < size.length; d++)
			axes.add(new ImageAxis(names[d], size[d], 1, 0, null));
		return new ImageDescription("image", axes, type);
	}

	private static void check(final FilterCase c, final RecipeStep step, final MemoryImage image, final Border border,
		final boolean eachChannel) throws IOException
	{
		final float[] expected = whole(c, image, border, eachChannel);
		final List<RecipeStep> steps = Collections.singletonList(step);
		final MemoryImage streamed = run(new StreamedRecipe(image, steps, MEMORY), 1, 3, 4, 2, 2, 1);
		assertArrayEquals(expected, (float[]) streamed.samples(), border + ", blocks");
		final MemoryImage parts = run(new StreamedRecipe(image, steps, MEMORY), 3, 5, 3, 1, 1, 2);
		assertArrayEquals(expected, (float[]) parts.samples(), border + ", parts");
	}

	private static MemoryImage run(final StreamedRecipe recipe, final int parts, final int... unit) throws IOException {
		final int[] fitting = new int[recipe.result().numDimensions()];
		for (int d = 0; d < fitting.length; d++)
			fitting[d] = (int) Math.min(unit[d], recipe.result().dimensions()[d]);
		final MemoryImage sink = new MemoryImage(recipe.result(), fitting);
		long units = 0;
		for (int part = parts; part > 0; part--) {
			final BatchRun run = new BatchRun(recipe, sink, Monitor.NONE, part, parts);
			run.run();
			assertEquals(run.units(), run.written());
			assertEquals(0, run.missing(9).size());
			units += run.units();
		}
		assertEquals(units, sink.writtenUnits());
		return sink;
	}

	/** By the filter itself, on its own axes; then on x, y, z, c, t. */
	private static float[] whole(final FilterCase c, final MemoryImage image, final Border border,
		final boolean eachChannel)
	{
		RandomAccessibleInterval<FloatType> source = ArrayImgs.floats((float[]) image.samples(), image.description()
			.dimensions());
		// x, y, c, z, t
		if (c.spatial == 2) source = Views.permute(source, 2, 3);
		if (eachChannel) {
			source = Views.addDimension(source, 0, 0);
			for (int d = source.numDimensions() - 1; d > c.spatial; d--)
				source = Views.permute(source, d, d - 1);
		}
		final Img<FloatType> result = Filters.apply(c.filter, source, border);
		final long[] size = result.dimensionsAsLongArray();
		final List<Float> samples = new ArrayList<>();
		final int made = eachChannel ? c.spatial : -1;
		final int channel = (c.spatial == 2 ? 2 : 3) + (eachChannel ? 1 : 0);
		final int z = c.spatial == 2 ? channel + 1 : 2;
		final long perChannel = eachChannel ? size[made] : 1;
		final RandomAccess<FloatType> at = result.randomAccess();
		for (long t = 0; t < size[size.length - 1]; t++)
			for (long ch = 0; ch < size[channel] * perChannel; ch++)
				for (long s = 0; s < size[z]; s++)
					for (long y = 0; y < size[1]; y++)
						for (long x = 0; x < size[0]; x++) {
							at.setPosition(t, size.length - 1);
							at.setPosition(ch / perChannel, channel);
							if (eachChannel) at.setPosition(ch % perChannel, made);
							at.setPosition(s, z);
							at.setPosition(y, 1);
							at.setPosition(x, 0);
							samples.add(at.get().get());
						}
		final float[] array = new float[samples.size()];
		for (int i = 0; i < array.length; i++)
			array[i] = samples.get(i);
		return array;
	}

	@Test
	void stepsInARowAreTheFiltersOneAfterAnother() throws IOException {
		final MemoryImage image = MemoryImage.of(new GeneratedSource(description(SampleType.UINT16, 61, 47, 19), 3), 16, 16, 8);
		final List<FilterCase> cases = FilterCatalogue.cases();
		for (final Border border : new Border[] { Border.ZERO, Border.constant(9), Border.REPLICATE, Border.REFLECT, Border.PERIODIC }) {
			final List<RecipeStep> steps = Stream.of("Gaussian 3D", "convolution, stride, dilation 3D", "box of even size 2D",
				"convolution by fft, binomial 3D").map(name -> step(cases, name).border(border)).collect(Collectors.toList());
			steps.set(2, steps.get(2).type(SampleType.UINT16));
			MemoryImage expected = image;
			for (final RecipeStep step : steps)
				expected = run(new StreamedRecipe(expected, Collections.singletonList(step), MEMORY), 1, 100, 100, 100);
			final MemoryImage[] streamed = new MemoryImage[2];
			streamed[0] = run(new StreamedRecipe(image, steps, MEMORY), 2, 7, 9, 6);
			Parallelization.runMultiThreaded(() -> {
				try {
					streamed[1] = run(new StreamedRecipe(image, steps, 1 << 20), 1, 8, 8, 8);
				}
				catch (final IOException e) {
					throw new AssertionError(e);
				}
			});
			assertArrayEquals((float[]) expected.samples(), (float[]) streamed[0].samples(), border.toString());
			assertArrayEquals((float[]) expected.samples(), (float[]) streamed[1].samples(), border.toString());
			assertTrue(new StreamedRecipe(image, steps, MEMORY).text().contains(" then "));
		}
	}

	private static RecipeStep step(final List<FilterCase> cases, final String name) {
		final FilterCase c = cases.stream().filter(f -> f.name.equals(name)).findFirst().orElseThrow(() -> new AssertionError(
			Arrays.toString(cases.stream().map(f -> f.name).toArray())));
		return new RecipeStep(name, c.filter, c.spatial);
	}
}
