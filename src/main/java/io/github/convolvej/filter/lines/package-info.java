/**
 * Inner loops over primitive lines, blocks of samples, and scratch memory.
 * <p>
 * Loops read separate arrays at one common index, with at most five products each: that is what the JIT
 * compiler turns into vector instructions. They are written for {@code float}; the build makes those for
 * {@code double}. Nothing here knows of kernels, windows or images. Begin with
 * {@link io.github.convolvej.filter.lines.Block}, then {@link io.github.convolvej.filter.lines.LineMemory},
 * which creates, copies and converts lines, and {@link io.github.convolvej.filter.lines.Lines}, which computes with
 * them.
 */
package io.github.convolvej.filter.lines;
