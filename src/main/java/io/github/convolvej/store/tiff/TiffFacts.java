package io.github.convolvej.store.tiff;

import io.github.convolvej.store.SampleType;

import java.io.IOException;

/** The metadata of the first page, which apply to all pages of a series: size, samples, colours, resolution, texts. */
public final class TiffFacts {

	private final int width;
	private final int height;
	private final int samples;
	private final int bits;
	private final SampleType type;
	private final boolean colour;
	private final boolean whiteIsZero;
	private final boolean palette;
	private final boolean alpha;
	private final byte[][] colours;
	private final String description;
	private final double[] resolution = new double[2];
	private final int resolutionUnit;
	private final ImageJMetadata metadata;
	private final String metadataFault;
	private final OmeImage ome;

	TiffFacts(final TiffPage page, final String description, final OmeImage ome) throws IOException {
		width = page.width;
		height = page.height;
		samples = page.samples;
		bits = page.format.bits();
		type = page.format.type();
		colour = page.isColour();
		whiteIsZero = page.photometric == TiffPage.WHITE_IS_ZERO;
		palette = page.photometric == TiffPage.PALETTE;
		colours = page.colours();
		final long extra = page.directory.number(TiffTags.EXTRA_SAMPLES, 0);
		alpha = samples == (page.photometric == TiffPage.RGB ? 4 : 2) && (extra == 1 || extra == 2);
		this.description = description;
		this.ome = ome;
		for (int d = 0; d < 2; d++) {
			final double[] values = page.directory.reals(d == 0 ? TiffTags.X_RESOLUTION : TiffTags.Y_RESOLUTION, 1);
			resolution[d] = values == null || values.length == 0 ? Double.NaN : values[0];
		}
		resolutionUnit = (int) page.directory.number(TiffTags.RESOLUTION_UNIT, 0);
		ImageJMetadata read = new ImageJMetadata();
		String fault = null;
		try {
			read = ImageJMetadata.of(page.file, page.directory);
		}
		catch (final IOException e) {
			fault = e.getMessage();
		}
		metadata = read;
		metadataFault = fault;
	}

	int width() {
		return width;
	}

	int height() {
		return height;
	}

	int samples() {
		return samples;
	}

	/** @return the type of the samples that are read */
	public SampleType type() {
		return type;
	}

	/** @return bits of a sample in the file */
	public int bits() {
		return bits;
	}

	/** @return whether a page has three samples of 8 bits that are red, green and blue */
	public boolean isColour() {
		return colour;
	}

	/** @return whether small values are bright */
	public boolean isWhiteZero() {
		return whiteIsZero;
	}

	/** @return whether samples are indices of {@link #colours()} */
	public boolean isPalette() {
		return palette;
	}

	/** @return whether the last sample of a pixel of grey or colours is its opacity */
	public boolean hasAlpha() {
		return alpha;
	}

	/** @return table of 2 to 256 reds, greens and blues; null if there is none */
	public byte[][] colours() {
		return colours;
	}

	/** @return the description of the file; null if it has none */
	public String description() {
		return description;
	}

	/**
	 * @param axis 0 or 1: x, y
	 * @return pixels per unit; NaN if unknown
	 */
	public double resolution(final int axis) {
		return resolution[axis];
	}

	/** @return 0 if it is not given, 1 for none, 2 for inch, 3 for cm */
	public int resolutionUnit() {
		return resolutionUnit;
	}

	/** @return ImageJ's own metadata */
	public ImageJMetadata metadata() {
		return metadata;
	}

	/** @return the reason why ImageJ's metadata could not be read; null if they were read, or there are none */
	public String metadataFault() {
		return metadataFault;
	}

	/** @return OME-XML metadata; null if there are none */
	public OmeImage ome() {
		return ome;
	}
}
