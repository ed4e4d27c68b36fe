package io.github.convolvej.ij1.image;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** An image of some real type, for code that works with any type. */
public final class RealImage {

	private final RandomAccessibleInterval<?> image;

	public RealImage(final RandomAccessibleInterval<?> image) {
		this.image = image;
	}

	@SuppressWarnings("unchecked")
	public <T extends RealType<T>> RandomAccessibleInterval<T> get() {
		return (RandomAccessibleInterval<T>) image;
	}
}
