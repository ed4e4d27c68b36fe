package io.github.convolvej.network.text;

import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.text.GraphWriter.Place;

import java.util.ArrayList;
import java.util.List;

/**
 * Predefined blocks of several layers, with batch normalisation and ReLU as in
 * the papers:
 * <ul>
 * <li>{@code bottleneck c s m} (He et al. 2016): c channels, reduced to c / m
 * inside</li>
 * <li>{@code inverted c s e k} (Sandler et al. 2018): inverted residual,
 * expanded to e times the channels inside</li>
 * <li>{@code separable c s k}: depthwise, then pointwise convolution</li>
 * <li>{@code shuffleunit g} (Zhang et al. 2018)</li>
 * <li>{@code inception c} (Szegedy et al. 2015): branches of 1 x 1, 3 x 3, 5 x 5
 * and pooling with c channels each</li>
 * <li>{@code se r} (Hu et al. 2018): squeeze and excitation</li>
 * <li>{@code aspp c rates} (Chen et al. 2017)</li>
 * <li>{@code spp} (He et al. 2014): the input and max poolings of 5, 9 and 13
 * samples</li>
 * <li>{@code hourglass c depth} (Newell et al. 2016)</li>
 * <li>{@code unet c depth} (Ronneberger et al. 2015): c channels at the top,
 * doubled at each level</li>
 * <li>{@code dncnn c depth} (Zhang et al. 2017): the image minus the estimated
 * noise</li>
 * </ul>
 */
final class Blocks {

	static final String[] NAMES = { "bottleneck", "inverted", "separable", "shuffleunit", "inception", "se", "aspp", "spp",
		"hourglass", "unet", "dncnn" };

	/** Each level halves the image, and no image is larger than 2^30 pixels along an axis. */
	private static final int MOST_LEVELS = 30;
	private static final int MOST_LAYERS = 1000;

	private final GraphWriter graph;
	private String prefix;

	Blocks(final GraphWriter graph) {
		this.graph = graph;
	}

	/** Adds a block; its layers are named after it. */
	void add(final LayerText l, final String name) {
		prefix = name;
		final int c = l.positive("c", (int) graph.channels());
		switch (l.type()) {
			case "bottleneck":
				l.check("c s m", 0);
				bottleneck(c, l.positive("s", 1), l.positive("m", 4));
				break;
			case "inverted":
				l.check("c s e k", 0);
				inverted(c, l.positive("s", 1), l.positive("e", 6), l.positive("k", 3));
				break;
			case "separable":
				l.check("c s k", 0);
				depthwise("dw", l.positive("k", 3), l.positive("s", 1));
				normalised("pw", 1, c, 1, true);
				break;
			case "shuffleunit":
				l.check("g", 0);
				shuffleUnit(l.positive("g", 2));
				break;
			case "inception":
				l.check("c", 0);
				inception(c);
				break;
			case "se":
				l.check("r", 0);
				squeezeExcitation(l.positive("r", 4));
				break;
			case "aspp":
				l.check("c rates", 0);
				pyramid(c, l.has("rates") ? rates(l) : new int[] { 1, 6, 12, 18 });
				break;
			case "spp":
				l.check("", 0);
				pooledPyramid();
				break;
			case "hourglass":
				l.check("c depth", 0);
				project(c);
				hourglass(depth(l, 4, MOST_LEVELS), "");
				break;
			case "unet":
				l.check("c depth", 0);
				unet(c, depth(l, 3, MOST_LEVELS));
				break;
			default:
				l.check("c depth", 0);
				denoiser(l.has("c") ? c : 64, depth(l, 17, MOST_LAYERS), l);
		}
	}

	private static int[] rates(final LayerText l) {
		final int[] rates = l.list("rates");
		for (final int rate : rates)
			if (rate < 1) throw l.error("rates is '" + l.text("rates", "") + "', but rates must be at least 1");
		return rates;
	}

	private String name(final String part) {
		return prefix + "." + part;
	}

	private void relu(final String part) {
		graph.plain("Relu", name(part + ".relu"), Attributes.NONE);
	}

	private void normalised(final String part, final int size, final long c, final int stride, final boolean relu) {
		graph.conv(name(part), size, stride, c, 1, false);
		graph.batchNorm(name(part + ".bn"));
		if (relu) relu(part);
	}

	private void depthwise(final String part, final int size, final int stride) {
		graph.conv(name(part), size, stride, graph.channels(), graph.channels(), false);
		graph.batchNorm(name(part + ".bn"));
		relu(part);
	}

	/** Adds an earlier tensor, through a convolution if its size differs. */
	private void residual(final Place before, final int stride) {
		final Place now = graph.at();
		graph.goTo(before);
		if (stride > 1 || before.channels() != now.channels()) normalised("skip", 1, now.channels(), stride, false);
		final Place skip = graph.at();
		graph.goTo(now);
		graph.join("Add", name("sum"), skip);
	}

	private void bottleneck(final long c, final int stride, final int factor) {
		final Place before = graph.at();
		final long inner = Math.max(1, c / factor);
		normalised("conv1", 1, inner, 1, true);
		normalised("conv2", 3, inner, stride, true);
		normalised("conv3", 1, c, 1, false);
		residual(before, stride);
		relu("sum");
	}

	private void inverted(final long c, final int stride, final int expansion, final int size) {
		final Place before = graph.at();
		normalised("expand", 1, graph.channels() * expansion, 1, true);
		depthwise("dw", size, stride);
		normalised("project", 1, c, 1, false);
		if (stride == 1 && before.channels() == c) graph.join("Add", name("sum"), before);
	}

	private void shuffleUnit(final int groups) {
		final Place before = graph.at();
		final long c = graph.channels();
		graph.conv(name("conv1"), 1, 1, c, groups, false);
		graph.batchNorm(name("conv1.bn"));
		relu("conv1");
		graph.channelShuffle(name("shuffle"), groups);
		graph.conv(name("dw"), 3, 1, c, c, false);
		graph.batchNorm(name("dw.bn"));
		graph.conv(name("conv2"), 1, 1, c, groups, false);
		graph.batchNorm(name("conv2.bn"));
		graph.join("Add", name("sum"), before);
		relu("sum");
	}

	private void inception(final long c) {
		final Place before = graph.at();
		final List<Place> branches = new ArrayList<>();
		normalised("one", 1, c, 1, true);
		branches.add(graph.at());
		for (final int size : new int[] { 3, 5 }) {
			graph.goTo(before);
			normalised("reduce" + size, 1, c, 1, true);
			normalised("conv" + size, size, c, 1, true);
			branches.add(graph.at());
		}
		graph.goTo(before);
		maxima("pool", 3);
		normalised("pooled", 1, c, 1, true);
		branches.add(graph.at());
		concatenate(branches);
	}

	private void maxima(final String part, final int size) {
		graph.plain("MaxPool", name(part), Attributes.NONE.with("auto_pad", "SAME_UPPER").with("kernel_shape", GraphWriter
			.reversed(graph.all(size))));
	}

	private void concatenate(final List<Place> branches) {
		graph.goTo(branches.get(0));
		graph.join("Concat", name("all"), branches.subList(1, branches.size()).toArray(new Place[0]));
	}

	private void squeezeExcitation(final int reduction) {
		final Place before = graph.at();
		final long c = graph.channels();
		graph.plain("GlobalAveragePool", name("squeeze"), Attributes.NONE);
		graph.conv(name("fc1"), 1, 1, Math.max(1, c / reduction), 1, true);
		relu("fc1");
		graph.conv(name("fc2"), 1, 1, c, 1, true);
		graph.plain("Sigmoid", name("gate"), Attributes.NONE);
		graph.join("Mul", name("scaled"), before);
	}

	private void pyramid(final long c, final int[] rates) {
		final Place before = graph.at();
		final List<Place> branches = new ArrayList<>();
		for (final int rate : rates) {
			graph.goTo(before);
			final String part = "rate" + rate;
			if (rate == 1) normalised(part, 1, c, 1, true);
			else {
				graph.conv(name(part), graph.all(3), graph.all(1), graph.all(rate), Attributes.NONE.with("auto_pad",
					"SAME_UPPER"), c, 1, false);
				graph.batchNorm(name(part + ".bn"));
				relu(part);
			}
			branches.add(graph.at());
		}
		concatenate(branches);
		normalised("project", 1, c, 1, true);
	}

	private void pooledPyramid() {
		final Place before = graph.at();
		final List<Place> branches = new ArrayList<>();
		branches.add(before);
		for (final int size : new int[] { 5, 9, 13 }) {
			graph.goTo(before);
			maxima("max" + size, size);
			branches.add(graph.at());
		}
		concatenate(branches);
	}

	private void project(final long c) {
		if (graph.channels() != c) normalised("in", 1, c, 1, true);
	}

	private static int depth(final LayerText layer, final int otherwise, final int most) {
		final int depth = layer.positive("depth", otherwise);
		if (depth > most) throw layer.error("depth is " + depth + ", but must be at most " + most);
		return depth;
	}

	private void hourglass(final int depth, final String path) {
		final long c = graph.channels();
		final Place before = graph.at();
		normalised("skip" + path + depth, 3, c, 1, true);
		final Place skip = graph.at();
		graph.goTo(before);
		graph.plain("MaxPool", name("down" + path + depth), Attributes.NONE.with("kernel_shape", GraphWriter.reversed(graph
			.all(2))).with("strides", GraphWriter.reversed(graph.all(2))));
		normalised("low" + path + depth, 3, c, 1, true);
		if (depth > 1) hourglass(depth - 1, path);
		normalised("up" + path + depth, 3, c, 1, true);
		graph.upsample(name("enlarged" + path + depth), graph.all(2), "nearest", false);
		graph.join("Add", name("sum" + path + depth), skip);
	}

	private void twice(final String part, final long c) {
		graph.conv(name(part + ".1"), 3, 1, c, 1, true);
		relu(part + ".1");
		graph.conv(name(part + ".2"), 3, 1, c, 1, true);
		relu(part + ".2");
	}

	private void unet(final long c, final int depth) {
		final List<Place> skips = new ArrayList<>();
		for (int i = 0; i < depth; i++) {
			twice("down" + (i + 1), c << i);
			skips.add(graph.at());
			graph.plain("MaxPool", name("pool" + (i + 1)), Attributes.NONE.with("kernel_shape", GraphWriter.reversed(graph.all(
				2))).with("strides", GraphWriter.reversed(graph.all(2))));
		}
		twice("bottom", c << depth);
		for (int i = depth - 1; i >= 0; i--) {
			graph.transposed(name("enlarge" + (i + 1)), graph.all(2), graph.all(2), graph.all(1), Attributes.NONE, graph.all(0),
				c << i, 1, true);
			graph.join("Concat", name("skip" + (i + 1)), skips.get(i));
			twice("up" + (i + 1), c << i);
		}
	}

	private void denoiser(final long c, final int depth, final LayerText l) {
		if (depth < 2) throw l.error("depth is " + depth + ", but must be at least 2: the first and the last layer");
		final Place before = graph.at();
		graph.conv(name("1"), 3, 1, c, 1, true);
		relu("1");
		for (int i = 2; i < depth; i++)
			normalised("" + i, 3, c, 1, true);
		graph.conv(name("" + depth), 3, 1, before.channels(), 1, true);
		final Place noise = graph.at();
		graph.goTo(before);
		graph.join("Sub", name("denoised"), noise);
	}
}
