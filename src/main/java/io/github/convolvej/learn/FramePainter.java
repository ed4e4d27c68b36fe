package io.github.convolvej.learn;

import io.github.convolvej.geometry.NumberText;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Draws frames, all of one size. Samples are grey as their values; weights and
 * products are orange if they are positive and blue if negative, which also the
 * colour-blind tell apart; what is outside the image is hatched.
 */
final class FramePainter {

	private static final Color NOW = new Color(0xd55e00);
	private static final Color WINDOW = new Color(0x0072b2);
	private static final Color POSITIVE = new Color(0xf28e2b);
	private static final Color NEGATIVE = new Color(0x4e79a7);
	private static final Color LINES = new Color(0xa0a0a0);
	private static final Color HATCH = new Color(0xc4c4c4);
	/** Lengths in pixels at zoom 1. */
	private static final int MARGIN = 16;
	private static final int GAP = 44;
	private static final int LABELS = 26;
	private static final int HEADING = 20;
	private static final int PLANE_GAP = 12;
	private static final int LINE = 22;
	private static final int TEXT_LINES = 4;
	private static final int WIDTH = 40;
	private static final int HEIGHT = 30;
	private static final int LEAST_WIDTH = 640;
	/** Planes of a board stand below each other up to here. */
	private static final int COLUMN = 3;

	private final Words words;
	private final FontMetrics titles;
	private final double zoom;
	private final int frames;
	private final int[] lefts = new int[3];
	private final Dimension size;
	private final int textTop;
	/** Ranges of colours of each pass: of what is read, the result, weights, products. */
	private final Map<List<String>, double[][]> ranges = new HashMap<>();

	FramePainter(final List<Frame> all, final Words words, final double zoom) {
		this.words = words;
		this.zoom = zoom;
		final Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
		titles = g.getFontMetrics(words.font(Font.BOLD, 14));
		g.dispose();
		frames = all.size();
		final int[] widths = new int[3];
		int height = 0;
		for (final Frame frame : all) {
			final List<List<Board>> columns = columns(frame);
			for (int i = 0; i < 3; i++) {
				int sum = 0;
				for (final Board board : columns.get(i)) {
					widths[i] = Math.max(widths[i], width(board));
					sum += height(board);
				}
				height = Math.max(height, sum);
			}
		}
		int left = MARGIN;
		for (int i = 0; i < 3; i++) {
			lefts[i] = left;
			left += widths[i] + GAP;
		}
		final int top = MARGIN + 2 * LINE + 8;
		textTop = top + height + 6;
		size = new Dimension((int) Math.ceil(Math.max(LEAST_WIDTH, left - GAP + MARGIN) * zoom), (int) Math.ceil((textTop +
			TEXT_LINES * LINE + MARGIN) * zoom));
		all.stream().collect(Collectors.groupingBy(Frame::heading)).forEach((heading, pass) -> ranges.put(heading, new double[][] {
			range(end(pass), Frame::read), range(end(pass), f -> List.of(f.result())), signs(pass, 0), signs(pass, 1) }));
	}

	/** All samples are in the last frame. */
	private static List<Frame> end(final List<Frame> pass) {
		return pass.subList(pass.size() - 1, pass.size());
	}

	/** From 0 to the largest magnitude of weights or products. */
	private static double[] signs(final List<Frame> pass, final int board) {
		final double[] range = range(pass, f -> f.window().size() < 2 ? new ArrayList<>() : f.window().subList(board, board + 1));
		return new double[] { 0, Math.max(Math.abs(range[0]), Math.abs(range[1])) };
	}

	private static List<List<Board>> columns(final Frame frame) {
		return List.of(frame.read(), frame.window(), List.of(frame.result()));
	}

	private static double[] range(final List<Frame> all, final Function<Frame, List<Board>> boards) {
		final double[] range = { Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY };
		for (final Frame frame : all)
			for (final Board board : boards.apply(frame))
				for (final Plane plane : board.planes())
					for (int j = 0; j < plane.rows().length; j++)
						for (int i = 0; i < plane.columns().length; i++) {
							final Cell cell = plane.cell(j, i);
							if (cell == null || !cell.hasNumber() || Double.isNaN(cell.value()) || Double.isInfinite(cell.value())) continue;
							range[0] = Math.min(range[0], cell.value());
							range[1] = Math.max(range[1], cell.value());
						}
		return range[0] > range[1] ? new double[2] : range;
	}

	private static int perRow(final Board board) {
		final int n = board.planes().size();
		return n <= COLUMN ? 1 : (int) Math.ceil(Math.sqrt(n));
	}

	private static int planeWidth(final Board board) {
		return LABELS + board.planes().stream().mapToInt(p -> p.columns().length).max().orElse(0) * WIDTH;
	}

	private static int planeHeight(final Board board) {
		final boolean named = board.planes().stream().anyMatch(p -> !p.name().isEmpty());
		return HEADING + (named ? HEADING : 0) + board.planes().stream().mapToInt(p -> p.rows().length).max().orElse(0) * HEIGHT;
	}

	private int width(final Board board) {
		return Math.max(perRow(board) * (planeWidth(board) + PLANE_GAP), titles.stringWidth(board.name()));
	}

	private static int height(final Board board) {
		final int rows = (board.planes().size() + perRow(board) - 1) / perRow(board);
		return HEADING + rows * (planeHeight(board) + PLANE_GAP);
	}

	/** Size of all frames in pixels. */
	Dimension size() {
		return new Dimension(size);
	}

	BufferedImage paint(final Frame frame, final int index) {
		final BufferedImage picture = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = picture.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setColor(Color.white);
		g.fillRect(0, 0, size.width, size.height);
		g.scale(zoom, zoom);
		final int right = (int) (size.width / zoom) - MARGIN;
		g.setColor(Color.black);
		g.setFont(words.font(Font.BOLD, 17));
		final String number = words.text("frame", index + 1, frames);
		g.drawString(fitting(g, frame.heading().get(0), right - MARGIN - 90), MARGIN, MARGIN + 14);
		g.setFont(words.font(Font.PLAIN, 14));
		g.drawString(number, right - g.getFontMetrics().stringWidth(number), MARGIN + 14);
		for (int i = 1; i < frame.heading().size(); i++)
			g.drawString(fitting(g, frame.heading().get(i), right - MARGIN), MARGIN, MARGIN + 14 + i * LINE);
		final List<List<Board>> columns = columns(frame);
		final double[][] range = ranges.get(frame.heading());
		for (int i = 0; i < 3; i++) {
			int top = MARGIN + 2 * LINE + 8;
			for (final Board board : columns.get(i)) {
				final boolean signed = i == 1 && frame.window().size() > 1;
				draw(g, board, lefts[i], top, range[i == 2 ? 1 : !signed ? 0 : board == frame.window().get(0) ? 2 : 3]);
				top += height(board);
			}
		}
		text(g, frame.text(), right);
		g.dispose();
		return picture;
	}

	/** Lines below, wrapped; the first one is what is computed. */
	private void text(final Graphics2D g, final List<String> lines, final int right) {
		int row = 0;
		g.setColor(Color.black);
		for (final String line : lines) {
			g.setFont(words.font(Font.BOLD, 15));
			for (final String part : wrapped(g, line, right - MARGIN)) {
				if (row == TEXT_LINES) return;
				g.drawString(part, MARGIN, textTop + 14 + row++ * LINE);
			}
		}
	}

	private static List<String> wrapped(final Graphics2D g, final String line, final int width) {
		final List<String> lines = new ArrayList<>();
		String current = "";
		for (final String word : line.split(" ")) {
			final String longer = current.isEmpty() ? word : current + " " + word;
			if (!current.isEmpty() && g.getFontMetrics().stringWidth(longer) > width) {
				lines.add(current);
				current = word;
			}
			else current = longer;
		}
		lines.add(current);
		return lines;
	}

	private static String fitting(final Graphics2D g, final String text, final int width) {
		// kernels of many thousand letters are cut off before they are measured
		String shorter = text.length() > width ? text.substring(0, width) : text;
		while (shorter.length() > 1 && g.getFontMetrics().stringWidth(shorter) > width)
			shorter = shorter.substring(0, shorter.length() - (shorter.endsWith("\u2026") ? 2 : 1)) + "\u2026";
		return shorter;
	}

	private void draw(final Graphics2D g, final Board board, final int left, final int top, final double[] range) {
		g.setColor(Color.black);
		g.setFont(words.font(Font.BOLD, 14));
		g.drawString(board.name(), left, top + 13);
		final int perRow = perRow(board);
		final boolean named = board.planes().stream().anyMatch(p -> !p.name().isEmpty());
		for (int p = 0; p < board.planes().size(); p++) {
			final Plane plane = board.planes().get(p);
			final int x0 = left + p % perRow * (planeWidth(board) + PLANE_GAP) + LABELS;
			final int y0 = top + HEADING + p / perRow * (planeHeight(board) + PLANE_GAP) + (named ? HEADING : 0) + HEADING;
			if (named) {
				g.setColor(Color.darkGray);
				g.setFont(words.font(Font.PLAIN, 13));
				g.drawString(plane.name(), x0, y0 - HEADING - 4);
			}
			draw(g, plane, x0, y0, range);
			for (final double[] point : board.points())
				if (point[0] == p) point(g, plane, x0, y0, point[1], point[2]);
		}
	}

	private void draw(final Graphics2D g, final Plane plane, final int x0, final int y0, final double[] range) {
		g.setFont(words.font(Font.PLAIN, 11));
		g.setColor(Color.gray);
		for (int i = 0; i < plane.columns().length; i++)
			centred(g, String.valueOf(plane.columns()[i]), x0 + i * WIDTH, y0 - HEADING + 2, WIDTH, HEADING - 2);
		for (int j = 0; j < plane.rows().length; j++)
			centred(g, String.valueOf(plane.rows()[j]), x0 - LABELS, y0 + j * HEIGHT, LABELS, HEIGHT);
		for (final Cell.Mark layer : Cell.Mark.values())
			for (int j = 0; j < plane.rows().length; j++)
				for (int i = 0; i < plane.columns().length; i++) {
					final Cell cell = plane.cell(j, i);
					if (cell == null) continue;
					if (layer == Cell.Mark.NONE) fill(g, cell, x0 + i * WIDTH, y0 + j * HEIGHT, range);
					else if (cell.mark() == layer) {
						// frames cover the lines of their neighbours
						g.setColor(layer == Cell.Mark.CHOSEN ? NOW : WINDOW);
						g.setStroke(new BasicStroke(layer == Cell.Mark.CHOSEN ? 4 : 3));
						g.drawRect(x0 + i * WIDTH, y0 + j * HEIGHT, WIDTH, HEIGHT);
					}
				}
	}

	private void fill(final Graphics2D g, final Cell cell, final int x, final int y, final double[] range) {
		final Color ground = ground(cell, range);
		g.setColor(ground);
		g.fillRect(x, y, WIDTH, HEIGHT);
		if (cell.kind() == Cell.Kind.PADDING || cell.kind() == Cell.Kind.NOTHING) hatch(g, x, y);
		if (cell.kind() == Cell.Kind.INSERTED) dots(g, x, y);
		g.setStroke(new BasicStroke(1));
		g.setColor(LINES);
		g.drawRect(x, y, WIDTH, HEIGHT);
		if (!cell.hasNumber()) return;
		final boolean two = !Double.isNaN(cell.below());
		g.setColor(luminance(ground) < 130 ? Color.white : Color.black);
		g.setFont(words.font(two || cell.kind() == Cell.Kind.SAMPLE || cell.kind() == Cell.Kind.SIGNED ? Font.BOLD : Font.PLAIN,
			14));
		centred(g, cell.name() == null ? number(g, cell.value()) : shortened(g, cell.name()), x, y + (two ? 1 : 0), WIDTH, two ? HEIGHT * 11 / 20 : HEIGHT);
		if (!two) return;
		g.setFont(words.font(Font.PLAIN, 11));
		centred(g, number(g, cell.below()), x, y + HEIGHT / 2, WIDTH, HEIGHT / 2);
	}

	private static Color ground(final Cell cell, final double[] range) {
		switch (cell.kind()) {
			case SAMPLE:
				final double part = range[1] > range[0] ? (cell.value() - range[0]) / (range[1] - range[0]) : 0.7;
				// neither black nor white, which are the page and the letters
				final int grey = Double.isNaN(part) ? 255 : (int) Math.round(40 + 205 * Math.max(0, Math.min(1, part)));
				return new Color(grey, grey, grey);
			case SIGNED:
				return signed(cell.value(), Math.max(Math.abs(range[0]), Math.abs(range[1])));
			case INSERTED:
				return new Color(0xf2f6fa);
			default:
				return Color.white;
		}
	}

	private static Color signed(final double value, final double largest) {
		if (value == 0 || Double.isNaN(value)) return Color.white;
		final double part = largest == 0 ? 0 : Math.min(1, Math.abs(value) / largest);
		final double strength = 0.25 + 0.6 * part;
		final Color full = value < 0 ? NEGATIVE : POSITIVE;
		return new Color(mixed(full.getRed(), strength), mixed(full.getGreen(), strength), mixed(full.getBlue(), strength));
	}

	private static int mixed(final int full, final double strength) {
		return (int) Math.round(255 + (full - 255) * strength);
	}

	private static int luminance(final Color c) {
		return (299 * c.getRed() + 587 * c.getGreen() + 114 * c.getBlue()) / 1000;
	}

	private static void hatch(final Graphics2D g, final int x, final int y) {
		final Graphics2D inside = (Graphics2D) g.create(x, y, WIDTH, HEIGHT);
		inside.setColor(HATCH);
		inside.setStroke(new BasicStroke(1));
		for (int i = -HEIGHT; i < WIDTH; i += 7)
			inside.drawLine(i, HEIGHT, i + HEIGHT, 0);
		inside.dispose();
	}

	private static void dots(final Graphics2D g, final int x, final int y) {
		g.setColor(HATCH);
		for (int j = 6; j < HEIGHT; j += 8)
			for (int i = 6; i < WIDTH; i += 8)
				g.fillRect(x + i, y + j, 2, 2);
	}

	private static void point(final Graphics2D g, final Plane plane, final int x0, final int y0, final double x,
		final double y)
	{
		final double px = x0 + (x - plane.columns()[0] + 0.5) * WIDTH;
		final double py = y0 + (y - plane.rows()[0] + 0.5) * HEIGHT;
		g.setColor(Color.white);
		g.fillOval((int) Math.round(px) - 5, (int) Math.round(py) - 5, 10, 10);
		g.setColor(NOW);
		g.fillOval((int) Math.round(px) - 4, (int) Math.round(py) - 4, 8, 8);
	}

	/** In smaller letters if it does not fit. */
	private static String shortened(final Graphics2D g, final String name) {
		while (g.getFontMetrics().stringWidth(name) > WIDTH - 2 && g.getFont().getSize2D() > 8)
			g.setFont(g.getFont().deriveFont(g.getFont().getSize2D() - 1));
		return name;
	}

	/** As many digits as fit. */
	private static String number(final Graphics2D g, final double value) {
		String text = NumberText.rounded(value, 6);
		for (int digits = 5; digits > 0 && g.getFontMetrics().stringWidth(text) > WIDTH - 4; digits--)
			text = NumberText.rounded(value, digits);
		return text;
	}

	private static void centred(final Graphics2D g, final String text, final int x, final int y, final int width,
		final int height)
	{
		final FontMetrics metrics = g.getFontMetrics();
		g.drawString(text, x + (width - metrics.stringWidth(text)) / 2, y + (height - metrics.getHeight()) / 2 + metrics
			.getAscent());
	}
}
