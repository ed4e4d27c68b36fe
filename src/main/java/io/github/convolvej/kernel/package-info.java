/**
 * The weights of filters: kernels and filter banks as numbers, as text, from
 * files and by name, and the separation of kernels into products of one vector
 * for each axis. {@code filter} applies weights to images.
 * <p>
 * Begin with {@link io.github.convolvej.kernel.Kernel}. {@link
 * io.github.convolvej.kernel.KernelText} and {@link
 * io.github.convolvej.kernel.Presets} describe what a user can write.
 */
package io.github.convolvej.kernel;
