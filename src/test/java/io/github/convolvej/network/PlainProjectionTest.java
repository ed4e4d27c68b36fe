package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.operator.Rectifier;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.tensor.TensorPart;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;
import io.github.convolvej.run.Monitor;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The three ways back through a network with everything that differs between them, beside plain loops in double precision: two
 * convolutions, rectifiers, a maximum pooling whose positions are recorded, an enlargement, and a concatenation.
 */
class PlainProjectionTest {

	private static final String MODEL = "a: conv k=3 c=3 p=same | first: relu | maxpool k=2 s=2 | conv k=3 c=4 p=same | relu | " +
		"upsample s=2 | concat first | conv k=3 c=2 p=same | relu";
	private static final int WIDTH = 10;
	private static final int HEIGHT = 8;

	/** A layer of channels, rows and columns. */
	private static double[][][] layer(final int channels, final int height, final int width) {
		return new double[channels][height][width];
	}

	private static double at(final double[][] plane, final int y, final int x) {
		return y < 0 || x < 0 || y >= plane.length || x >= plane[0].length ? 0 : plane[y][x];
	}

	/** [output][input][3][3] and a bias. */
	private static final class Conv {

		private final float[] weights;
		private final float[] bias;
		private final int inputs;

		private Conv(final Network network, final int number, final int inputs) {
			final Node node = network.nodes().stream().filter(n -> n.operator().equals("Conv")).skip(number).findFirst().get();
			weights = network.constants().get(node.inputs().get(1)).part().floats();
			bias = network.constants().get(node.inputs().get(2)).part().floats();
			this.inputs = inputs;
		}

		private double weight(final int o, final int i, final int y, final int x) {
			return weights[((o * inputs + i) * 3 + y) * 3 + x];
		}

		private double[][][] forward(final double[][][] in) {
			final double[][][] out = layer(bias.length, in[0].length, in[0][0].length);
			for (int o = 0; o < out.length; o++)
				for (int y = 0; y < out[0].length; y++)
					for (int x = 0; x < out[0][0].length; x++) {
						out[o][y][x] = bias[o];
						for (int i = 0; i < inputs; i++)
							for (int k = 0; k < 9; k++)
								out[o][y][x] += weight(o, i, k / 3, k % 3) * at(in[i], y + k / 3 - 1, x + k % 3 - 1);
					}
			return out;
		}

		/** The transposed convolution: what came, with the kernel turned around. */
		private double[][][] back(final double[][][] came) {
			final double[][][] in = layer(inputs, came[0].length, came[0][0].length);
			for (int i = 0; i < inputs; i++)
				for (int y = 0; y < in[0].length; y++)
					for (int x = 0; x < in[0][0].length; x++)
						for (int o = 0; o < came.length; o++)
							for (int k = 0; k < 9; k++)
								in[i][y][x] += weight(o, i, 2 - k / 3, 2 - k % 3) * at(came[o], y + k / 3 - 1, x + k % 3 - 1);
			return in;
		}
	}

	private static double[][][] rectified(final double[][][] in) {
		final double[][][] out = layer(in.length, in[0].length, in[0][0].length);
		for (int c = 0; c < in.length; c++)
			for (int y = 0; y < in[0].length; y++)
				for (int x = 0; x < in[0][0].length; x++)
					out[c][y][x] = Math.max(0, in[c][y][x]);
		return out;
	}

	private static double[][][] back(final double[][][] came, final double[][][] in, final Rectifier way) {
		final double[][][] out = layer(in.length, in[0].length, in[0][0].length);
		for (int c = 0; c < in.length; c++)
			for (int y = 0; y < in[0].length; y++)
				for (int x = 0; x < in[0][0].length; x++) {
					final boolean open = way == Rectifier.DECONVNET || in[c][y][x] > 0;
					final boolean kept = way == Rectifier.GRADIENT || came[c][y][x] > 0;
					out[c][y][x] = open && kept ? came[c][y][x] : 0;
				}
		return out;
	}

	/** Whole passes of plain loops, from numbers at the result down to the image. */
	private static double[] plain(final Network network, final float[] image, final double[] units, final Rectifier way) {
		final Conv first = new Conv(network, 0, 1);
		final Conv second = new Conv(network, 1, 3);
		final Conv third = new Conv(network, 2, 7);
		final double[][][] in = layer(1, HEIGHT, WIDTH);
		for (int i = 0; i < image.length; i++)
			in[0][i / WIDTH][i % WIDTH] = image[i];
		final double[][][] a = first.forward(in);
		final double[][][] ra = rectified(a);
		final double[][][] pooled = layer(3, HEIGHT / 2, WIDTH / 2);
		final int[][][] positions = new int[3][HEIGHT / 2][WIDTH / 2];
		for (int c = 0; c < 3; c++)
			for (int y = 0; y < HEIGHT / 2; y++)
				for (int x = 0; x < WIDTH / 2; x++) {
					pooled[c][y][x] = Double.NEGATIVE_INFINITY;
					for (int k = 0; k < 4; k++) {
						final double v = ra[c][2 * y + k / 2][2 * x + k % 2];
						if (v > pooled[c][y][x]) {
							pooled[c][y][x] = v;
							positions[c][y][x] = k;
						}
					}
				}
		final double[][][] b = second.forward(pooled);
		final double[][][] rb = rectified(b);
		final double[][][] joined = layer(7, HEIGHT, WIDTH);
		for (int c = 0; c < 7; c++)
			for (int y = 0; y < HEIGHT; y++)
				for (int x = 0; x < WIDTH; x++)
					joined[c][y][x] = c < 4 ? rb[c][y / 2][x / 2] : ra[c - 4][y][x];
		final double[][][] d = third.forward(joined);
		final double[][][] came = layer(2, HEIGHT, WIDTH);
		for (int i = 0; i < units.length; i++)
			came[i / (HEIGHT * WIDTH)][i / WIDTH % HEIGHT][i % WIDTH] = units[i];
		final double[][][] toJoined = third.back(back(came, d, way));
		final double[][][] toRb = layer(4, HEIGHT / 2, WIDTH / 2);
		final double[][][] toRa = layer(3, HEIGHT, WIDTH);
		for (int c = 0; c < 7; c++)
			for (int y = 0; y < HEIGHT; y++)
				for (int x = 0; x < WIDTH; x++)
					if (c < 4) toRb[c][y / 2][x / 2] += toJoined[c][y][x];
					else toRa[c - 4][y][x] += toJoined[c][y][x];
		final double[][][] toPooled = second.back(back(toRb, b, way));
		for (int c = 0; c < 3; c++)
			for (int y = 0; y < HEIGHT / 2; y++)
				for (int x = 0; x < WIDTH / 2; x++)
					toRa[c][2 * y + positions[c][y][x] / 2][2 * x + positions[c][y][x] % 2] += toPooled[c][y][x];
		final double[][][] result = first.back(back(toRa, a, way));
		return Arrays.stream(result[0]).flatMapToDouble(Arrays::stream).toArray();
	}

	private static float[] noise(final int count) {
		final float[] image = new float[count];
		final Random random = new Random(6);
		for (int i = 0; i < count; i++)
			image[i] = (float) random.nextGaussian();
		return image;
	}

	private static double[] whole(final TensorPart part, final long... shape) {
		final double[] all = new double[Math.toIntExact(Box.samples(shape))];
		final TensorPart target = new TensorPart(Box.whole(shape), all);
		final long[] at = new long[shape.length];
		for (int i = 0; i < part.doubles().length; i++) {
			int rest = i;
			for (int d = at.length - 1; d >= 0; d--) {
				at[d] = part.box().min(d) + rest % part.box().size(d);
				rest /= part.box().size(d);
			}
			all[target.index(at)] = part.doubles()[i];
		}
		return all;
	}

	@ParameterizedTest
	@EnumSource(Rectifier.class)
	void itIsWhatPlainLoopsGive(final Rectifier way) {
		final Network network = NetworkText.parse(MODEL, 2, 1, new RandomWeights(12));
		final String output = network.outputs().get(0);
		final float[] image = noise(WIDTH * HEIGHT);
		final Tensor input = new Tensor(new long[] { 1, 1, HEIGHT, WIDTH }, image);
		final NetworkGradient gradient = NetworkGradient.of(network, 1, 1, HEIGHT, WIDTH);
		final double[] units = new Random(3).doubles(2 * WIDTH * HEIGHT, -1, 1).toArray();
		final double[] expected = plain(network, image, units, way);
		final double[] back = whole(gradient.back(input, output, new TensorPart(Box.whole(1, 2, HEIGHT, WIDTH), units), way,
			Monitor.NONE), 1, 1, HEIGHT, WIDTH);
		final double largest = Arrays.stream(expected).map(Math::abs).max().getAsDouble();
		assertTrue(largest > 0.1);
		assertArrayEquals(expected, back, 1e-6 * largest);
		// a single unit
		final long[] at = { 0, 1, 3, 5 };
		final double[] one = new double[units.length];
		one[(HEIGHT + 3) * WIDTH + 5] = 1;
		assertArrayEquals(plain(network, image, one, way), whole(gradient.back(input, output, new TensorPart(new Box(at, at),
			new double[] { 1 }), way, Monitor.NONE), 1, 1, HEIGHT, WIDTH), 1e-6 * largest);
	}

	@Test
	void theWaysDiffer() {
		final Network network = NetworkText.parse(MODEL, 2, 1, new RandomWeights(12));
		final double[] units = new Random(3).doubles(2 * WIDTH * HEIGHT, -1, 1).toArray();
		final long different = Arrays.stream(Rectifier.values()).map(way -> Arrays.hashCode(plain(network, noise(WIDTH * HEIGHT), units,
			way))).distinct().count();
		assertEquals(3, different);
	}

	/**
	 * The rows of the Jacobian, each passed back by itself from its own receptive field, give the product with its transpose that is
	 * passed back from all units at once: u J v is the same in any order, in double precision, for every kind of layer.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "conv k=3 c=3 d=2 s=2 p=2", "conv k=3 c=4 g=2", "dwconv k=3 m=2", "tconv k=3 c=2 s=2 p=1 op=1", "maxpool k=3 s=2 p=1",
		"avgpool k=3 s=1 p=1", "lppool k=2 s=2", "globalpool", "globalmax", "upsample s=2", "upsample s=2 k=2", "bn", "inorm", "gnorm g=2",
		"relu", "relu6", "leaky", "prelu", "elu", "selu", "gelu", "silu", "hardswish", "sigmoid", "hardsigmoid", "tanh", "softplus", "softmax",
		"shuffle g=2", "conv k=1 c=8 | pixelshuffle s=2", "pixelunshuffle s=2", "a: conv k=3 c=2 p=same | concat input",
		"a: conv k=3 c=4 p=same | add input", "a: conv k=3 c=4 p=same | mul input", "a: sigmoid | sub input", "a: maxpool k=2 s=2 | unpool a" })
	void unitsAndWholeLayersPassBackTheSame(final String text) {
		final Network network = NetworkText.parse(text, 2, 4, new RandomWeights(5));
		final String output = network.outputs().get(0);
		final long[] shape = { 1, 4, 4, 6 };
		final Tensor input = new Tensor(shape, noise(96));
		final NetworkGradient gradient = NetworkGradient.of(network, shape);
		final long[] size = gradient.outputShape(output);
		final int count = Math.toIntExact(Box.samples(size));
		final double[] u = new Random(1).doubles(count, -1, 1).toArray();
		final double[] v = new Random(2).doubles(96, -1, 1).toArray();
		final double[] together = whole(gradient.back(input, output, new TensorPart(Box.whole(size), u), Rectifier.GRADIENT,
			Monitor.NONE), shape);
		double forward = 0;
		double magnitude = 0;
		for (int i = 0; i < count; i++) {
			final long[] at = new long[size.length];
			int rest = i;
			for (int d = at.length - 1; d >= 0; d--) {
				at[d] = rest % size[d];
				rest /= size[d];
			}
			final TensorPart row = gradient.back(input, output, new TensorPart(new Box(at, at), new double[] { 1 }), Rectifier.GRADIENT,
				Monitor.NONE);
			final double[] jacobian = row == null ? new double[96] : whole(row, shape);
			for (int k = 0; k < 96; k++) {
				forward += u[i] * jacobian[k] * v[k];
				magnitude += Math.abs(u[i] * jacobian[k] * v[k]);
			}
		}
		double back = 0;
		for (int k = 0; k < 96; k++)
			back += together[k] * v[k];
		assertTrue(magnitude > 0);
		assertEquals(forward, back, 1e-12 * magnitude);
	}
}
