package io.github.convolvej.filter;

/** A plan that knows the sizes of its (first) image and of its result from the beginning. */
public abstract class SizedPlan implements Plan {

	private static final long serialVersionUID = 1L;

	private final long[] sourceDimensions;
	private final long[] targetDimensions;

	/**
	 * @param sourceDimensions size of the image
	 * @param targetDimensions size of the result
	 */
	protected SizedPlan(final long[] sourceDimensions, final long[] targetDimensions) {
		this.sourceDimensions = sourceDimensions.clone();
		this.targetDimensions = targetDimensions.clone();
	}

	@Override
	public final long[] sourceDimensions() {
		return sourceDimensions.clone();
	}

	@Override
	public final long[] targetDimensions() {
		return targetDimensions.clone();
	}

	/** Number of axes of the image. */
	protected final int sourceAxes() {
		return sourceDimensions.length;
	}

	/** Samples of the image along an axis. */
	protected final long sourceSize(final int d) {
		return sourceDimensions[d];
	}

	/** Samples of the result along an axis. */
	protected final long targetSize(final int d) {
		return targetDimensions[d];
	}
}
