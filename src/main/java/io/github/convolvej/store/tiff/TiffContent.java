package io.github.convolvej.store.tiff;

import java.util.ArrayList;
import java.util.List;

/**
 * The content of a TIFF to be written, except for its samples: the size and type
 * of its planes, and the metadata.
 */
public final class TiffContent {

	/** The types of samples that can be written, with the Java array of a plane. */
	public enum Samples {
			/** 8 bits in a {@code byte[]}. */
			GRAY8(8, 1),
			/** 16 bits in a {@code short[]}. */
			GRAY16(16, 1),
			/** Floating point of 32 bits in a {@code float[]}. */
			FLOAT32(32, 1),
			/** Red, green and blue in the lower 24 bits of an {@code int[]}. */
			RGB(8, 3);

		final int bits;
		final int count;

		Samples(final int bits, final int count) {
			this.bits = bits;
			this.count = count;
		}

		/** @return bytes of a pixel in the file */
		public int bytes() {
			return bits / 8 * count;
		}
	}

	final int width;
	final int height;
	final int planes;
	final Samples samples;
	String description = "";
	boolean whiteIsZero;
	int[] colours;
	long[] xResolution;
	long[] yResolution;
	int resolutionUnit = 1;
	ImageJMetadata metadata = new ImageJMetadata();

	/**
	 * @param width samples of a plane along x
	 * @param height samples along y
	 * @param planes number of planes
	 * @param samples type of the samples
	 */
	public TiffContent(final int width, final int height, final int planes, final Samples samples) {
		this.width = width;
		this.height = height;
		this.planes = planes;
		this.samples = samples;
	}

	/**
	 * @param text the description of the file, ASCII
	 * @return this
	 */
	public TiffContent description(final String text) {
		description = text;
		return this;
	}

	/**
	 * @param value whether small values are bright
	 * @return this
	 */
	public TiffContent whiteIsZero(final boolean value) {
		whiteIsZero = value;
		return this;
	}

	/**
	 * @param table 256 reds, greens and blues of 16 bits
	 * @return this
	 */
	public TiffContent colours(final int[] table) {
		colours = table;
		return this;
	}

	/**
	 * @param x pixels per unit along x: numerator and denominator of unsigned 32
	 *          bits
	 * @param y the same along y
	 * @param unit 1 for none or another unit, 2 for inch, 3 for cm
	 * @return this
	 */
	public TiffContent resolution(final long[] x, final long[] y, final int unit) {
		xResolution = x.clone();
		yResolution = y.clone();
		resolutionUnit = unit;
		return this;
	}

	/**
	 * @param own ImageJ's own metadata
	 * @return this
	 */
	public TiffContent metadata(final ImageJMetadata own) {
		metadata = own;
		return this;
	}

	/** @return bytes of a plane */
	public long planeBytes() {
		return (long) width * height * samples.bytes();
	}

	/** The tags of the first directory in order, up to those with the locations of samples. */
	List<TiffTag> tagsBeforeStrips(final boolean deflate) {
		final List<TiffTag> tags = new ArrayList<>();
		tags.add(TiffTag.ofLongs(TiffTags.NEW_SUBFILE_TYPE, 0));
		tags.add(TiffTag.ofLongs(TiffTags.IMAGE_WIDTH, width));
		tags.add(TiffTag.ofLongs(TiffTags.IMAGE_LENGTH, height));
		final int[] bits = new int[samples.count];
		java.util.Arrays.fill(bits, samples.bits);
		tags.add(TiffTag.ofShorts(TiffTags.BITS_PER_SAMPLE, bits));
		tags.add(TiffTag.ofShorts(TiffTags.COMPRESSION, deflate ? 8 : 1));
		final boolean indexed = samples == Samples.GRAY8 && colours != null;
		tags.add(TiffTag.ofShorts(TiffTags.PHOTOMETRIC, samples == Samples.RGB ? 2 : indexed ? 3 : whiteIsZero ? 0 : 1));
		if (!description.isEmpty()) tags.add(TiffTag.ofText(TiffTags.IMAGE_DESCRIPTION, description));
		return tags;
	}

	/** The tags after those with the locations of samples. */
	List<TiffTag> tagsAfterStrips(final boolean first) {
		final List<TiffTag> tags = new ArrayList<>();
		if (xResolution != null) {
			tags.add(TiffTag.ofFraction(TiffTags.X_RESOLUTION, xResolution[0], xResolution[1]));
			tags.add(TiffTag.ofFraction(TiffTags.Y_RESOLUTION, yResolution[0], yResolution[1]));
			tags.add(TiffTag.ofShorts(TiffTags.RESOLUTION_UNIT, resolutionUnit));
		}
		if (colours != null) tags.add(TiffTag.ofShorts(TiffTags.COLOR_MAP, colours));
		if (samples == Samples.FLOAT32) tags.add(TiffTag.ofShorts(TiffTags.SAMPLE_FORMAT, 3));
		if (first) tags.addAll(metadata.tags());
		return tags;
	}
}
