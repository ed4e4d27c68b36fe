package io.github.convolvej.filter.convolution;

/** Computes each result by itself, as a sum of products, in one loop over the lines that it reads. */
abstract class DirectSums implements LineSums {

	private static final long serialVersionUID = 1L;

	private static final int BLOCK = 128;
	/** Samples of a line. */
	static final int WIDTH = 128;
	/** Starting a sum costs as much as so many products. */
	private static final int START = 8;

	/** @return products of a result */
	abstract long products();

	@Override
	public final int step() {
		return 1;
	}

	@Override
	public final int block() {
		return BLOCK;
	}

	@Override
	public final int width() {
		return WIDTH;
	}

	@Override
	public final double cost() {
		return EngineChoice.DOUBLE_PRODUCT * (products() + START);
	}

	@Override
	public final double multiplyAccumulates() {
		return products();
	}
}
