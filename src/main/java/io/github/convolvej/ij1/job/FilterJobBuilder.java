package io.github.convolvej.ij1.job;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.network.FilterOperation;
import io.github.convolvej.network.ImageOperation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Collects the settings of a {@link FilterJob}: begin with {@link #of}, end with {@link #build}. */
public final class FilterJobBuilder {

	private final List<ImageInput> inputs = new ArrayList<>();
	private final ImageOperation operation;
	private final int spatial;
	private boolean eachChannel;
	private IntFunction<String> channelNames = k -> "kernel " + (k + 1);
	private boolean sameChannels;
	private boolean placed = true;
	private Border border = Border.ZERO;
	private boolean same;
	private ResultRange range = ResultRange.MEASURED;
	private String name = "filtered";

	private FilterJobBuilder(final ImageInput input, final ImageOperation operation, final int spatial) {
		inputs.add(input);
		this.operation = operation;
		this.spatial = spatial;
	}

	/**
	 * @param input the image
	 * @param filter the operation
	 * @param spatial its spatial axes: 2, or 3 if it filters along z; a further
	 *          axis of the filter is the channel axis
	 * @return a job to be completed with {@link #build}
	 */
	public static FilterJobBuilder of(final ImageInput input, final Filter filter, final int spatial) {
		return of(input, FilterOperation.of(filter), spatial);
	}

	/**
	 * @param input the image
	 * @param operation the operation
	 * @param spatial its spatial axes: 2, or 3 if it works along z; a further axis of
	 *          the operation is the channel axis
	 * @return a job to be completed with {@link #build}
	 */
	public static FilterJobBuilder of(final ImageInput input, final ImageOperation operation, final int spatial) {
		return new FilterJobBuilder(input, operation, spatial);
	}

	/**
	 * @param further a further image that the filter reads: offsets, a mask,
	 *          positions of maxima
	 * @return this
	 */
	public FilterJobBuilder with(final ImageInput further) {
		inputs.add(further);
		return this;
	}

	/**
	 * Runs a filter that computes several channels on every channel separately:
	 * channel c gives the output channels c*K to c*K + K-1.
	 *
	 * @return this
	 */
	public FilterJobBuilder eachChannel() {
		eachChannel = true;
		return this;
	}

	/**
	 * Sets that channel c of the result corresponds to channel c of the image,
	 * although the filter has a channel axis. It keeps its lookup table and label.
	 *
	 * @return this
	 */
	public FilterJobBuilder sameChannels() {
		sameChannels = true;
		return this;
	}

	/**
	 * Sets that samples of the result along its spatial axes are numbers without a
	 * position in the image, so that they have no physical size.
	 *
	 * @return this
	 */
	public FilterJobBuilder withoutPlace() {
		placed = false;
		return this;
	}

	/**
	 * @param names labels of the channels that the filter computes; by default
	 *          "kernel 1", "kernel 2" ...
	 * @return this
	 */
	public FilterJobBuilder channelNames(final String... names) {
		return channelNames(k -> k < names.length ? names[k] : "kernel " + (k + 1));
	}

	/**
	 * @param name returns the label of a channel that the filter computes, counted
	 *          from 0
	 * @return this
	 */
	public FilterJobBuilder channelNames(final IntFunction<String> name) {
		channelNames = name;
		return this;
	}

	/**
	 * @param outside border of the image; zero by default
	 * @return this
	 */
	public FilterJobBuilder border(final Border outside) {
		border = outside;
		return this;
	}

	/**
	 * @param sameType true if the result has the type of the image, false if it is
	 *          32-bit
	 * @return this
	 */
	public FilterJobBuilder same(final boolean sameType) {
		same = sameType;
		return this;
	}

	/**
	 * @param sameScale whether results have the scale of the image, so that its
	 *          display range is suitable
	 * @return this
	 */
	public FilterJobBuilder keepsRange(final boolean sameScale) {
		range = sameScale ? ResultRange.OF_IMAGE : ResultRange.MEASURED;
		return this;
	}

	/**
	 * Has the result shown with 0 in black, as after a background has been subtracted.
	 *
	 * @return this
	 */
	public FilterJobBuilder fromZero() {
		range = ResultRange.FROM_ZERO;
		return this;
	}

	/**
	 * @param suffix suffix of the image's title
	 * @return this
	 */
	public FilterJobBuilder named(final String suffix) {
		name = suffix;
		return this;
	}

	/**
	 * @return the job
	 * @throws IllegalArgumentException if the filter has no result for this
	 *           image
	 */
	public FilterJob build() {
		return new FilterJob(new WholeResult(inputs, operation, spatial, eachChannel, sameChannels, placed), border, same,
			range, name, channelNames);
	}
}
