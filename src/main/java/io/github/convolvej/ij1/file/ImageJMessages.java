package io.github.convolvej.ij1.file;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import ij.IJ;

/**
 * Collects what ImageJ says of files instead of throwing it. Without its window
 * ImageJ prints its log, to which errors are redirected too, to the standard
 * output, among our own lines.
 */
public final class ImageJMessages implements AutoCloseable {

	/** Collections that have begun: only the outermost one lets ImageJ speak for itself again. */
	private static final AtomicInteger DEPTH = new AtomicInteger();

	private final PrintStream original = System.out;
	private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

	/** Begins to collect. */
	public ImageJMessages() {
		DEPTH.incrementAndGet();
		System.setOut(new PrintStream(collected, true, StandardCharsets.UTF_8));
		IJ.redirectErrorMessages(true);
	}

	/** @return what was said since the last call: of a stack trace the first line */
	public synchronized List<String> take() {
		final List<String> lines = new ArrayList<>();
		for (final String line : collected.toString(StandardCharsets.UTF_8).split("\\R"))
			if (!line.trim().isEmpty() && !line.startsWith("\tat ")) lines.add(line.trim());
		collected.reset();
		return lines;
	}

	@Override
	public void close() {
		System.setOut(original);
		if (DEPTH.decrementAndGet() == 0) IJ.redirectErrorMessages(false);
	}
}
