package io.github.convolvej.network;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.ResultDescription;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.Report;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * An {@link ImageOperation} bound to the sizes of its images. It describes the
 * result before any work, and computes any part of it from whole images, with
 * its own tiles and threads. Immutable and thread-safe.
 */
public interface ImagePlan extends ResultDescription {

	/**
	 * Computes part of the result, with the same bits as in the whole result.
	 *
	 * @param <R> sample type of the result
	 * @param sources the images, of the sizes that the operation is bound to;
	 *          further axes are looped over
	 * @param border border of the first image, and of the results between layers
	 * @param target image for the part
	 * @param offset position of the target's first sample in the whole result
	 * @param options tiles and monitor
	 * @return number of clamped samples, and the engine
	 * @throws IllegalArgumentException if the first image has another size, or the
	 *           part reaches beyond the result
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	<R extends RealType<R>> Report processPart(List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources,
		Border border, RandomAccessibleInterval<R> target, long[] offset, Options options);

	/**
	 * @return estimated time of one core for a result on the operation's axes, in nanoseconds; 0 if the multiply-accumulates
	 *         and the samples of the result say how long it takes
	 */
	default double nanoseconds() {
		return 0;
	}

	/** @return whether computing any part of the result, on the operation's axes, takes the work of the whole result */
	boolean isComputedWhole();

	/**
	 * Returns this plan for many parts of one image. What depends on the whole
	 * image is then computed once, when the first part needs it, by passes over
	 * the image, if it is small and the rest depends on a part of the image only.
	 *
	 * @return a plan with the same bits, to be used with a single image, whose
	 *         samples do not change; this if nothing can be computed before
	 */
	default ImagePlan forParts() {
		return this;
	}
}
