package io.github.convolvej.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.store.GeneratedSource;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.MemoryImage;
import io.github.convolvej.store.SampleType;
import io.github.convolvej.store.zarr.ZarrLayout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan is small however many blocks it has, and knows which of them are open. */
class BatchPlanTest {

	private static StreamedRecipe recipe(final long x, final long y, final long z) {
		final ImageDescription image = new ImageDescription("image", Arrays.asList(new ImageAxis("x", x, 1, 0, null), new ImageAxis(
			"y", y, 1, 0, null), new ImageAxis("z", z, 1, 0, null)), SampleType.UINT8);
		return new StreamedRecipe(new GeneratedSource(image, 1), Arrays.asList(new RecipeStep("smooth", Smooth.gaussian(1, 1, 1), 3)
			.type(null)), 64 << 20);
	}

	@Test
	void aMillionBlocksTakeNoMoreThanAFew() throws IOException {
		final int[] bytes = new int[2];
		for (int i = 0; i < 2; i++) {
			final StreamedRecipe recipe = recipe(i == 0 ? 128 : 6400, 6400, 6400);
			// no larger blocks than the files, so that there are as many
			final BatchPlan plan = new BatchPlan(recipe, ZarrLayout.DEFAULT.chunks(64, 64, 64).planned(recipe.result()), new Workers(
				64 << 20, 8, 1 << 20), 1, 1);
			assertEquals(i == 0 ? 20_000 : 1_000_000, plan.blocks());
			final ByteArrayOutputStream out = new ByteArrayOutputStream();
			try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
				objects.writeObject(plan);
			}
			bytes[i] = out.size();
		}
		assertEquals(bytes[0], bytes[1]);
		assertTrue(bytes[0] < 2000, bytes[0] + " bytes");
	}

	@ParameterizedTest
	@CsvSource({ "1,1", "1,3", "3,3" })
	void blocksAreOpenUntilAllOfTheirUnitsAreThere(final int part, final int parts) throws IOException {
		final StreamedRecipe recipe = recipe(100, 70, 30);
		final MemoryImage sink = new MemoryImage(recipe.result(), 16, 16, 16);
		final BatchPlan plan = new BatchPlan(recipe, sink, new Workers(64 << 20, 2, 2), part, parts);
		assertEquals(plan.units(), plan.count(sink));
		final BlockTask task = new BlockTask(recipe, sink, plan);
		final BatchCounts counts = new BatchCounts();
		while (!plan.open(sink).isEmpty()) {
			final int before = plan.open(sink).cardinality();
			task.run(plan.open(sink).nextSetBit(0), Monitor.NONE, counts);
			assertEquals(before - 1, plan.open(sink).cardinality());
		}
		assertEquals(0, plan.count(sink));
		assertEquals(plan.units(), counts.written());
		assertEquals(plan.units(), sink.writtenUnits());
	}

	@Test
	void noProcessHasMoreThreadsThanAll() {
		assertThrows(IllegalArgumentException.class, () -> new Workers(1, 0, 0));
		assertThrows(IllegalArgumentException.class, () -> new Workers(1, 4, 2));
	}
}
