package io.github.convolvej.batch;

import io.github.convolvej.store.Boxes;
import io.github.convolvej.store.SampleType;

import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Converts between the axes of images in this package, x, y, z, c, t, and those
 * of a filter. A filter of planes has the axes (x, y, c, z, t), even if it does
 * not read channels together, since random numbers depend on the order. A filter
 * that computes several channels from each channel has an axis of size 1 before
 * c.
 */
final class FilterAxes {

	private final boolean channelsFirst;
	/**
	 * Index of the axis for the channels that the filter computes from each
	 * channel, or -1.
	 */
	private final int made;

	FilterAxes(final RecipeStep step) {
		channelsFirst = step.spatial() == 2;
		made = step.isEachChannel() ? step.spatial() : -1;
	}

	/** The size of an image on the filter's axes. */
	long[] source(final long[] size) {
		return ordered(size, 1, size[Box.C]);
	}

	/**
	 * Sizes or positions on the filter's axes. If the filter computes several
	 * channels from each, channels are split into two axes.
	 */
	private long[] ordered(final long[] size, final long first, final long channels) {
		final long[] all = made < 0 ? new long[] { channels } : new long[] { first, channels };
		final long[] ordered = new long[4 + all.length];
		ordered[0] = size[Box.X];
		ordered[1] = size[Box.Y];
		int d = 2;
		if (!channelsFirst) ordered[d++] = size[Box.Z];
		for (final long c : all)
			ordered[d++] = c;
		if (channelsFirst) ordered[d++] = size[Box.Z];
		ordered[d] = size[Box.T];
		return ordered;
	}

	/** The position of a source's box on the filter's axes. */
	long[] sourceMin(final long[] min) {
		return ordered(min, 0, min[Box.C]);
	}

	/** Number of channels that the filter computes from each channel. */
	long perChannel(final long[] target) {
		return made < 0 ? 1 : target[made];
	}

	/** The size of a result on the axes x, y, z, c, t. */
	long[] target(final long[] target) {
		int d = 2;
		final long[] size = new long[Box.AXES];
		size[Box.X] = target[0];
		size[Box.Y] = target[1];
		if (!channelsFirst) size[Box.Z] = target[d++];
		size[Box.C] = target[d++];
		if (made >= 0) size[Box.C] *= target[d++];
		if (channelsFirst) size[Box.Z] = target[d++];
		size[Box.T] = target[d];
		return size;
	}

	/** Position of a box of a result on the filter's axes; its first channel is the first one computed from a channel. */
	long[] targetMin(final long[] min, final long perChannel) {
		return ordered(min, 0, min[Box.C] / perChannel);
	}

	long[] targetSize(final long[] size, final long perChannel) {
		return ordered(size, perChannel, size[Box.C] / perChannel);
	}

	/**
	 * Shows an array of samples with axes x, y, z, c, t as an image with the
	 * filter's axes.
	 *
	 * @param array the samples
	 * @param type type of the samples
	 * @param size size of the box
	 * @param perChannel number of channels computed from each channel
	 * @return a view of the array
	 */
	RandomAccessibleInterval<? extends RealType<?>> view(final Object array, final SampleType type, final long[] size,
		final long perChannel)
	{
		final boolean swaps = channelsFirst && size[Box.Z] > 1 && size[Box.C] > 1;
		if (!swaps) return FilterAxes.<FloatType> wrap(array, type, ordered(size, perChannel, size[Box.C] / perChannel));
		if (made < 0) return Views.permute(FilterAxes.<FloatType> wrap(array, type, size), Box.Z, Box.C);
		final long[] split = { size[Box.X], size[Box.Y], size[Box.Z], perChannel, size[Box.C] / perChannel, size[Box.T] };
		return Views.permute(Views.permute(FilterAxes.<FloatType> wrap(array, type, split), 2, 3), 3, 4);
	}

	// the type variables are erased; the sample type determines the actual types
	@SuppressWarnings("unchecked")
	static <T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> wrap(final Object array,
		final SampleType sampleType, final long... size)
	{
		final T type = sampleType.imgLib2Type();
		final NativeTypeFactory<T, DataAccess> factory = (NativeTypeFactory<T, DataAccess>) type.getNativeTypeFactory();
		final ArrayImg<T, DataAccess> image = new ArrayImg<>(SampleArrays.access(array), size, type.getEntitiesPerPixel());
		image.setLinkedType(factory.createLinkedType(image));
		return image;
	}

	/** Sizes of cells of the filter's source in which the samples of a box of the image are in the same order. */
	int[] cells(final int[] size) {
		final int[] cell = size.clone();
		// the channel axis comes before z, so cells of several channels would have another order of samples
		if (channelsFirst && cell[Box.Z] > 1) cell[Box.C] = 1;
		final long[] ordered = source(Arrays.stream(cell).asLongStream().toArray());
		return Arrays.stream(ordered).mapToInt(s -> (int) s).toArray();
	}

	/** The box of an image for a box of the filter's source. */
	Box image(final long[] min, final int[] size) {
		final long[] longs = Arrays.stream(size).asLongStream().toArray();
		final long[] at = min.clone();
		if (made >= 0) {
			// the axis of size 1 is not an axis of the image
			return new Box(without(at), without(longs));
		}
		return new Box(swapped(at), swapped(longs));
	}

	private long[] without(final long[] ordered) {
		final long[] rest = new long[Box.AXES];
		for (int d = 0, i = 0; d < ordered.length; d++)
			if (d != made) rest[i++] = ordered[d];
		return swapped(rest);
	}

	private long[] swapped(final long[] ordered) {
		if (!channelsFirst) return ordered;
		final long[] size = ordered.clone();
		size[Box.Z] = ordered[3];
		size[Box.C] = ordered[2];
		return size;
	}

	/** A copy of a part of a box of samples. */
	static Object crop(final Object array, final SampleType type, final Box box, final Box part) {
		if (box.equals(part)) return array;
		final int[] from = new int[Box.AXES];
		for (int d = 0; d < from.length; d++)
			from[d] = (int) (part.min(d) - box.min(d));
		final int[] size = part.ints();
		final Object cropped = type.newArray(Boxes.samples(size));
		Boxes.copy(array, box.ints(), from, cropped, size, new int[Box.AXES], size);
		return cropped;
	}
}
