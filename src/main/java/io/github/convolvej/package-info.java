/**
 * ConvolveJ, the convolution toolbox for ImageJ and Fiji. This package has no classes:
 * each package below it is a room with one purpose, and imports only rooms that lie
 * below it. From the ground up they are window arithmetic ({@code geometry}), weights
 * ({@code kernel}), what lies outside an image ({@code border}), the operations ({@code
 * filter} and its families), their execution over images ({@code run}), what a pixel was
 * made of ({@code explain}), ImageJ ({@code ij1}), the commands ({@code command}), the
 * command line ({@code cli}) and SciJava Ops ({@code ops}).
 * <p>
 * A programmer begins with {@link io.github.convolvej.run.Filters}, which applies a
 * filter to an image. A contributor begins with {@code docs/architecture.md}.
 */
package io.github.convolvej;
