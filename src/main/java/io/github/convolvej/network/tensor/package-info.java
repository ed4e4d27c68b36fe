/**
 * Arrays of any number of axes, as networks exchange them: whole ones ({@link
 * io.github.convolvej.network.tensor.Tensor}), boxes of them ({@link
 * io.github.convolvej.network.tensor.TensorPart}), and constants of a type ({@link
 * io.github.convolvej.network.tensor.Constant}). Axes are in the order of ONNX, the
 * last one fastest: usually batch, channel, z, y, x. No operator is here. Begin
 * reading at {@link io.github.convolvej.network.tensor.Box}.
 */
package io.github.convolvej.network.tensor;
