/**
 * Networks: filters composed to graphs of layers. A {@link
 * io.github.convolvej.network.Network} is bound to the size of an image, which
 * gives a {@link io.github.convolvej.network.NetworkPlan}; the plan is run by
 * whole layers or by tiles, with the same bits. {@code network.operator} holds
 * the operators, {@code network.tensor} the arrays, {@code network.onnx} and
 * {@code network.model} read files. Begin with {@link
 * io.github.convolvej.network.Network}.
 * <p>
 * The package also has chains of filters, à trous wavelets and diagrams of
 * layers, see {@link io.github.convolvej.network.FilterChain}. Single operations
 * are in the packages of {@code filter}.
 */
package io.github.convolvej.network;
