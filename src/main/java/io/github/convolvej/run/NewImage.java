package io.github.convolvej.run;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.util.Intervals;

/** Creates images for results. */
final class NewImage {

	private NewImage() {}

	/** An empty image, in one array if it fits. */
	static <R extends NativeType<R>> Img<R> of(final R type, final long[] size) {
		return Intervals.numElements(size) < Integer.MAX_VALUE - 16 ? new ArrayImgFactory<>(type).create(size)
			: new PlanarImgFactory<>(type).create(size);
	}
}
