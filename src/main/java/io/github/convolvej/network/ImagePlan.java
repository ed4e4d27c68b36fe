package io.github.convolvej.network;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.ResultDescription;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.Report;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * An {@link ImageOperation} bound to the size of its images: it knows its result
 * beforehand, and computes any part of it from whole images, with tiles and
 * threads of its own. Immutable and thread-safe.
 */
public interface ImagePlan extends ResultDescription {

	/**
	 * Computes part of the result, the same bits as in the whole.
	 *
	 * @param <R> sample type of the result
	 * @param sources the images of the sizes that the operation was bound to; axes
	 *          beyond the operation's are looped over
	 * @param border what is outside of the first image, and of what lies between
	 *          layers
	 * @param target image for the part
	 * @param offset where the target's first sample lies in the whole result
	 * @param options tiles and monitor
	 * @return how many samples were clamped, and the engine
	 * @throws IllegalArgumentException if the first image has another size, or the
	 *           part reaches beyond the result
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	<R extends RealType<R>> Report processPart(List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources,
		Border border, RandomAccessibleInterval<R> target, long[] offset, Options options);

	/**
	 * @return whether any part of the result, on the operation's axes, takes the work
	 *         for all of it
	 */
	boolean isComputedWhole();
}
