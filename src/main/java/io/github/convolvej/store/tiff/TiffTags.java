package io.github.convolvej.store.tiff;

/** Numbers of the tags that this package reads or writes. */
public final class TiffTags {

	public static final int NEW_SUBFILE_TYPE = 254;
	static final int SUBFILE_TYPE = 255;
	public static final int IMAGE_WIDTH = 256;
	public static final int IMAGE_LENGTH = 257;
	public static final int BITS_PER_SAMPLE = 258;
	public static final int COMPRESSION = 259;
	public static final int PHOTOMETRIC = 262;
	static final int FILL_ORDER = 266;
	public static final int IMAGE_DESCRIPTION = 270;
	public static final int STRIP_OFFSETS = 273;
	static final int ORIENTATION = 274;
	public static final int SAMPLES_PER_PIXEL = 277;
	public static final int ROWS_PER_STRIP = 278;
	public static final int STRIP_BYTE_COUNTS = 279;
	public static final int X_RESOLUTION = 282;
	public static final int Y_RESOLUTION = 283;
	static final int PLANAR_CONFIGURATION = 284;
	static final int T4_OPTIONS = 292;
	static final int T6_OPTIONS = 293;
	public static final int RESOLUTION_UNIT = 296;
	static final int PREDICTOR = 317;
	public static final int COLOR_MAP = 320;
	static final int TILE_WIDTH = 322;
	static final int TILE_LENGTH = 323;
	static final int TILE_OFFSETS = 324;
	static final int TILE_BYTE_COUNTS = 325;
	static final int EXTRA_SAMPLES = 338;
	public static final int SAMPLE_FORMAT = 339;
	static final int JPEG_TABLES = 347;
	static final int YCBCR_COEFFICIENTS = 529;
	static final int YCBCR_SUBSAMPLING = 530;
	static final int REFERENCE_BLACK_WHITE = 532;
	static final int IMAGE_DEPTH = 32997;
	/** A tag of MetaMorph's stacks, with one value for each plane. */
	static final int METAMORPH_PLANES = 33629;
	/** A tag of ImageJ: number of bytes of each piece of {@link #IMAGEJ}. */
	public static final int IMAGEJ_COUNTS = 50838;
	/** A tag of ImageJ: its metadata. */
	public static final int IMAGEJ = 50839;

	private TiffTags() {}
}
