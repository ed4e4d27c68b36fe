package io.github.convolvej.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.FusedFilter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.deformable.DeformableConvolution;
import io.github.convolvej.filter.pointwise.Activation;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Offsets and masks that a convolution makes are explained by its definition. */
class BetweenTest {

	private static final int N = 9;
	private static final int TAPS = 25;

	private final Random random = new Random(8);
	private final double[] image = random.doubles(N * N, 0, 1000).map(v -> (float) v).toArray();
	private final double[] moving = random.doubles(2 * TAPS, -1e-3, 1e-3).toArray();
	private final double[] masking = random.doubles(TAPS, -1e-3, 1e-3).toArray();

	private Explainer explainer(final Filter filter) {
		return new Explainer(filter, Border.ZERO, new long[][] { { N, N, 1 }, { N, N, 1 }, { N, N, 1 } }, (i,
			position) -> image[(int) (position[0] + N * position[1])]);
	}

	private FusedFilter deformable() {
		final Convolution offsets = Convolution.of(new Kernel(moving, 1, 2, 5, 5));
		final Convolution mask = Convolution.of(new Kernel(masking, 1, 1, 5, 5));
		return FusedFilter.of(DeformableConvolution.of(KernelText.parse("1", 2)).modulated(), null, offsets, FusedFilter.of(
			Activation.sigmoid(3), mask));
	}

	/** Sum of products, in double. */
	private double sum(final double[] weights, final int from, final int x, final int y) {
		double sum = 0;
		for (int t = 0; t < TAPS; t++) {
			final int u = x + t % 5 - 2;
			final int v = y + t / 5 - 2;
			if (u >= 0 && v >= 0 && u < N && v < N) sum += weights[from + t] * image[u + N * v];
		}
		return sum;
	}

	@Test
	void offsetsAndMasksAreSumsInDoublePrecisionRoundedOnce() {
		final Explainer explainer = explainer(deformable());
		for (int y = 0; y < N; y++)
			for (int x = 0; x < N; x++) {
				final Term term = explainer.explain(new long[] { x, y, 0 }, 0).terms().get(0);
				// dy comes before dx
				assertEquals(y + (double) (float) sum(moving, 0, x, y), term.position()[1]);
				assertEquals(x + (double) (float) sum(moving, TAPS, x, y), term.position()[0]);
				final float logit = (float) sum(masking, 0, x, y);
				assertEquals((float) (1 / (1 + Math.exp(-logit))), term.weight());
			}
	}

	@Test
	void theErrorOfOffsetsIsPartOfTheResults() {
		final Filter drawn = DeformableConvolution.of(KernelText.parse("1", 2));
		final Filter computed = FusedFilter.of(drawn, null, Convolution.of(new Kernel(moving, 1, 2, 5, 5)));
		final long[] middle = { 4, 4, 0 };
		final double exact = new Explainer(drawn, Border.ZERO, new long[][] { { N, N, 1 }, { N, N, 2 } }, (i, position) -> i == 0
			? image[(int) (position[0] + N * position[1])] : (float) sum(moving, position[2] == 0 ? 0 : TAPS, (int) position[0],
				(int) position[1])).explain(middle, 0).error();
		final double error = explainer(computed).explain(middle, 0).error();
		assertTrue(error > exact && error < 1, exact + " " + error);
	}

	@Test
	void otherFiltersOnTheWayAreRefused() {
		final Filter filter = FusedFilter.of(DeformableConvolution.of(KernelText.parse("1", 2)), null, Pooling.max(3, 3));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> explainer(filter).explain(new long[] { 1, 1, 0 }, 0))
			.getMessage().contains("cannot be explained"));
	}

	@Test
	void noClassOfThisPackageComputesBlocks() throws Exception {
		final Path classes = Paths.get(Explainer.class.getProtectionDomain().getCodeSource().getLocation().toURI()).resolve(
			"io/github/convolvej/explain");
		final List<Path> files;
		try (Stream<Path> all = Files.list(classes)) {
			files = all.filter(f -> f.toString().endsWith(".class")).collect(Collectors.toList());
		}
		assertTrue(files.size() > 8, "classes were found");
		for (final Path file : files) {
			final String constants = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
			for (final String engine : new String[] { "filter/lines/", "convolvej/run/" })
				assertFalse(constants.contains(engine), file + " uses " + engine);
		}
	}
}
