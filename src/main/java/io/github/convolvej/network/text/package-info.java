/**
 * Reads networks from text written by users, {@link
 * io.github.convolvej.network.text.NetworkText}: layers one after the other,
 * with names for skip connections, and predefined blocks. {@link
 * io.github.convolvej.network.text.FrameworkText} translates programs of PyTorch
 * and Keras to such text, and {@link
 * io.github.convolvej.network.text.FrameworkWriter} back. To add a layer of a
 * framework, begin in {@code TorchLayers} or {@code KerasLayers}: a name, its
 * parameters in order, and the words of ours that it becomes. Weights come from a
 * {@link io.github.convolvej.network.text.WeightSource}: a file, or random
 * numbers for teaching.
 */
package io.github.convolvej.network.text;
