package io.github.convolvej.learn;

import io.github.convolvej.geometry.NumberText;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Something that is worth seeing: cases beside each other, each with numbers that
 * were measured and most with an image, the artefact first and remedies after it.
 * Immutable.
 */
public final class Demonstration {

	/** Pixels of a panel. */
	private static final int SIDE = 256;
	private static final int GAP = 16;
	private static final int LINE = 19;
	private static final int PER_ROW = 4;

	/** One of the cases. */
	public static final class Case {

		private final String key;
		private final RandomAccessibleInterval<FloatType> image;
		private final double[] values;
		/** The samples that are black and white. */
		private final double[] range;

		Case(final String key, final RandomAccessibleInterval<FloatType> image, final double... values) {
			this(key, image, image == null ? null : Measured.range(image), values);
		}

		private Case(final String key, final RandomAccessibleInterval<FloatType> image, final double[] range,
			final double[] values)
		{
			this.key = key;
			this.image = image;
			this.range = range;
			this.values = values;
		}

		/** The same, as bright as another one. */
		Case like(final Case other) {
			return new Case(key, image, other.range, values);
		}

		/** @return what was measured, in the order of the headings; NaN where nothing was */
		public double[] values() {
			return values.clone();
		}
	}

	private final String topic;
	private final List<String> headings;
	private final List<Case> cases;

	/**
	 * @param topic name of the topic, which begins the keys of its words
	 * @param headings names of the numbers, as columns of a table
	 * @param cases the cases
	 */
	Demonstration(final String topic, final List<String> headings, final Case... cases) {
		this.topic = topic;
		this.headings = headings;
		this.cases = Collections.unmodifiableList(Arrays.asList(cases));
	}

	/** @return names of the numbers */
	public List<String> headings() {
		return headings;
	}

	/** @return the cases */
	public List<Case> cases() {
		return cases;
	}

	/**
	 * @param one one of the cases
	 * @param words the language
	 * @return what it is
	 */
	public String name(final Case one, final Words words) {
		return words.text("show." + topic + "." + one.key);
	}

	/**
	 * @param words the language
	 * @return what is seen, and what helps
	 */
	public String conclusion(final Words words) {
		return words.text("show." + topic);
	}

	/**
	 * @param words the language
	 * @return a picture of the cases that have an image, with their names and numbers,
	 *         and of the conclusion
	 */
	public BufferedImage picture(final Words words) {
		final List<Case> shown = new ArrayList<>();
		for (final Case one : cases)
			if (one.image != null) shown.add(one);
		final int perRow = Math.min(PER_ROW, shown.size());
		final int rows = (shown.size() + perRow - 1) / perRow;
		final int text = (2 + headings.size()) * LINE + GAP;
		final int width = GAP + Math.max(2, perRow) * (SIDE + GAP);
		final BufferedImage scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
		final Graphics2D measure = scratch.createGraphics();
		measure.setFont(words.font(Font.BOLD, 15));
		final List<String> conclusion = wrapped(measure, conclusion(words), width - 2 * GAP);
		measure.dispose();
		final int top = GAP + conclusion.size() * (LINE + 2) + GAP / 2;
		final BufferedImage picture = new BufferedImage(width, top + rows * (SIDE + text), BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = picture.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setColor(Color.white);
		g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
		g.setColor(Color.black);
		g.setFont(words.font(Font.BOLD, 15));
		for (int i = 0; i < conclusion.size(); i++)
			g.drawString(conclusion.get(i), GAP, GAP + 12 + i * (LINE + 2));
		for (int i = 0; i < shown.size(); i++)
			panel(g, shown.get(i), words, GAP + i % perRow * (SIDE + GAP), top + i / perRow * (SIDE + text));
		g.dispose();
		return picture;
	}

	private void panel(final Graphics2D g, final Case one, final Words words, final int left, final int top) {
		g.drawImage(grey(one.image, one.range), left, top, SIDE, SIDE, null);
		g.setColor(Color.gray);
		g.drawRect(left, top, SIDE, SIDE);
		g.setColor(Color.black);
		g.setFont(words.font(Font.BOLD, 13));
		int line = top + SIDE + LINE - 3;
		final List<String> name = wrapped(g, name(one, words), SIDE);
		for (final String part : name.subList(0, Math.min(2, name.size()))) {
			g.drawString(part, left, line);
			line += LINE;
		}
		g.setFont(words.font(Font.PLAIN, 13));
		for (int i = 0; i < headings.size(); i++)
			if (!Double.isNaN(one.values[i])) {
				g.drawString(words.heading(headings.get(i)) + ": " + NumberText.rounded(one.values[i], 4), left, line);
				line += LINE;
			}
	}

	/** From its smallest to its largest sample; one that is the same everywhere is grey. */
	private static BufferedImage grey(final RandomAccessibleInterval<FloatType> image, final double... range) {
		final int w = (int) image.dimension(0);
		final int h = (int) image.dimension(1);
		final BufferedImage grey = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
		final RandomAccess<FloatType> access = image.randomAccess();
		for (int y = 0; y < h; y++)
			for (int x = 0; x < w; x++) {
				access.setPosition(new long[] { x, y });
				final double part = range[1] - range[0] < 1e-6 * Math.max(1, Math.abs(range[1])) ? 0.5 : (access.get().get() - range[0]) /
					(range[1] - range[0]);
				final int v = (int) Math.round(255 * Math.max(0, Math.min(1, part)));
				grey.setRGB(x, y, v << 16 | v << 8 | v);
			}
		return grey;
	}

	private static List<String> wrapped(final Graphics2D g, final String text, final int width) {
		final List<String> lines = new ArrayList<>();
		String current = "";
		for (final String word : text.split("(?<=[ \u3002\uff0c\uff1b])")) {
			if (!current.isEmpty() && g.getFontMetrics().stringWidth((current + word).trim()) > width) {
				lines.add(current.trim());
				current = word;
			}
			else current += word;
		}
		lines.add(current.trim());
		return lines;
	}
}
