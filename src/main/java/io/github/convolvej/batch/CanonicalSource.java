package io.github.convolvej.batch;

import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.Boxes;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A source with the axes x, y, z, c, t; axes that it lacks have one sample. Thread-safe. */
final class CanonicalSource {

	private final BlockSource source;
	/** For each of the five axes, the index of the source's axis, or -1. */
	private final int[] axes = new int[Box.AXES];
	private final boolean ordered;
	private final long[] size = new long[Box.AXES];

	/**
	 * @throws IllegalArgumentException if the source has other axes, or no x or y
	 */
	CanonicalSource(final BlockSource source) {
		this.source = source;
		final ImageDescription image = source.description();
		int last = -1;
		boolean inOrder = true;
		for (int d = 0; d < Box.AXES; d++) {
			axes[d] = image.indexOf(Box.NAMES[d]);
			size[d] = axes[d] < 0 ? 1 : image.axes().get(axes[d]).size();
			if (axes[d] < 0) continue;
			inOrder &= axes[d] > last;
			last = axes[d];
		}
		ordered = inOrder;
		for (final ImageAxis axis : image.axes())
			if (!Arrays.asList(Box.NAMES).contains(axis.name())) throw new IllegalArgumentException(source.location() +
				" has an axis '" + axis.name() + "', but filters know x, y, z, c (channels) and t (time)");
		if (axes[Box.X] < 0 || axes[Box.Y] < 0) throw new IllegalArgumentException(source.location() +
			" has no axis " + (axes[Box.X] < 0 ? "x" : "y") + ", but filters work on planes: name the axes x and y");
	}

	BlockSource source() {
		return source;
	}

	long[] size() {
		return size.clone();
	}

	/** Size of the boxes in which the source is stored. */
	int[] unit() {
		final int[] unit = source.unit();
		final int[] canonical = new int[Box.AXES];
		for (int d = 0; d < Box.AXES; d++)
			canonical[d] = axes[d] < 0 ? 1 : unit[axes[d]];
		return canonical;
	}

	/** The axes of the image in the order x, y, z, c, t, without the missing ones. */
	List<ImageAxis> axes() {
		final List<ImageAxis> list = new ArrayList<>();
		for (final int axis : axes)
			if (axis >= 0) list.add(source.description().axes().get(axis));
		return list;
	}

	Object read(final Box box) throws IOException {
		final int n = source.description().numDimensions();
		final long[] min = new long[n];
		final int[] own = new int[n];
		for (int d = 0; d < Box.AXES; d++)
			if (axes[d] >= 0) {
				min[axes[d]] = box.min(d);
				own[axes[d]] = (int) box.size(d);
			}
		final Object samples = source.read(min, own);
		return ordered ? samples : reordered(samples, own, box.ints());
	}

	private Object reordered(final Object samples, final int[] own, final int[] box) {
		final Object result = source.description().type().newArray(Boxes.samples(box));
		final int[] step = new int[Box.AXES];
		for (int d = 0; d < Box.AXES; d++) {
			step[d] = axes[d] < 0 ? 0 : 1;
			for (int e = 0; e < axes[d]; e++)
				step[d] *= own[e];
		}
		final int[] position = new int[Box.AXES];
		int from = 0;
		for (int to = 0; to < Boxes.samples(box); to++) {
			System.arraycopy(samples, from, result, to, 1);
			for (int d = 0; d < Box.AXES; d++) {
				from += step[d];
				if (++position[d] < box[d]) break;
				from -= box[d] * step[d];
				position[d] = 0;
			}
		}
		return result;
	}
}
