package io.github.convolvej.explain;

import io.github.convolvej.network.NetworkTrace;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a sample of a network's result came about: a walk from it down to the image, layer by layer, always to one of the
 * samples that the one before was computed from. Samples are those that the layers computed; weights and sums are in
 * double precision. Immutable.
 */
public final class NetworkExplanation {

	private final NetworkTrace trace;
	private final List<LayerExplanation> layers;
	private final Map<Integer, Integer> channelAxes = new ConcurrentHashMap<>();

	private NetworkExplanation(final NetworkTrace trace, final List<LayerExplanation> layers) {
		this.trace = trace;
		this.layers = Collections.unmodifiableList(layers);
	}

	/**
	 * @param trace what the result depends on
	 * @param choices for each layer from the result down, which of its terms the walk follows, from 1; where there is
	 *          none, the first, which has the largest product
	 * @return the walk
	 * @throws IllegalArgumentException if a layer has no such term
	 */
	public static NetworkExplanation of(final NetworkTrace trace, final int... choices) {
		final List<LayerExplanation> layers = new ArrayList<>();
		LayerExplanation layer = LayerExplanation.of(trace, trace.result(), trace.position());
		while (layer != null) {
			final int step = layers.size();
			layers.add(layer);
			final int choice = step < choices.length ? choices[step] : 1;
			if (choice < 1 || choice > Math.max(1, layer.terms().size())) throw new IllegalArgumentException("step " + (step + 1) +
				" of the path is " + choice + ", but '" + layer.name() + "' has " + layer.terms().size() + (layer.terms().size() == 1
					? " term" : " terms") + " there: it must be 1 to " + layer.terms().size());
			if (layer.terms().isEmpty()) {
				layer = null;
				continue;
			}
			final LayerTerm next = layer.terms().get(choice - 1);
			layer = LayerExplanation.of(trace, next.layer(), next.position());
		}
		if (choices.length > layers.size()) throw new IllegalArgumentException("the path has " + choices.length +
			" steps, but the image is reached after " + layers.size());
		return new NetworkExplanation(trace, layers);
	}

	/** @return the layers of the walk, from the result down to the first */
	public List<LayerExplanation> layers() {
		return layers;
	}

	/** @return the result as the network computed it */
	public double result() {
		return trace.sample(trace.result(), trace.position());
	}

	/**
	 * @param layer a step of the walk
	 * @return the part of the image that its sample depends on, on the axes of the network's input; null if it does not
	 *         depend on the image
	 */
	public Box receptiveField(final LayerExplanation layer) {
		return trace.receptiveField(layer.layer(), layer.position());
	}

	/**
	 * @param term a term of a layer
	 * @return whether it is a sample of the image itself
	 */
	public boolean isOfImage(final LayerTerm term) {
		return term.layer().id() == trace.input().id();
	}

	/**
	 * @param term a term of a layer
	 * @return name of the layer that it is a sample of; "image" for the image; statistics of a layer are called so
	 */
	public String nameOf(final LayerTerm term) {
		return isOfImage(term) ? "image" : trace.maker(term.layer()).node().name() + (term.layer().isWide() ? " (statistics)" : "");
	}

	/**
	 * @param layer a tensor
	 * @param position a sample of it
	 * @return its axis of channels: the second, or the last in networks with channels last
	 */
	public int channelAxis(final Value layer, final long... position) {
		return channelAxes.computeIfAbsent(layer.id(), id -> trace.channelAxis(layer, position));
	}

	/** @return whether the terms of every layer give the sample that it computed, except for rounding */
	public boolean agrees() {
		return layers.stream().allMatch(LayerExplanation::agrees);
	}
}
