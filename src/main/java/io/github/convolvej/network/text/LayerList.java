package io.github.convolvej.network.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Layers that are being read from a framework's text, in the words of {@link NetworkText}. */
final class LayerList {

	private final List<String> layers = new ArrayList<>();
	private final int axes;
	private final boolean sizesOnly;
	/** Channels after the last layer; 0 while they are unknown. */
	private long channels;
	/** Zeros that a layer of its own adds before the next convolution, x first. */
	private int[] before;
	private int[] after;

	/**
	 * @param axes spatial axes
	 * @param sizesOnly whether only sizes and counts are wanted: layers that change
	 *          neither are left out, and others than those are errors
	 */
	LayerList(final int axes, final boolean sizesOnly) {
		this.axes = axes;
		this.sizesOnly = sizesOnly;
		before = new int[axes];
		after = new int[axes];
	}

	List<String> layers() {
		return layers;
	}

	int axes() {
		return axes;
	}

	boolean isForSizesOnly() {
		return sizesOnly;
	}

	long channels() {
		return channels;
	}

	void setChannels(final long number) {
		channels = number;
	}

	/** Adds a layer, given as words of which empty ones are left out. */
	void add(final String... words) {
		final List<String> given = new ArrayList<>();
		for (final String word : words)
			if (!word.isEmpty()) given.add(word);
		layers.add(String.join(" ", given));
	}

	/** Adds a layer that changes neither size nor number of channels, unless only these are wanted. */
	void addPlain(final String... words) {
		if (!sizesOnly) add(words);
	}

	/** Zeros before the next layer, which must be a convolution. */
	void pad(final int[] addedBefore, final int[] addedAfter) {
		for (int d = 0; d < axes; d++) {
			before[d] += addedBefore[d];
			after[d] += addedAfter[d];
		}
	}

	boolean hasPadding() {
		return Arrays.stream(before).anyMatch(n -> n > 0) || Arrays.stream(after).anyMatch(n -> n > 0);
	}

	/** The padding of a convolution, together with zeros added before it. */
	String padding(final int... own) {
		final int[] first = new int[axes];
		final int[] last = new int[axes];
		for (int d = 0; d < axes; d++) {
			first[d] = before[d] + own[d];
			last[d] = after[d] + own[d];
		}
		before = new int[axes];
		after = new int[axes];
		return padding(first, last);
	}

	static String padding(final int[] first, final int[] last) {
		if (Arrays.equals(first, last)) return word("p", first, 0);
		final List<String> pairs = new ArrayList<>();
		for (int d = 0; d < first.length; d++)
			pairs.add(first[d] + ":" + last[d]);
		final boolean one = pairs.stream().distinct().count() == 1;
		return "p=" + (one ? pairs.get(0) : String.join(",", pairs));
	}

	/** A parameter, once if it is the same along all axes, nothing if it is what it would be anyway. */
	static String word(final String key, final int[] numbers, final int otherwise) {
		if (Arrays.stream(numbers).allMatch(n -> n == otherwise)) return "";
		return key + "=" + (Arrays.stream(numbers).distinct().count() == 1 ? String.valueOf(numbers[0]) : String.join(",", Arrays
			.stream(numbers).mapToObj(String::valueOf).toArray(String[]::new)));
	}

	/** The stride of a pooling, which is its window unless said otherwise. */
	static String stride(final int[] window, final int[] stride) {
		return Arrays.equals(window, stride) ? "" : word("s", stride, 0);
	}
}
