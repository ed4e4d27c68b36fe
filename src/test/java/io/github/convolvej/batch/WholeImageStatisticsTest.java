package io.github.convolvej.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.pointwise.Activation;
import io.github.convolvej.network.NetworkOperation;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;
import io.github.convolvej.run.Options;
import io.github.convolvej.store.GeneratedSource;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

/** Networks with statistics of whole slices are computed block by block, if they are the first step. */
class WholeImageStatisticsTest {

	private static final long HEAP = 1 << 30;

	private static StreamedRecipe recipe(final List<RecipeStep> steps) {
		final ImageDescription image = new ImageDescription("image", Arrays.asList(new ImageAxis("x", 50, 1, 0, null),
			new ImageAxis("y", 40, 1, 0, null), new ImageAxis("z", 3, 1, 0, null)), SampleType.UINT8);
		return new StreamedRecipe(new GeneratedSource(image, 1), steps, HEAP, HEAP);
	}

	private static RecipeStep network() {
		return new RecipeStep("network", NetworkOperation.of(NetworkText.parse(
			"conv k=3 c=3 p=same | inorm | relu | se r=1 | conv k=1 c=1", 2, 1, new RandomWeights(1))), 2).type(SampleType.FLOAT32);
	}

	private static float[] samples(final StreamedRecipe recipe, final Box part) throws IOException {
		return (float[]) recipe.compute(part, Options.DEFAULT).samples();
	}

	@Test
	void blocksAreThoseOfTheWhole() throws IOException {
		final StreamedRecipe blocks = recipe(Arrays.asList(network()));
		assertFalse(blocks.needsWhole());
		final float[] whole = samples(blocks, Box.whole(blocks.target()));
		final Box part = Box.whole(blocks.target()).with(Box.X, 17, 20).with(Box.Y, 8, 16).with(Box.Z, 1, 1);
		assertTrue(blocks.needed(part).samples() < 30 * 30);
		final float[] expected = new float[20 * 16];
		for (int y = 0; y < 16; y++)
			System.arraycopy(whole, 17 + 50 * (8 + y + 40), expected, 20 * y, 20);
		assertArrayEquals(expected, samples(recipe(Arrays.asList(network())), part));
		// after another step, its whole result is computed first
		final StreamedRecipe second = recipe(Arrays.asList(new RecipeStep("relu", Activation.relu(2), 2), network()));
		assertTrue(second.needsWhole());
		assertArrayEquals(expected, samples(second, part));
	}
}
