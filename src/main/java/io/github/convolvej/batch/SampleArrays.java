package io.github.convolvej.batch;

import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.DoubleArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.basictypeaccess.array.LongArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;

/** Wraps primitive arrays for ImgLib2. */
final class SampleArrays {

	private SampleArrays() {}

	/** The array, which is not copied. */
	static ArrayDataAccess<?> access(final Object array) {
		if (array instanceof byte[]) return new ByteArray((byte[]) array);
		if (array instanceof short[]) return new ShortArray((short[]) array);
		if (array instanceof int[]) return new IntArray((int[]) array);
		if (array instanceof long[]) return new LongArray((long[]) array);
		if (array instanceof float[]) return new FloatArray((float[]) array);
		return new DoubleArray((double[]) array);
	}
}
