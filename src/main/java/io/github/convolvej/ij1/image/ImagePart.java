package io.github.convolvej.ij1.image;

import java.util.Arrays;

import ij.ImagePlus;

/**
 * The planes of a hyperstack to filter: all, those of one channel, or a single
 * one. Without numbers, the current position of the image is used, as in
 * ImageJ's commands.
 */
public final class ImagePart {

	/** All planes. */
	public static final ImagePart ALL = new ImagePart("all");

	private static final String ALLOWED = "all, channel (the current one), channel:2, plane (the current one), or plane:2,3,1" +
		" (channel, slice, frame, counted from 1)";

	private final String text;
	private final int[] numbers;

	private ImagePart(final String text, final int... numbers) {
		this.text = text;
		this.numbers = numbers;
	}

	/**
	 * Reads {@code all}, {@code channel}, {@code channel:2}, {@code plane} or {@code
	 * plane:2,3,1}.
	 *
	 * @param text the text
	 * @return the part
	 * @throws IllegalArgumentException if the text is anything else
	 */
	public static ImagePart parse(final String text) {
		final String given = text == null ? "" : text.trim();
		if (given.equals("all")) return ALL;
		if (!given.matches("channel(:\\s*\\d{1,9})?|plane(:\\s*\\d{1,9}\\s*(,\\s*\\d{1,9}\\s*){2})?"))
			throw new IllegalArgumentException("part is '" + given + "', but must be " + ALLOWED);
		final int colon = given.indexOf(':');
		if (colon < 0) return new ImagePart(given);
		return new ImagePart(given.substring(0, colon), Arrays.stream(given.substring(colon + 1).split(",")).map(
			String::trim).mapToInt(Integer::parseInt).toArray());
	}

	/** @return whether this means all planes of any image */
	public boolean isAll() {
		return text.equals("all");
	}

	/** The planes of an image, in the order of its stack. */
	PlaneBox of(final ImagePlus image) {
		final int[] first = { 0, 0, 0 };
		final int[] size = { image.getNChannels(), image.getNSlices(), image.getNFrames() };
		final int[] current = { image.getC(), image.getZ(), image.getT() };
		final String[] axes = { "channel", "slice", "frame" };
		final int picked = isAll() ? 0 : text.equals("channel") ? 1 : axes.length;
		for (int d = 0; d < picked; d++) {
			final int number = numbers.length > 0 ? numbers[d] : current[d];
			if (number < 1 || number > size[d]) throw new IllegalArgumentException("part is " + this + ", but '" + image
				.getTitle() + "' has " + axes[d] + "s 1 to " + size[d] + ", so there is no " + axes[d] + " " + number);
			first[d] = number - 1;
			size[d] = 1;
		}
		return new PlaneBox(image, first, size);
	}

	@Override
	public String toString() {
		return text + (numbers.length == 0 ? "" : ":" + Arrays.toString(numbers).replaceAll("[\\[\\] ]", ""));
	}
}
