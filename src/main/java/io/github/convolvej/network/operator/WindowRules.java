package io.github.convolvej.network.operator;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.Engine;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.network.tensor.Constant;

import java.util.Arrays;
import java.util.Map;

/** Operators with sliding windows: convolutions and poolings. */
final class WindowRules {

	/** Taps of the kernels whose sums may be taken by another way than directly: those of 3 along each of three axes. */
	private static final int SMALL_KERNEL = 27;

	private WindowRules() {}

	static void addTo(final Map<String, OperatorRule> rules) {
		rules.put("Conv", WindowRules::convolution);
		rules.put("ConvTranspose", WindowRules::transposed);
		rules.put("DeformConv", WindowRules::deformable);
		rules.put("MaxPool", WindowRules::maximum);
		rules.put("AveragePool", n -> pooling(n, WindowPooling.Kind.AVERAGE));
		rules.put("LpPool", n -> pooling(n, WindowPooling.Kind.LP));
		rules.put("MaxUnpool", WindowRules::unpooling);
	}

	private static Constant weights(final NodeBinding n, final int spatial) {
		final Constant w = n.constant(1);
		if (w == null) throw new IllegalArgumentException("input 2, the weights, is missing");
		if (w.rank() != spatial + 2) throw new IllegalArgumentException("the weights have shape " + Arrays.toString(w
			.shape()) + ", but the input has " + spatial + " spatial axes: they must have " + (spatial + 2) + " axes");
		return w;
	}

	private static int spatial(final Value x) {
		if (x.rank() < 3 || x.rank() > 5) throw new IllegalArgumentException("the input has " + x.rank() +
			" axes, but must have 3 to 5: batch, channel and 1 to 3 spatial ones");
		return x.rank() - 2;
	}

	/** Reverses ONNX's order of axes, so that x is first. */
	private static int[] reversed(final int[] values) {
		final int[] r = new int[values.length];
		for (int i = 0; i < r.length; i++)
			r[i] = values[r.length - 1 - i];
		return r;
	}

	private static long[] kernelSize(final Constant weights) {
		final long[] shape = weights.shape();
		return Arrays.copyOfRange(shape, 2, shape.length);
	}

	private static double[] bias(final NodeBinding n, final long outputs) {
		final Constant b = n.constant(2);
		if (b != null && b.samples() != outputs) throw new IllegalArgumentException("the bias has " + b.samples() +
			" numbers, but there are " + outputs + " output channels");
		return b == null ? null : b.doubles();
	}

	/** Sizes of an image along the axes of a plan: x, y, z, then channels unless the kernel is single. */
	private static long[] planSizes(final Value x, final boolean channels) {
		final int spatial = x.rank() - 2;
		final long[] sizes = new long[spatial + (channels ? 1 : 0)];
		for (int d = 0; d < spatial; d++)
			sizes[d] = x.size(x.rank() - 1 - d);
		if (channels) sizes[spatial] = x.size(1);
		return sizes;
	}

	/** Sizes of an image, with channels, that becomes the input when its samples are repeated. */
	private static long[] halved(final Value x) {
		final long[] sizes = planSizes(x, true);
		for (int d = 0; d < sizes.length - 1; d++)
			sizes[d] /= 2;
		return sizes;
	}

	private static Value[] convolution(final NodeBinding n) {
		final Value x = n.required(0);
		final int spatial = spatial(x);
		final Constant w = weights(n, spatial);
		final int groups = (int) n.attributes().integer("group", 1);
		final long[] shape = w.shape();
		checkChannels(x.size(1), shape[1], groups, shape[0]);
		final PoolingWindows windows = PoolingWindows.of(n.attributes(), kernelSize(w), x.shape());
		if (!Arrays.equals(Arrays.stream(kernelSize(w)).mapToInt(v -> (int) v).toArray(), windows.kernel))
			throw new IllegalArgumentException("attribute kernel_shape is " + Arrays.toString(windows.kernel) +
				", but the weights have shape " + Arrays.toString(shape));
		final double[] bias = bias(n, shape[0]);
		final Plan plan = plan(w.doubles(), shape, groups, bias, windows, x);
		final long count = w.samples() + (bias == null ? 0 : bias.length);
		final PlanOperator.Scaled scaled = (factor, summand, doubled) -> {
			final double[] weights = w.doubles();
			final int each = weights.length / factor.length;
			final double[] shifts = summand.clone();
			for (int c = 0; c < factor.length; c++) {
				for (int i = 0; i < each; i++)
					weights[c * each + i] *= factor[c];
				if (bias != null) shifts[c] += bias[c] * factor[c];
			}
			return doubled ? filter(weights, shape, groups, shifts, windows).onDoubled(halved(x)) : plan(weights, shape, groups,
				shifts, windows, x);
		};
		return NodeBinding.one(n.apply(new PlanOperator(plan, x.shape(), shape[0], count, null, scaled, new WindowWeights(w, groups,
			windows.kernel, windows.stride, windows.dilation, windows.before, true)), x));
	}

	private static Plan plan(final double[] weights, final long[] shape, final int groups, final double[] bias,
		final PoolingWindows windows, final Value x)
	{
		final Convolution convolution = filter(weights, shape, groups, bias, windows);
		return convolution.on(planSizes(x, convolution.numDimensions() > spatial(x)));
	}

	private static Convolution filter(final double[] weights, final long[] shape, final int groups, final double[] bias,
		final PoolingWindows windows)
	{
		Kernel kernel = new Kernel(weights, (int) shape[1], (int) shape[0], reversed(windows.kernel));
		if (groups > 1) kernel = kernel.withGroups(groups);
		if (bias != null) kernel = kernel.withBias(bias);
		// small kernels are summed directly or, if they sum over many channels, by Winograd's algorithm: both have the same
		// bits for every tile, and propagate NaN correctly; large ones are not worth the memory of transforms
		final Engine engine = kernel.taps() <= SMALL_KERNEL ? Engine.AUTO : Engine.DIRECT;
		return Convolution.of(kernel).engine(engine).stride(reversed(windows.stride))
			.dilation(reversed(windows.dilation)).padding(Padding.explicit(reversed(windows.before), reversed(windows.after)));
	}

	private static void checkChannels(final long channels, final long perGroup, final int groups, final long outputs) {
		if (groups < 1 || outputs % groups != 0) throw new IllegalArgumentException("attribute group is " + groups +
			", but must divide the " + outputs + " output channels");
		if (channels != perGroup * groups) throw new IllegalArgumentException("its weights are for " + perGroup * groups +
			(perGroup * groups == 1 ? " channel" : " channels") + (groups > 1 ? " in " + groups + " groups" : "") +
			", but the input has " + channels);
	}

	private static Value[] transposed(final NodeBinding n) {
		final Value x = n.required(0);
		final int spatial = spatial(x);
		final Constant w = weights(n, spatial);
		final Attributes a = n.attributes();
		final int groups = (int) a.integer("group", 1);
		final long[] shape = w.shape();
		if (groups < 1 || shape[0] != x.size(1) || shape[0] % groups != 0) throw new IllegalArgumentException(
			"its weights are for " + shape[0] + " channels in " + groups + (groups == 1 ? " group" : " groups") +
				", but the input has " + x.size(1));
		final int[] size = Arrays.stream(kernelSize(w)).mapToInt(Math::toIntExact).toArray();
		Kernel kernel = new Kernel(w.doubles(), (int) shape[1], (int) shape[0], reversed(size));
		if (groups > 1) kernel = kernel.withGroups(groups);
		final long outputs = shape[1] * groups;
		final double[] bias = bias(n, outputs);
		TransposedConvolution filter = TransposedConvolution.of(kernel).stride(reversed(ints(a.integers("strides"), spatial,
			1))).dilation(reversed(ints(a.integers("dilations"), spatial, 1))).outputPadding(reversed(ints(a.integers(
				"output_padding"), spatial, 0)));
		if (bias != null) filter = filter.bias(bias);
		final String auto = a.choice("auto_pad", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID");
		final long[] wanted = a.integers("output_shape");
		if (auto.startsWith("SAME")) filter = filter.padding(auto.equals("SAME_LOWER") ? Padding.SAME_LOWER : Padding.SAME);
		else if (wanted == null) {
			final int[] pads = ints(a.integers("pads"), 2 * spatial, 0);
			filter = filter.padding(Padding.explicit(reversed(Arrays.copyOf(pads, spatial)), reversed(Arrays.copyOfRange(pads,
				spatial, 2 * spatial))));
		}
		if (wanted != null) filter = filter.outputSize(reversed(ints(Arrays.copyOfRange(wanted, wanted.length - spatial,
			wanted.length), spatial, 1)));
		final Plan plan = filter.on(planSizes(x, filter.numDimensions() > spatial));
		final long count = w.samples() + (bias == null ? 0 : bias.length);
		final int[] stride = ints(a.integers("strides"), spatial, 1);
		final int[] dilation = ints(a.integers("dilations"), spatial, 1);
		final int[] before = new int[spatial];
		for (int d = 0; d < spatial; d++) {
			// a sample of the result lies at (o + before - half the reach of the kernel) / stride of the input
			final double centre = plan.position(spatial - 1 - d).offset() * stride[d];
			before[d] = (int) Math.round(centre + (size[d] - 1) * dilation[d] / 2.0);
		}
		final WindowWeights transpose = new WindowWeights(w, groups, size, stride, dilation, before, false);
		return NodeBinding.one(n.apply(new PlanOperator(plan, x.shape(), outputs, count, null, null, transpose), x));
	}

	private static int[] ints(final long[] values, final int n, final int otherwise) {
		final int[] ints = new int[n];
		Arrays.fill(ints, otherwise);
		if (values != null && values.length != n) throw new IllegalArgumentException("an attribute has " + values.length +
			" numbers, but must have " + n);
		for (int i = 0; values != null && i < n; i++)
			ints[i] = Math.toIntExact(values[i]);
		return ints;
	}

	private static Value[] deformable(final NodeBinding n) {
		final Value x = n.required(0);
		if (x.rank() != 4) throw new IllegalArgumentException("the input has " + x.rank() +
			" axes, but deformable convolution is supported for 4: batch, channel, y, x");
		final Constant w = weights(n, 2);
		final Value offset = n.required(2);
		final Value mask = n.input(4);
		final long[] shape = w.shape();
		final int groups = (int) n.attributes().integer("group", 1);
		final int offsetGroups = (int) n.attributes().integer("offset_group", 1);
		checkChannels(x.size(1), shape[1], groups, shape[0]);
		final PoolingWindows windows = PoolingWindows.of(n.attributes(), kernelSize(w), x.shape());
		final long[] expected = { x.size(0), 2L * offsetGroups * windows.taps(), windows.sizes[0], windows.sizes[1] };
		if (!Arrays.equals(expected, offset.shape())) throw new IllegalArgumentException("the offsets have shape " + offset +
			", but must have " + Arrays.toString(expected));
		expected[1] /= 2;
		if (mask != null && !Arrays.equals(expected, mask.shape())) throw new IllegalArgumentException("the mask has shape " +
			mask + ", but must have " + Arrays.toString(expected));
		final Constant bias = n.constant(3);
		final DeformableSampling operator = new DeformableSampling(windows, x.shape(), offset.shape(), mask == null ? null
			: mask.shape(), shape[0], w.floats(), bias == null ? null : bias.floats(), groups, offsetGroups);
		return NodeBinding.one(mask == null ? n.apply(operator, x, offset) : n.apply(operator, x, offset, mask));
	}

	private static Value[] pooling(final NodeBinding n, final WindowPooling.Kind kind) {
		final Value x = n.required(0);
		final PoolingWindows windows = PoolingWindows.of(n.attributes(), null, x.shape());
		return NodeBinding.one(n.apply(new WindowPooling(kind, windows, x.shape(), n.attributes().integer(
			"count_include_pad", 0) != 0, n.attributes().number("p", 2)), x));
	}

	private static Value[] maximum(final NodeBinding n) {
		final Value x = n.required(0);
		final PoolingWindows windows = PoolingWindows.of(n.attributes(), null, x.shape());
		final Value values = n.apply(new WindowPooling(WindowPooling.Kind.MAX, windows, x.shape(), false, 0), x);
		if (!n.node().hasOutput(1)) return NodeBinding.one(values);
		final WindowPooling.Kind kind = n.attributes().integer("storage_order", 0) != 0
			? WindowPooling.Kind.MAX_POSITION_BY_COLUMNS : WindowPooling.Kind.MAX_POSITION;
		return new Value[] { values, n.apply(new WindowPooling(kind, windows, x.shape(), false, 0), x) };
	}

	private static Value[] unpooling(final NodeBinding n) {
		final Value x = n.required(0);
		final Value positions = n.required(1);
		if (!Arrays.equals(x.shape(), positions.shape())) throw new IllegalArgumentException("samples have shape " + x +
			" and positions " + positions + ", but must have the same");
		if (!positions.isWide()) throw new IllegalArgumentException("input 2 must be positions from MaxPool");
		final int spatial = spatial(x);
		final Attributes a = n.attributes();
		final int[] kernel = ints(a.integers("kernel_shape"), spatial, 1);
		final int[] stride = ints(a.integers("strides"), spatial, 1);
		final int[] pads = ints(a.integers("pads"), 2 * spatial, 0);
		final long[] shape = x.shape();
		for (int d = 0; d < spatial; d++)
			shape[d + 2] = (shape[d + 2] - 1) * stride[d] + kernel[d] - pads[d] - pads[spatial + d];
		final long[] given = n.constant(2) == null ? shape : n.constant(2).longs();
		if (given.length != shape.length) throw new IllegalArgumentException("output_shape has " + given.length +
			" numbers, but must have " + shape.length);
		final PoolingWindows windows = PoolingWindows.of(a, null, given);
		final boolean local = MaxUnpool.isLocal(positions.producer(), windows, given);
		return NodeBinding.one(n.apply(new MaxUnpool(windows, given, x.shape(), local), x, positions));
	}
}
