package io.github.convolvej.network;

import static io.github.convolvej.network.SampleBoxes.interval;

import io.github.convolvej.network.operator.Rectifier;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.tensor.TensorPart;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.PartMonitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CancellationException;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * Collects the units of a feature map that respond most strongly in any number of images, each with the part of the
 * image that it depends on and its projection back to it. Images are looked at one by one, and only the patches of the
 * units that are among the strongest so far are kept. The result depends neither on the order of the images nor on the
 * number of threads. Not thread-safe.
 */
public final class UnitGallery {

	/** The part of the work of an image that the map takes, roughly. */
	private static final double MAP = 0.6;

	private final NetworkOperation network;
	private final Rectifier rectifier;
	private final int channel;
	private final int count;
	private final int apart;
	private final PriorityQueue<StrongestUnit> weakestFirst = new PriorityQueue<>(StrongestUnit.ORDER.reversed());
	/** What a unit in the middle of an image sees, of all images. */
	private final long[] seen;
	/** Of the image before, whose size the next one often has. */
	private long[] boundShape;
	private NetworkPlan plan;
	private NetworkGradient gradient;

	/**
	 * @param network the network, whose first output is the layer
	 * @param channel channel of the layer, from 0
	 * @param count most units that are kept, at least 1
	 * @param apart a unit counts only if none within so many samples of the map, along each axis, responds more
	 *          strongly; 0: every unit counts
	 * @param rectifier what rectifiers pass back
	 * @throws IllegalArgumentException if a number is too small
	 */
	public UnitGallery(final NetworkOperation network, final int channel, final int count, final int apart,
		final Rectifier rectifier)
	{
		if (count < 1) throw new IllegalArgumentException("count is " + count + ", but must be at least 1");
		if (apart < 0) throw new IllegalArgumentException("apart is " + apart + ", but must be at least 0");
		this.network = network;
		this.channel = channel;
		this.count = count;
		this.apart = apart;
		this.rectifier = rectifier;
		seen = new long[network.spatial()];
	}

	/**
	 * Looks at an image.
	 *
	 * @param name its name, by which equally strong units are sorted
	 * @param part number of the plane or volume in it, the next criterion
	 * @param image its samples: X, Y[, Z], C
	 * @param monitor receives progress and can stop the run
	 * @throws IllegalArgumentException if the network cannot take its size, the layer has no such channel, or nothing
	 *           can be passed back through an operator
	 * @throws CancellationException if the monitor cancelled
	 */
	public void add(final String name, final int part, final RandomAccessibleInterval<? extends RealType<?>> image,
		final Monitor monitor)
	{
		final Tensor input = tensor(image);
		bind(input.shape());
		final long samples = input.data().length;
		final String layer = plan.outputs().get(0);
		final Box box = Box.whole(plan.outputShape(layer)).with(1, channel, channel);
		final Tensor map = new Tensor(box.shape());
		plan.run(input, layer, box, (b, values) -> map.write(b.with(1, 0, 0), values), Schedule.automatic(), new PartMonitor(monitor,
			0, MAP, samples));
		if (!keep(name, part, map, box)) return;
		project(input, name, part, new PartMonitor(monitor, MAP, 1, samples));
	}

	private static Tensor tensor(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final int n = image.numDimensions();
		final long[] shape = new long[n + 1];
		shape[0] = 1;
		for (int d = 0; d < n; d++)
			shape[n - d] = image.dimension(d);
		final Tensor tensor = new Tensor(shape);
		final Cursor<? extends RealType<?>> samples = Views.flatIterable(image).cursor();
		for (int i = 0; samples.hasNext(); i++)
			tensor.data()[i] = samples.next().getRealFloat();
		return tensor;
	}

	private void bind(final long[] shape) {
		if (Arrays.equals(shape, boundShape)) return;
		plan = network.bound(shape);
		gradient = NetworkGradient.of(plan.network(), shape);
		boundShape = shape;
		final long[] layer = plan.outputShape(plan.outputs().get(0));
		if (channel < 0 || channel >= layer[1]) throw new IllegalArgumentException("map is " + (channel + 1) +
			", but the layer has " + layer[1] + (layer[1] == 1 ? " map" : " maps") + ": it must be 1 to " + layer[1]);
		// what a unit in the middle sees is the size of patches, unless others see more
		final long[] middle = new long[layer.length];
		middle[1] = channel;
		for (int d = 2; d < layer.length; d++)
			middle[d] = layer[d] / 2;
		final Box field = gradient.receptiveField(plan.outputs().get(0), new Box(middle, middle));
		for (int d = 0; field != null && d < seen.length; d++)
			seen[d] = Math.max(seen[d], field.size(field.rank() - 1 - d));
	}

	/** Puts units of a map among the strongest; returns whether any was. */
	private boolean keep(final String name, final int part, final Tensor map, final Box box) {
		boolean any = false;
		final float[] values = map.data();
		for (int i = 0; i < values.length; i++) {
			// 0 and -0 are equally strong
			final float value = values[i] + 0.0f;
			if (Float.isNaN(value)) continue;
			final long[] at = positionOf(box, i);
			final StrongestUnit unit = StrongestUnit.at(name, part, i, onImageAxes(at), value);
			final boolean full = weakestFirst.size() == count;
			if (full && StrongestUnit.ORDER.compare(unit, weakestFirst.peek()) > 0 || !isPeak(values, box, at, i)) continue;
			if (full) weakestFirst.poll();
			weakestFirst.add(unit);
			any = true;
		}
		return any;
	}

	/** Whether no unit nearby is stronger, or as strong and before it. */
	private boolean isPeak(final float[] values, final Box box, final long[] at, final int index) {
		Box near = box;
		for (int d = 2; d < at.length; d++)
			near = near.with(d, Math.max(box.min(d), at[d] - apart), Math.min(box.max(d), at[d] + apart));
		final TensorPart all = new TensorPart(box, values);
		for (int i = 0; i < near.samples(); i++) {
			final int other = all.index(positionOf(near, i));
			if (values[other] > values[index] || values[other] == values[index] && other < index) return false;
		}
		return true;
	}

	/** Goes back from the units of an image that are among the strongest now. */
	private void project(final Tensor input, final String name, final int part, final Monitor monitor) {
		final List<StrongestUnit> fresh = new ArrayList<>();
		for (final StrongestUnit u : weakestFirst)
			if (!u.isProjected()) fresh.add(u);
		weakestFirst.removeAll(fresh);
		final String layer = plan.outputs().get(0);
		for (int i = 0; i < fresh.size(); i++) {
			final StrongestUnit unit = fresh.get(i);
			final long[] position = unit.position();
			final long[] at = new long[position.length + 2];
			at[1] = channel;
			for (int d = 0; d < position.length; d++)
				at[at.length - 1 - d] = position[d];
			final Box box = new Box(at, at);
			final Box field = gradient.receptiveField(layer, box);
			if (field == null) throw new IllegalArgumentException("the units of map " + (channel + 1) + " of '" + layer +
				"' do not depend on the image: choose another layer");
			// all channels, also those that the unit does not depend on
			final Box whole = field.with(1, 0, input.shape()[1] - 1);
			final TensorPart back = gradient.back(input, layer, new TensorPart(box, new double[] { 1 }), rectifier, new PartMonitor(
				monitor, (double) i / fresh.size(), (i + 1.0) / fresh.size(), input.data().length));
			final float[] patch = new float[Math.toIntExact(whole.samples())];
			input.read(whole, patch);
			weakestFirst.add(unit.projected(interval(whole), cut(field), patch, part(back, whole)));
		}
	}

	/** What of a projection lies in a box, in single precision; 0 elsewhere. */
	private static float[] part(final TensorPart back, final Box box) {
		final float[] values = new float[Math.toIntExact(box.samples())];
		for (int i = 0; i < values.length; i++) {
			final long[] at = positionOf(box, i);
			if (back.box().contains(new Box(at, at))) values[i] = (float) back.doubles()[back.index(at)];
		}
		return values;
	}

	/** At which sides a receptive field ends at the edge of the image, in the order of the image's axes. */
	private boolean[] cut(final Box field) {
		final boolean[] cut = new boolean[2 * seen.length];
		for (int d = 0; d < seen.length; d++) {
			final int axis = field.rank() - 1 - d;
			cut[2 * d] = field.min(axis) == 0;
			cut[2 * d + 1] = field.max(axis) == boundShape[axis] - 1;
		}
		return cut;
	}

	private static long[] onImageAxes(final long[] at) {
		final long[] position = new long[at.length - 2];
		for (int d = 0; d < position.length; d++)
			position[d] = at[at.length - 1 - d];
		return position;
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

	/** @return the strongest units so far, strongest first */
	public List<StrongestUnit> units() {
		final List<StrongestUnit> units = new ArrayList<>(weakestFirst);
		units.sort(StrongestUnit.ORDER);
		return Collections.unmodifiableList(units);
	}

	/** @return size of a box that has room for the receptive field of each unit: x, y[, z] */
	public long[] frame() {
		final long[] frame = seen.clone();
		for (final StrongestUnit u : weakestFirst)
			for (int d = 0; d < frame.length; d++)
				frame[d] = Math.max(frame[d], u.field().dimension(d));
		return frame;
	}
}
