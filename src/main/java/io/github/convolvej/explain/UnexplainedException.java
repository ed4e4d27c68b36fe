package io.github.convolvej.explain;

import io.github.convolvej.filter.Operation;

import java.util.Locale;

/** Thrown if the samples of an operation cannot be explained. */
final class UnexplainedException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	UnexplainedException(final Operation operation) {
		super("Samples of this filter (" + operation.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ")
			.toLowerCase(Locale.ROOT) + ") cannot be explained: only those of convolution" +
			" and its family, transposed and deformable convolution, neighbourhoods, pooling and unpooling");
	}
}
