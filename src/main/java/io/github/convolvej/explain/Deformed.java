package io.github.convolvej.explain;

import static io.github.convolvej.geometry.NumberText.print;

import io.github.convolvej.explain.Term.Place;
import io.github.convolvej.filter.deformable.DeformableConvolution;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Explains deformable convolution by its definition: tap t of output o reads the
 * image at o * stride - padding + t * dilation + offset, between samples;
 * samples outside the image do not count.
 */
final class Deformed {

	private final DeformableConvolution convolution;
	private final Kernel kernel;
	private final Window[] windows;
	private final long[] size;
	private final Samples samples;
	private double error;

	private Deformed(final DeformableConvolution convolution, final long[] size, final Samples samples) {
		this.convolution = convolution;
		kernel = convolution.kernel();
		windows = convolution.windows(size);
		this.size = size;
		this.samples = samples;
	}

	static Explanation explain(final DeformableConvolution convolution, final long[] size, final Samples samples,
		final long[] target)
	{
		return new Deformed(convolution, size, samples).explain(target);
	}

	private Explanation explain(final long[] target) {
		Sums.check((double) kernel.inputs() * kernel.taps());
		final int n = windows.length;
		final int output = (int) target[n];
		final int group = output / (kernel.outputs() / kernel.groups());
		final List<Term> terms = new ArrayList<>();
		double sum = 0;
		double magnitude = Math.abs(kernel.bias(output));
		for (int c = 0; c < kernel.inputs(); c++)
			for (int t = 0; t < kernel.taps(); t++) {
				final Term term = term(target, group * kernel.inputs() + c, t, kernel.weight(t, c, output));
				terms.add(term);
				sum += term.product();
				magnitude += Math.abs(term.product());
			}
		final List<Phrase> arithmetic = new ArrayList<>();
		arithmetic.add(new Phrase("sum of {0} products: {1}", terms.size(), print(sum)));
		final double bias = kernel.bias(output);
		if (bias != 0) arithmetic.add(new Phrase("plus bias {0}: {1}", print(bias), print(sum + bias)));
		return new Explanation("deformable convolution: " + WindowText.of("taps", windows),
			terms, arithmetic, sum + bias, error + (terms.size() + 8) * Explanation.EPSILON * magnitude + Float.MIN_VALUE);
	}

	private Term term(final long[] target, final int channel, final int tap, final double weight) {
		final int n = windows.length;
		final int offsetGroup = (int) (channel / (size[n] / convolution.offsetGroups()));
		final long row = (long) offsetGroup * kernel.taps() + tap;
		final long[] at = Arrays.copyOf(target, n + 1);
		final double[] position = new double[n + 1];
		final long[] cell = new long[n + 1];
		final StringBuilder note = new StringBuilder("moved by");
		double offsetError = 0;
		int rest = tap;
		for (int d = 0; d < n; d++) {
			cell[d] = rest % kernel.size(d);
			rest /= kernel.size(d);
			// the slowest axis comes first: dy before dx
			at[n] = row * n + n - 1 - d;
			final double offset = samples.value(1, at);
			offsetError += samples.error(1, at);
			position[d] = target[d] * windows[d].stride() - windows[d].padBefore() + cell[d] * windows[d].dilation() + offset;
			note.append(' ').append(print(offset));
		}
		position[n] = channel;
		cell[n] = channel;
		double mask = 1;
		double maskError = 0;
		if (convolution.sources() > 2) {
			at[n] = row;
			mask = samples.value(2, at);
			maskError = samples.error(2, at);
			note.append(", weight ").append(print(weight)).append(" * mask ").append(print(mask));
		}
		final List<Term> around = new ArrayList<>();
		final double value = interpolated(position, around);
		double corners = 0;
		double reach = 1;
		for (final Term corner : around)
			corners += Math.abs(corner.value());
		for (int d = 0; d < n; d++)
			reach = Math.max(reach, Math.abs(position[d]));
		// a position is itself rounded to single precision; along each axis, it changes a value by no more than the sum
		// of its corners
		if (!around.isEmpty()) error += Math.abs(weight) * (Math.abs(mask) * corners * (4 * Explanation.EPSILON * (reach +
			4) + offsetError) + Math.abs(value) * maskError);
		return Term.between(cell, position, value, weight * mask, note.toString(), around);
	}

	/**
	 * The interpolated value; the samples that contribute to it are added to the
	 * list.
	 */
	private double interpolated(final double[] position, final List<Term> around) {
		final int n = windows.length;
		for (int d = 0; d < n; d++) {
			if (Double.isNaN(position[d])) return Double.NaN;
			if (position[d] <= -1 || position[d] >= size[d]) return 0;
		}
		double value = 0;
		for (int corner = 0; corner < 1 << n; corner++) {
			final long[] p = new long[n + 1];
			p[n] = (long) position[n];
			double part = 1;
			boolean inside = true;
			for (int d = 0; d < n; d++) {
				final long low = (long) Math.floor(position[d]);
				final int up = corner >> d & 1;
				part *= up == 1 ? position[d] - low : low + 1 - position[d];
				p[d] = low + up;
				inside &= p[d] >= 0 && p[d] < size[d];
			}
			final Term term = inside ? Term.at(p, p, Place.IMAGE, samples.value(0, p), part, "") : Term.at(p, null,
				Place.CONSTANT, 0, part, "");
			around.add(term);
			value += term.product();
		}
		return value;
	}
}
