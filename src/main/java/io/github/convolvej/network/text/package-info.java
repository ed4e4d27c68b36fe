/**
 * Reads networks from text written by users, {@link
 * io.github.convolvej.network.text.NetworkText}: layers one after the other,
 * with names for skip connections, and predefined blocks. Weights come from a
 * {@link io.github.convolvej.network.text.WeightSource}: a file, or random
 * numbers for teaching.
 */
package io.github.convolvej.network.text;
