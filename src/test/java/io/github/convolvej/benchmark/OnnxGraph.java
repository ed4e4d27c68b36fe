package io.github.convolvej.benchmark;

import java.util.Arrays;
import java.util.Random;

/**
 * An ONNX model of several layers with random weights, built layer by layer. The input is x, the output y. A
 * layer returns its result, which further layers read.
 */
final class OnnxGraph {

	private final Message nodes = new Message();
	private final Message initializers = new Message();
	private final Random random = new Random(7);
	private final long[] input;
	private int count;

	/** The result of a layer: its name and its shape, slowest axis first. */
	static final class Layer {

		private final String name;
		private final long[] shape;

		private Layer(final String name, final long... shape) {
			this.name = name;
			this.shape = shape;
		}

		long[] shape() {
			return shape.clone();
		}
	}

	/**
	 * @param input shape of the input: batch, channels, and 2 or 3 axes of the image
	 */
	OnnxGraph(final long... input) {
		this.input = input.clone();
	}

	/** @return the input */
	Layer input() {
		return new Layer("x", input);
	}

	/**
	 * A convolution with bias and with padding that keeps the size; random weights that keep the magnitude of samples.
	 *
	 * @param x what it reads
	 * @param outputs channels of the result
	 * @param taps size of the kernel along each axis
	 * @param stride along each axis
	 * @param groups of channels
	 * @return the result
	 */
	Layer convolution(final Layer x, final int outputs, final int taps, final int stride, final int groups) {
		final int spatial = x.shape.length - 2;
		final long inputs = x.shape[1] / groups;
		final long[] shape = all(x.shape.length, taps);
		shape[0] = outputs;
		shape[1] = inputs;
		final double[] weights = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
		final double deviation = Math.sqrt(2.0 * outputs / weights.length);
		for (int i = 0; i < weights.length; i++)
			weights[i] = deviation * random.nextGaussian();
		final double[] bias = new double[outputs];
		for (int i = 0; i < outputs; i++)
			bias[i] = 0.1 * random.nextGaussian();
		final long[] result = x.shape.clone();
		result[1] = outputs;
		for (int d = 2; d < result.length; d++)
			result[d] = (result[d] + 2 * (taps / 2) - taps) / stride + 1;
		return add("Conv", result, new String[] { x.name, constant(weights, shape), constant(bias, outputs) }, OnnxModel.integers(
			"kernel_shape", ints(spatial, taps)), OnnxModel.integers("pads", ints(2 * spatial, taps / 2)), OnnxModel.integers(
				"strides", ints(spatial, stride)), OnnxModel.number("group", groups));
	}

	/** @return a convolution of all channels of 3 taps, stride 1, rectified */
	Layer layer(final Layer x, final int outputs) {
		return rectified(convolution(x, outputs, 3, 1, 1));
	}

	/** @return negative samples set to 0 */
	Layer rectified(final Layer x) {
		return add("Relu", x.shape, new String[] { x.name });
	}

	/** @return samples clipped to 0 to 6 */
	Layer clipped(final Layer x) {
		return add("Clip", x.shape, new String[] { x.name, constant(new double[] { 0 }), constant(new double[] { 6 }) });
	}

	/** @return each channel scaled and shifted by numbers of its own */
	Layer normalised(final Layer x) {
		final int channels = (int) x.shape[1];
		final String[] inputs = new String[5];
		inputs[0] = x.name;
		for (int i = 1; i < inputs.length; i++) {
			final double[] values = new double[channels];
			for (int c = 0; c < channels; c++)
				values[c] = i == 1 || i == 4 ? 0.8 + 0.4 * random.nextDouble() : 0.1 * random.nextGaussian();
			inputs[i] = constant(values, channels);
		}
		return add("BatchNormalization", x.shape, inputs);
	}

	/** @return the largest sample of windows of 2 samples along each axis */
	Layer pooled(final Layer x) {
		final int spatial = x.shape.length - 2;
		final long[] result = x.shape.clone();
		for (int d = 2; d < result.length; d++)
			result[d] /= 2;
		return add("MaxPool", result, new String[] { x.name }, OnnxModel.integers("kernel_shape", ints(spatial, 2)), OnnxModel
			.integers("strides", ints(spatial, 2)));
	}

	/** @return twice as large along each axis, by a transposed convolution of 2 taps */
	Layer enlarged(final Layer x, final int outputs) {
		final int spatial = x.shape.length - 2;
		final long[] shape = all(x.shape.length, 2);
		shape[0] = x.shape[1];
		shape[1] = outputs;
		final double[] weights = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
		for (int i = 0; i < weights.length; i++)
			weights[i] = random.nextGaussian() / Math.sqrt(x.shape[1]);
		final long[] result = x.shape.clone();
		result[1] = outputs;
		for (int d = 2; d < result.length; d++)
			result[d] *= 2;
		return add("ConvTranspose", result, new String[] { x.name, constant(weights, shape) }, OnnxModel.integers("kernel_shape",
			ints(spatial, 2)), OnnxModel.integers("strides", ints(spatial, 2)));
	}

	/** @return twice as large along each axis, by repeating samples */
	Layer repeated(final Layer x) {
		final double[] scales = new double[x.shape.length];
		final long[] result = x.shape.clone();
		for (int d = 0; d < scales.length; d++) {
			scales[d] = d < 2 ? 1 : 2;
			result[d] *= (long) scales[d];
		}
		return add("Resize", result, new String[] { x.name, "", constant(scales, scales.length) }, OnnxModel.word("mode",
			"nearest"), OnnxModel.word("coordinate_transformation_mode", "asymmetric"), OnnxModel.word("nearest_mode", "floor"));
	}

	/** @return the channels of both */
	Layer joined(final Layer a, final Layer b) {
		final long[] result = a.shape.clone();
		result[1] += b.shape[1];
		return add("Concat", result, new String[] { a.name, b.name }, OnnxModel.number("axis", 1));
	}

	/** @return the sum, sample by sample */
	Layer sum(final Layer a, final Layer b) {
		return add("Add", a.shape, new String[] { a.name, b.name });
	}

	/** @return the difference, sample by sample */
	Layer difference(final Layer a, final Layer b) {
		return add("Sub", a.shape, new String[] { a.name, b.name });
	}

	private Layer add(final String operator, final long[] shape, final String[] inputs, final Message... attributes) {
		final Message node = new Message();
		final String output = "t" + count++;
		for (final String i : inputs)
			node.text(1, i);
		node.text(2, output).text(3, output).text(4, operator);
		for (final Message a : attributes)
			node.message(5, a);
		nodes.message(1, node);
		return new Layer(output, shape);
	}

	private String constant(final double[] values, final long... shape) {
		final String name = "c" + count++;
		initializers.message(5, OnnxModel.tensor(name, values, shape));
		return name;
	}

	private static int[] ints(final int n, final int value) {
		final int[] ints = new int[n];
		Arrays.fill(ints, value);
		return ints;
	}

	private static long[] all(final int n, final long value) {
		final long[] longs = new long[n];
		Arrays.fill(longs, value);
		return longs;
	}

	/**
	 * @param result the last layer's result
	 * @return the model
	 */
	byte[] bytes(final Layer result) {
		nodes.message(1, new Message().text(1, result.name).text(2, "y").text(4, "Identity"));
		final Message graph = new Message().append(nodes).text(2, "graph").append(initializers).message(11, OnnxModel.value("x",
			input)).message(12, OnnxModel.value("y", result.shape));
		return new Message().number(1, OnnxModel.IR_VERSION).message(7, graph).message(8, new Message().number(2,
			OnnxModel.OPSET)).toByteArray();
	}
}
