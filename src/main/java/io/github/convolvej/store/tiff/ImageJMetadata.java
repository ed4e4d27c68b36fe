package io.github.convolvej.store.tiff;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metadata that ImageJ stores in two tags of its own: pieces of bytes, each
 * with a type of four letters. The constants of this class are all types. Texts
 * have two bytes per character.
 */
public final class ImageJMetadata {

	/** The Info text. */
	public static final String INFO = "info";
	/** A label for each slice. */
	public static final String LABELS = "labl";
	/** Minimum and maximum of each channel, as doubles. */
	public static final String RANGES = "rang";
	/** A table of 256 reds, greens and blues for each channel. */
	public static final String TABLES = "luts";
	/** The selection. */
	public static final String ROI = "roi ";
	/** One shape of the overlay per piece. */
	public static final String OVERLAY = "over";
	/** Keys and values of properties, alternating. */
	public static final String PROPERTIES = "prop";

	private static final int MAGIC = 0x494a494a;

	private final Map<String, List<byte[]>> pieces = new LinkedHashMap<>();
	private final ByteOrder order;

	private ImageJMetadata(final ByteOrder order) {
		this.order = order;
	}

	/** Empty metadata, to which pieces can be added. */
	public ImageJMetadata() {
		this(ByteOrder.BIG_ENDIAN);
	}

	/** Reads the metadata of a directory. */
	static ImageJMetadata of(final TiffBytes file, final TiffDirectory directory) throws IOException {
		final ImageJMetadata metadata = new ImageJMetadata(file.order());
		final TiffEntry counts = directory.get(TiffTags.IMAGEJ_COUNTS);
		if (counts == null || !directory.has(TiffTags.IMAGEJ)) return metadata;
		metadata.read(counts.numbers(file, file.length()), directory.bytes(TiffTags.IMAGEJ));
		return metadata;
	}

	private void read(final long[] counts, final byte[] data) throws IOException {
		final ByteBuffer in = ByteBuffer.wrap(data).order(order);
		if (counts.length == 0 || counts[0] < 12 || counts[0] > data.length || (counts[0] - 4) % 8 != 0 || in.getInt(
			0) != MAGIC) throw bent("its header is not ImageJ's");
		int next = (int) counts[0];
		int piece = 1;
		for (int at = 4; at < counts[0]; at += 8) {
			final int kind = in.getInt(at);
			final byte[] letters = ByteBuffer.allocate(4).putInt(kind).array();
			final String type = new String(letters, StandardCharsets.ISO_8859_1);
			final int n = in.getInt(at + 4);
			if (n < 0 || n > counts.length - piece) throw bent("it has " + n + " pieces of type " + type);
			final List<byte[]> list = pieces.computeIfAbsent(type, t -> new ArrayList<>());
			for (int i = 0; i < n; i++, piece++) {
				if (counts[piece] > data.length - next) throw bent("a piece of type " + type + " is cut off");
				final byte[] bytes = new byte[(int) counts[piece]];
				System.arraycopy(data, next, bytes, 0, bytes.length);
				next += bytes.length;
				list.add(bytes);
			}
		}
	}

	private static IOException bent(final String how) {
		return new IOException("its metadata by ImageJ are damaged: " + how);
	}

	/**
	 * @param type a type
	 * @return its pieces; empty if there are none
	 */
	public List<byte[]> get(final String type) {
		return pieces.getOrDefault(type, Collections.emptyList());
	}

	/**
	 * @param type a type of texts
	 * @return its texts
	 */
	public List<String> texts(final String type) {
		final List<String> texts = new ArrayList<>();
		for (final byte[] piece : get(type))
			texts.add(new String(piece, order == ByteOrder.BIG_ENDIAN ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE));
		return texts;
	}

	/**
	 * @param type a type of numbers
	 * @return the numbers of its first piece; empty if there is none
	 */
	public double[] numbers(final String type) {
		if (get(type).isEmpty()) return new double[0];
		final ByteBuffer in = ByteBuffer.wrap(get(type).get(0)).order(order);
		final double[] numbers = new double[in.capacity() / 8];
		in.asDoubleBuffer().get(numbers);
		return numbers;
	}

	/**
	 * @param type a type
	 * @param added its pieces
	 */
	public void add(final String type, final List<byte[]> added) {
		pieces.computeIfAbsent(type, t -> new ArrayList<>()).addAll(added);
	}

	/**
	 * @param type a type of texts
	 * @param added its texts
	 */
	public void addTexts(final String type, final List<String> added) {
		final List<byte[]> bytes = new ArrayList<>();
		for (final String text : added)
			bytes.add(text.getBytes(StandardCharsets.UTF_16BE));
		add(type, bytes);
	}

	/** The two tags to write; empty if there are no pieces. */
	List<TiffTag> tags() {
		if (pieces.isEmpty()) return Collections.emptyList();
		final ByteBuffer header = ByteBuffer.allocate(4 + 8 * pieces.size()).putInt(MAGIC);
		final ByteArrayOutputStream data = new ByteArrayOutputStream();
		final List<Long> counts = new ArrayList<>();
		counts.add((long) header.capacity());
		pieces.forEach((type, list) -> {
			header.put(type.getBytes(StandardCharsets.US_ASCII)).putInt(list.size());
			for (final byte[] piece : list) {
				counts.add((long) piece.length);
				data.write(piece, 0, piece.length);
			}
		});
		final ByteBuffer all = ByteBuffer.allocate(header.capacity() + data.size()).put(header.array()).put(data
			.toByteArray());
		final List<TiffTag> tags = new ArrayList<>();
		tags.add(TiffTag.ofLongs(TiffTags.IMAGEJ_COUNTS, counts.stream().mapToLong(Long::longValue).toArray()));
		tags.add(TiffTag.ofBytes(TiffTags.IMAGEJ, all.array()));
		return tags;
	}
}
