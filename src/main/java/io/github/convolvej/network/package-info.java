/**
 * Filters composed: chains of layers, a trous wavelets, diagrams of layers.
 * <p>
 * What is composed may depend on the whole image, or apply a border at every layer; it is run over images.
 * Single operations are in the packages of {@code filter}. Begin with
 * {@link io.github.convolvej.network.ImageOperation}; {@link
 * io.github.convolvej.network.FilterChain} is an example.
 */
package io.github.convolvej.network;
