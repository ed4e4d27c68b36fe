/**
 * The weights of filters: kernels and filter banks as numbers, as text, from files and
 * by name, and kernels taken apart into products of one vector for each axis. How
 * weights are applied to an image is in {@code filter}.
 * <p>
 * Begin with {@link io.github.convolvej.kernel.Kernel}; what a user may write is in
 * {@link io.github.convolvej.kernel.KernelText} and {@link
 * io.github.convolvej.kernel.Presets}.
 */
package io.github.convolvej.kernel;
