/**
 * Networks as text that people write, {@link
 * io.github.convolvej.network.text.NetworkText}: layers one after the other with
 * names for skips, and ready blocks. Weights come from a {@link
 * io.github.convolvej.network.text.WeightSource}: a file, or random numbers for
 * teaching.
 */
package io.github.convolvej.network.text;
