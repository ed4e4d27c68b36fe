package io.github.convolvej.batch;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.network.FilterOperation;
import io.github.convolvej.network.ImageOperation;
import io.github.convolvej.store.SampleType;

import java.io.Serializable;

/**
 * A filter of a recipe, with the parameters of its run: border, sample type of
 * the result, and use of channels. Immutable.
 */
public final class RecipeStep implements Serializable {

	private static final long serialVersionUID = 1L;

	private final String text;
	private final ImageOperation operation;
	private final int spatial;
	private final boolean eachChannel;
	private final boolean placed;
	private final boolean sameChannels;
	private final Border border;
	private final SampleType type;

	private RecipeStep(final String text, final ImageOperation operation, final int spatial, final boolean eachChannel,
		final boolean placed, final boolean sameChannels, final Border border, final SampleType type)
	{
		this.text = text;
		this.operation = operation;
		this.spatial = spatial;
		this.eachChannel = eachChannel;
		this.placed = placed;
		this.sameChannels = sameChannels;
		this.border = border;
		this.type = type;
	}

	/**
	 * A step that is a filter, see {@link #RecipeStep(String, ImageOperation,
	 * int)}.
	 *
	 * @param text description with all parameters
	 * @param filter a filter of one image
	 * @param spatial number of its spatial axes, 2 or 3
	 * @throws IllegalArgumentException if the filter reads several images, or has
	 *           other axes
	 */
	public RecipeStep(final String text, final Filter filter, final int spatial) {
		this(text, FilterOperation.of(filter), spatial);
	}

	/**
	 * A step with zeros outside the image and results of 32-bit floating point.
	 *
	 * @param text description with all parameters: steps of the same text must do
	 *          the same
	 * @param operation an operation that reads one image
	 * @param spatial number of its spatial axes, 2 or 3: x, y and possibly z; a
	 *          further axis is the channel axis
	 * @throws IllegalArgumentException if the filter reads several images, or has
	 *           other axes
	 */
	public RecipeStep(final String text, final ImageOperation operation, final int spatial) {
		this(text, operation, spatial, false, true, operation.numDimensions() == spatial, Border.ZERO, SampleType.FLOAT32);
		if (operation.sources() != 1) throw new IllegalArgumentException(text + " reads " + operation.sources() +
			" images, but a step that runs block by block reads one: give a TIFF as OUTPUT, for which all of them have to fit into" +
			" memory");
		checkAxes();
	}

	/**
	 * A step whose operation reads an image several times, as if it were several, such as
	 * the image and its background.
	 *
	 * @param text description with all parameters
	 * @param operation an operation that reads several images of the same size
	 * @param spatial number of its spatial axes, 2 or 3
	 * @return the step, otherwise as a new one
	 * @throws IllegalArgumentException if the operation has other axes
	 */
	public static RecipeStep ofOneImage(final String text, final ImageOperation operation, final int spatial) {
		final RecipeStep step = new RecipeStep(text, operation, spatial, false, true, operation.numDimensions() == spatial,
			Border.ZERO, SampleType.FLOAT32);
		step.checkAxes();
		return step;
	}

	private void checkAxes() {
		if (spatial < 2 || spatial > 3) throw new IllegalArgumentException(text + " works on " + spatial +
			" spatial axes, but a step of a recipe has 2 or 3");
		if (operation.numDimensions() < spatial || operation.numDimensions() > spatial + 1) throw new IllegalArgumentException(text +
			" has " + operation.numDimensions() + " axes, but must have " + spatial + " and perhaps channels");
	}

	/**
	 * @param outside border of the image
	 * @return the step with that border
	 */
	public RecipeStep border(final Border outside) {
		return new RecipeStep(text, operation, spatial, eachChannel, placed, sameChannels, outside, type);
	}

	/**
	 * @param result sample type of the result: whole numbers are rounded half up
	 *          and clamped; null for the type of the image
	 * @return the step with that type
	 */
	public RecipeStep type(final SampleType result) {
		return new RecipeStep(text, operation, spatial, eachChannel, placed, sameChannels, border, result);
	}

	/**
	 * @return the step that runs its filter on every channel separately although
	 *         the filter has a channel axis, because it computes several channels
	 *         from each
	 */
	public RecipeStep eachChannel() {
		return new RecipeStep(text, operation, spatial, operation.numDimensions() > spatial, placed, sameChannels, border, type);
	}

	/**
	 * @return the step whose samples have no position in the image along the
	 *         spatial axes, such as those of global pooling
	 */
	public RecipeStep withoutPlace() {
		return new RecipeStep(text, operation, spatial, eachChannel, false, sameChannels, border, type);
	}

	/** @return the step whose channel c depends only on channel c of the image, although the filter has a channel axis */
	public RecipeStep sameChannels() {
		return new RecipeStep(text, operation, spatial, eachChannel, placed, true, border, type);
	}

	/** @return description with all parameters */
	public String text() {
		return text;
	}

	ImageOperation operation() {
		return operation;
	}

	int spatial() {
		return spatial;
	}

	/** Whether the filter has a channel axis. */
	boolean hasChannels() {
		return operation.numDimensions() > spatial;
	}

	boolean isEachChannel() {
		return eachChannel;
	}

	boolean isPlaced() {
		return placed;
	}

	boolean keepsChannels() {
		return sameChannels;
	}

	Border border() {
		return border;
	}

	/** Null for the type of the image. */
	SampleType type() {
		return type;
	}

	@Override
	public String toString() {
		return text + " border=" + border + " output=" + (type == null ? "same" : type.name());
	}
}
