/**
 * Networks: filters composed to graphs of layers. A {@link
 * io.github.convolvej.network.Network} is bound to the size of an image, which
 * gives a {@link io.github.convolvej.network.NetworkPlan}; that runs by whole
 * layers or by tiles, with the same bits. What operators compute is in {@code
 * network.operator}, arrays are in {@code network.tensor}, files in {@code
 * network.onnx} and {@code network.model}. Begin reading at {@link
 * io.github.convolvej.network.Network}.
 * <p>
 * Chains of filters, a trous wavelets and diagrams of layers are here too, see {@link
 * io.github.convolvej.network.FilterChain}. Single operations are in the packages of
 * {@code filter}.
 */
package io.github.convolvej.network;
