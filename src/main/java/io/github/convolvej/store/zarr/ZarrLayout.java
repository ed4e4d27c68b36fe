package io.github.convolvej.store.zarr;

import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The layout in which a Zarr array is written: version, sizes of chunks and
 * shards, compression. Sizes have the fastest axis first. Immutable.
 */
public final class ZarrLayout {

	/** Zarr 2, chunks of about 256 K samples, zstd. */
	public static final ZarrLayout DEFAULT = new ZarrLayout(2, null, null, new ZstdCodec());

	/** Largest number of files; beyond it, file systems become slow. */
	private static final double MOST_FILES = 1e6;
	private static final int CUBE = 64;
	private static final int TILE = 512;

	private final int version;
	/** Null to choose the sizes automatically. */
	private final int[] chunk;
	/** Null for no shards. */
	private final int[] shard;
	/** Null for no compression. */
	private final BytesCodec codec;

	private ZarrLayout(final int version, final int[] chunk, final int[] shard, final BytesCodec codec) {
		this.version = version;
		this.chunk = chunk;
		this.shard = shard;
		this.codec = codec;
	}

	/** The layout of an array, as far as it can be written. */
	static ZarrLayout of(final ArrayMetadata array) {
		final Sharding sharding = array.codecs().partialSharding();
		final List<BytesCodec> codecs = sharding == null ? array.codecs().codecs() : sharding.inner().codecs();
		BytesCodec codec = null;
		for (final BytesCodec c : codecs)
			if (Codecs.WRITTEN.contains(c.name())) codec = c;
		if (codec == null && !codecs.isEmpty()) codec = new ZstdCodec();
		return new ZarrLayout(array.version(), Shapes.reversed(array.innerChunk()), sharding == null ? null : Shapes.reversed(array
			.chunk()), codec);
	}

	/**
	 * @param format format of Zarr: 2 (OME-Zarr 0.4) or 3 (OME-Zarr 0.5)
	 * @return the layout with that format
	 * @throws IllegalArgumentException if it is another number
	 */
	public ZarrLayout version(final int format) {
		if (format != 2 && format != 3) throw new IllegalArgumentException("the Zarr format is " + format +
			", but must be 2 (OME-Zarr 0.4) or 3 (OME-Zarr 0.5)");
		return new ZarrLayout(format, chunk, format == 2 ? null : shard, codec);
	}

	/**
	 * @param size size of chunks, the fastest axis first; further axes get 1
	 * @return the layout with that size
	 */
	public ZarrLayout chunks(final int... size) {
		return new ZarrLayout(version, size.clone(), shard, codec);
	}

	/**
	 * @param size size of shards, a multiple of the chunk size along each axis,
	 *          the fastest axis first; further axes get the chunk size; null for
	 *          no shards
	 * @return the layout with that size
	 */
	public ZarrLayout shards(final int... size) {
		return new ZarrLayout(version, chunk, size == null ? null : size.clone(), codec);
	}

	/**
	 * @param word zstd, gzip, zlib, lz4, blosc (zstd with shuffled bytes) or raw
	 * @return the layout with that compression
	 * @throws IllegalArgumentException if it is another word
	 */
	public ZarrLayout compression(final String word) {
		return new ZarrLayout(version, chunk, shard, Codecs.named(word));
	}

	/** @return the format of Zarr, 2 or 3 */
	public int version() {
		return version;
	}

	/** @return name of the compression */
	public String compression() {
		return codec == null ? "raw" : codec.name();
	}

	/**
	 * @param image an image
	 * @return size of its chunks
	 */
	public int[] chunkOf(final ImageDescription image) {
		final int n = image.numDimensions();
		final int[] size = new int[n];
		final boolean volume = image.indexOf("z") >= 0 && image.axes().get(image.indexOf("z")).size() > 1;
		for (int d = 0; d < n; d++) {
			final ImageAxis axis = image.axes().get(d);
			final int usual = !axis.isSpatial() ? 1 : volume ? CUBE : TILE;
			final int wanted = chunk == null ? usual : d < chunk.length ? chunk[d] : 1;
			if (wanted < 1) throw new IllegalArgumentException("the chunks are " + Arrays.toString(chunk) +
				", but each number must be at least 1");
			size[d] = (int) Math.min(wanted, axis.size());
		}
		return size;
	}

	/** Size of an image's shards; null if there are none. */
	private int[] shardOf(final ImageDescription image) {
		if (shard == null) return null;
		final int[] inner = chunkOf(image);
		final int[] size = inner.clone();
		for (int d = 0; d < size.length && d < shard.length; d++) {
			if (shard[d] % inner[d] != 0 && shard[d] < image.axes().get(d).size()) throw new IllegalArgumentException(
				"the shards are " + Arrays.toString(shard) + ", but must be multiples of the chunks, " + Arrays.toString(inner));
			// not larger than the image needs
			final long most = (image.axes().get(d).size() + inner[d] - 1) / inner[d];
			size[d] = (int) (inner[d] * Math.max(1, Math.min(shard[d] / inner[d], most)));
		}
		return size;
	}

	/**
	 * The metadata of an array for an image.
	 *
	 * @throws IllegalArgumentException if there would be too many files
	 */
	ArrayMetadata metadata(final ImageDescription image) {
		if (shard != null && version == 2) throw new IllegalArgumentException("Zarr 2 has no shards: choose format 3");
		final long[] shape = Shapes.reversed(image.dimensions());
		final int[] inner = Shapes.reversed(chunkOf(image));
		final int[] outer = shardOf(image) == null ? null : Shapes.reversed(shardOf(image));
		final List<String> names = new ArrayList<>();
		image.axes().forEach(a -> names.add(a.name()));
		Collections.reverse(names);
		final ArrayMetadata array = version == 2 ? MetadataV2.create(shape, inner, image.type(), codec) : MetadataV3.create(shape,
			inner, outer, image.type(), codec, names.toArray(new String[0]));
		if (array.files() > MOST_FILES) throw new IllegalArgumentException(String.format(
			"%s of size %s would be %.0f files with chunks of %s: give larger chunks" +
				" (--chunks=64,64,64) or, with format 3, shards (--shards=512,512,512)", image.name(), Arrays.toString(image
					.dimensions()), array.files(), Arrays.toString(Shapes.reversed(array.chunk()))));
		return array;
	}

	/**
	 * Makes a sink for planning, which writes nothing.
	 *
	 * @param image description of the image to write
	 * @return the sink
	 * @throws IllegalArgumentException if there would be too many files
	 */
	public BlockSink planned(final ImageDescription image) {
		return new ZarrSink(null, image.name(), metadata(image), image);
	}
}
