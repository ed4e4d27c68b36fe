package io.github.convolvej.network;

import static io.github.convolvej.network.SampleBoxes.interval;

import io.github.convolvej.border.Border;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.operator.Rectifier;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.tensor.TensorPart;
import io.github.convolvej.run.ImageBoxes;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.PartMonitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;

/** A projection bound to an image. The layer has the axes batch, channel, [z,] y, x. */
final class BackProjectionPlan extends WholeImagePlan {

	/** The part of the work that the layer itself takes, roughly. */
	private static final double LAYER = 0.3;

	private static final long serialVersionUID = 1L;

	/** Units whose gradients are averaged at most. */
	private static final int SAMPLED = 100;

	private final Rectifier rectifier;
	private final ProjectionUnits units;
	private final int channel;
	/** Of a single unit: x, y[, z]. */
	private final long[] position;
	/** Null after it was read from a file. */
	private final transient Consumer<ProjectedUnit> listener;
	private final NetworkPlan plan;
	private final NetworkGradient gradient;
	private final String output;

	BackProjectionPlan(final NetworkPlan plan, final long[] sourceDimensions, final Rectifier rectifier,
		final ProjectionUnits units, final int channel, final long[] position, final Consumer<ProjectedUnit> listener)
	{
		super(sourceDimensions, sourceDimensions);
		this.rectifier = rectifier;
		this.units = units;
		this.channel = channel;
		this.position = position;
		this.listener = listener;
		this.plan = plan;
		output = plan.outputs().get(0);
		gradient = NetworkGradient.of(plan.network(), plan.inputShape());
		final long[] shape = plan.outputShape(output);
		if (channel < 0 || channel >= shape[1]) throw new IllegalArgumentException("map is " +
			(channel + 1) + ", but the layer has " + shape[1] + (shape[1] == 1 ? " map (channel)" : " maps (channels)") +
			": it must be 1 to " + shape[1]);
		final long[] at = position;
		if (at == null) return;
		final int axes = shape.length - 2;
		if (at.length != axes) throw new IllegalArgumentException("the unit has " + at.length + " numbers, but the layer has " +
			axes + " axes: x, y" + (axes > 2 ? ", z" : ""));
		for (int d = 0; d < axes; d++)
			if (at[d] < 0 || at[d] >= shape[shape.length - 1 - d]) throw new IllegalArgumentException("the unit is at " + Arrays
				.toString(at) + ", but the layer has the size " + sizes(shape) + ": positions are counted from 0");
	}

	private static String sizes(final long[] shape) {
		final StringBuilder text = new StringBuilder();
		for (int d = shape.length - 1; d > 1; d--)
			text.append(text.length() == 0 ? "" : " x ").append(shape[d]);
		return text.toString();
	}

	@Override
	protected <T extends RealType<T>, R extends RealType<R>> long process(final RandomAccessibleInterval<T> image,
		final Border border, final RandomAccessibleInterval<R> result, final Options options)
	{
		final ImageBoxes<R> boxes = ImageBoxes.of(image, result, new long[result.numDimensions()]);
		final long[] shape = plan.inputShape();
		final Tensor input = new Tensor(shape);
		boxes.read(interval(Box.whole(shape)), input.data());
		final Tensor projected = new Tensor(shape);
		final Monitor monitor = options.monitor();
		switch (units) {
			case FIELD:
				field(input, projected, monitor);
				break;
			case MAP:
				final TensorPart map = map(input, forward(monitor));
				add(gradient.back(input, output, wide(map), rectifier, back(monitor)), projected);
				break;
			default:
				unit(input, projected, monitor);
		}
		monitor.progress(Box.samples(shape), Box.samples(shape));
		boxes.write(interval(Box.whole(shape)), projected.data());
		return boxes.clamped();
	}

	/** The part of the work that computes the layer. */
	private Monitor forward(final Monitor whole) {
		return new PartMonitor(whole, 0, LAYER, Box.samples(plan.inputShape()));
	}

	/** The rest, which computes it once more as far as the units need it, and goes back. */
	private Monitor back(final Monitor whole) {
		return new PartMonitor(whole, LAYER, 1, Box.samples(plan.inputShape()));
	}

	private void tell(final ProjectedUnit unit) {
		if (listener != null) listener.accept(unit);
	}

	/** All samples of the channel. */
	private TensorPart map(final Tensor input, final Monitor monitor) {
		final long[] shape = plan.outputShape(output);
		final Box one = Box.whole(shape).with(1, channel, channel);
		final Tensor map = new Tensor(one.shape());
		plan.run(input, output, one, (box, samples) -> map.write(box.with(1, 0, 0), samples), Schedule.automatic(),
			monitor);
		return new TensorPart(one, map.data());
	}

	private static TensorPart wide(final TensorPart part) {
		final double[] values = new double[part.floats().length];
		for (int i = 0; i < values.length; i++)
			values[i] = part.floats()[i];
		return new TensorPart(part.box(), values);
	}

	private void unit(final Tensor input, final Tensor projected, final Monitor monitor) {
		final long[] at;
		final double response;
		final long[] shape = plan.outputShape(output);
		if (units == ProjectionUnits.AT) {
			at = new long[shape.length];
			at[1] = channel;
			for (int d = 0; d < position.length; d++)
				at[shape.length - 1 - d] = position[d];
			final float[] sample = new float[1];
			plan.run(input, output, new Box(at, at), (box, samples) -> sample[0] = samples[0], Schedule.automatic(), forward(
				monitor));
			response = sample[0];
		}
		else {
			final TensorPart map = map(input, forward(monitor));
			int best = 0;
			for (int i = 1; i < map.floats().length; i++)
				if (map.floats()[i] > map.floats()[best]) best = i;
			at = positionOf(map.box(), best);
			response = map.floats()[best];
		}
		final Box box = new Box(at, at);
		final TensorPart back = gradient.back(input, output, new TensorPart(box, new double[] { 1 }), rectifier,
			back(monitor));
		add(back, projected);
		final long[] samples = new long[at.length - 2];
		for (int d = 0; d < samples.length; d++)
			samples[d] = at[at.length - 1 - d];
		final Box field = gradient.receptiveField(output, box);
		if (field != null) tell(new ProjectedUnit(channel, samples, response, interval(field)));
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

	/** Adds a part of the input to the whole of it. */
	private static void add(final TensorPart part, final Tensor to) {
		if (part == null) return;
		final float[] values = new float[part.doubles().length];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) part.doubles()[i];
		to.write(part.box(), values);
	}

	/** The mean of squared gradients around the centres of units. */
	private void field(final Tensor input, final Tensor projected, final Monitor monitor) {
		final long[] size = plan.inputShape();
		final double[] sums = new double[projected.data().length];
		final TensorPart target = new TensorPart(Box.whole(size), sums);
		final List<Box> chosen = sampled();
		Interval largest = null;
		for (int i = 0; i < chosen.size(); i++) {
			final Box unit = chosen.get(i);
			final TensorPart back = gradient.back(input, output, new TensorPart(unit, new double[] { 1 }), rectifier,
				new PartMonitor(monitor, (double) i / chosen.size(), (i + 1.0) / chosen.size(), Box.samples(size)));
			final long[] shift = new long[size.length];
			for (int d = 2; d < size.length; d++)
				shift[d] = size[d] / 2 - Math.round(plan.position(output, d).inputCoordinate(unit.min(d)));
			addSquares(back, shift, target);
			Box moved = gradient.receptiveField(output, unit);
			for (int d = 2; d < shift.length; d++)
				moved = moved.with(d, moved.min(d) + shift[d], moved.max(d) + shift[d]);
			if (largest == null || Intervals.numElements(interval(moved)) > Intervals.numElements(largest)) largest = interval(
				moved);
		}
		for (int i = 0; i < sums.length; i++)
			projected.data()[i] = (float) (sums[i] / chosen.size());
		final long[] middle = new long[size.length - 2];
		for (int d = 0; d < middle.length; d++)
			middle[d] = size[size.length - 1 - d] / 2;
		tell(new ProjectedUnit(channel, middle, Double.NaN, largest));
	}

	/** Units that are spread evenly; only those that see all they can, unless the image's edges crop what each sees. */
	List<Box> sampled() {
		final long[] shape = plan.outputShape(output);
		final long[] size = plan.inputShape();
		final List<Box> all = new ArrayList<>();
		final List<Box> inside = new ArrayList<>();
		final Box one = Box.whole(shape).with(1, channel, channel);
		// half a unit keeps the root of a whole power whole
		final int along = (int) Math.pow(SAMPLED + 0.5, 1.0 / (shape.length - 2));
		for (int i = 0; i < one.samples(); i++) {
			final long[] at = positionOf(one, i);
			boolean taken = true;
			for (int d = 2; d < shape.length; d++) {
				final long step = (shape[d] + along - 1) / along;
				taken &= at[d] % step == step / 2;
			}
			if (!taken) continue;
			final Box unit = new Box(at, at);
			final Box field = gradient.receptiveField(output, unit);
			if (field == null) continue;
			all.add(unit);
			boolean cropped = false;
			for (int d = 2; d < size.length; d++)
				cropped |= field.min(d) == 0 || field.max(d) == size[d] - 1;
			if (!cropped) inside.add(unit);
		}
		if (all.isEmpty()) throw new IllegalArgumentException("no unit of the layer depends on the image");
		return inside.isEmpty() ? all : inside;
	}

	private static void addSquares(final TensorPart part, final long[] shift, final TensorPart target) {
		for (int i = 0; i < part.doubles().length; i++) {
			final long[] at = positionOf(part.box(), i);
			boolean inside = true;
			for (int d = 0; d < at.length; d++) {
				at[d] += shift[d];
				inside &= at[d] >= target.box().min(d) && at[d] <= target.box().max(d);
			}
			if (inside) target.doubles()[target.index(at)] += part.doubles()[i] * part.doubles()[i];
		}
	}

	/** A box without its batch, on the axes of images. */
	@Override
	public SamplePosition position(final int d) {
		return SamplePosition.IDENTITY;
	}

	@Override
	public double multiplyAccumulates() {
		return 2 * plan.multiplyAccumulates();
	}

	@Override
	public double nanoseconds() {
		return 2 * plan.nanoseconds();
	}

	@Override
	public String engine() {
		return "network, " + (rectifier == Rectifier.GRADIENT ? "gradient" : rectifier.name().toLowerCase(
			Locale.ROOT)) + " of '" + output + "'";
	}
}
