package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The entries of an image directory of a file by tag number. */
final class TiffDirectory {

	private static final int MAX_TAGS = 4096;

	private final Map<Integer, TiffEntry> entries = new LinkedHashMap<>();
	private final TiffBytes file;
	private final String name;
	private final long next;

	/**
	 * @param file the file
	 * @param offset offset of the directory
	 * @param name its name in messages
	 * @throws IOException if it is not in the file
	 */
	TiffDirectory(final TiffBytes file, final long offset, final String name) throws IOException {
		this.file = file;
		this.name = name;
		final boolean big = file.isBig();
		final int head = big ? 8 : 2;
		final int size = big ? 20 : 12;
		final int tail = big ? 8 : 4;
		final ByteBuffer start = file.read(offset, head, name);
		final long tags = big ? start.getLong(0) : start.getShort(0) & 0xffff;
		if (tags < 1 || tags > MAX_TAGS) throw new IOException("a damaged TIFF: " + name + " has " + Long.toUnsignedString(
			tags) + " entries");
		final ByteBuffer content = file.read(offset + head, size * tags + tail, name);
		for (int i = 0; i < tags; i++) {
			content.limit(size * (i + 1)).position(size * i);
			final TiffEntry entry = new TiffEntry(content.slice().order(file.order()), big, name);
			// of several entries with the same number, all readers use the first
			entries.putIfAbsent(entry.id(), entry);
		}
		content.clear();
		next = big ? content.getLong((int) (size * tags)) : Integer.toUnsignedLong(content.getInt((int) (size * tags)));
	}

	/** @return offset of the next directory; 0 if there is none */
	long next() {
		return next;
	}

	/** @return its name in messages */
	String name() {
		return name;
	}

	/** @return an entry, or null */
	TiffEntry get(final int id) {
		return entries.get(id);
	}

	/** @return the numbers of its tags */
	Set<Integer> ids() {
		return entries.keySet();
	}

	boolean has(final int id) {
		return entries.containsKey(id);
	}

	/** A whole number, or a default if the entry is missing. */
	long number(final int id, final long missing) throws IOException {
		final TiffEntry entry = entries.get(id);
		return entry == null ? missing : entry.number(file);
	}

	/** Whole numbers, or null if the entry is missing. */
	long[] numbers(final int id, final long most) throws IOException {
		final TiffEntry entry = entries.get(id);
		return entry == null ? null : entry.numbers(file, most);
	}

	/** Numbers of any type, or null if the entry is missing. */
	double[] reals(final int id, final long most) throws IOException {
		final TiffEntry entry = entries.get(id);
		return entry == null ? null : entry.reals(file, most);
	}

	/** A text, or null if the entry is missing. */
	String text(final int id) throws IOException {
		final TiffEntry entry = entries.get(id);
		return entry == null ? null : entry.text(file);
	}

	/** Bytes, or null if the entry is missing. */
	byte[] bytes(final int id) throws IOException {
		final TiffEntry entry = entries.get(id);
		return entry == null ? null : entry.bytes(file);
	}
}
