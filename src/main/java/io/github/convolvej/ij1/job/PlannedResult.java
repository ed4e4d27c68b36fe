package io.github.convolvej.ij1.job;

import io.github.convolvej.border.Border;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.SampleKind;
import io.github.convolvej.network.ImageOperation;
import io.github.convolvej.store.FileNames;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Describes a result before it is computed: size, sample type, positions of its
 * samples in the image, memory, work and title. It combines a {@link
 * WholeResult} and the box of it that a selection leaves.
 */
public class PlannedResult {

	private final WholeResult whole;
	private final Border border;
	private final boolean same;
	private final ResultRange range;
	private final String name;
	private final IntFunction<String> channelNames;
	private final SampleKind kind;
	private final ResultBox box;

	/**
	 * @param whole the result on whole planes
	 * @param border border of the image
	 * @param same true if the result has the type of the image, false if it is
	 *          32-bit
	 * @param range contrast of the result
	 * @param name suffix of the image's title
	 * @param channelNames labels of the channels that the operation computes, from
	 *          0
	 * @throws IllegalArgumentException if the image's selection does not fit the
	 *           result
	 */
	PlannedResult(final WholeResult whole, final Border border, final boolean same, final ResultRange range,
		final String name, final IntFunction<String> channelNames)
	{
		this.whole = whole;
		this.border = border;
		this.same = same;
		this.range = range;
		this.name = name;
		this.channelNames = channelNames;
		// three mixed channels are colours again; channels of a larger bank are not
		final boolean colours = whole.keepsChannels() || whole.eachChannel() || whole.channels() == 3;
		final SampleKind own = whole.input().kind();
		kind = !same ? SampleKind.GRAY32 : own == SampleKind.RGB && !colours ? SampleKind.GRAY8 : own;
		box = ResultBox.of(whole);
	}

	/** The result on whole planes. */
	final WholeResult whole() {
		return whole;
	}

	/** @return the image */
	public final ImageInput input() {
		return whole.input();
	}

	/** @return the images that the operation reads; not to be changed */
	public final List<ImageInput> inputs() {
		return whole.inputs();
	}

	/**
	 * @param i one of the images
	 * @return its size on the axes of {@link #targetSize}
	 */
	public final long[] sourceSize(final ImageInput i) {
		return whole.sourceSize(i);
	}

	/**
	 * @return size of the result of the whole image: (X, Y, C, Z, T), or (X, Y, Z,
	 *         C, T) if {@link #zFirst}. If {@link #eachChannel}, the channels
	 *         computed from each channel are an additional axis before C. Not to
	 *         be changed
	 */
	public final long[] targetSize() {
		return whole.target();
	}

	/** @return whether the operation's axes are (X, Y, Z, ...), so that planes are in the order (Z, C, T) */
	public final boolean zFirst() {
		return whole.zFirst();
	}

	/** @return samples of the result along x */
	public final int width() {
		return box.resultSize(0);
	}

	/** @return samples of the result along y */
	public final int height() {
		return box.resultSize(1);
	}

	/** @return channels of the result; an RGB result has three */
	public final int targetChannels() {
		return whole.channels();
	}

	/** @return channels of the result; an RGB result has one */
	public final int channels() {
		return targetChannels() / (kind == SampleKind.RGB ? 3 : 1);
	}

	/** @return samples of the result along z */
	public final int slices() {
		return whole.slices();
	}

	/** @return points in time of the result */
	public final int frames() {
		return whole.frames();
	}

	/** @return sample type of the result: 8-bit, 16-bit, signed 16-bit, 32-bit or RGB */
	public final String sampleType() {
		return kind.toString();
	}

	/** @return kind of samples of the result */
	public final SampleKind kind() {
		return kind;
	}

	/** @return whether the result was requested in the image's sample type, instead of 32 bit */
	public final boolean keepsType() {
		return same;
	}

	/** @return the box of the planes that is computed */
	public final ResultBox box() {
		return box;
	}

	/** @return whether results are on the scale of the image */
	public final boolean keepsRange() {
		return range == ResultRange.OF_IMAGE;
	}

	/** Whether 0 is black, whatever lies below. */
	final boolean startsAtZero() {
		return range == ResultRange.FROM_ZERO;
	}

	/**
	 * @return whether every channel of the result is computed from one channel of
	 *         the input, in order and in equal numbers
	 */
	public final boolean keepsChannels() {
		return whole.keepsChannels();
	}

	/**
	 * @param axis x, y or z: 0 to 2
	 * @return whether the result's samples have a position in the image along this
	 *         axis
	 */
	public final boolean isPlaced(final int axis) {
		return whole.isPlaced(axis);
	}

	/** @return the operation */
	public final ImageOperation operation() {
		return whole.operation();
	}

	/** @return border of the image */
	public final Border border() {
		return border;
	}

	/** @return spatial axes of the operation */
	public final int spatial() {
		return whole.spatial();
	}

	/** @return whether the operation runs on every channel separately and computes several channels from it */
	public final boolean eachChannel() {
		return whole.eachChannel();
	}

	/** @return number of channels that the operation computes, from each channel or from all */
	public final int made() {
		return eachChannel() ? targetChannels() / input().channels() : targetChannels();
	}

	/**
	 * @param channel of the result, from 0, of an operation that computes channels
	 * @return its label
	 */
	public final String channelName(final int channel) {
		final int made = made();
		final String own = channelNames.apply(channel % made);
		return eachChannel() && input().channels() > 1 ? own + " of channel " + (channel / made + 1) : own;
	}

	/**
	 * @param axis x, y or z: 0 to 2
	 * @return positions of the result's samples along the axis
	 */
	public final SamplePosition position(final int axis) {
		return whole.position(axis).then(box.position(axis));
	}

	/** @return bytes of the result's pixels, at most the largest long */
	public final long bytes() {
		final double bytes = (double) width() * height() * channels() * slices() * frames() * kind.bytes();
		return bytes >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) width() * height() * channels() * slices() * frames() * kind
			.bytes();
	}

	/** @return multiply-accumulates for the whole result */
	public final double multiplyAccumulates() {
		return whole.multiplyAccumulates() * box.size(0) * box.size(1) / ((double) targetSize()[0] * targetSize()[1]);
	}

	/**
	 * @return number of image samples along x, y and, if it filters along z, z, on
	 *         which a sample in the middle of the result depends
	 */
	public final long[] receptiveField() {
		return Arrays.copyOf(whole.plan().receptiveField(), spatial());
	}

	/** @return name of the engine */
	public final String engine() {
		return whole.plan().engine();
	}

	/** @return title of the result: the image's title without its file ending, a dash and the filter's name */
	public final String title() {
		return FileNames.withoutEnding(input().image().getTitle()) + "-" + name;
	}
}
