package io.github.convolvej.store;

/** The types that samples have in files, and the arrays of Java that hold them. */
public enum SampleType {
		/** Unsigned 8 bits in a {@code byte[]}. */
		UINT8(1),
		/** Signed 8 bits in a {@code byte[]}. */
		INT8(1),
		/** Unsigned 16 bits in a {@code short[]}. */
		UINT16(2),
		/** Signed 16 bits in a {@code short[]}. */
		INT16(2),
		/** Unsigned 32 bits in an {@code int[]}. */
		UINT32(4),
		/** Signed 32 bits in an {@code int[]}. */
		INT32(4),
		/** Unsigned 64 bits in a {@code long[]}. */
		UINT64(8),
		/** Signed 64 bits in a {@code long[]}. */
		INT64(8),
		/** Floating point of 32 bits in a {@code float[]}. */
		FLOAT32(4),
		/** Floating point of 64 bits in a {@code double[]}. */
		FLOAT64(8);

	private final int bytes;

	SampleType(final int bytes) {
		this.bytes = bytes;
	}

	/** @return bytes of a sample */
	public int bytes() {
		return bytes;
	}

	/**
	 * @param size number of samples
	 * @return a new array for them
	 */
	public Object newArray(final int size) {
		switch (this) {
			case UINT8:
			case INT8:
				return new byte[size];
			case UINT16:
			case INT16:
				return new short[size];
			case UINT32:
			case INT32:
				return new int[size];
			case UINT64:
			case INT64:
				return new long[size];
			case FLOAT32:
				return new float[size];
			case FLOAT64:
				return new double[size];
			default:
				throw new AssertionError(this);
		}
	}
}
