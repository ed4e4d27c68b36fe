package io.github.convolvej.ij1.file;

import io.github.convolvej.store.SampleType;
import io.github.convolvej.store.tiff.TiffSeries;

import java.util.function.Consumer;

/**
 * Samples of a file as ImageJ stores them: unsigned ones of 8 and 16 bits as they
 * are, signed ones of 16 bits shifted by 32768, red, green and blue in one number,
 * and all others as floating point of 32 bits. Numbers that cannot be kept
 * exactly are told of once.
 */
final class PlaneConverter {

	private static final int SHIFT = 0x8000;

	private final TiffSeries series;
	private final Consumer<String> notes;
	private boolean toldRounding;
	private boolean toldInfinite;
	private boolean toldSparse;

	PlaneConverter(final TiffSeries series, final Consumer<String> notes) {
		this.series = series;
		this.notes = notes;
	}

	/** Bits of ImageJ's pixels: 8, 16, 24 for colours, or 32. */
	int bitDepth() {
		if (series.facts().isColour()) return 24;
		switch (series.type()) {
			case UINT8:
				return 8;
			case UINT16:
			case INT16:
				return 16;
			default:
				return 32;
		}
	}

	/** @return red, green and blue in one array */
	int[] colours(final Object[] samples) {
		tellSparse();
		final byte[] r = (byte[]) samples[0];
		final byte[] g = (byte[]) samples[1];
		final byte[] b = (byte[]) samples[2];
		final int[] rgb = new int[r.length];
		for (int i = 0; i < rgb.length; i++)
			rgb[i] = 0xff000000 | (r[i] & 0xff) << 16 | (g[i] & 0xff) << 8 | b[i] & 0xff;
		return rgb;
	}

	/** @return a new array, or the same */
	Object plane(final Object samples) {
		tellSparse();
		switch (series.type()) {
			case UINT8:
			case UINT16:
			case FLOAT32:
				// kept planes may be asked for again
				return series.samples() > 1 ? copy(samples) : samples;
			case INT16:
				return shifted((short[]) samples);
			case INT8:
				return floats((byte[]) samples);
			case UINT32:
			case INT32:
				return floats((int[]) samples);
			case UINT64:
			case INT64:
				return floats((long[]) samples);
			case FLOAT64:
				return floats((double[]) samples);
			default:
				throw new AssertionError(series.type());
		}
	}

	private static Object copy(final Object samples) {
		if (samples instanceof byte[]) return ((byte[]) samples).clone();
		return samples instanceof short[] ? ((short[]) samples).clone() : ((float[]) samples).clone();
	}

	private static short[] shifted(final short[] values) {
		final short[] stored = new short[values.length];
		for (int i = 0; i < stored.length; i++)
			stored[i] = (short) (values[i] ^ SHIFT);
		return stored;
	}

	private static float[] floats(final byte[] values) {
		final float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = values[i];
		return floats;
	}

	private float[] floats(final int[] values) {
		final float[] floats = new float[values.length];
		final boolean unsigned = series.type() == SampleType.UINT32;
		boolean exact = true;
		for (int i = 0; i < floats.length; i++) {
			final long value = unsigned ? Integer.toUnsignedLong(values[i]) : values[i];
			floats[i] = value;
			exact &= (long) floats[i] == value;
		}
		tell(exact, "whole numbers above 16777216 were rounded: images of ImageJ have floating point of 32 bits for them");
		return floats;
	}

	private float[] floats(final long[] values) {
		final float[] floats = new float[values.length];
		final boolean unsigned = series.type() == SampleType.UINT64;
		boolean exact = true;
		for (int i = 0; i < floats.length; i++) {
			final long v = values[i];
			// half of a large unsigned number, with its last bit kept for the rounding, is a signed one
			floats[i] = v >= 0 || !unsigned ? v : 2f * ((v >>> 1) | (v & 1));
			final long size = unsigned || v >= 0 ? v : -v;
			// a float has 24 significant bits
			exact &= size == 0 || Long.SIZE - Long.numberOfLeadingZeros(size) - Long.numberOfTrailingZeros(size) <= 24;
		}
		tell(exact, "whole numbers above 16777216 were rounded: images of ImageJ have floating point of 32 bits for them");
		return floats;
	}

	private float[] floats(final double[] values) {
		final float[] floats = new float[values.length];
		boolean exact = true;
		boolean finite = true;
		for (int i = 0; i < floats.length; i++) {
			floats[i] = (float) values[i];
			exact &= floats[i] == values[i] || values[i] != values[i];
			finite &= !Float.isInfinite(floats[i]) || Double.isInfinite(values[i]);
		}
		tellInfinite(finite);
		tell(exact || !finite, "numbers of 64 bits were rounded: images of ImageJ have floating point of 32 bits for them");
		return floats;
	}

	private synchronized void tell(final boolean exact, final String note) {
		if (exact || toldRounding) return;
		toldRounding = true;
		notes.accept(note);
	}

	private synchronized void tellInfinite(final boolean finite) {
		if (finite || toldInfinite) return;
		toldInfinite = true;
		notes.accept("numbers above 3.4e38 became infinite: images of ImageJ have floating point of 32 bits for them; scale the image first");
	}

	private synchronized void tellSparse() {
		if (!series.isSparse() || toldSparse) return;
		toldSparse = true;
		notes.accept("parts of the image are not in the file: as its tags say, they are zero");
	}
}
