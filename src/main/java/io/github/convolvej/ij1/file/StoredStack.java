package io.github.convolvej.ij1.file;

import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageChannel;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.SampleType;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

/**
 * A stored image as a virtual stack of ImageJ, whose planes are read when they are
 * asked for, some slices at a time. Samples that ImageJ has no type for become
 * 32-bit.
 */
public final class StoredStack extends VirtualStack {

	/** Bytes of planes that are read at a time. */
	private static final long SLAB_BYTES = 64L << 20;

	private final BlockSource source;
	private final ImageDescription image;
	private final int width;
	private final int height;
	private final int channels;
	private final int slices;
	private final int frames;
	private final Reading reading;
	private final UnreadPlanes unread;
	private boolean made;
	private Object slab;
	private int slabFirst;
	private int slabSize;
	private int slabChannel = -1;
	private int slabFrame;

	/** What is read while ImageJ makes an image of the stack. */
	private enum Reading {
			PLANES, ROWS, NOTHING
	}

	private StoredStack(final BlockSource source, final Reading reading) {
		this.source = source;
		this.reading = reading;
		image = source.description();
		width = size("x");
		height = size("y");
		channels = size("c");
		slices = size("z");
		frames = size("t");
		if ((double) width * height > Integer.MAX_VALUE - 8) throw new IllegalArgumentException(source.location() +
			" has planes of " + width + " x " + height + " samples, but ImageJ's have at most " + (Integer.MAX_VALUE - 8));
		if ((double) channels * slices * frames > Integer.MAX_VALUE) throw new IllegalArgumentException(source.location() +
			" has more planes than ImageJ's stacks");
		for (final ImageAxis axis : image.axes())
			if (!"xyzct".contains(axis.name())) throw new IllegalArgumentException(source.location() + " has an axis '" + axis
				.name() + "', but ImageJ's images have x, y, z, c (channels) and t (time)");
		unread = new UnreadPlanes(width, height, getBitDepth(), channels, n -> reading == Reading.ROWS ? UnreadPlanes.extremes(
			width, height, (y, count) -> rows(n - 1, y, count)) : new double[2]);
	}

	private int size(final String axis) {
		final int d = image.indexOf(axis);
		final long size = d < 0 ? 1 : image.axes().get(d).size();
		if (size > Integer.MAX_VALUE) throw new IllegalArgumentException(source.location() + " has " + size + " samples along " +
			axis + ", but ImageJ's images have at most " + Integer.MAX_VALUE);
		return (int) size;
	}

	/**
	 * @param source a stored image; it stays open as long as planes are asked for
	 * @return it as an image of ImageJ, calibrated, not shown
	 * @throws IllegalArgumentException if it has other axes than ImageJ's images, or
	 *           is larger
	 */
	public static ImagePlus open(final BlockSource source) {
		return image(new StoredStack(source, Reading.PLANES));
	}

	/**
	 * An image for planning: asked for samples after it is made, its source is asked
	 * for them, which fails if there are none yet.
	 *
	 * @param source a stored image, or one that does not exist yet
	 * @return it as an image of ImageJ, whose current plane has no samples
	 * @throws IllegalArgumentException as {@link #open}
	 */
	public static ImagePlus planned(final BlockSource source) {
		return image(new StoredStack(source, Reading.NOTHING));
	}

	/**
	 * The image of {@link #open} for planes of any size: none is kept, and those that
	 * decide its contrast are read some rows at a time.
	 *
	 * @param source a stored image; it stays open as long as planes are asked for
	 * @return it as an image of ImageJ, whose current plane has no samples
	 * @throws IllegalArgumentException as {@link #open}
	 */
	public static ImagePlus unread(final BlockSource source) {
		return image(new StoredStack(source, Reading.ROWS));
	}

	private static ImagePlus image(final StoredStack stack) {
		final ImagePlus plain = new ImagePlus(stack.image.name(), stack);
		plain.setDimensions(stack.channels, stack.slices, stack.frames);
		plain.setOpenAsHyperStack(stack.channels > 1 || stack.frames > 1);
		final Calibration calibration = stack.calibration();
		plain.setCalibration(calibration);
		if (stack.image.type() == SampleType.INT16) plain.getLocalCalibration().setSigned16BitCalibration();
		final ImagePlus image = stack.coloured(stack.channels == 1 ? plain : new CompositeImage(plain,
			CompositeImage.COMPOSITE));
		// ImageJ asked for planes while the image was made
		synchronized (stack) {
			stack.made = true;
		}
		return image;
	}

	private ImagePlus coloured(final ImagePlus plain) {
		final List<ImageChannel> described = image.channels();
		if (described.isEmpty()) return plain;
		final LUT[] luts = new LUT[described.size()];
		final double shift = image.type() == SampleType.INT16 ? 32768 : 0;
		for (int c = 0; c < luts.length; c++) {
			luts[c] = LUT.createLutFromColor(new Color(described.get(c).rgb()));
			luts[c].min = described.get(c).start() + shift;
			luts[c].max = described.get(c).end() + shift;
		}
		if (plain instanceof CompositeImage) ((CompositeImage) plain).setLuts(luts);
		else {
			plain.getProcessor().setLut(luts[0]);
			plain.setDisplayRange(luts[0].min, luts[0].max);
		}
		return plain;
	}

	private Calibration calibration() {
		final Calibration c = new Calibration();
		for (final ImageAxis axis : image.axes()) {
			final String unit = axis.unit() == null ? null : axis.unit().equals("micrometer") ? "micron" : axis.unit();
			// ImageJ counts its origin in pixels from the corner of the first one
			final double origin = axis.scale() == 0 ? 0 : 0.5 - axis.translation() / axis.scale();
			final double corner = axis.translation() == 0 ? 0 : origin;
			switch (axis.name()) {
				case "x":
					c.pixelWidth = axis.scale();
					c.xOrigin = corner;
					if (unit != null) c.setXUnit(unit);
					break;
				case "y":
					c.pixelHeight = axis.scale();
					c.yOrigin = corner;
					if (unit != null) c.setYUnit(unit);
					break;
				case "z":
					c.pixelDepth = axis.scale();
					c.zOrigin = corner;
					if (unit != null) c.setZUnit(unit);
					break;
				case "t":
					c.frameInterval = axis.unit() == null && axis.scale() == 1 ? 0 : axis.scale();
					if (axis.unit() != null) c.setTimeUnit(axis.unit().equals("second") ? "sec" : axis.unit());
					break;
				default:
					break;
			}
		}
		return c;
	}

	@Override
	public int getSize() {
		return channels * slices * frames;
	}

	@Override
	public int size() {
		return getSize();
	}

	@Override
	public int getWidth() {
		return width;
	}

	@Override
	public int getHeight() {
		return height;
	}

	@Override
	public int getBitDepth() {
		switch (image.type()) {
			case UINT8:
				return 8;
			case UINT16:
			case INT16:
				return 16;
			default:
				return 32;
		}
	}

	@Override
	public String getSliceLabel(final int n) {
		return null;
	}

	@Override
	public String getFileName(final int n) {
		return null;
	}

	@Override
	public String getDirectory() {
		return null;
	}

	@Override
	public void deleteSlice(final int n) {
		throw new UnsupportedOperationException("planes of a stored image are not deleted");
	}

	@Override
	public Object getPixels(final int n) {
		return getProcessor(n).getPixels();
	}

	@Override
	public synchronized ImageProcessor getProcessor(final int n) {
		if (n < 1 || n > getSize()) throw new IllegalArgumentException("there is no plane " + n + ", only 1 to " + getSize());
		try {
			return made || reading == Reading.PLANES ? processor(plane(n - 1)) : unread.get(n);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private ImageProcessor processor(final Object pixels) {
		if (pixels instanceof byte[]) return new ByteProcessor(width, height, (byte[]) pixels, null);
		if (pixels instanceof short[]) return new ShortProcessor(width, height, (short[]) pixels, null);
		return new FloatProcessor(width, height, (float[]) pixels, null);
	}

	private Object plane(final int index) throws IOException {
		final int c = index % channels;
		final int z = index / channels % slices;
		final int t = index / channels / slices;
		if (slab == null || c != slabChannel || t != slabFrame || z < slabFirst || z >= slabFirst + slabSize) read(c, z, t);
		return converted(slab, (z - slabFirst) * width * height, width * height);
	}

	private void read(final int c, final int z, final int t) throws IOException {
		final int zAxis = image.indexOf("z");
		final int depth = zAxis < 0 ? 1 : source.unit()[zAxis];
		final long most = Math.max(1, Math.min(SLAB_BYTES, Runtime.getRuntime().maxMemory() / 8) / ((long) width * height * image
			.type().bytes()));
		final int n = (int) Math.min(Math.min(depth, most), (Integer.MAX_VALUE - 16) / (width * (long) height));
		slab = null;
		slabFirst = z / n * n;
		slabSize = Math.min(n, slices - slabFirst);
		slabChannel = c;
		slabFrame = t;
		slab = inOrder(source.read(place(0, 0, slabFirst, c, t), size(width, height, slabSize)), height, slabSize);
	}

	/** Some rows of a plane as ImageJ has them. */
	private Object rows(final int index, final int y, final int count) throws IOException {
		final Object samples = source.read(place(0, y, index / channels % slices, index % channels, index / channels / slices),
			size(width, count, 1));
		return converted(inOrder(samples, count, 1), 0, width * count);
	}

	private long[] place(final int x, final int y, final int z, final int c, final int t) {
		final long[] min = new long[image.numDimensions()];
		final int[] all = { x, y, z, c, t };
		for (int d = 0; d < min.length; d++)
			min[d] = all["xyzct".indexOf(image.axes().get(d).name())];
		return min;
	}

	private int[] size(final int... xyz) {
		final int[] size = new int[image.numDimensions()];
		for (int d = 0; d < size.length; d++) {
			final int axis = "xyzct".indexOf(image.axes().get(d).name());
			size[d] = axis < xyz.length ? xyz[axis] : 1;
		}
		return size;
	}

	/** Planes after one another, x fastest. */
	private Object inOrder(final Object samples, final int rows, final int depth) {
		final int x = image.indexOf("x");
		final int y = image.indexOf("y");
		final int z = image.indexOf("z");
		if (x < y && (z < 0 || y < z)) return samples;
		final int[] order = image.axes().stream().filter(ImageAxis::isSpatial).mapToInt(a -> "xyz".indexOf(a.name())).toArray();
		final int[] size = { width, rows, depth };
		final int[] step = new int[3];
		for (int d = 0, s = 1; d < order.length; s *= size[order[d]], d++)
			step[order[d]] = s;
		final Object planes = image.type().newArray(width * rows * depth);
		for (int i = 0; i < width * rows * depth; i++)
			System.arraycopy(samples, i % width * step[0] + i / width % rows * step[1] + i / width / rows * step[2], planes, i,
				1);
		return planes;
	}

	/** Some samples as ImageJ has them. */
	private Object converted(final Object samples, final int offset, final int n) {
		switch (image.type()) {
			case UINT8:
			case UINT16:
			case FLOAT32:
				final Object plane = image.type().newArray(n);
				System.arraycopy(samples, offset, plane, 0, n);
				return plane;
			case INT16:
				final short[] shifted = new short[n];
				for (int i = 0; i < n; i++)
					shifted[i] = (short) (((short[]) samples)[offset + i] + 32768);
				return shifted;
			default:
				return floats(samples, offset, n);
		}
	}

	private float[] floats(final Object samples, final int offset, final int n) {
		final float[] floats = new float[n];
		final SampleType type = image.type();
		for (int i = 0; i < n; i++) {
			final int k = offset + i;
			switch (type) {
				case INT8:
					floats[i] = ((byte[]) samples)[k];
					break;
				case UINT32:
					floats[i] = ((int[]) samples)[k] & 0xffffffffL;
					break;
				case INT32:
					floats[i] = ((int[]) samples)[k];
					break;
				case UINT64:
					final long v = ((long[]) samples)[k];
					floats[i] = v >= 0 ? v : (float) ((v >>> 1 | v & 1) * 2.0);
					break;
				case INT64:
					floats[i] = ((long[]) samples)[k];
					break;
				case FLOAT64:
					floats[i] = (float) ((double[]) samples)[k];
					break;
				default:
					throw new IllegalStateException("sample type " + type);
			}
		}
		return floats;
	}

}
