package io.github.convolvej.network.tensor;

import java.util.Arrays;

/** Types of constants, with their ONNX codes (TensorProto.DataType). */
public enum ElementType {

		/** 32-bit floating point. */
		FLOAT(1, 4),
		/** 8 bits without sign. */
		UINT8(2, 1),
		/** 8 bits with sign. */
		INT8(3, 1),
		/** 16 bits without sign. */
		UINT16(4, 2),
		/** 16 bits with sign. */
		INT16(5, 2),
		/** 32 bits with sign. */
		INT32(6, 4),
		/** 64 bits with sign. */
		INT64(7, 8),
		/** True or false. */
		BOOL(9, 1),
		/** 16-bit floating point of IEEE 754. */
		FLOAT16(10, 2),
		/** 64-bit floating point. */
		DOUBLE(11, 8),
		/** 32 bits without sign. */
		UINT32(12, 4),
		/** 64 bits without sign. */
		UINT64(13, 8),
		/** The upper half of a 32-bit floating point number. */
		BFLOAT16(16, 2);

	private final int code;
	private final int bytes;

	ElementType(final int code, final int bytes) {
		this.code = code;
		this.bytes = bytes;
	}

	/**
	 * @param code ONNX code
	 * @return the type, or null if it is not listed here
	 */
	public static ElementType of(final int code) {
		return Arrays.stream(values()).filter(t -> t.code == code).findFirst().orElse(null);
	}

	/** @return ONNX code */
	public int code() {
		return code;
	}

	/** @return bytes of a sample in a file */
	public int bytes() {
		return bytes;
	}

	/** @return whether samples are floating point numbers */
	public boolean isFloat() {
		return this == FLOAT || this == FLOAT16 || this == DOUBLE || this == BFLOAT16;
	}

	/**
	 * @param value any number
	 * @return the value converted to this type; 16-bit floating point is stored as
	 *         32-bit
	 */
	public double round(final double value) {
		if (this == DOUBLE) return value;
		if (this == BOOL) return value != 0 ? 1 : 0;
		if (isFloat()) return (float) value;
		if (Double.isInfinite(value)) return value;
		return value < 0 ? Math.ceil(value) : Math.floor(value);
	}
}
