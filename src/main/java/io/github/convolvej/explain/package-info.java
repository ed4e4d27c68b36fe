/**
 * Explains how one output sample is computed: the samples of its window, their
 * weights, and the arithmetic, computed from the definition of each operation in
 * double precision. No engine of {@code filter} is used, so an explanation is an
 * independent check of the result. {@code ij1} shows explanations in windows and
 * overlays.
 * <p>
 * Begin with {@link io.github.convolvej.explain.Explainer}.
 */
package io.github.convolvej.explain;
