package io.github.convolvej.store.tiff;

import java.io.IOException;

/**
 * Converts luminance and chroma to red, green and blue as in section 21 of TIFF
 * 6.0, with the coefficients and reference values of the page.
 */
final class YCbCr {

	private static final double[] COEFFICIENTS = { 0.299, 0.587, 0.114 };
	private static final double[] FULL_RANGE = { 0, 255, 128, 255, 128, 255 };

	private final double[] luma;
	private final double[] range;

	YCbCr(final TiffPage page) throws IOException {
		final double[] coefficients = page.directory.reals(TiffTags.YCBCR_COEFFICIENTS, 3);
		final double[] reference = page.directory.reals(TiffTags.REFERENCE_BLACK_WHITE, 6);
		luma = coefficients != null && coefficients.length == 3 && coefficients[1] > 0 ? coefficients : COEFFICIENTS;
		range = reference != null && reference.length == 6 && reference[1] > reference[0] ? reference : FULL_RANGE;
	}

	/** Converts samples in place; the samples of a pixel are side by side. */
	void convert(final byte[] row, final int pixels) {
		final double y0 = range[0];
		final double ys = 255 / (range[1] - range[0]);
		final double cbs = 127 / (range[3] - range[2]);
		final double crs = 127 / (range[5] - range[4]);
		for (int i = 0; i < 3 * pixels; i += 3) {
			final double y = ((row[i] & 0xff) - y0) * ys;
			final double cb = ((row[i + 1] & 0xff) - range[2]) * cbs;
			final double cr = ((row[i + 2] & 0xff) - range[4]) * crs;
			final double r = y + cr * (2 - 2 * luma[0]);
			final double b = y + cb * (2 - 2 * luma[2]);
			final double g = (y - luma[2] * b - luma[0] * r) / luma[1];
			row[i] = rounded(r);
			row[i + 1] = rounded(g);
			row[i + 2] = rounded(b);
		}
	}

	private static byte rounded(final double value) {
		return (byte) Math.max(0, Math.min(255, Math.round(value)));
	}

	/**
	 * Returns rows in which every pixel has its chroma, from a block with
	 * subsampled chroma. In such a block, some samples of luminance are followed
	 * by one sample of each chroma, which they share.
	 *
	 * @param data the block
	 * @param width samples of a row of luminance
	 * @param step samples of luminance for one sample of chroma, along x and y
	 */
	static BlockDecoder whole(final BlockDecoder data, final int width, final int[] step) {
		final int units = (width + step[0] - 1) / step[0];
		final int unit = step[0] * step[1] + 2;
		final byte[] band = new byte[units * unit];
		return new BlockDecoder() {

			private int row;

			@Override
			void read(final byte[] target, final int bytes) throws IOException {
				final int dy = row++ % step[1];
				if (dy == 0) data.read(band, band.length);
				for (int x = 0; x < width; x++) {
					final int from = x / step[0] * unit;
					target[3 * x] = band[from + dy * step[0] + x % step[0]];
					target[3 * x + 1] = band[from + unit - 2];
					target[3 * x + 2] = band[from + unit - 1];
				}
			}

			@Override
			void finish(final long rest) throws IOException {
				data.finish(rest);
			}
		};
	}
}
