package io.github.convolvej.ij1.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.img.NativeImg;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/**
 * The kinds of samples in ImageJ's planes, and the conversion of planes of each
 * kind to parts of an ImgLib2 image. A plane of an RGB image counts as three
 * planes of {@link #GRAY8}.
 */
public enum SampleKind {
		GRAY8("8-bit", 1) {

			@Override
			ArrayDataAccess<?> access(final Object pixels) {
				return new ByteArray((byte[]) pixels);
			}

			@Override
			public UnsignedByteType type() {
				return new UnsignedByteType();
			}
		},
		GRAY16("16-bit", 2) {

			@Override
			ArrayDataAccess<?> access(final Object pixels) {
				return new ShortArray((short[]) pixels);
			}

			@Override
			public UnsignedShortType type() {
				return new UnsignedShortType();
			}
		},
		/**
		 * ImageJ's signed 16 bit: stored as value + 32768 with a calibration
		 * function.
		 */
		SIGNED16("signed 16-bit", 2) {

			@Override
			ArrayDataAccess<?> access(final Object pixels) {
				return new ShortArray((short[]) pixels);
			}

			@Override
			public ShortType type() {
				return new ShortType();
			}
		},
		GRAY32("32-bit", 4) {

			@Override
			ArrayDataAccess<?> access(final Object pixels) {
				return new FloatArray((float[]) pixels);
			}

			@Override
			public FloatType type() {
				return new FloatType();
			}
		},
		RGB("RGB", 4) {

			@Override
			ArrayDataAccess<?> access(final Object pixels) {
				return GRAY8.access(pixels);
			}

			@Override
			public UnsignedByteType type() {
				return new UnsignedByteType();
			}
		};

	private final String label;
	private final int bytes;

	SampleKind(final String label, final int bytes) {
		this.label = label;
		this.bytes = bytes;
	}

	public static SampleKind of(final ImagePlus image) {
		switch (image.getType()) {
			case ImagePlus.GRAY8:
			case ImagePlus.COLOR_256:
				return GRAY8;
			case ImagePlus.GRAY16:
				return image.getLocalCalibration().isSigned16Bit() ? SIGNED16 : GRAY16;
			case ImagePlus.GRAY32:
				return GRAY32;
			default:
				return RGB;
		}
	}

	/** Bytes of a stored pixel. */
	public int bytes() {
		return bytes;
	}

	/** Wraps an array of samples (one channel of RGB) without copying. */
	abstract ArrayDataAccess<?> access(Object pixels);

	/** The ImgLib2 type of the samples. */
	public abstract RealType<?> type();

	/** A plane for samples; for RGB, a plane of one channel. */
	public Object newPlane(final int size) {
		return this == GRAY32 ? new float[size] : bytes == 2 ? new short[size] : new byte[size];
	}

	/** Wraps a stored plane in a processor without copying. */
	public ImageProcessor processor(final int width, final int height, final Object pixels) {
		switch (this) {
			case GRAY8:
				return new ByteProcessor(width, height, (byte[]) pixels, null);
			case GRAY32:
				return new FloatProcessor(width, height, (float[]) pixels, null);
			case RGB:
				return new ColorProcessor(width, height, (int[]) pixels);
			default:
				return new ShortProcessor(width, height, (short[]) pixels, null);
		}
	}

	/** An image of several axes, whose first two axes are those of the planes. */
	public RealImage planar(final List<Object> planes, final long... size) {
		return new RealImage(this.<FloatType, FloatArray> planarImage(planes, size));
	}

	/** The same image with planes that are loaded when they are needed. */
	RealImage lazy(final LazyCellImg.Get<Object> loader, final long... size) {
		return new RealImage(this.<FloatType, FloatArray> lazyImage(loader, size));
	}

	// the type variables of the next two methods are erased; type() and access() determine the actual types

	@SuppressWarnings("unchecked")
	private <T extends NativeType<T>, A extends ArrayDataAccess<A>> PlanarImg<T, A> planarImage(
		final List<Object> planes, final long[] size)
	{
		final T type = (T) type();
		final List<A> accesses = new ArrayList<>();
		for (final Object plane : planes)
			accesses.add((A) access(plane));
		final PlanarImg<T, A> image = new PlanarImg<>(accesses, size, type.getEntitiesPerPixel());
		image.setLinkedType(linkedType(type, image));
		return image;
	}

	@SuppressWarnings("unchecked")
	private static <T extends NativeType<T>, A> T linkedType(final T type, final NativeImg<T, A> image) {
		return ((NativeTypeFactory<T, A>) type.getNativeTypeFactory()).createLinkedType(image);
	}

	@SuppressWarnings("unchecked")
	private <T extends NativeType<T>, A extends ArrayDataAccess<A>> LazyCellImg<T, A> lazyImage(
		final LazyCellImg.Get<Object> loader, final long[] size)
	{
		final T type = (T) type();
		final int[] cell = new int[size.length];
		Arrays.fill(cell, 1);
		cell[0] = (int) size[0];
		cell[1] = (int) size[1];
		final CellGrid grid = new CellGrid(size, cell);
		return new LazyCellImg<T, A>(grid, type, index -> {
			final long[] min = new long[size.length];
			final int[] dimensions = new int[size.length];
			grid.getCellDimensions(index, min, dimensions);
			return new Cell<>(dimensions, min, (A) access(loader.get(index)));
		}) {

			@Override
			public A getAccessType() {
				// only its class is used; otherwise ImgLib2 would load the first plane to find it
				return (A) access(newPlane(0));
			}
		};
	}

	@Override
	public String toString() {
		return label;
	}
}
