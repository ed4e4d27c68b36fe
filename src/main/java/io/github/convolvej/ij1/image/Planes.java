package io.github.convolvej.ij1.image;

import java.lang.reflect.Array;
import java.util.Arrays;

/** Changes the order of planes, and converts computed samples to the form that ImageJ stores. */
public final class Planes {

	private Planes() {}

	/** Reorders planes from (C, Z, T) to (Z, C, T). */
	public static Object[] zFirst(final Object[] planes, final int nc, final int nz) {
		final Object[] ordered = new Object[planes.length];
		for (int i = 0; i < planes.length; i++) {
			final int c = i % nc;
			final int z = i / nc % nz;
			ordered[z + nz * (c + nc * (i / nc / nz))] = planes[i];
		}
		return ordered;
	}

	/**
	 * Converts planes of samples to the form that ImageJ stores: signed values
	 * shifted, three channels as one RGB plane. If several channels were computed
	 * from each of red, green and blue, the first ones form one RGB plane, the
	 * second ones the next, and so on.
	 */
	public static Object[] stored(final SampleKind kind, final Object[] planes, final int made) {
		switch (kind) {
			case RGB:
				return merged(planes, made);
			case SIGNED16:
				return Arrays.stream(planes).map(p -> shifted((short[]) p)).toArray();
			default:
				return planes;
		}
	}

	/** Converts stored values 0 ... 65535 to values -32768 ... 32767, or back. */
	public static short[] shifted(final short[] pixels) {
		final short[] values = new short[pixels.length];
		for (int i = 0; i < values.length; i++)
			values[i] = (short) (pixels[i] ^ 0x8000);
		return values;
	}

	/** A copy of the array. */
	public static Object copy(final Object plane) {
		if (plane instanceof byte[]) return ((byte[]) plane).clone();
		if (plane instanceof short[]) return ((short[]) plane).clone();
		return plane instanceof int[] ? ((int[]) plane).clone() : ((float[]) plane).clone();
	}

	/** A new array of the values of 8-bit, 16-bit or signed 16-bit samples. */
	static float[] floats(final Object plane, final boolean signed) {
		final float[] values = new float[Array.getLength(plane)];
		if (plane instanceof byte[]) for (int i = 0; i < values.length; i++)
			values[i] = ((byte[]) plane)[i] & 0xff;
		else for (int i = 0; i < values.length; i++)
			values[i] = signed ? ((short[]) plane)[i] : ((short[]) plane)[i] & 0xffff;
		return values;
	}

	private static Object[] merged(final Object[] planes, final int made) {
		final Object[] merged = new Object[planes.length / 3];
		for (int i = 0; i < merged.length; i++) {
			final int red = i / made * 3 * made + i % made;
			final byte[] r = (byte[]) planes[red];
			final byte[] g = (byte[]) planes[red + made];
			final byte[] b = (byte[]) planes[red + 2 * made];
			final int[] rgb = new int[r.length];
			for (int j = 0; j < rgb.length; j++)
				rgb[j] = 0xff000000 | (r[j] & 0xff) << 16 | (g[j] & 0xff) << 8 | b[j] & 0xff;
			merged[i] = rgb;
		}
		return merged;
	}
}
