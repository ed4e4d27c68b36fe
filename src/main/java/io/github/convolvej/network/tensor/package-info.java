/**
 * The arrays that networks exchange, with any number of axes: whole tensors
 * ({@link io.github.convolvej.network.tensor.Tensor}), boxes of them ({@link
 * io.github.convolvej.network.tensor.TensorPart}), and constants with an element
 * type ({@link io.github.convolvej.network.tensor.Constant}). Axes are in the
 * order of ONNX, the last one fastest: usually batch, channel, z, y, x. The
 * package contains no operators. Begin with {@link
 * io.github.convolvej.network.tensor.Box}.
 */
package io.github.convolvej.network.tensor;
