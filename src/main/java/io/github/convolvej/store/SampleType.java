package io.github.convolvej.store;

import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

/** The types of samples of a stored image, with the primitive array for each. */
public enum SampleType {

	/** 8 bits, 0 to 255; in a {@code byte[]}. */
	UINT8(1, new UnsignedByteType()),
	/** 8 bits, -128 to 127; in a {@code byte[]}. */
	INT8(1, new ByteType()),
	/** 16 bits, 0 to 65535; in a {@code short[]}. */
	UINT16(2, new UnsignedShortType()),
	/** 16 bits, -32768 to 32767; in a {@code short[]}. */
	INT16(2, new ShortType()),
	/** 32 bits, 0 to 2^32 - 1; in an {@code int[]}. */
	UINT32(4, new UnsignedIntType()),
	/** 32 bits, -2^31 to 2^31 - 1; in an {@code int[]}. */
	INT32(4, new IntType()),
	/** 64 bits, 0 to 2^64 - 1; in a {@code long[]}. */
	UINT64(8, new UnsignedLongType()),
	/** 64 bits, -2^63 to 2^63 - 1; in a {@code long[]}. */
	INT64(8, new LongType()),
	/** Floating point of 32 bits; in a {@code float[]}. */
	FLOAT32(4, new FloatType()),
	/** Floating point of 64 bits; in a {@code double[]}. */
	FLOAT64(8, new DoubleType());

	private final int bytes;
	private final RealType<?> type;

	SampleType(final int bytes, final RealType<?> type) {
		this.bytes = bytes;
		this.type = type;
	}

	/** @return bytes of a sample */
	public int bytes() {
		return bytes;
	}

	/** @return whether samples are whole numbers */
	public boolean isInteger() {
		return this != FLOAT32 && this != FLOAT64;
	}

	/**
	 * @param <T> the type in ImgLib2
	 * @return a variable of that type
	 */
	@SuppressWarnings("unchecked")
	public <T extends RealType<T> & NativeType<T>> T imgLib2Type() {
		return (T) ((T) type).createVariable();
	}

	/**
	 * @param type a type of ImgLib2
	 * @return the same sample type
	 * @throws IllegalArgumentException if there is none
	 */
	public static SampleType of(final RealType<?> type) {
		for (final SampleType t : values())
			if (t.type.getClass() == type.getClass()) return t;
		throw new IllegalArgumentException("Samples of " + type.getClass().getSimpleName() +
			" cannot be stored: convert the image to 8, 16 or 32 bits");
	}

	/**
	 * @param n number of samples
	 * @return an array of that length, all 0
	 */
	public Object newArray(final int n) {
		switch (this) {
			case UINT8:
			case INT8:
				return new byte[n];
			case UINT16:
			case INT16:
				return new short[n];
			case UINT32:
			case INT32:
				return new int[n];
			case UINT64:
			case INT64:
				return new long[n];
			case FLOAT32:
				return new float[n];
			case FLOAT64:
				return new double[n];
			default:
				throw new IllegalStateException("sample type " + this);
		}
	}
}
