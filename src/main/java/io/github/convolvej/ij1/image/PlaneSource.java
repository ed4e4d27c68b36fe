package io.github.convolvej.ij1.image;

import io.github.convolvej.ij1.file.BoxStack;
import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.Boxes;
import io.github.convolvej.store.FileNames;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageChannel;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.LUT;

/**
 * An ImageJ image as a source of blocks on the axes x, y, z, c and t; axes after
 * y with a single sample are omitted. The colours of an RGB image are three
 * channels. Planes are read one by one, as virtual stacks require, unless a stack
 * gives parts of them.
 */
public final class PlaneSource implements BlockSource {

	/** Small boxes of several slices are read together. */
	private static final int BOX_SAMPLES = 1 << 15;

	private final ImagePlus image;
	private final ImageStack stack;
	private final SampleKind kind;
	private final ImageDescription description;
	private final String location;
	private final String fingerprint;
	private final int channels;
	private int lastPlane = -1;
	private Object last;

	/**
	 * @param image an image
	 * @param location its location, for messages
	 * @param fingerprint text that changes if the samples change
	 */
	public PlaneSource(final ImagePlus image, final String location, final String fingerprint) {
		this.image = image;
		this.location = location;
		this.fingerprint = fingerprint;
		stack = image.getStack();
		kind = SampleKind.of(image);
		channels = image.getNChannels() * (kind == SampleKind.RGB ? 3 : 1);
		description = describe();
	}

	private ImageDescription describe() {
		final Calibration c = image.getCalibration();
		final List<ImageAxis> axes = new ArrayList<>();
		axes.add(axis("x", image.getWidth(), c.pixelWidth, c.xOrigin, c.getXUnit()));
		axes.add(axis("y", image.getHeight(), c.pixelHeight, c.yOrigin, c.getYUnit()));
		if (image.getNSlices() > 1) axes.add(axis("z", image.getNSlices(), c.pixelDepth, c.zOrigin, c.getZUnit()));
		if (channels > 1) axes.add(new ImageAxis("c", channels, 1, 0, null));
		if (image.getNFrames() > 1) axes.add(new ImageAxis("t", image.getNFrames(), c.frameInterval > 0 ? c.frameInterval : 1, 0,
			c.frameInterval > 0 ? unit(c.getTimeUnit()) : null));
		final SampleType type = SampleType.of(kind.type());
		final String name = FileNames.withoutEnding(image.getTitle());
		return new ImageDescription(name, axes, type).withChannels(channels(type));
	}

	private static ImageAxis axis(final String name, final int size, final double scale, final double origin,
		final String unit)
	{
		// ImageJ counts its origin in pixels from the corner of the first pixel. An origin of 0 usually means that none
		// was set.
		final double translation = origin == 0 ? 0 : (0.5 - origin) * scale;
		return new ImageAxis(name, size, scale, translation, unit(unit));
	}

	/** The unit in the spelling of UDUNITS-2; null if it is unknown or pixels. */
	private static String unit(final String unit) {
		switch (unit == null ? "" : unit.trim()) {
			case "":
			case "pixel":
			case "pixels":
				return null;
			case "\u00b5m":
			case "\u03bcm":
			case "um":
			case "micron":
			case "microns":
				return "micrometer";
			case "nm":
				return "nanometer";
			case "mm":
				return "millimeter";
			case "cm":
				return "centimeter";
			case "s":
			case "sec":
				return "second";
			case "ms":
			case "msec":
				return "millisecond";
			case "min":
				return "minute";
			case "h":
				return "hour";
			default:
				return unit.trim();
		}
	}

	/**
	 * The display of the channels; empty unless each channel has a colour and a
	 * range.
	 */
	private List<ImageChannel> channels(final SampleType type) {
		final List<ImageChannel> list = new ArrayList<>();
		final LUT[] luts = image.getLuts();
		if (kind == SampleKind.RGB || luts.length != channels || type == SampleType.FLOAT32) return Collections.emptyList();
		final double shift = kind == SampleKind.SIGNED16 ? -32768 : 0;
		final double least = kind == SampleKind.SIGNED16 ? -32768 : 0;
		final double most = least + (type == SampleType.UINT8 ? 255 : 65535);
		for (int c = 0; c < channels; c++) {
			final int top = luts[c].getRGB(255);
			final boolean ranged = luts[c].max > luts[c].min;
			list.add(new ImageChannel("channel " + (c + 1), top, least, most, ranged ? luts[c].min + shift : least, ranged
				? luts[c].max + shift : most));
		}
		return list;
	}

	@Override
	public ImageDescription description() {
		return description;
	}

	@Override
	public int[] unit() {
		final int[] unit = new int[description.numDimensions()];
		Arrays.fill(unit, 1);
		final boolean boxes = stack instanceof BoxStack;
		unit[0] = boxes ? ((BoxStack) stack).unit()[0] : image.getWidth();
		unit[1] = boxes ? ((BoxStack) stack).unit()[1] : image.getHeight();
		final int z = description.indexOf("z");
		if (boxes && z >= 0) unit[z] = Math.max(1, Math.min(image.getNSlices(), BOX_SAMPLES / unit[0] / unit[1]));
		return unit;
	}

	@Override
	public Object read(final long[] min, final int[] size) throws IOException {
		Boxes.checkInside(description, min, size);
		final Object box = description.type().newArray(Boxes.samples(size));
		final int planes = Boxes.samples(Arrays.copyOfRange(size, 2, size.length));
		final long[] position = min.clone();
		final int[] whole = { image.getWidth(), image.getHeight() };
		final int[] from = { (int) min[0], (int) min[1] };
		for (int i = 0; i < planes; i++) {
			final int c = (int) at(position, "c");
			final int z = (int) at(position, "z");
			final int t = (int) at(position, "t");
			final int[] target = { size[0], size[1] * planes };
			final int[] to = { 0, size[1] * i };
			final int[] part = { size[0], size[1] };
			if (stack instanceof BoxStack) Boxes.copy(box(c, z, t, from[0], from[1], size[0], size[1]), part, new int[2], box,
				target, to, part);
			else Boxes.copy(plane(c, z, t), whole, from, box, target, to, part);
			for (int d = 2; d < size.length && ++position[d] == min[d] + size[d]; d++)
				position[d] = min[d];
		}
		return box;
	}

	private long at(final long[] position, final String axis) {
		final int d = description.indexOf(axis);
		return d < 0 ? 0 : position[d];
	}

	/**
	 * Reads a plane, one thread at a time, because ImageJ's stacks are not
	 * thread-safe.
	 */
	private synchronized Object plane(final int c, final int z, final int t) {
		final int perPlane = kind == SampleKind.RGB ? 3 : 1;
		final int index = image.getStackIndex(c / perPlane + 1, z + 1, t + 1);
		if (index != lastPlane) {
			last = load(index);
			lastPlane = index;
		}
		return kind == SampleKind.RGB ? ((Object[]) last)[c % 3] : last;
	}

	/** Reads part of a plane of a stack that gives it alone, by any number of threads. */
	private Object box(final int c, final int z, final int t, final int... box) throws IOException {
		final int perPlane = kind == SampleKind.RGB ? 3 : 1;
		final int index = image.getStackIndex(c / perPlane + 1, z + 1, t + 1);
		final Object samples = samples(((BoxStack) stack).box(index, box));
		return kind == SampleKind.RGB ? ((Object[]) samples)[c % 3] : samples;
	}

	private Object load(final int index) {
		return samples(stack.getProcessor(index).getPixels());
	}

	private Object samples(final Object pixels) {
		if (kind == SampleKind.SIGNED16) return Planes.shifted((short[]) pixels);
		if (kind != SampleKind.RGB) return pixels;
		final int[] rgb = (int[]) pixels;
		final byte[][] split = new byte[3][rgb.length];
		for (int i = 0; i < rgb.length; i++)
			for (int c = 0; c < 3; c++)
				split[c][i] = (byte) (rgb[i] >> 8 * (2 - c));
		return split;
	}

	@Override
	public String location() {
		return location;
	}

	@Override
	public String fingerprint() {
		return fingerprint;
	}
}
