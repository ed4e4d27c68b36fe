/**
 * Inner loops over lines of numbers, blocks of samples, and working memory.
 * <p>
 * Loops read separate arrays at one common index, with at most five products each: the JIT compiler turns such
 * loops into vector instructions. They are written for {@code float}; the build generates those for
 * {@code double}. Nothing here depends on kernels, windows or images. Begin with
 * {@link io.github.convolvej.filter.lines.Block}, then {@link io.github.convolvej.filter.lines.LineMemory},
 * which creates, copies and converts lines, and {@link io.github.convolvej.filter.lines.Lines}, which computes
 * with them.
 */
package io.github.convolvej.filter.lines;
