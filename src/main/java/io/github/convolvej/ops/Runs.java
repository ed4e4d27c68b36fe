package io.github.convolvej.ops;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.function.BiFunction;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/** Runs filters for ops, whose last parameters are optional. */
final class Runs {

	private Runs() {}

	static Border border(final String text, final Border otherwise) {
		return text == null ? otherwise : Border.parse(text);
	}

	/** A filter changed by a parameter, or unchanged if the parameter is null. */
	static <F, P> F with(final F filter, final P parameter, final BiFunction<F, P, F> change) {
		return parameter == null ? filter : change.apply(filter, parameter);
	}

	/**
	 * A filter changed by the text of a padding, or unchanged if the text is null.
	 */
	static <F> F padded(final F filter, final String padding, final BiFunction<F, Padding, F> change) {
		return padding == null ? filter : change.apply(filter, Padding.parse(padding));
	}

	static <T extends RealType<T>> Img<FloatType> apply(final Filter filter, final RandomAccessibleInterval<T> image,
		final String border)
	{
		return Filters.apply(filter, image, border(border, Border.ZERO));
	}

	static <T extends RealType<T>, R extends RealType<R>> void process(final Filter filter,
		final RandomAccessibleInterval<T> image, final Border border, final RandomAccessibleInterval<R> output)
	{
		Filters.process(filter, image, border, output, Options.DEFAULT);
	}

	/** The same number for each axis of an image with at most three axes. */
	static double[] everyAxis(final double value, final RandomAccessibleInterval<?> image) {
		final double[] values = new double[image.numDimensions()];
		Arrays.fill(values, value);
		return values;
	}
}
