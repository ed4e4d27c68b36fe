package io.github.convolvej.benchmark;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

import ij.ImagePlus;
import ij.ImageStack;

/** Samples in one array, x fastest, and the forms in which the entrants want them. */
final class Picture {

	/** Sample types. */
	enum Type {
		/** Unsigned, 8 bits. */
		U8,
		/** Unsigned, 16 bits. */
		U16,
		/** Floating point, 32 bits. */
		F32;

		/** @return the largest sample of a random picture */
		float range() {
			return this == U8 ? 255 : this == U16 ? 65535 : 1;
		}
	}

	private final Type type;
	private final int[] size;
	private final Object data;

	private Picture(final Type type, final Object data, final int... size) {
		this.type = type;
		this.size = size;
		this.data = data;
	}

	/**
	 * @param type sample type
	 * @param size of each axis
	 * @return all samples 0
	 */
	static Picture empty(final Type type, final int... size) {
		final int n = Arrays.stream(size).reduce(1, Math::multiplyExact);
		return new Picture(type, type == Type.U8 ? new byte[n] : type == Type.U16 ? new short[n] : new float[n], size);
	}

	/**
	 * @param type sample type
	 * @param size of each axis
	 * @return samples drawn evenly from the whole range of the type, or from 0 to
	 *         1; always the same
	 */
	static Picture random(final Type type, final int... size) {
		final Picture picture = empty(type, size);
		final Random random = new Random(1);
		for (int i = 0; i < picture.samples(); i++) {
			if (type == Type.F32) ((float[]) picture.data)[i] = random.nextFloat();
			else if (type == Type.U16) ((short[]) picture.data)[i] = (short) random.nextInt();
			else((byte[]) picture.data)[i] = (byte) random.nextInt();
		}
		return picture;
	}

	/** @return the same samples as floating point numbers */
	Picture floats() {
		return type == Type.F32 ? this : new Picture(Type.F32, values(), size);
	}

	/** @return sample type */
	Type type() {
		return type;
	}

	/** @return number of samples along each axis */
	int[] size() {
		return size.clone();
	}

	/** @return number of all samples */
	int samples() {
		return Arrays.stream(size).reduce(1, (a, b) -> a * b);
	}

	/** @return the array itself */
	Object data() {
		return data;
	}

	/** @return all samples, x fastest */
	float[] values() {
		return type == Type.F32 ? (float[]) data : values(data);
	}

	/**
	 * @param array pixels as ImageJ keeps them
	 * @return their values
	 */
	static float[] values(final Object array) {
		if (array instanceof float[]) return (float[]) array;
		final int n = java.lang.reflect.Array.getLength(array);
		final float[] values = new float[n];
		for (int i = 0; i < n; i++)
			values[i] = array instanceof byte[] ? ((byte[]) array)[i] & 0xff : ((short[]) array)[i] & 0xffff;
		return values;
	}

	/** @return the array as an ImgLib2 image */
	RandomAccessibleInterval<? extends RealType<?>> image() {
		final long[] dimensions = Arrays.stream(size).asLongStream().toArray();
		return type == Type.F32 ? ArrayImgs.floats((float[]) data, dimensions) : type == Type.U16 ? ArrayImgs.unsignedShorts(
			(short[]) data, dimensions) : ArrayImgs.unsignedBytes((byte[]) data, dimensions);
	}

	/** @return a copy as an image of ImageJ: further axes are its slices */
	ImagePlus imagePlus() {
		final ImageStack stack = new ImageStack(size[0], size[1]);
		final int plane = size[0] * size[1];
		for (int i = 0; i < samples(); i += plane)
			stack.addSlice(null, type == Type.F32 ? Arrays.copyOfRange((float[]) data, i, i + plane) : type == Type.U16
				? (Object) Arrays.copyOfRange((short[]) data, i, i + plane) : Arrays.copyOfRange((byte[]) data, i, i + plane));
		final ImagePlus image = new ImagePlus("picture", stack);
		image.setDimensions(1, stack.size(), 1);
		return image;
	}

	/**
	 * @param image an image of ImageJ
	 * @return the samples of all its planes
	 */
	static float[] values(final ImagePlus image) {
		final int plane = image.getWidth() * image.getHeight();
		final float[] all = new float[plane * image.getStackSize()];
		for (int i = 0; i < image.getStackSize(); i++)
			System.arraycopy(values(image.getStack().getPixels(i + 1)), 0, all, i * plane, plane);
		return all;
	}
}
