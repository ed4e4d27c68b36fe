package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How a page stores its samples, in words, and whether that is the way that every program reads. */
final class PageTraits {

	/** Tags from here to {@link #LAST_PRIVATE} end the reading of directories in ImageJ. */
	private static final int FIRST_PRIVATE = 10001;
	private static final int LAST_PRIVATE = 32767;

	private PageTraits() {}

	/**
	 * @param page a page
	 * @return whether it has grey samples of 8 or 16 bits without sign, floating
	 *         point of 32 bits, or colours of 8 bits, not compressed, row by row
	 *         without gaps
	 * @throws IOException if its tags are damaged
	 */
	static boolean isPlain(final TiffPage page) throws IOException {
		final int bits = page.format.bits();
		final boolean grey = page.samples == 1 && page.photometric <= 1 && (page.format.isReal() ? bits == 32 : (bits == 8 ||
			bits == 16) && !page.format.isSigned());
		final boolean indices = page.samples == 1 && page.photometric == TiffPage.PALETTE && bits == 8 && !page.format
			.isSigned();
		final boolean colours = page.photometric == TiffPage.RGB && page.isColour() && !page.planar;
		return (grey || indices || colours) && page.compression == 1 && !page.tiled && !page.reversed && inOrder(page) &&
			!hasPrivateTags(page.directory);
	}

	private static boolean hasPrivateTags(final TiffDirectory directory) {
		return directory.ids().stream().anyMatch(id -> id >= FIRST_PRIVATE && id <= LAST_PRIVATE);
	}

	/** Whether its strips follow each other without gaps. */
	private static boolean inOrder(final TiffPage page) throws IOException {
		final long[] offsets = page.blockOffsets();
		for (int i = 1; i < Math.min(offsets.length, page.blocksDown); i++)
			if (offsets[i] != offsets[0] + i * page.blockHeight * page.rowBytes()) return false;
		return page.file.has(offsets[0], page.height * page.rowBytes());
	}

	/** How its samples are stored, for a message. */
	static String words(final TiffPage page) throws IOException {
		final List<String> words = new ArrayList<>();
		final int bits = page.format.bits();
		words.add((page.samples > 1 ? page.samples + " samples of " : "") + bits + (bits == 1 ? " bit" : " bits") +
			(page.format.isReal() ? ", floating point" : page.format.isSigned() ? " with sign" : ""));
		if (page.planar) words.add("in planes of their own");
		if (page.compression != 1) words.add(compression(page.compression));
		if (page.predictor != Predictor.NONE) words.add("predictor " + page.predictor);
		if (page.reversed) words.add("fill order 2");
		if (page.tiled) words.add("tiles");
		else if (page.compression == 1 && !page.planar && !inOrder(page)) words.add("strips with gaps or not in order");
		if (hasPrivateTags(page.directory)) words.add("private tags");
		return String.join(", ", words);
	}

	private static String compression(final int code) {
		switch (code) {
			case 2:
			case 3:
			case 4:
				return "CCITT fax";
			case 5:
				return "LZW";
			case 7:
				return "JPEG";
			case 8:
			case 32946:
				return "deflate";
			case 32773:
				return "PackBits";
			case 34925:
				return "LZMA";
			case 50000:
				return "Zstandard";
			default:
				return "compression " + code;
		}
	}
}
