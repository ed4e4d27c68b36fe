package io.github.convolvej.cli;

import io.github.convolvej.batch.BatchCounts;
import io.github.convolvej.batch.BatchPlan;
import io.github.convolvej.batch.Manifest;
import io.github.convolvej.batch.Pyramid;
import io.github.convolvej.batch.RunHash;
import io.github.convolvej.batch.StreamedRecipe;
import io.github.convolvej.batch.Workers;
import io.github.convolvej.cli.console.Console;
import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.console.Progress;
import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.FreeSpace;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.file.ImageJMessages;
import io.github.convolvej.ij1.macro.Provenance;
import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.zarr.ZarrImages;
import io.github.convolvej.store.zarr.ZarrLayout;
import io.github.convolvej.store.zarr.ZarrWriter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Runs a recipe block by block from an image of any size into a Zarr container. */
final class VolumeRun {

	private static final int FAILED = 1;
	private static final String ENDING = ".zarr";

	private final Recipe recipe;
	private final VolumeOptions options;
	private final VolumeEngine engine;
	private int series;
	private String localOption;
	private Workers workers;
	private final Console console;
	private final BooleanSupplier cancelled;
	/** How the line of progress begins, for an image of a plate; null for an image of its own. */
	private String name;
	private int[] part = { 1, 1 };
	private long clamped;
	private long written;
	private long skipped;

	/**
	 * @param recipe the filters; null to copy
	 * @param options how to store and what to use
	 * @param engine what computes
	 * @param console where to report
	 * @param cancelled whether to stop
	 */
	VolumeRun(final Recipe recipe, final VolumeOptions options, final VolumeEngine engine, final Console console,
		final BooleanSupplier cancelled)
	{
		this.recipe = recipe;
		this.options = options;
		this.engine = engine;
		this.console = console;
		this.cancelled = cancelled;
	}

	/** Which of several images of a TIFF is read, from 1; 0 for the only one. */
	VolumeRun series(final int number) {
		series = number;
		return this;
	}

	/** The first option given that only this process can heed; null for none. */
	VolumeRun localOption(final String option) {
		localOption = option;
		return this;
	}

	/** Whether the name of a file says that it is a Zarr container. */
	static boolean isZarr(final String name) {
		return name.replaceFirst("[/\\\\]+$", "").toLowerCase(Locale.ROOT).endsWith(ENDING);
	}

	/**
	 * @param folder the folder that relative paths start from
	 * @param input an image file or container
	 * @param output a container
	 * @param overwrite whether a container of that name is replaced
	 * @param dryRun whether to tell what would be done only
	 * @return the exit code: 0 if all is there, otherwise 1
	 * @throws UsageException if it cannot be done as it was typed
	 */
	int run(final Path folder, final String input, final String output, final boolean overwrite, final boolean dryRun) {
		part = options.part();
		return run(folder, input, output, null, overwrite, dryRun);
	}

	/**
	 * The same for an image of a plate, which is computed as a whole, and which the
	 * record of the plate tells of.
	 *
	 * @param title how the line of progress begins
	 */
	int run(final Path folder, final String input, final String output, final String title, final boolean dryRun) {
		part = new int[] { 1, 1 };
		return run(folder, input, output, title, false, dryRun);
	}

	private int run(final Path folder, final String input, final String output, final String title, final boolean overwrite,
		final boolean dryRun)
	{
		name = title;
		clamped = 0;
		written = 0;
		skipped = 0;
		final Path target = FilePaths.resolve(folder, output);
		try (ImageJMessages messages = new ImageJMessages()) {
			final VolumeInput image = new VolumeInput(folder, input, options.axes(), series);
			try (BlockSource source = image.open(messages, console::note)) {
				source.notes().forEach(note -> console.note("note: " + note));
				checkPlaces(folder, input, target);
				checkUse(target);
				if (recipe != null) recipe.checkValues();
				// what was typed wrongly is said before anything is started
				options.levels(1);
				options.layout(ZarrImages.layoutOf(source));
				if (workers == null) workers = engine.start(console, localOption);
				return dryRun ? plan(source, target) : run(image, source, target, overwrite);
			}
		}
		catch (final CancellationException e) {
			console.error(input + ": cancelled; the same command goes on from here");
		}
		catch (final UsageException e) {
			throw e;
		}
		catch (final IOException e) {
			console.error(input + ": " + Failures.message(e));
		}
		catch (final UncheckedIOException e) {
			console.error(input + ": " + Failures.message(e.getCause()));
		}
		catch (final IllegalArgumentException e) {
			console.error(input + ": " + e.getMessage());
		}
		catch (final OutOfMemoryError e) {
			console.error(input + ": not enough memory: give Java more (java -Xmx" + 2 * (Runtime.getRuntime().maxMemory() >> 20) +
				"m), or less to the blocks (--memory), or use fewer --threads");
		}
		return FAILED;
	}

	/**
	 * Checks that the input is not written onto.
	 *
	 * @throws UsageException if it would be
	 * @throws IOException if it is not there
	 */
	void checkPlaces(final Path folder, final String input, final Path target) throws IOException {
		if (input.startsWith("http")) return;
		final Path from = FilePaths.resolve(folder, input).toRealPath();
		final Path to = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath().normalize();
		if (to.equals(from)) throw new UsageException("OUTPUT " + target +
			" is the input, which is never written onto: choose another name");
		if (to.startsWith(from)) throw new UsageException("OUTPUT " + target +
			" is inside the input: choose another folder");
		if (from.startsWith(to)) throw new UsageException("OUTPUT " + target + " holds the input: choose another name");
	}

	/** A kernel or model inside a container would be deleted with it. */
	private void checkUse(final Path target) throws IOException {
		if (recipe == null || !Files.exists(target)) return;
		for (final Map.Entry<Path, String> file : recipe.files().entrySet())
			if (file.getKey().toRealPath().startsWith(target.toRealPath())) throw new UsageException("OUTPUT " + target +
				" holds " + file.getValue() + ", which are never written onto: choose another name");
	}

	private StreamedRecipe bind(final BlockSource source) {
		final long memory = options.memory(workers.heap());
		return recipe == null ? new StreamedRecipe(source, Collections.emptyList(), memory, workers.heap()) : VolumeRecipe.bind(
			recipe, source, memory, workers.heap(), note -> console.note(source.location() + ": note: " + note));
	}

	private List<ImageDescription> levels(final StreamedRecipe bound, final BlockSource source) throws IOException {
		final Map<String, String> properties = new LinkedHashMap<>();
		properties.put("version", Provenance.version());
		properties.put("recipe", recipe == null ? "copy" : recipe.text());
		properties.put("input", source.description().name());
		properties.put("engine", String.join(" then ", bound.engines()));
		final String before = source.description().properties().get("recipe");
		if (before != null) properties.put("recipe of the input", before);
		properties.put(ZarrWriter.HASH, RunHash.of(bound, Provenance.version()));
		final ImageDescription result = bound.result();
		final String name = recipe == null ? result.name() : result.name() + "-" + recipe.name();
		final int usual = recipe == null ? Pyramid.usualLevels(result) : 1;
		return Pyramid.levels(result.named(name).withProperties(properties), options.levels(usual));
	}

	private int plan(final BlockSource source, final Path target) throws IOException {
		final StreamedRecipe bound = bind(source);
		final List<ImageDescription> levels = levels(bound, source);
		final ZarrLayout layout = options.layout(ZarrImages.layoutOf(source));
		final BlockSink planned = layout.planned(levels.get(0));
		final BatchPlan run = new BatchPlan(bound, planned, workers, 1, 1);
		console.line(source.location() + " -> " + target);
		for (int i = 0; i < levels.size(); i++)
			console.line("  " + (levels.size() > 1 ? "level " + i + ": " : "") + sizes(levels.get(i)) + " " + levels.get(i).type()
				.name().toLowerCase(Locale.ROOT) + ", " + NumberText.bytes((long) VolumeSpace.bytes(levels.get(i))) + " before compression");
		for (final ImageAxis axis : levels.get(0).axes())
			console.line("  axis " + axis);
		console.line(String.format(Locale.ROOT, "  work %,.0f multiply-accumulates, engine %s", bound.multiplyAccumulates(), bound
			.engines().isEmpty() ? "none, a copy" : String.join(" then ", bound.engines())));
		console.line("  stored as Zarr " + layout.version() + ", " + layout.compression() + ", files of " + Arrays.toString(planned
			.unit()) + "; computed in " + ConsoleText.count(run.blocks(), "block") + " of " + Arrays.toString(run.block()) +
			" (x, y, z, c, t) with " + NumberText.bytes(bound.memory()) + " of memory");
		console.line("  " + new VolumeSpace(target, levels, run, FreeSpace.of(target)).describe(isCompressed(layout)));
		return 0;
	}

	private static boolean isCompressed(final ZarrLayout layout) {
		return !layout.compression().equals("raw");
	}

	private static String sizes(final ImageDescription image) {
		return image.axes().stream().map(a -> Long.toString(a.size())).collect(Collectors.joining(" x ")) + " (" + image.axes()
			.stream().map(ImageAxis::name).collect(Collectors.joining(", ")) + ")";
	}

	private int run(final VolumeInput input, final BlockSource source, final Path target, final boolean overwrite)
		throws IOException
	{
		final long start = System.nanoTime();
		final Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
		final StreamedRecipe bound = bind(source);
		final List<ImageDescription> levels = levels(bound, source);
		final ZarrLayout layout = options.layout(ZarrImages.layoutOf(source));
		if (overwrite && part[1] > 1) throw new UsageException("--overwrite with --part would delete what other parts have" +
			" written: delete " + target + " first");
		// everything that can be wrong is found before anything is deleted
		final BlockSink planned = layout.planned(levels.get(0));
		final BatchPlan plan = new BatchPlan(bound, planned, workers, part[0], part[1]);
		new VolumeSpace(target, levels, plan, FreeSpace.of(target)).check(bound, planned, plan, isCompressed(layout), console);
		if (overwrite) ZarrWriter.delete(target);
		try (ZarrWriter writer = ZarrWriter.open(target, levels, layout, plan.label());
				Progress progress = console.progress(name == null ? target.getFileName().toString() : name, cancelled))
		{
			final VolumeWork work = work(input, target, 0, bound, writer, part[0], part[1]);
			check(work, writer);
			compute(work, progress);
			final long[] samples = engine.samplesOfInput();
			final boolean complete = new BatchPlan(bound, writer.level(0), workers, 1, 1).missing(writer.level(0), 1).isEmpty();
			if (complete) for (int i = 1; i < levels.size(); i++)
				computeLevel(writer, target, i, progress);
			final double seconds = (System.nanoTime() - start) * 1e-9;
			if (name == null) manifest(source, target, bound, work.plan(), layout, began, seconds, samples);
			if (complete) writer.finish();
			console.line(source.location() + " -> " + target + "  " + sizes(levels.get(0)) + " " + levels.get(0).type().name()
				.toLowerCase(Locale.ROOT) + (levels.size() > 1 ? ", " + levels.size() + " levels" : "") + String.format(Locale.ROOT,
					", %.2f s", seconds) + read(source, samples) + (skipped > 0 ? ", " + ConsoleText.count(skipped, "file") + " of an earlier run" : "") + (clamped > 0
						? ", " + ConsoleText.count(clamped, "sample") + " clamped" : "") + (plan.label() == null ? "" : ", part " +
							part[0] + " of " + part[1] + (complete ? ", now complete" : "")));
		}
		if (name == null) console.line("1 done, 0 failed");
		return 0;
	}

	/** How much was read, if more than nothing: once each sample, and some of them again. */
	private static String read(final BlockSource source, final long... samples) {
		return samples[1] == 0 ? "" : String.format(Locale.ROOT, ", %.2f samples read for each of the input", samples[1] /
			samplesOf(source));
	}

	private static double samplesOf(final BlockSource source) {
		double all = 1;
		for (final long s : source.description().dimensions())
			all *= s;
		return all;
	}

	private VolumeWork work(final VolumeInput input, final Path target, final int level, final StreamedRecipe bound,
		final ZarrWriter writer, final int part, final int parts) throws IOException
	{
		final BlockSink sink = writer.level(level);
		String fingerprint = bound.source().fingerprint();
		if (input != null && engine.isElsewhere()) try (BlockSource same = input.openElsewhere()) {
			fingerprint = same.fingerprint();
		}
		return new VolumeWork(input, target, writer, level, workers.heap(),
			bound, sink, new BatchPlan(bound, sink, workers, part, parts), fingerprint);
	}

	/** Nothing stays where nothing can be computed. */
	private void check(final VolumeWork work, final ZarrWriter writer) throws IOException {
		try {
			engine.check(work);
		}
		catch (final IOException | RuntimeException e) {
			writer.discard();
			throw e;
		}
	}

	private void compute(final VolumeWork work, final Progress progress) throws IOException {
		final BatchCounts counts = engine.compute(work, progress);
		clamped += counts.clamped();
		written += counts.written();
		skipped += counts.skipped();
	}

	private void computeLevel(final ZarrWriter writer, final Path target, final int level, final Progress progress)
		throws IOException
	{
		try (BlockSource finer = writer.read(level - 1)) {
			final StreamedRecipe halved = new StreamedRecipe(finer, Collections.singletonList(Pyramid.step(finer.description())),
				options.memory(workers.heap()), workers.heap());
			compute(work(null, target, level, halved, writer, 1, 1), progress);
		}
	}

	private void manifest(final BlockSource source, final Path target, final StreamedRecipe bound, final BatchPlan plan,
		final ZarrLayout layout, final Instant began, final double seconds, final long... samples) throws IOException
	{
		final double all = samplesOf(source);
		final String label = plan.label();
		final Path name = target.toAbsolutePath().normalize();
		final Manifest manifest = new Manifest().put("program", Program.version()).put("input", source.location()).put("output",
			target.toString()).put("recipe", recipe == null ? "copy" : recipe.text()).put("engines", new ArrayList<>(bound
				.engines())).put("part", label).put("format", "Zarr " + layout.version() + ", " + layout.compression()).put("threads",
					workers.inAll()).put("memory", bound.memory());
		if (engine.name() != null) manifest.put("cluster", engine.name());
		manifest.put("blocks", plan.blocks()).put("block", Arrays.stream(plan.block()).boxed().collect(Collectors.toList())).put(
			"filesWritten", written).put("filesOfEarlierRuns", skipped).put("samplesClamped", clamped).put(
				"samplesNeededPerSampleOfInput", Math.round(1000 * samples[0] / all) / 1000.0).put("samplesReadPerSampleOfInput", Math
					.round(1000 * samples[1] / all) / 1000.0).put("began", began.toString()).put("seconds", Math.round(100 * seconds) /
						100.0).write(name.resolveSibling(name.getFileName() + (label == null ? "" : "." + label) + ".json"));
	}
}
