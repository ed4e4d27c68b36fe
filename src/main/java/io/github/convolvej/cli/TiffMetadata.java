package io.github.convolvej.cli;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import ij.io.TiffDecoder;
import ij.process.LUT;

/**
 * What ImageJ keeps in two tags of its own: the Info text, a label for each slice,
 * display range and lookup table of each channel, ROI and overlay, and image
 * properties. As in
 * {@link ij.io.TiffEncoder}, except that the labels of virtual stacks are kept
 * even if the first slice has none, and lookup tables even while the image is
 * shown in grey.
 */
final class TiffMetadata {

	private final List<byte[]> entries = new ArrayList<>();
	private final ByteBuffer header = ByteBuffer.allocate(4 + 8 * 7).put(ascii("IJIJ"));

	private TiffMetadata(final ImagePlus image) {
		final String info = image.getInfoProperty();
		if (info != null && !info.isEmpty()) add("info", Collections.singletonList(chars(info)));
		final List<byte[]> labels = labels(image.getStack(), image.getTitle() + "\n" + info);
		if (labels.stream().anyMatch(label -> label.length > 0)) add("labl", labels);
		if (image instanceof CompositeImage) addLuts(image.getLuts());
		if (image.getRoi() != null) add("roi ", Collections.singletonList(RoiEncoder.saveAsByteArray(image.getRoi())));
		final byte[][] overlay = FileSaver.getOverlay(image);
		if (overlay != null) add("over", Arrays.asList(overlay));
		final String[] properties = image.getPropertiesAsArray();
		if (properties == null) return;
		final List<byte[]> texts = new ArrayList<>();
		for (final String text : properties)
			texts.add(chars(text));
		add("prop", texts);
	}

	/**
	 * @param image an image
	 * @return the two tags; none if there is nothing to keep
	 */
	static List<TiffTag> tags(final ImagePlus image) {
		final TiffMetadata metadata = new TiffMetadata(image);
		if (metadata.entries.isEmpty()) return Collections.emptyList();
		final ByteArrayOutputStream data = new ByteArrayOutputStream();
		final long[] counts = new long[metadata.entries.size() + 1];
		counts[0] = metadata.header.position();
		data.write(metadata.header.array(), 0, metadata.header.position());
		for (int i = 1; i < counts.length; i++) {
			final byte[] entry = metadata.entries.get(i - 1);
			counts[i] = entry.length;
			data.write(entry, 0, entry.length);
		}
		final List<TiffTag> tags = new ArrayList<>();
		tags.add(TiffTag.ofLongs(TiffDecoder.META_DATA_BYTE_COUNTS, counts));
		tags.add(TiffTag.ofBytes(TiffDecoder.META_DATA, data.toByteArray()));
		return tags;
	}

	private void add(final String type, final List<byte[]> added) {
		header.put(ascii(type)).putInt(added.size());
		entries.addAll(added);
	}

	/** ImageJ makes a label of title and Info up for single images that have none. */
	private static List<byte[]> labels(final ImageStack stack, final String madeUp) {
		final List<byte[]> labels = new ArrayList<>();
		for (int n = 1; n <= stack.getSize(); n++) {
			final String label = stack.getSliceLabel(n);
			labels.add(label == null || label.equals(madeUp) ? new byte[0] : chars(label));
		}
		return labels;
	}

	private void addLuts(final LUT[] luts) {
		final ByteBuffer ranges = ByteBuffer.allocate(16 * luts.length);
		final List<byte[]> tables = new ArrayList<>();
		for (final LUT lut : luts) {
			ranges.putDouble(lut.min).putDouble(lut.max);
			// a table of less than 256 colours cannot be kept
			if (lut.getBytes() != null) tables.add(lut.getBytes());
		}
		add("rang", Collections.singletonList(ranges.array()));
		if (tables.size() == luts.length) add("luts", tables);
	}

	private static byte[] ascii(final String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static byte[] chars(final String text) {
		return text.getBytes(StandardCharsets.UTF_16BE);
	}
}
