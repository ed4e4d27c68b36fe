/**
 * ConvolveJ, the convolution toolbox for ImageJ and Fiji. This package contains
 * no classes. Each package below it has one purpose and imports only packages of
 * lower layers. From the lowest layer up, they are the sizes and positions of
 * windows ({@code geometry}), weights ({@code kernel}), the samples outside an
 * image ({@code border}), the operations ({@code filter} and its families),
 * running them on images ({@code run}), the explanation of pixels ({@code
 * explain}), ImageJ ({@code ij1}), the commands ({@code command}), the command
 * line ({@code cli}) and SciJava Ops ({@code ops}).
 * <p>
 * Programmers begin with {@link io.github.convolvej.run.Filters}, which applies
 * a filter to an image. Contributors begin with {@code docs/architecture.md}.
 */
package io.github.convolvej;
