package io.github.convolvej.explain;

import io.github.convolvej.network.NetworkTrace;
import io.github.convolvej.network.operator.Step;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * How one sample of a layer is computed from samples of the layers before it. Where the operator is a weighted sum, or
 * picks a sample, the terms with their constant give the sample, which is compared with what the layer computed.
 * Immutable.
 */
public final class LayerExplanation {

	/** What an operator does with the samples it reads. */
	public enum Kind {
			/** Adds products with weights, and a constant. */
			SUM,
			/** Passes on one of several samples: the largest, or the smallest. */
			CHOICE,
			/** Passes on a sample, or gives a constant where there is none. */
			COPY,
			/** A function of one sample. */
			FUNCTION,
			/** Anything else: weights are derivatives, and do not add up to the sample. */
			OTHER
	}

	private static final Set<String> SUMS = Set.of("Conv", "ConvTranspose", "AveragePool", "GlobalAveragePool",
		"BatchNormalization", "Gemm", "MatMul", "Add", "Sub", "Sum", "Mean", "Resize", "Upsample", "ReduceMean", "ReduceSum");
	/** Sums if only one of what they read depends on the image. */
	private static final Set<String> SCALES = Set.of("Mul", "Div", "MatMul", "Gemm");
	private static final Set<String> CHOICES = Set.of("MaxPool", "GlobalMaxPool", "ReduceMax", "ReduceMin", "Max", "Min");
	private static final Set<String> COPIES = Set.of("Concat", "Slice", "Split", "Transpose", "Reshape", "Flatten", "Squeeze",
		"Unsqueeze", "Pad", "Gather", "DepthToSpace", "SpaceToDepth", "Identity", "Dropout", "Cast", "Expand", "MaxUnpool");
	/** Rounding of a sum in single precision, by any engine: so many halves of a last place for each product. */
	private static final double ROUNDINGS = 8;

	private final Step step;
	private final long[] position;
	private final Kind kind;
	private final List<LayerTerm> terms;
	private final double constant;
	private final double sample;

	private LayerExplanation(final Step step, final long[] position, final Kind kind, final List<LayerTerm> terms,
		final double constant, final double sample)
	{
		this.step = step;
		this.position = position;
		this.kind = kind;
		this.terms = terms;
		this.constant = constant;
		this.sample = sample;
	}

	/**
	 * @param trace what a result depends on
	 * @param layer a tensor of it
	 * @param position a sample of that tensor that the result depends on
	 * @return how it was computed; null for the image, and for constants
	 */
	static LayerExplanation of(final NetworkTrace trace, final Value layer, final long... position) {
		final Step step = trace.maker(layer);
		if (step == null) return null;
		final boolean known = step.operator().hasBackward() && isDifferentiated(step);
		final TensorPart[] derivatives = known ? trace.derivatives(step, position) : new TensorPart[step.inputs().length];
		final Kind kind = kind(step);
		final List<LayerTerm> terms = new ArrayList<>();
		for (int i = 0; i < derivatives.length; i++) {
			final Box window = trace.window(step, i, position);
			if (window == null || known && derivatives[i] == null) continue;
			for (int s = 0; s < window.samples(); s++) {
				final long[] at = positionOf(window, s);
				final double weight = known ? derivatives[i].doubles()[derivatives[i].index(at)] : Double.NaN;
				// a window may have holes, as that of a dilated convolution
				if (kind != Kind.CHOICE && weight == 0 && kind != Kind.FUNCTION) continue;
				terms.add(new LayerTerm(step.inputs()[i], at, trace.sample(step.inputs()[i], at), weight));
			}
		}
		// stable: of equal products the first in the order of the window stays the first; samples come before statistics
		terms.sort(Comparator.<LayerTerm> comparingInt(t -> t.layer().isWide() ? 1 : 0).thenComparingDouble(t -> -strength(kind, t)));
		final boolean adds = kind == Kind.SUM || kind == Kind.COPY;
		return new LayerExplanation(step, position.clone(), kind, Collections.unmodifiableList(terms), adds ? trace.withoutInputs(
			step, position) : 0, trace.sample(layer, position));
	}

	/** Whether derivatives by any input are not 0 everywhere, as those of a sign are. */
	private static boolean isDifferentiated(final Step step) {
		for (int i = 0; i < step.inputs().length; i++)
			if (step.inputs()[i].constant() == null && step.operator().passesBackTo(i)) return true;
		return false;
	}

	/** The chosen sample comes first, then those that come closest to being chosen. */
	private static double strength(final Kind kind, final LayerTerm term) {
		if (kind != Kind.CHOICE) return Double.isNaN(term.product()) ? Double.POSITIVE_INFINITY : Math.abs(term.product());
		return term.weight() != 0 ? Double.POSITIVE_INFINITY : term.sample();
	}

	private static Kind kind(final Step step) {
		final String operator = step.node().operator();
		final int read = (int) Arrays.stream(step.inputs()).filter(v -> v.constant() == null).count();
		if (SCALES.contains(operator)) return read == 1 ? Kind.SUM : Kind.OTHER;
		if (SUMS.contains(operator)) return Kind.SUM;
		if (CHOICES.contains(operator)) return Kind.CHOICE;
		if (COPIES.contains(operator)) return Kind.COPY;
		final long[] one = new long[step.output().rank()];
		long count = 0;
		for (int i = 0; i < step.inputs().length; i++) {
			final Box box = step.inputs()[i].constant() != null ? null : step.operator().dependsOn(i, new Box(one, one));
			count += box == null ? 0 : box.samples();
		}
		return count == 1 ? Kind.FUNCTION : Kind.OTHER;
	}

	private static long[] positionOf(final Box box, final int index) {
		final long[] at = new long[box.rank()];
		int rest = index;
		for (int d = at.length - 1; d >= 0; d--) {
			at[d] = box.min(d) + rest % box.size(d);
			rest /= box.size(d);
		}
		return at;
	}

	/** @return name of the layer, which may be empty */
	public String name() {
		return step.node().name();
	}

	/** @return the operator's name in ONNX */
	public String operator() {
		return step.node().operator();
	}

	/** @return the layer */
	public Value layer() {
		return step.output();
	}

	/** @return position of the sample, on the axes of the network, a copy */
	public long[] position() {
		return position.clone();
	}

	/** @return what the operator does */
	public Kind kind() {
		return kind;
	}

	/** @return the samples it is computed from, with the largest product first; those with weight 0 are left out of sums */
	public List<LayerTerm> terms() {
		return terms;
	}

	/** @return what is added to the products, or what a copy is without a source */
	public double constant() {
		return constant;
	}

	/** @return the sample as the layer computed it */
	public double sample() {
		return sample;
	}

	/** @return constant and products, summed in double precision; NaN if they do not give the sample */
	public double sum() {
		switch (kind) {
			case SUM:
			case COPY:
				return constant + terms.stream().mapToDouble(LayerTerm::product).sum();
			case CHOICE:
				return terms.stream().filter(t -> t.weight() != 0).mapToDouble(LayerTerm::product).sum();
			default:
				return Double.NaN;
		}
	}

	/** @return whether the terms give the sample, except for rounding in single precision; true if they need not */
	public boolean agrees() {
		final double sum = sum();
		if (kind == Kind.FUNCTION || kind == Kind.OTHER || Double.isNaN(sum) && Double.isNaN(sample)) return true;
		double magnitude = Math.abs(constant);
		for (final LayerTerm t : terms)
			magnitude += Math.abs(t.product());
		return Math.abs(sum - sample) <= ROUNDINGS * Math.sqrt(terms.size() + 1.0) * Explanation.EPSILON * magnitude || sum == sample;
	}
}
