package io.github.convolvej.network.onnx;

import java.util.Arrays;

/**
 * Numbers of a repeated field: either whole or floating point numbers, not both.
 */
final class NumberList {

	private long[] integers = new long[0];
	private double[] numbers = new double[0];
	private int count;

	void add(final long value) {
		if (count == integers.length) integers = Arrays.copyOf(integers, Math.max(8, 2 * count));
		integers[count++] = value;
	}

	void add(final double value) {
		if (count == numbers.length) numbers = Arrays.copyOf(numbers, Math.max(8, 2 * count));
		numbers[count++] = value;
	}

	int count() {
		return count;
	}

	long[] integers() {
		return Arrays.copyOf(integers, count);
	}

	double[] numbers() {
		return Arrays.copyOf(numbers, count);
	}
}
