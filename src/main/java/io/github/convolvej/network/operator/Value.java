package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Constant;

import java.io.Serializable;
import java.util.Arrays;

/** A tensor within a bound network: its size, and its samples if they are known before any work. Immutable. */
public final class Value implements Serializable {

	private static final long serialVersionUID = 1L;

	private final int id;
	private final long[] shape;
	private final Constant constant;
	private final BoundOperator producer;

	Value(final int id, final long[] shape, final Constant constant, final BoundOperator producer) {
		this.id = id;
		this.shape = shape.clone();
		this.constant = constant;
		this.producer = producer;
	}

	/** @return index of the tensor in the network */
	public int id() {
		return id;
	}

	/** @return size along every axis, a copy */
	public long[] shape() {
		return shape.clone();
	}

	/** @return number of axes */
	public int rank() {
		return shape.length;
	}

	long size(final int d) {
		return shape[d];
	}

	/** @return the samples if they are known before any work, otherwise null */
	public Constant constant() {
		return constant;
	}

	BoundOperator producer() {
		return producer;
	}

	/** @return whether samples are in double precision */
	public boolean isWide() {
		return constant != null ? constant.data() instanceof double[] : producer != null && producer.isWide();
	}

	@Override
	public String toString() {
		return Arrays.toString(shape);
	}
}
