package io.github.convolvej.network.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Layers that are being read from a framework's text, in the words of {@link
 * NetworkText}. Each follows the place that is current; joins name other places.
 */
final class LayerList {

	/** More are no network that anyone writes, but a loop. */
	private static final int MOST = 20_000;

	/** The image, or what a layer gives: its channels, and zeros that a layer of its own has added to it, x first. */
	static final class Place {

		/** Index of the layer; -1 for the image. */
		private final int layer;
		private final long channels;
		private final int[] before;
		private final int[] after;

		private Place(final int layer, final long channels, final int[] before, final int[] after) {
			this.layer = layer;
			this.channels = channels;
			this.before = before;
			this.after = after;
		}

		long channels() {
			return channels;
		}
	}

	/** A layer: its words, what it follows, and what it joins to that. */
	private static final class Node {

		final String words;
		final int input;
		final int[] others;
		/** A name that was given to its result; empty if none was. */
		String hint = "";

		Node(final String words, final int input, final int... others) {
			this.words = words;
			this.input = input;
			this.others = others;
		}
	}

	private final List<Node> nodes = new ArrayList<>();
	private final List<Integer> outputs = new ArrayList<>();
	private final int axes;
	private final boolean sizesOnly;
	private int at = -1;
	private int branchAt;
	/** Channels after the last layer; 0 while they are unknown. */
	private long channels;
	/** Zeros that a layer of its own adds before the next layer, x first. */
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

	int axes() {
		return axes;
	}

	boolean isForSizesOnly() {
		return sizesOnly;
	}

	boolean isEmpty() {
		return nodes.isEmpty();
	}

	long channels() {
		return channels;
	}

	void setChannels(final long number) {
		channels = number;
	}

	/** Where the next layer would follow. */
	Place place() {
		return new Place(at, channels, before, after);
	}

	void goTo(final Place place) {
		at = place.layer;
		channels = place.channels;
		before = place.before;
		after = place.after;
	}

	/** Adds a layer, given as words of which empty ones are left out. */
	void add(final String... words) {
		final List<String> given = new ArrayList<>();
		for (final String word : words)
			if (!word.isEmpty()) given.add(word);
		append(new Node(String.join(" ", given), at));
	}

	private void append(final Node node) {
		if (nodes.size() >= MOST) throw new IllegalArgumentException("there are more than " + MOST + " layers");
		nodes.add(node);
		at = nodes.size() - 1;
	}

	/** Adds a layer that changes neither size nor number of channels, unless only these are wanted. */
	void addPlain(final String... words) {
		if (!sizesOnly && padApart()) add(words);
	}

	/** Joins places: the first becomes what the join follows. */
	void join(final String type, final List<Place> places, final long joinedChannels) {
		goTo(places.get(0));
		append(new Node(type, at, places.subList(1, places.size()).stream().mapToInt(p -> p.layer).toArray()));
		channels = joinedChannels;
	}

	/** Whether the place has one pixel, whatever the size of the image: global pooling, and layers that keep it. */
	boolean isOnePixel() {
		int i = at;
		while (i >= 0) {
			final String words = nodes.get(i).words;
			if (words.startsWith("globalpool") || words.startsWith("globalmax")) return true;
			if (words.startsWith("conv") ? !words.startsWith("conv k=1 ") : words.matches(
				"(dwconv|tconv|maxpool|avgpool|lppool|upsample|pixel|unpool|concat|add|mul|sub|pad).*")) return false;
			i = nodes.get(i).input;
		}
		return false;
	}

	/** The layers that were added since there were some number of them, as words. */
	List<String> since(final int count) {
		final List<String> words = new ArrayList<>();
		for (final Node node : nodes.subList(count, nodes.size()))
			words.add(node.words);
		return words;
	}

	int count() {
		return nodes.size();
	}

	/** Remembers the name of a result, for texts that are easy to read: names of one letter are mostly used for all results. */
	void hint(final Place place, final String name) {
		if (place.layer >= 0 && (nodes.get(place.layer).hint.isEmpty() || name.length() > 1)) nodes.get(place.layer).hint = name;
	}

	/** Also gives this place out, besides the last. */
	void output(final Place place) {
		outputs.add(place.layer);
	}

	/** Remembers where the text first joins results. */
	void branches(final int place) {
		if (branchAt == 0) branchAt = place;
	}

	int branchAt() {
		return branchAt;
	}

	/** Whether every layer follows the one before. */
	boolean isChain() {
		for (int i = 0; i < nodes.size(); i++)
			if (nodes.get(i).input != i - 1 || nodes.get(i).others.length > 0) return false;
		return outputs.isEmpty() && at == nodes.size() - 1;
	}

	/** The layers up to the current place, with names for those that others than the next follow. */
	List<String> layers() {
		final boolean[] named = new boolean[nodes.size() + 1];
		for (int i = 0; i < nodes.size(); i++) {
			final Node node = nodes.get(i);
			if (node.input != i - 1) named[node.input + 1] = true;
			for (final int other : node.others)
				named[other + 1] = true;
		}
		for (final int output : outputs)
			named[output + 1] = true;
		if (at != nodes.size() - 1) named[at + 1] = true;
		final String[] names = names(named);
		final List<String> layers = new ArrayList<>();
		for (int i = 0; i < nodes.size(); i++) {
			final Node node = nodes.get(i);
			if (node.input != i - 1) layers.add("from " + names[node.input + 1]);
			final StringBuilder words = new StringBuilder(names[i + 1].isEmpty() ? "" : names[i + 1] + ": ").append(node.words);
			for (final int other : node.others)
				words.append(' ').append(names[other + 1]);
			layers.add(words.toString());
		}
		for (final int output : outputs)
			layers.add("output " + names[output + 1]);
		if (at != nodes.size() - 1) layers.add("from " + names[at + 1]);
		return layers;
	}

	private String[] names(final boolean... named) {
		final String[] names = new String[named.length];
		final Set<String> taken = new HashSet<>();
		taken.add("input");
		for (int i = 0; i < named.length; i++) {
			names[i] = "";
			if (!named[i]) continue;
			if (i == 0) {
				names[i] = "input";
				continue;
			}
			final String hint = nodes.get(i - 1).hint;
			// other layers are called conv1, relu2 and so on
			final String stem = hint.matches("[A-Za-z]\\w*") && (hint.length() <= 2 || hint.startsWith("skip") || !hint.matches(
				"[a-z]+[0-9]+")) ? hint : "";
			String name = stem.isEmpty() ? "skip1" : stem;
			for (int n = 2; !taken.add(name); n++)
				name = stem.isEmpty() ? "skip" + n : stem + "_" + n;
			names[i] = name;
		}
		return names;
	}

	/** Zeros before the next layer. */
	void pad(final int[] addedBefore, final int[] addedAfter) {
		before = before.clone();
		after = after.clone();
		for (int d = 0; d < axes; d++) {
			before[d] += addedBefore[d];
			after[d] += addedAfter[d];
		}
	}

	boolean hasPadding() {
		return Arrays.stream(before).anyMatch(n -> n > 0) || Arrays.stream(after).anyMatch(n -> n > 0);
	}

	/**
	 * Makes zeros that were added before a layer of their own, for layers that cannot
	 * add them.
	 *
	 * @return whether there were none
	 */
	boolean padApart() {
		if (!hasPadding()) return true;
		if (sizesOnly) return false;
		final String words = padding(new int[axes]);
		add("pad", words);
		return true;
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
