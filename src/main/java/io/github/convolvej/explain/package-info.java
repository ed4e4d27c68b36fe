/**
 * How one output sample came about: which samples the window held, their weights, and
 * what was made of them, computed from the definition of each operation in double
 * precision. No engine of {@code filter} is used, so that an explanation is a second
 * opinion on the result. Windows and overlays that show explanations are in {@code ij1}.
 * <p>
 * Begin with {@link io.github.convolvej.explain.Explainer}.
 */
package io.github.convolvej.explain;
