package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;

import java.util.Arrays;
import java.util.Map;

/** Operators that combine samples along axes: reductions, global poolings, normalisations, softmax. */
final class NormalisationRules {

	static final String STANDARDISE = "convolvej.Standardise";
	static final String SCALE_RANGE = "convolvej.ScaleRange";
	static final String MATCH_MOMENTS = "convolvej.MatchMoments";

	private NormalisationRules() {}

	static void addTo(final Map<String, OperatorRule> rules) {
		rules.put("GlobalAveragePool", n -> global(n, Reduction.Kind.MEAN));
		rules.put("GlobalMaxPool", n -> global(n, Reduction.Kind.MAX));
		rules.put("GlobalLpPool", n -> global(n, Reduction.Kind.LP));
		rules.put("ReduceMean", n -> reduce(n, Reduction.Kind.MEAN));
		rules.put("ReduceSum", n -> reduce(n, Reduction.Kind.SUM));
		rules.put("ReduceMax", n -> reduce(n, Reduction.Kind.MAX));
		rules.put("ReduceMin", n -> reduce(n, Reduction.Kind.MIN));
		rules.put("ReduceProd", n -> reduce(n, Reduction.Kind.PRODUCT));
		rules.put("ReduceL1", n -> reduce(n, Reduction.Kind.L1));
		rules.put("ReduceL2", n -> reduce(n, Reduction.Kind.L2));
		rules.put("ReduceSumSquare", n -> reduce(n, Reduction.Kind.SUM_SQUARE));
		rules.put("ReduceLogSum", n -> reduce(n, Reduction.Kind.LOG_SUM));
		rules.put("ReduceLogSumExp", n -> reduce(n, Reduction.Kind.LOG_SUM_EXP));
		rules.put("Softmax", n -> softmax(n, false));
		rules.put("LogSoftmax", n -> softmax(n, true));
		rules.put("BatchNormalization", NormalisationRules::batch);
		rules.put("InstanceNormalization", NormalisationRules::instance);
		rules.put("GroupNormalization", NormalisationRules::group);
		rules.put("LayerNormalization", NormalisationRules::layer);
		rules.put("MeanVarianceNormalization", NormalisationRules::meanVariance);
		rules.put("LpNormalization", NormalisationRules::lp);
		rules.put(STANDARDISE, NormalisationRules::standardise);
		rules.put(SCALE_RANGE, NormalisationRules::scaleRange);
		rules.put(MATCH_MOMENTS, NormalisationRules::matchMoments);
	}

	private static Value[] global(final NodeBinding n, final Reduction.Kind kind) {
		final Value x = n.required(0);
		return NodeBinding.one(n.apply(new Reduction(kind, spatialAxes(x), x.shape(), n.attributes().number("p", 2)), x));
	}

	/** All axes except batch and channel. */
	private static boolean[] spatialAxes(final Value x) {
		final boolean[] axes = new boolean[x.rank()];
		for (int d = 2; d < axes.length; d++)
			axes[d] = true;
		return axes;
	}

	private static Value[] reduce(final NodeBinding n, final Reduction.Kind kind) {
		final Value x = n.required(0);
		final long[] axes = n.integers("axes", 1);
		final boolean none = axes == null || axes.length == 0;
		// of no axis: what is not a sum of an operator is computed all the same, such as the square of ReduceSumSquare
		final boolean ofNone = none && n.attributes().integer("noop_with_empty_axes", 0) != 0;
		final boolean[] reduced = ofNone ? new boolean[x.rank()] : NodeBinding.axes(none ? null : axes, x.rank());
		final Unmerged apart = Unmerged.of(n, x, reduced);
		final Value each = n.apply(new Reduction(kind, apart.axes(), apart.tensor().shape(), 2), apart.tensor());
		final Value kept = Reshaping.reshape(n, each, Reduction.shape(reduced, x.shape()));
		if (n.attributes().integer("keepdims", 1) != 0) return NodeBinding.one(kept);
		final long[] shape = new long[x.rank()];
		int rank = 0;
		for (int d = 0; d < reduced.length; d++)
			if (!reduced[d]) shape[rank++] = x.size(d);
		return NodeBinding.one(Reshaping.reshape(n, kept, Arrays.copyOf(shape, rank)));
	}

	private static Value[] softmax(final NodeBinding n, final boolean logarithm) {
		final Value x = n.required(0);
		final boolean one = n.version() >= 13;
		final int axis = NodeBinding.axis(n.attributes().integer("axis", one ? -1 : 1), x.rank());
		final boolean[] summed = new boolean[x.rank()];
		// before version 13, all axes from this one on were treated as one
		for (int d = axis; d < (one ? axis + 1 : x.rank()); d++)
			summed[d] = true;
		final Unmerged apart = Unmerged.of(n, x, summed);
		final Value image = apart.tensor();
		if (x.constant() != null || image == x && isChannel(summed)) return NodeBinding.one(n.apply(new Softmax(summed, logarithm, x
			.shape()), x));
		final Value sum = n.apply(Reduction.ofExponentials(apart.axes(), image.shape()), image);
		return NodeBinding.one(Reshaping.reshape(n, n.apply(new SoftmaxOfSum(image.shape(), sum.shape(), logarithm), image,
			sum), x.shape()));
	}

	/** Whether the second axis alone is marked. */
	private static boolean isChannel(final boolean[] axes) {
		for (int d = 0; d < axes.length; d++)
			if (axes[d] != (d == 1)) return false;
		return true;
	}

	private static double[] ofChannels(final NodeBinding n, final int input, final long channels) {
		final Constant c = n.constant(input);
		if (c == null) throw new IllegalArgumentException("input " + (input + 1) + " is missing");
		if (c.samples() != channels) throw new IllegalArgumentException("input " + (input + 1) + " has " + c.samples() +
			" numbers, but there are " + channels + " channels");
		return c.doubles();
	}

	private static Value[] batch(final NodeBinding n) {
		final Value x = n.required(0);
		if (n.attributes().integer("training_mode", 0) != 0 || n.attributes().integer("spatial", 1) != 1)
			throw new IllegalArgumentException(
				"training_mode or spatial is set: batch normalisation is supported with given statistics per channel");
		final long channels = x.size(1);
		final double[] factor = ofChannels(n, 1, channels);
		final double[] summand = ofChannels(n, 2, channels);
		final double[] mean = ofChannels(n, 3, channels);
		final double[] variance = ofChannels(n, 4, channels);
		final double epsilon = n.attributes().number("epsilon", 1e-5);
		for (int c = 0; c < factor.length; c++)
			factor[c] /= Math.sqrt(variance[c] + epsilon);
		return NodeBinding.one(n.apply(new ChannelScaling(x.shape(), mean, factor, summand), x));
	}

	/**
	 * Normalises by mean and variance along some axes; scale and shift, if given,
	 * belong to positions along other axes.
	 */
	private static Value normalise(final NodeBinding n, final Value x, final boolean[] reduced, final double epsilon,
		final long[] weightsShape, final Constant scale, final Constant shift)
	{
		final Value m = n.apply(new Moments(reduced, x.shape(), epsilon, false), x);
		for (final Constant c : new Constant[] { scale, shift })
			if (c != null && c.samples() != Arrays.stream(weightsShape).reduce(1, (a, b) -> a * b))
				throw new IllegalArgumentException("scale or bias has " + c.samples() + " numbers, but must have shape " + Arrays
					.toString(weightsShape));
		for (int d = 0; d < weightsShape.length; d++)
			if (weightsShape[d] != 1 && weightsShape[d] != x.size(d)) throw new IllegalArgumentException("scale and bias have shape " +
				Arrays.toString(weightsShape) + ", but the samples " + x);
		return n.apply(new Normalisation(x.shape(), Reduction.shape(reduced, x.shape()), weightsShape, scale == null ? null
			: scale.floats(), shift == null ? null : shift.floats()), x, m);
	}

	private static long[] channelShape(final int rank, final long channels) {
		final long[] shape = new long[rank];
		Arrays.fill(shape, 1);
		shape[1] = channels;
		return shape;
	}

	private static Value[] instance(final NodeBinding n) {
		final Value x = n.required(0);
		final double epsilon = n.attributes().number("epsilon", 1e-5);
		final Value apart = groups(n, x);
		final Value normal = normalise(n, apart, spatialAxes(apart), epsilon, channelShape(apart.rank(), x.size(1)), n
			.constant(1), n.constant(2));
		return NodeBinding.one(Reshaping.reshape(n, normal, x.shape()));
	}

	/**
	 * Group normalisation may be written as an instance normalisation of groups
	 * whose channels and positions were merged to one axis: of these groups, tiles
	 * would need all rows. Returns the same groups with separate axes.
	 */
	private static Value groups(final NodeBinding n, final Value x) {
		final Value image = n.reshapedFrom(x);
		if (image == null || image.rank() < 3 || x.rank() < 3 || image.size(0) != x.size(0) || image.size(1) % x.size(1) != 0)
			return x;
		return Reshaping.reshape(n, image, apart(image, x.size(1)));
	}

	private static long[] apart(final Value image, final long groups) {
		final long[] apart = new long[image.rank() + 1];
		apart[0] = image.size(0);
		apart[1] = groups;
		apart[2] = image.size(1) / groups;
		for (int d = 2; d < image.rank(); d++)
			apart[d + 1] = image.size(d);
		return apart;
	}

	private static Value[] group(final NodeBinding n) {
		final Value x = n.required(0);
		final long groups = n.attributes().integer("num_groups", 1);
		final long channels = x.size(1);
		if (groups < 1 || channels % groups != 0) throw new IllegalArgumentException("num_groups is " + groups +
			", but must divide the " + channels + " channels");
		final long[] apart = apart(x, groups);
		final Value parts = Reshaping.reshape(n, x, apart);
		final Constant scale = n.requiredConstant(1);
		final boolean perGroup = scale.samples() == groups && n.version() < 21;
		final long[] weights = new long[apart.length];
		Arrays.fill(weights, 1);
		weights[1] = groups;
		if (!perGroup) weights[2] = channels / groups;
		final Value normal = normalise(n, parts, spatialAxes(parts), n.attributes().number("epsilon", 1e-5), weights, scale, n
			.constant(2));
		return NodeBinding.one(Reshaping.reshape(n, normal, x.shape()));
	}

	private static Value[] layer(final NodeBinding n) {
		final Value x = n.required(0);
		final int axis = NodeBinding.axis(n.attributes().integer("axis", -1), x.rank());
		final boolean[] reduced = new boolean[x.rank()];
		for (int d = axis; d < reduced.length; d++)
			reduced[d] = true;
		final Constant scale = n.requiredConstant(1);
		final long[] own = scale.shape();
		final long[] weights = new long[x.rank()];
		Arrays.fill(weights, 1);
		if (own.length > weights.length) throw new IllegalArgumentException("the scale has " + own.length +
			" axes, but the input has " + weights.length);
		System.arraycopy(own, 0, weights, weights.length - own.length, own.length);
		return NodeBinding.one(normalise(n, x, reduced, n.attributes().number("epsilon", 1e-5), weights, scale, n.constant(
			2)));
	}

	private static Value[] meanVariance(final NodeBinding n) {
		final Value x = n.required(0);
		final long[] given = n.attributes().integers("axes");
		final boolean[] reduced = NodeBinding.axes(given == null ? new long[] { 0, 2, 3 } : given, x.rank());
		final Value m = n.apply(new Moments(reduced, x.shape(), 1e-9, true), x);
		return NodeBinding.one(normalised(n, x, x, reduced, m));
	}

	/** (x - a) * b, where another tensor contains a and b of a reference. */
	private static Value normalised(final NodeBinding n, final Value x, final Value reference, final boolean[] reduced,
		final Value moments)
	{
		final long[] ones = new long[x.rank()];
		Arrays.fill(ones, 1);
		return n.apply(new Normalisation(x.shape(), Reduction.shape(reduced, reference.shape()), ones, null, null), x, moments);
	}

	/** (x - mean) / (standard deviation + eps). */
	private static Value[] standardise(final NodeBinding n) {
		final Value x = n.required(0);
		final boolean[] reduced = NodeBinding.axes(n.attributes().integers("axes"), x.rank());
		return NodeBinding.one(normalised(n, x, x, reduced, n.apply(new Moments(reduced, x.shape(), n.attributes().number(
			"epsilon", 1e-6), true), x)));
	}

	/** (x - low) / (high - low + eps), where low and high are percentiles of x, or of a second input. */
	private static Value[] scaleRange(final NodeBinding n) {
		final Value x = n.required(0);
		final Value reference = n.input(1) == null ? x : n.input(1);
		final boolean[] reduced = NodeBinding.axes(n.attributes().integers("axes"), reference.rank());
		checkReference(x, reference, reduced);
		return NodeBinding.one(normalised(n, x, reference, reduced, n.apply(new Percentiles(reduced, reference.shape(), n
			.attributes().number("low", 0), n.attributes().number("high", 100), n.attributes().number("epsilon", 1e-6)),
			reference)));
	}

	/** Gives the first input the mean and the standard deviation of the second one. */
	private static Value[] matchMoments(final NodeBinding n) {
		final Value x = n.required(0);
		final Value reference = n.required(1);
		final boolean[] reduced = NodeBinding.axes(n.attributes().integers("axes"), x.rank());
		checkReference(x, reference, reduced);
		final double epsilon = n.attributes().number("epsilon", 1e-6);
		final Value plain = normalised(n, x, x, reduced, n.apply(new Moments(reduced, x.shape(), epsilon, true), x));
		final Value moments = n.apply(new Moments(reduced, reference.shape(), epsilon, true), reference);
		return NodeBinding.one(n.apply(Normalisation.inverse(x.shape(), Reduction.shape(reduced, reference.shape())), plain,
			moments));
	}

	private static void checkReference(final Value x, final Value reference, final boolean[] reduced) {
		boolean fits = reference.rank() == x.rank();
		for (int d = 0; fits && d < reduced.length; d++)
			fits = reduced[d] || reference.size(d) == x.size(d) || reference.size(d) == 1;
		if (!fits) throw new IllegalArgumentException("it has shape " + x + ", but the tensor whose statistics it gets has " +
			reference + ": they must agree along the axes that have statistics of their own");
	}

	private static Value[] lp(final NodeBinding n) {
		final Value x = n.required(0);
		final boolean[] reduced = new boolean[x.rank()];
		reduced[NodeBinding.axis(n.attributes().integer("axis", -1), x.rank())] = true;
		final Value norm = n.apply(new Reduction(n.attributes().integer("p", 2) == 1 ? Reduction.Kind.L1 : Reduction.Kind.L2,
			reduced, x.shape(), 2), x);
		// where all samples are 0, so is the result
		final Value zero = n.constant(new Constant(ElementType.FLOAT, new long[0], new float[1]));
		final Value none = ArithmeticRules.combine(n, ElementwiseOperator.Kind.EQUAL, norm, zero);
		return NodeBinding.one(ArithmeticRules.combine(n, ElementwiseOperator.Kind.DIV, x, ArithmeticRules.combine(n,
			ElementwiseOperator.Kind.ADD, norm, none)));
	}
}
