package io.github.convolvej.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.explain.LayerExplanation.Kind;
import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkBuilder;
import io.github.convolvej.network.NetworkOperation;
import io.github.convolvej.network.NetworkTrace;
import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;
import io.github.convolvej.run.Monitor;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkExplanationTest {

	private static final int WIDTH = 17;
	private static final int HEIGHT = 15;

	private static Tensor noise(final int channels) {
		final Tensor tensor = new Tensor(1, channels, HEIGHT, WIDTH);
		final Random random = new Random(4);
		for (int i = 0; i < tensor.data().length; i++)
			tensor.data()[i] = (float) random.nextGaussian();
		return tensor;
	}

	private static NetworkOperation network(final String text, final int channels) {
		return NetworkOperation.of(NetworkText.parse(text, 2, channels, new RandomWeights(3)));
	}

	private static NetworkTrace trace(final String text, final int channels, final long... position) {
		return network(text, channels).trace(new long[] { WIDTH, HEIGHT, channels }, noise(channels), position, Monitor.NONE);
	}

	/** Every weighted sum and every choice, in all shapes of layers, gives what the layer computed. */
	@ParameterizedTest
	@ValueSource(strings = { "conv k=3 c=4 p=same", "conv k=3 c=4 p=same | relu | conv k=5 s=2 c=3 p=1 | sigmoid",
		"conv k=3 d=2 c=4 g=2 p=same", "dwconv k=3 m=2 p=1", "tconv k=3 s=2 c=3 p=1 op=1", "maxpool k=3 s=2 p=1 | conv k=1 c=5",
		"avgpool k=3 s=2 p=1", "a: conv k=3 c=2 p=same | maxpool k=2 s=2 | upsample s=2 k=2 | conv k=3 c=2 p=same",
		"a: conv k=3 c=2 p=same | conv k=3 c=3 p=same | concat a | conv k=1 c=2", "a: conv k=3 c=2 p=same | conv k=3 c=2 p=same | add a",
		"conv k=3 c=4 p=same | bn | relu6 | conv k=1 c=2", "conv k=3 c=4 p=same | inorm | leaky a=0.1 | conv k=1 c=2",
		"a: conv k=3 c=2 p=same | sigmoid | mul a | tanh", "conv k=3 c=4 p=same | gnorm g=2 | silu", "conv k=3 c=4 p=same | softmax",
		"conv k=3 c=4 p=same | shuffle g=2 | pixelshuffle s=2", "pixelunshuffle s=1 | globalpool | conv k=1 c=3",
		"conv k=3 c=2 p=same | globalmax", "lppool k=2 s=2 | conv k=1 c=1", "a: maxpool k=2 s=2 | conv k=3 c=2 p=same | unpool a" })
	void allSumsGiveWhatTheLayersComputed(final String text) {
		final NetworkOperation network = network(text, 2);
		final Img<FloatType> result = network.apply(image(2), Border.ZERO);
		final Random random = new Random(1);
		for (int i = 0; i < 12; i++) {
			final long[] at = new long[3];
			// corners first
			for (int d = 0; d < 3; d++)
				at[d] = i == 0 ? 0 : i == 1 ? result.max(d) : random.nextInt((int) result.dimension(d));
			final NetworkTrace trace = trace(text, 2, at);
			final float expected = result.getAt(at).get();
			int[] choices = {};
			NetworkExplanation walk = NetworkExplanation.of(trace);
			assertEquals(expected, walk.result(), 2e-5 * Math.max(1, Math.abs(expected)));
			for (int step = 0; step < walk.layers().size(); step++) {
				final LayerExplanation layer = walk.layers().get(step);
				assertTrue(layer.agrees(), text + ": " + layer.operator() + " has " + layer.sample() + ", but the sum is " + layer.sum());
				if (layer.kind() == Kind.SUM || layer.kind() == Kind.CHOICE || layer.kind() == Kind.COPY) assertEquals(layer.sample(),
					layer.sum(), 1e-4);
				if (layer.terms().isEmpty()) continue;
				// any other way down
				choices = Arrays.copyOf(choices, step + 1);
				choices[step] = 1 + random.nextInt(layer.terms().size());
				walk = NetworkExplanation.of(trace, choices);
			}
		}
	}

	private static Img<FloatType> image(final int channels) {
		return ArrayImgs.floats(noise(channels).data(), WIDTH, HEIGHT, channels);
	}

	/** The terms of a layer are its kernel times the samples below it, plus its bias: summed here in plain loops. */
	@Test
	void theTermsOfAConvolutionAreItsWeightsTimesItsSamples() {
		final Network network = NetworkText.parse("conv k=3 s=2 p=1 c=4", 2, 2, new RandomWeights(3));
		final Tensor image = noise(2);
		final NetworkTrace trace = NetworkOperation.of(network).trace(new long[] { WIDTH, HEIGHT, 2 }, image, new long[] { 0, 3, 2 },
			Monitor.NONE);
		final LayerExplanation layer = NetworkExplanation.of(trace).layers().get(0);
		final Node conv = network.nodes().get(0);
		final float[] weights = network.constants().get(conv.inputs().get(1)).part().floats();
		final float[] bias = network.constants().get(conv.inputs().get(2)).part().floats();
		// the column before the image is padding
		assertEquals(12, layer.terms().size());
		assertEquals(bias[2], layer.constant(), 1e-7);
		double sum = bias[2];
		double last = Double.POSITIVE_INFINITY;
		for (final LayerTerm term : layer.terms()) {
			final int c = (int) term.position()[1];
			final int y = (int) term.position()[2];
			final int x = (int) term.position()[3];
			final double weight = weights[((2 * 2 + c) * 3 + (y - 5)) * 3 + x + 1];
			assertEquals(weight, term.weight());
			assertEquals(image.data()[(c * HEIGHT + y) * WIDTH + x], term.sample());
			assertTrue(Math.abs(term.product()) <= last);
			last = Math.abs(term.product());
			sum += weight * term.sample();
		}
		assertEquals(sum, layer.sum(), 1e-12);
	}

	@Test
	void aMaximumIsMarkedAmongAllSamplesOfItsWindow() {
		final NetworkTrace trace = trace("maxpool k=3 s=3", 1, 2, 1, 0);
		final LayerExplanation layer = NetworkExplanation.of(trace).layers().get(0);
		assertEquals(Kind.CHOICE, layer.kind());
		assertEquals(9, layer.terms().size());
		assertEquals(1, layer.terms().get(0).weight());
		final double largest = layer.terms().stream().mapToDouble(LayerTerm::sample).max().getAsDouble();
		assertEquals(largest, layer.terms().get(0).sample());
		assertEquals(largest, layer.sample());
		assertEquals(1, layer.terms().stream().filter(t -> t.weight() != 0).count());
	}

	/** The frame on the image is the part that changes the result, no more and no less. */
	@Test
	void theReceptiveFieldIsWhatChangesTheResult() {
		final String text = "conv k=3 p=same c=3 | maxpool k=2 s=2 | conv k=3 d=2 p=same c=2";
		final NetworkOperation network = network(text, 1);
		final long[] at = { 4, 1, 1 };
		final NetworkTrace trace = network.trace(new long[] { WIDTH, HEIGHT, 1 }, noise(1), at, Monitor.NONE);
		final NetworkExplanation walk = NetworkExplanation.of(trace);
		final Box field = walk.receptiveField(walk.layers().get(0));
		final float before = network.apply(image(1), Border.ZERO).getAt(at).get();
		Box changing = null;
		for (int y = 0; y < HEIGHT; y++)
			for (int x = 0; x < WIDTH; x++) {
				final Box one = new Box(new long[] { 0, 0, y, x }, new long[] { 0, 0, y, x });
				// one of both is larger than all others of a pooling window
				for (final float value : new float[] { -100, 100 }) {
					final Img<FloatType> other = image(1);
					other.getAt(x, y, 0).set(value);
					if (network.apply(other, Border.ZERO).getAt(at).get() != before) changing = one.hull(changing);
				}
			}
		assertEquals(field, changing);
	}

	@Test
	void aTermThatIsNotThereIsRefused() {
		final NetworkTrace trace = trace("conv k=3 c=2 p=same | relu", 1, 4, 5, 1);
		assertEquals(2, NetworkExplanation.of(trace, 1, 9).layers().size());
		assertTrue(assertThrows(IllegalArgumentException.class, () -> NetworkExplanation.of(trace, 2)).getMessage().contains(
			"it must be 1 to 1"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> NetworkExplanation.of(trace, 1, 10)).getMessage().contains(
			"it must be 1 to 9"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> NetworkExplanation.of(trace, 1, 1, 1)).getMessage().contains(
			"the image is reached after 2"));
	}

	/** As networks of Keras have them: the positions in the middle end with the channel. */
	@Test
	void channelsLastAreFound() {
		final Attributes last = Attributes.NONE.with("perm", new long[] { 0, 2, 3, 1 });
		final Attributes first = Attributes.NONE.with("perm", new long[] { 0, 3, 1, 2 });
		final Network network = new NetworkBuilder().input("x", new long[] { 1, 2, -1, -1 }).node(new Node("to", "Transpose", 13,
			List.of("x"), List.of("a"), last)).node(new Node("relu", "Relu", 13, List.of("a"), List.of("b"), Attributes.NONE)).node(
				new Node("back", "Transpose", 13, List.of("b"), List.of("y"), first)).output("y").build();
		final NetworkTrace trace = NetworkOperation.of(network).trace(new long[] { WIDTH, HEIGHT, 2 }, noise(2), new long[] { 4, 5,
			1 }, Monitor.NONE);
		final NetworkExplanation walk = NetworkExplanation.of(trace);
		assertEquals(List.of("back", "relu", "to"), walk.layers().stream().map(LayerExplanation::name).collect(Collectors.toList()));
		final int[] channels = walk.layers().stream().mapToInt(l -> walk.channelAxis(l.layer(), l.position())).toArray();
		assertArrayEquals(new int[] { 1, 3, 3 }, channels);
		assertArrayEquals(new long[] { 0, 5, 4, 1 }, walk.layers().get(1).position());
	}

	@Test
	void theImageIsTheEnd() {
		final NetworkTrace trace = trace("conv k=3 c=2 p=same", 1, 4, 5, 1);
		assertNull(LayerExplanation.of(trace, trace.input(), 0, 0, 5, 4));
	}
}
