package io.github.convolvej.run;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;

/**
 * Runs a plan on images and writes a part of its result to an image: stage by
 * stage, in single or double precision depending on the sample types. {@link
 * TileRun} runs a stage tile by tile.
 */
final class PlanRun {

	private final Border border;
	private final Options options;

	/**
	 * @param border border of the first image; the other images have zeros outside
	 * @param options tiles and monitor
	 */
	PlanRun(final Border border, final Options options) {
		this.border = border;
		this.options = options;
	}

	/**
	 * @param plan the plan to run
	 * @param sources the images that it reads
	 * @param target image for part of the result
	 * @param offset position of that part in the result
	 * @return number of clamped samples, and the engine
	 */
	<R extends RealType<R>> Report run(final Plan plan,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources,
		final RandomAccessibleInterval<R> target, final long[] offset)
	{
		final Plan inside = plan.within(border);
		final Plan told = isWide(inside, sources, target) ? inside.inDouble() : inside;
		final List<Plan> stages = told.stages();
		final long clamped = stages.size() == 1 ? runStage(told, sources, target, offset, options) : runStages(stages,
			sources, target, offset);
		return new Report(clamped, told.engine());
	}

	/**
	 * Runs the stages in order. The images between them are computed for this part
	 * only.
	 */
	private <R extends RealType<R>> long runStages(final List<Plan> stages,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources,
		final RandomAccessibleInterval<R> target, final long[] offset)
	{
		final int axes = stages.get(0).sourceDimensions().length;
		final int last = stages.size() - 1;
		List<RandomAccessibleInterval<? extends RealType<?>>> inputs = new ArrayList<>();
		for (final RandomAccessibleInterval<? extends RealType<?>> source : sources)
			inputs.add(loopPart(source, axes, offset, target.dimensionsAsLongArray()));
		// the first stage reads the image and takes nearly all of the time, so it reports the progress
		Options stageOptions = options;
		for (final Plan stage : stages.subList(0, last)) {
			final Img<DoubleType> between = NewImage.of(new DoubleType(), RunChecks.targetDimensions(stage, inputs.get(0)));
			runStage(stage, inputs, between, new long[between.numDimensions()], stageOptions);
			inputs = Collections.singletonList(between);
			stageOptions = options.silent();
		}
		final long[] within = Arrays.copyOf(Arrays.copyOf(offset, axes), offset.length);
		return runStage(stages.get(last), inputs, target, within, stageOptions);
	}

	/** The part of the looped axes with all positions of the other axes. */
	private static <T> RandomAccessibleInterval<T> loopPart(final RandomAccessibleInterval<T> source, final int axes,
		final long[] offset, final long[] size)
	{
		final long[] min = source.minAsLongArray();
		final long[] max = source.maxAsLongArray();
		for (int d = axes; d < min.length; d++) {
			min[d] += offset[d];
			max[d] = min[d] + size[d] - 1;
		}
		return Views.interval(source, min, max);
	}

	private static boolean isWide(final Plan plan,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources,
		final RandomAccessibleInterval<? extends RealType<?>> target)
	{
		return plan.needsDouble() || BlockReader.needsDouble(target.getType()) || sources.stream().anyMatch(s -> BlockReader
			.needsDouble(s.getType()));
	}

	/** @return number of clamped samples */
	private <R extends RealType<R>> long runStage(final Plan stage,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources,
		final RandomAccessibleInterval<R> target, final long[] offset, final Options stageOptions)
	{
		final boolean wide = isWide(stage, sources, target);
		final BlockWriter<R> writer = new BlockWriter<>(zeroMin(target));
		runTiles(wide ? stage.inDouble() : stage, sources, writer, target.dimensionsAsLongArray(), offset, Precision.of(wide), stageOptions);
		return writer.clamped();
	}

	private <R extends RealType<R>, A> void runTiles(final Plan stage,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources, final BlockWriter<R> writer,
		final long[] size, final long[] offset, final Lines<A> lines, final Options stageOptions)
	{
		final List<BlockReader<A>> readers = new ArrayList<>();
		for (final RandomAccessibleInterval<? extends RealType<?>> source : sources)
			readers.add(reader(source, readers.isEmpty() ? border : Border.ZERO, lines));
		final RawTiles raw = RawTiles.of(stage, sources, writer.image());
		new TileRun<>(stage, readers, writer, raw, RunChecks.targetDimensions(stage, sources.get(0)), size, offset, lines,
			stageOptions).run();
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>, A> BlockReader<A> reader(
		final RandomAccessibleInterval<? extends RealType<?>> source, final Border outside, final Lines<A> lines)
	{
		return BlockReader.of(zeroMin((RandomAccessibleInterval<T>) source), outside, lines, OnFallback.ACCEPT);
	}

	private static <T> RandomAccessibleInterval<T> zeroMin(final RandomAccessibleInterval<T> image) {
		return Views.isZeroMin(image) ? image : Views.zeroMin(image);
	}
}
