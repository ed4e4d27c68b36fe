package io.github.convolvej.learn;

import io.github.convolvej.border.Border;
import io.github.convolvej.explain.Explainer;
import io.github.convolvej.explain.Explanation;
import io.github.convolvej.explain.Samples;
import io.github.convolvej.filter.Operation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One operation on a small image, and the explanations of the samples of its
 * result, computed when they are asked for. Axes are those of the images; an
 * operation with fewer axes runs at each position of the others.
 */
public final class Pass {

	/** Axes of the images that are places; those after them are channels. */
	private final int spatial;
	private final Operation operation;
	private final Border border;
	private final long[][] sizes;
	private final Samples samples;
	private final long first;
	private final boolean[] inserted;
	private final long[] targetSize;
	private final Map<List<Long>, Explanation> known = new HashMap<>();

	private Pass(final Operation operation, final Border border, final int spatial, final long[][] sizes,
		final Samples samples, final long first, final boolean[] inserted)
	{
		this.operation = operation;
		this.border = border;
		this.spatial = spatial;
		this.sizes = sizes;
		this.samples = samples;
		this.first = first;
		this.inserted = inserted;
		final int n = operation.numDimensions();
		final long[][] own = Arrays.stream(sizes).map(s -> Arrays.copyOf(s, n)).toArray(long[][]::new);
		targetSize = sizes[0].clone();
		System.arraycopy(operation.on(own).targetDimensions(), 0, targetSize, 0, n);
	}

	/**
	 * @param operation the operation
	 * @param border border of the image
	 * @param spatial number of axes that are places: x, y and z; one after them is
	 *          that of channels
	 * @param sizes size of each image that it reads
	 * @param samples the images
	 * @param first number of samples of the whole result before those of this one,
	 *          which random choices depend on
	 * @return the operation on these images
	 * @throws IllegalArgumentException if it has no result for these sizes
	 */
	public static Pass of(final Operation operation, final Border border, final int spatial, final long[][] sizes,
		final Samples samples, final long first)
	{
		return new Pass(operation, border, spatial, sizes, samples, first, null);
	}

	/** Another operation on an image of its own, in which some samples may have been inserted. */
	Pass with(final Operation other, final Border outside, final Values image, final boolean[] insertedSamples) {
		return new Pass(other, outside, spatial, new long[][] { image.size() }, (i, position) -> image.get(position), 0,
			insertedSamples);
	}

	/** @return the operation */
	public Operation operation() {
		return operation;
	}

	Border border() {
		return border;
	}

	int spatial() {
		return spatial;
	}

	/** @return size of an image that it reads, by the image's index */
	public long[] size(final int image) {
		return sizes[image].clone();
	}

	int images() {
		return sizes.length;
	}

	/** @return size of the result */
	public long[] targetSize() {
		return targetSize.clone();
	}

	double sample(final int image, final long... position) {
		return samples.value(image, position);
	}

	/** Whether a sample of the image is a zero that was put between others. */
	boolean isInserted(final long... position) {
		return inserted != null && inserted[Math.toIntExact(Values.index(sizes[0], position))];
	}

	/**
	 * @param target a sample of the result
	 * @return how it is computed; positions of its terms are on the operation's
	 *         axes, see {@link #whole}
	 * @throws IllegalArgumentException if samples of this operation cannot be
	 *           explained
	 */
	public Explanation explanation(final long... target) {
		return known.computeIfAbsent(Arrays.stream(target).boxed().collect(Collectors.toList()), key -> explained(target
			.clone()));
	}

	private Explanation explained(final long[] target) {
		final int n = operation.numDimensions();
		final long[][] own = Arrays.stream(sizes).map(s -> Arrays.copyOf(s, n)).toArray(long[][]::new);
		final Explainer explainer = new Explainer(operation, border, own, new Samples() {

			@Override
			public double value(final int image, final long... position) {
				return samples.value(image, whole(position, target));
			}

			@Override
			public double error(final int image, final long... position) {
				return samples.error(image, whole(position, target));
			}
		});
		return explainer.explain(Arrays.copyOf(target, n), first + Values.index(targetSize, target));
	}

	/** A position on the operation's axes, with the result's position on the others. */
	static long[] whole(final long[] position, final long... target) {
		final long[] all = target.clone();
		System.arraycopy(position, 0, all, 0, position.length);
		return all;
	}

	/** The whole result, in single precision, as the next pass reads it. */
	Values result() {
		final Values values = new Values(targetSize);
		long count = 1;
		for (final long n : targetSize)
			count *= n;
		for (long i = 0; i < count; i++) {
			final long[] at = Values.position(targetSize, i);
			values.set((float) explanation(at).result(), at);
		}
		return values;
	}
}
