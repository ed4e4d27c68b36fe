package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;

/** The {@link WindowLines} of both precisions. */
final class WindowLinesTypes {

	private static final WindowLines<float[]> FLOAT = new FloatWindowLines();
	private static final WindowLines<double[]> DOUBLE = new DoubleWindowLines();

	private WindowLinesTypes() {}

	/**
	 * @param <A> {@code float[]} or {@code double[]}
	 * @param lines a precision
	 * @return the loops of that precision
	 */
	@SuppressWarnings("unchecked")
	static <A> WindowLines<A> of(final Lines<A> lines) {
		return (WindowLines<A>) ((Object) lines == Precision.SINGLE ? FLOAT : DOUBLE);
	}
}
