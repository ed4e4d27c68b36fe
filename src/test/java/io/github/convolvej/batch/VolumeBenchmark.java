package io.github.convolvej.batch;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.kernel.Presets;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.store.GeneratedSource;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.SampleType;
import io.github.convolvej.store.zarr.ZarrLayout;
import io.github.convolvej.store.zarr.ZarrWriter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import net.imglib2.parallel.Parallelization;

/**
 * Streams a generated volume of 16-bit samples through three steps (3D Gaussian, 3 x
 * 3 x 3 kernel, 2 x 2 x 2 mean) into a Zarr container with chunks of 128 x 128 x 128
 * and prints time, memory and how much was read:
 *
 * <pre>
 * java -Xmx1g -cp ... io.github.convolvej.batch.VolumeBenchmark FOLDER WIDTH HEIGHT DEPTH [THREADS]
 * </pre>
 */
final class VolumeBenchmark {

	private VolumeBenchmark() {}

	public static void main(final String... args) {
		final int threads = args.length > 4 ? Integer.parseInt(args[4]) : Runtime.getRuntime().availableProcessors();
		Parallelization.runWithNumThreads(threads, () -> {
			try {
				run(Paths.get(args[0]), Long.parseLong(args[1]), Long.parseLong(args[2]), Long.parseLong(args[3]));
			}
			catch (final IOException e) {
				throw new java.io.UncheckedIOException(e);
			}
		});
	}

	private static void run(final Path folder, final long width, final long height, final long depth) throws IOException {
		final ImageDescription image = new ImageDescription("generated", Arrays.asList(new ImageAxis("x", width, 1, 0, null),
			new ImageAxis("y", height, 1, 0, null), new ImageAxis("z", depth, 1, 0, null)), SampleType.UINT16);
		final int[] two = { 2, 2, 2 };
		final List<RecipeStep> steps = Arrays.asList(new RecipeStep("gaussian", Smooth.gaussian(2, 2, 2), 3).border(
			Border.REFLECT).type(null), new RecipeStep("kernel", Convolution.of(Presets.parse("binomial:3", 3)), 3).border(
				Border.REFLECT).type(null), new RecipeStep("mean", Pooling.average(two).stride(two), 3).type(null));
		final long start = System.nanoTime();
		final StreamedRecipe recipe = new StreamedRecipe(new GeneratedSource(image, 1), steps, Runtime.getRuntime().maxMemory() / 4);
		final Path path = folder.resolve("benchmark.zarr");
		ZarrWriter.delete(path);
		try (ZarrWriter writer = ZarrWriter.open(path, Arrays.asList(recipe.result()), ZarrLayout.DEFAULT.chunks(128, 128, 128), null)) {
			final BatchRun run = new BatchRun(recipe, writer.level(0), Monitor.NONE);
			run.run();
			writer.finish();
			final double seconds = (System.nanoTime() - start) * 1e-9;
			final double samples = (double) width * height * depth;
			System.out.printf(Locale.ROOT, "%d x %d x %d (%.1f GiB), %d blocks of %s, %d threads: %.1f s, %.1f ns a sample," +
				" %.3f samples needed and %.3f read for each, peak resident memory %s%n", width, height, depth, samples * 2 / (1 << 30), run.blocks(),
				Arrays.toString(run.block()), Parallelization.getTaskExecutor().getParallelism(), seconds, seconds * 1e9 / samples, recipe
					.samplesNeeded() / samples, recipe.samplesRead() / samples, peak());
		}
	}

	/** Of this process, as Linux counts it. */
	private static String peak() throws IOException {
		final Path status = Paths.get("/proc/self/status");
		if (!Files.exists(status)) return "unknown";
		return Files.readAllLines(status).stream().filter(l -> l.startsWith("VmHWM")).map(l -> l.replaceAll("[^0-9]", "")).map(
			kb -> Long.parseLong(kb) / 1024 + " MiB").findFirst().orElse("unknown");
	}
}
