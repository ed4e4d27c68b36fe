package io.github.convolvej.store.tiff;

import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.nio.ByteOrder;

/**
 * An image of a file as described by its tags: its size, the arrangement of
 * samples in strips or tiles, and their encoding. The constructor checks
 * everything and refuses a page that cannot be read correctly, with the reason.
 */
final class TiffPage {

	private static final int MAX_SAMPLES = 65535;
	private static final long NO_NUMBER = -1;
	static final int WHITE_IS_ZERO = 0;
	static final int RGB = 2;
	static final int PALETTE = 3;
	static final int CMYK = 5;
	static final int YCBCR = 6;
	private static final int CIELAB = 8;
	/** What to do about a compression that is not read. */
	static final String REMEDY = ": save it with LZW or deflate in the program that made it, or open it in Fiji with " +
		"File > Import > Bio-Formats and save it as TIFF";

	final TiffBytes file;
	final TiffDirectory directory;
	final int width;
	final int height;
	final int samples;
	final SampleFormat format;
	final boolean planar;
	final int photometric;
	final int compression;
	final int predictor;
	final boolean reversed;
	final boolean tiled;
	final int blockWidth;
	final int blockHeight;
	final int blocksAcross;
	final int blocksDown;
	private final boolean reduced;

	/**
	 * @param file the file
	 * @param directory the page's directory
	 * @throws IOException if it is damaged, contradicts itself, or is of an
	 *           unsupported kind
	 */
	TiffPage(final TiffBytes file, final TiffDirectory directory) throws IOException {
		this.file = file;
		this.directory = directory;
		width = size("width", TiffTags.IMAGE_WIDTH);
		height = size("height", TiffTags.IMAGE_LENGTH);
		if ((long) width * height > Integer.MAX_VALUE - 16) throw refused("its planes have " + width + " x " + height +
			" samples, but at most 2147483631 are read");
		samples = (int) directory.number(TiffTags.SAMPLES_PER_PIXEL, 1);
		if (samples < 1 || samples > MAX_SAMPLES) throw damaged("has " + samples + " samples per pixel");
		if (directory.number(TiffTags.IMAGE_DEPTH, 1) != 1) throw refused("it is a volume in one image (ImageDepth)");
		photometric = (int) directory.number(TiffTags.PHOTOMETRIC, 1);
		format = format();
		compression = (int) directory.number(TiffTags.COMPRESSION, 1);
		final long configuration = directory.number(TiffTags.PLANAR_CONFIGURATION, 1);
		if (configuration != 1 && configuration != 2) throw damaged("has planar configuration " + configuration);
		planar = configuration == 2 && samples > 1;
		predictor = compression == 1 || compression == 7 || isFax() || compression == 32773 ? Predictor.NONE : predictor();
		final long fill = directory.number(TiffTags.FILL_ORDER, 1);
		if (fill != 1 && fill != 2) throw damaged("has fill order " + fill);
		reversed = fill == 2 && compression != 7;
		tiled = directory.has(TiffTags.TILE_WIDTH);
		blockWidth = tiled ? block("tile width", directory.number(TiffTags.TILE_WIDTH, 0)) : width;
		final long rows = tiled ? directory.number(TiffTags.TILE_LENGTH, 0) : Math.min(height, directory.number(
			TiffTags.ROWS_PER_STRIP, height));
		blockHeight = block(tiled ? "tile length" : "rows per strip", rows);
		blocksAcross = (int) (((long) width + blockWidth - 1) / blockWidth);
		blocksDown = (int) (((long) height + blockHeight - 1) / blockHeight);
		final long subfile = directory.number(TiffTags.NEW_SUBFILE_TYPE, 0);
		reduced = (subfile & 1) != 0 || directory.number(TiffTags.SUBFILE_TYPE, 1) == 2;
		checkCompression();
		checkColours();
	}

	private IOException damaged(final String how) {
		return new IOException("a damaged TIFF: " + directory.name() + " " + how);
	}

	private IOException refused(final String why) {
		return new UnsupportedTiffException(directory.name() + ": " + why);
	}

	private int size(final String what, final int id) throws IOException {
		final long size = directory.number(id, NO_NUMBER);
		if (size == NO_NUMBER) throw damaged("has no " + what);
		if (size < 1 || size > Integer.MAX_VALUE) throw damaged("has the " + what + " " + size);
		return (int) size;
	}

	private int block(final String what, final long size) throws IOException {
		if (size < 1 || size > 1 << 30) throw damaged("has " + size + " as its " + what);
		return (int) size;
	}

	private SampleFormat format() throws IOException {
		final long bits = same("bits per sample", directory.numbers(TiffTags.BITS_PER_SAMPLE, MAX_SAMPLES), 1);
		final long kind = same("sample format", directory.numbers(TiffTags.SAMPLE_FORMAT, MAX_SAMPLES), 1);
		try {
			return new SampleFormat((int) Math.min(bits, 1 << 20), (int) Math.min(kind, 1 << 20), photometric == PALETTE);
		}
		catch (final UnsupportedTiffException e) {
			throw refused(e.getMessage());
		}
		catch (final IOException e) {
			throw new IOException(directory.name() + ": " + e.getMessage(), e);
		}
	}

	private long same(final String what, final long[] values, final long missing) throws IOException {
		if (values == null || values.length == 0) return missing;
		if (values.length != samples && values.length != 1) throw damaged("has " + samples + " samples per pixel, but " +
			values.length + " values of " + what);
		for (final long value : values)
			if (value != values[0]) throw refused("samples of one pixel differ in their " + what + " (" + values[0] + " and " +
				value + "), which is not read");
		return values[0];
	}

	private int predictor() throws IOException {
		final int value = (int) directory.number(TiffTags.PREDICTOR, Predictor.NONE);
		final int bits = format.bits();
		final boolean bytes = bits == 8 || bits == 16 || bits == 24 || bits == 32 || bits == 64;
		if (value != Predictor.NONE && value != Predictor.DIFFERENCES && value != Predictor.FLOATING_POINT) throw refused(
			"its samples are stored with predictor " + value + ", which is not read: 1, 2 and 3 are");
		if (value == Predictor.DIFFERENCES && !bytes) throw refused("its samples of " + bits +
			" bits are stored as differences, which is not read");
		if (value == Predictor.FLOATING_POINT && !format.isReal()) throw refused(
			"its samples are whole numbers, but stored with predictor 3, which is for floating point");
		return value;
	}

	private boolean isFax() {
		return compression >= 2 && compression <= 4;
	}

	private void checkCompression() throws IOException {
		switch (compression) {
			case 1:
			case 5:
			case 8:
			case 32773:
			case 32946:
			case 34925:
			case 50000:
				return;
			case 2:
			case 3:
			case 4:
				if (format.bits() != 1 || samples != 1 && !planar) throw refused("it is compressed as a fax, but has " + samples +
					" x " + format.bits() + " bits in a pixel");
				return;
			case 7:
				if (format.bits() != 8 || format.type() != SampleType.UINT8) throw refused("its samples of " + format.bits() +
					" bits are stored as JPEG, which is read for 8 bits only" + REMEDY);
				return;
			default:
				throw refused("its compression (" + compression + name(compression) + ") is not read: none, PackBits, LZW, " +
					"deflate, JPEG, CCITT fax, Zstandard and LZMA are" + REMEDY);
		}
	}

	private static String name(final int compression) {
		switch (compression) {
			case 6:
				return ", old-style JPEG";
			case 34712:
			case 33003:
			case 33004:
			case 33005:
				return ", JPEG 2000";
			case 34892:
				return ", lossy JPEG of DNG";
			case 34676:
			case 34677:
				return ", SGI LogLuv";
			case 34887:
				return ", LERC";
			case 50001:
				return ", WebP";
			case 50002:
			case 52546:
				return ", JPEG XL";
			case 22610:
			case 34934:
				return ", JPEG XR";
			default:
				return "";
		}
	}

	private void checkColours() throws IOException {
		// those of ICC (9) and of fax (10) have no sign, and are channels like others
		if (photometric == CIELAB) throw refused("its colours are CIE L*a*b*, of which a* and b* have a sign and L* has none," +
			" which is not read: convert it to RGB, or to L*a*b* of ICC");
		if (photometric == 32844 || photometric == 32845) throw refused("its colours are LogLuv, which is not read: convert it" +
			" to floating point");
		if ((photometric == RGB || photometric == YCBCR) && samples < 3) throw damaged("has colours of three samples, but " +
			samples + " samples per pixel");
		if (photometric == PALETTE && samples > 2) throw refused("it has a colour table, but " + samples + " samples per pixel");
		if (photometric == YCBCR && (format.type() != SampleType.UINT8 || format.bits() != 8)) throw refused(
			"its colours are luminance and chroma of " + format.bits() + " bits, which is read for 8 bits only");
		if (photometric == YCBCR && samples != 3) throw refused("its colours are luminance and chroma, with " + samples +
			" samples per pixel");
		if (photometric == YCBCR && compression != 7) {
			final int[] step = subsampling();
			if (planar && (step[0] != 1 || step[1] != 1)) throw refused("its chroma is subsampled and in separate planes");
			if (predictor != Predictor.NONE) throw refused("its luminance and chroma are stored with a predictor");
		}
	}

	/** Samples of luminance for one sample of chroma, along x and y. */
	int[] subsampling() throws IOException {
		final long[] values = directory.numbers(TiffTags.YCBCR_SUBSAMPLING, 2);
		if (values == null || values.length < 2) return new int[] { 2, 2 };
		for (final long v : values)
			if (v != 1 && v != 2 && v != 4) throw damaged("has chroma of one sample for " + values[0] + " x " + values[1]);
		return new int[] { (int) values[0], (int) values[1] };
	}

	/**
	 * Offsets of the blocks, row by row; if planar, for one sample of the pixels
	 * after the other.
	 */
	long[] blockOffsets() throws IOException {
		final int id = tiled && directory.has(TiffTags.TILE_OFFSETS) ? TiffTags.TILE_OFFSETS : TiffTags.STRIP_OFFSETS;
		return blocks(id, "offsets");
	}

	long[] blockByteCounts() throws IOException {
		final boolean own = tiled && directory.has(TiffTags.TILE_BYTE_COUNTS);
		final int id = own ? TiffTags.TILE_BYTE_COUNTS : TiffTags.STRIP_BYTE_COUNTS;
		return directory.has(id) ? blocks(id, "byte counts") : null;
	}

	private long[] blocks(final int id, final String what) throws IOException {
		final long blocks = (long) blocksAcross * blocksDown * (planar ? samples : 1);
		final TiffEntry entry = directory.get(id);
		if (entry == null) throw damaged("has no " + what + " of its " + (tiled ? "tiles" : "strips"));
		if (entry.count() < blocks) throw damaged("has " + what + " of " + entry.count() + (tiled ? " tiles" : " strips") +
			", but its size takes " + blocks);
		// further values are allowed unless they are far too many
		return entry.numbers(file, Math.max(2 * blocks, blocks + 16));
	}

	/** Number of bytes of a row of a block. */
	long rowBytes() {
		return ((long) blockWidth * (planar ? 1 : samples) * format.bits() + 7) / 8;
	}

	/** Whether a pixel has three samples of 8 bits that are red, green and blue. */
	boolean isColour() {
		return samples == 3 && format.bits() == 8 && format.type() == SampleType.UINT8 && (photometric == RGB ||
			photometric == YCBCR);
	}

	/** Whether it is a smaller copy of another page. */
	boolean isReduced() {
		return reduced;
	}

	ByteOrder order() {
		return file.order();
	}

	/** A text that is equal for pages of the same series. */
	String kind() {
		return width + " x " + height + ", " + samples + " x " + format.type() + " of " + format.bits() + " bits, " +
			(isColour() ? "colours" : photometric == WHITE_IS_ZERO ? "white is zero" : photometric == PALETTE ? "palette"
				: "grey") + (reduced ? ", reduced" : "");
	}

	/** Size and type as text. */
	String describe() {
		return width + " x " + height + " " + (isColour() ? "RGB" : (samples > 1 ? samples + " x " : "") + format.bits() +
			"-bit" + (format.isReal() ? " floating point" : "")) + (reduced ? ", reduced" : "");
	}

	/**
	 * The colour table with values 0 ... 255: reds, greens, blues; null if there
	 * is none or it does not have 2 to 256 colours.
	 */
	byte[][] colours() throws IOException {
		final TiffEntry entry = directory.get(TiffTags.COLOR_MAP);
		if (entry == null || entry.count() < 6 || entry.count() > 768 || entry.count() % 3 != 0) return null;
		final long[] values = entry.numbers(file, 768);
		long most = 0;
		for (final long v : values)
			most = Math.max(most, v);
		final byte[][] colours = new byte[3][values.length / 3];
		for (int i = 0; i < values.length; i++)
			// some programs write bytes instead of 16 bits
			colours[i / (values.length / 3)][i % (values.length / 3)] = (byte) (most > 255 ? values[i] >> 8 : values[i]);
		return colours;
	}
}
