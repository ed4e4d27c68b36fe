package io.github.convolvej.run;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;

/** The primitive arrays of an image that stores all samples in one array, or each plane in one array. */
final class ImageArrays {

	private final RandomAccessibleInterval<?> image;
	/** The array of an image with a single array, otherwise null. */
	private final Object array;
	private final int axesOfPlane;

	private ImageArrays(final RandomAccessibleInterval<?> image, final Object array) {
		this.image = image;
		this.array = array;
		final int n = image.numDimensions();
		axesOfPlane = array != null ? n : Math.min(2, n);
	}

	/**
	 * @param image any image
	 * @return its arrays, or null if it stores samples in another way
	 */
	static ImageArrays of(final RandomAccessibleInterval<?> image) {
		if (image instanceof ArrayImg) {
			final Object array = array(((ArrayImg<?, ?>) image).update(null));
			return array == null ? null : new ImageArrays(image, array);
		}
		if (!(image instanceof PlanarImg) || array(((PlanarImg<?, ?>) image).getPlane(0)) == null) return null;
		return new ImageArrays(image, null);
	}

	private static Object array(final Object access) {
		return access instanceof ArrayDataAccess ? ((ArrayDataAccess<?>) access).getCurrentStorageArray() : null;
	}

	/**
	 * @param position position of a sample
	 * @return the array it is in
	 */
	Object plane(final long[] position) {
		if (array != null) return array;
		long plane = 0;
		for (int d = position.length - 1; d > 1; d--)
			plane = plane * image.dimension(d) + position[d];
		return array(((PlanarImg<?, ?>) image).getPlane((int) plane));
	}

	/**
	 * @param position position of a sample
	 * @return its index in that array
	 */
	int index(final long[] position) {
		long index = 0;
		for (int d = axesOfPlane - 1; d >= 0; d--)
			index = index * image.dimension(d) + position[d];
		return (int) index;
	}
}
