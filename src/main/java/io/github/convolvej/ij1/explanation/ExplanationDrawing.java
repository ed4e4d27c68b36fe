package io.github.convolvej.ij1.explanation;

import io.github.convolvej.explain.Explanation;
import io.github.convolvej.explain.Term;
import io.github.convolvej.geometry.NumberText;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.swing.JPanel;

/**
 * Draws the window of a pixel as a table for each channel and slice, with the
 * samples and their weights. Positive products are orange, negative ones blue,
 * with stronger colours for larger products. Samples outside the image are
 * hatched. The sample that is the result has a green frame.
 */
final class ExplanationDrawing extends JPanel {

	private static final long serialVersionUID = 1L;

	private static final Color POSITIVE = new Color(0xf28e2b);
	private static final Color NEGATIVE = new Color(0x4e79a7);
	private static final Color TAKEN = new Color(0x2a9134);
	private static final Color OUTSIDE = new Color(0xb8b8b8);
	private static final int MARGIN = 14;
	private static final int HEADING = 22;
	private static final int LEFT = 44;
	private static final int GAP = 26;
	private static final int LINE = 21;
	/** Sides of cells: the largest, and the smallest in which numbers are drawn. */
	private static final int WIDTH = 78;
	private static final int HEIGHT = 46;
	/** Side of cells that also show a position. */
	private static final int PLACED = 64;
	private static final int READABLE = 40;
	private static final int SMALLEST = 6;
	/** Largest size of a drawing. */
	private static final int SPACE = 940;

	/** The terms of one channel and slice, arranged in rows and columns. */
	private static final class Table {

		private final TreeSet<Long> columns = new TreeSet<>();
		private final TreeSet<Long> rows = new TreeSet<>();
		private final List<Term> terms = new ArrayList<>();
	}

	private transient PixelExplanation explained;
	private transient List<Table> tables = new ArrayList<>();
	private transient List<String> names = new ArrayList<>();
	private transient List<String> arithmetic = new ArrayList<>();
	private int cellWidth;
	private int cellHeight;
	private int height;
	private double largest;

	ExplanationDrawing() {
		setBackground(Color.white);
	}

	/**
	 * Draws another explanation from now on, with the lines of its arithmetic
	 * below.
	 */
	void show(final PixelExplanation other, final List<String> lines) {
		explained = other;
		arithmetic = lines;
		final TreeMap<String, Table> byPlane = new TreeMap<>();
		final Explanation explanation = other.explanation();
		largest = 0;
		for (final Term term : explanation.terms()) {
			final double[] at = other.place(Arrays.stream(term.cell()).asDoubleStream().toArray());
			final String plane = String.format("%06d %06d", (long) at[3], (long) at[2]);
			final Table table = byPlane.computeIfAbsent(plane, p -> new Table());
			table.columns.add(term.cell()[0]);
			table.rows.add(term.cell()[1]);
			table.terms.add(term);
			if (!Double.isNaN(term.product())) largest = Math.max(largest, Math.abs(term.product()));
		}
		tables = new ArrayList<>(byPlane.values());
		names = byPlane.keySet().stream().map(p -> "channel " + (Long.parseLong(p.substring(7)) + 1) + ", slice " + (Long
			.parseLong(p.substring(0, 6)) + 1)).collect(Collectors.toList());
		final int columns = tables.stream().mapToInt(t -> t.columns.size()).max().orElse(1);
		final int rows = tables.stream().mapToInt(t -> t.rows.size()).max().orElse(1);
		cellWidth = Math.max(SMALLEST, Math.min(WIDTH, SPACE / columns));
		final boolean placed = explanation.terms().stream().anyMatch(t -> t.place() == Term.Place.BETWEEN);
		cellHeight = Math.max(SMALLEST, Math.min(placed ? PLACED : HEIGHT, SPACE / rows));
		if (cellWidth < READABLE) cellWidth = cellHeight = Math.min(cellWidth, cellHeight);
		int width = MARGIN;
		for (final Table table : tables)
			width += LEFT + table.columns.size() * cellWidth + GAP;
		height = 2 * MARGIN + 2 * HEADING + rows * cellHeight;
		setPreferredSize(new Dimension(Math.max(360, width), height + lines.size() * LINE + MARGIN));
		revalidate();
		repaint();
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		super.paintComponent(graphics);
		final Graphics2D g = (Graphics2D) graphics.create();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		int x = MARGIN;
		for (int i = 0; i < tables.size(); i++) {
			draw(g, tables.get(i), names.get(i), x);
			x += LEFT + tables.get(i).columns.size() * cellWidth + GAP;
		}
		if (tables.isEmpty()) {
			g.setFont(font(Font.PLAIN, 13));
			g.drawString("No input sample contributes to this one.", MARGIN, 2 * MARGIN);
		}
		for (int i = 0; i < arithmetic.size(); i++) {
			g.setColor(Color.black);
			g.setFont(font(i == arithmetic.size() - 1 ? Font.BOLD : Font.PLAIN, 14));
			g.drawString(arithmetic.get(i), MARGIN + (tables.isEmpty() ? 0 : LEFT), height + i * LINE + LINE / 2);
		}
		g.dispose();
	}

	private static Font font(final int style, final int size) {
		return new Font(Font.SANS_SERIF, style, size);
	}

	private void draw(final Graphics2D g, final Table table, final String name, final int left) {
		final int x0 = left + LEFT;
		final int y0 = MARGIN + 2 * HEADING;
		g.setColor(Color.black);
		g.setFont(font(Font.BOLD, 13));
		g.drawString(name, x0, MARGIN + 12);
		final boolean taps = table.terms.stream().anyMatch(t -> t.place() == Term.Place.BETWEEN);
		final boolean readable = cellWidth >= READABLE;
		g.setFont(font(Font.PLAIN, 11));
		g.setColor(Color.darkGray);
		final List<Long> columns = new ArrayList<>(table.columns);
		final List<Long> rows = new ArrayList<>(table.rows);
		for (int i = 0; i < columns.size(); i++)
			if (readable || i == 0 || i == columns.size() - 1 && i > 4) centred(g, (readable || i == 0 ? (taps ? "tap " : "x=")
				: "") + columns.get(i), x0 + i * cellWidth, y0 - HEADING + 2, readable ? cellWidth : 30, HEADING);
		for (int j = 0; j < rows.size(); j++)
			if (readable || j == 0 || j == rows.size() - 1 && j > 2) centred(g, (taps ? "" : "y=") + rows.get(j), left, y0 + j *
				cellHeight, LEFT - 4, cellHeight);
		for (final Term term : table.terms)
			cell(g, term, x0 + columns.indexOf(term.cell()[0]) * cellWidth, y0 + rows.indexOf(term.cell()[1]) * cellHeight,
				readable);
		// frames of neighbours must not cover the green frame
		for (final Term term : table.terms)
			if (term.isTaken()) {
				g.setColor(TAKEN);
				g.setStroke(new BasicStroke(3));
				g.drawRect(x0 + columns.indexOf(term.cell()[0]) * cellWidth, y0 + rows.indexOf(term.cell()[1]) * cellHeight,
					cellWidth, cellHeight);
			}
	}

	private void cell(final Graphics2D g, final Term term, final int x, final int y, final boolean readable) {
		final boolean outside = term.place() == Term.Place.CONSTANT || term.place() == Term.Place.BORDER || term
			.place() == Term.Place.NOTHING;
		g.setColor(term.place() == Term.Place.NOTHING ? Color.white : colour(term));
		g.fillRect(x, y, cellWidth, cellHeight);
		if (outside) hatch(g, x, y);
		g.setStroke(new BasicStroke(1));
		g.setColor(Color.lightGray);
		g.drawRect(x, y, cellWidth, cellHeight);
		if (!readable || term.place() == Term.Place.NOTHING) return;
		final boolean weighted = term.isWeighted();
		final boolean placed = term.place() == Term.Place.BETWEEN;
		final int line = cellHeight / (placed ? 3 : weighted ? 2 : 1);
		g.setColor(Color.black);
		g.setFont(font(Font.BOLD, 13));
		centred(g, fitting(g, "", term.value()), x, y + 1, cellWidth, line);
		g.setFont(font(Font.PLAIN, 12));
		if (weighted) centred(g, fitting(g, "\u00d7 ", term.weight()), x, y + line - 2, cellWidth, line);
		if (!placed) return;
		g.setColor(Color.darkGray);
		g.setFont(font(Font.PLAIN, 11));
		final double[] at = explained.place(term.position());
		centred(g, String.format(Locale.ROOT, "%.1f, %.1f", at[0], at[1]), x, y + 2 * line - 3, cellWidth, line);
	}

	/** The number with as many digits as fit, at least one. */
	private String fitting(final Graphics2D g, final String before, final double value) {
		String text = before + NumberText.print(value);
		if (Double.isNaN(value) || Double.isInfinite(value)) return text;
		for (int digits = 6; digits > 0 && g.getFontMetrics().stringWidth(text) > cellWidth - 6; digits--)
			text = before.trim() + shortest(value, digits);
		return text;
	}

	/** A number with some digits, as a decimal fraction or with an exponent, whichever is shorter. */
	private static String shortest(final double value, final int digits) {
		final String plain = NumberText.print(new BigDecimal(value).round(new MathContext(digits)).doubleValue());
		final String scientific = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value).replace("e-0", "e-").replace(
			"e+0", "e");
		return plain.length() <= scientific.length() ? plain : scientific;
	}

	private Color colour(final Term term) {
		if (!term.isWeighted()) return term.isTaken() ? new Color(0xd9f2d9) : new Color(0xf4f4f4);
		final double part = largest == 0 || Double.isNaN(term.product()) ? 0 : Math.min(1, Math.abs(term.product()) / largest);
		final Color full = term.product() < 0 ? NEGATIVE : POSITIVE;
		final double strength = part == 0 ? 0 : 0.12 + 0.68 * part;
		return new Color(mixed(full.getRed(), strength), mixed(full.getGreen(), strength), mixed(full.getBlue(), strength));
	}

	private static int mixed(final int full, final double strength) {
		return (int) Math.round(255 + (full - 255) * strength);
	}

	private void hatch(final Graphics2D g, final int x, final int y) {
		final Graphics2D inside = (Graphics2D) g.create(x, y, cellWidth, cellHeight);
		inside.setColor(OUTSIDE);
		for (int i = -cellHeight; i < cellWidth; i += 7)
			inside.drawLine(i, cellHeight, i + cellHeight, 0);
		inside.dispose();
	}

	private static void centred(final Graphics2D g, final String text, final int x, final int y, final int width,
		final int height)
	{
		final FontMetrics metrics = g.getFontMetrics();
		g.drawString(text, x + (width - metrics.stringWidth(text)) / 2, y + (height - metrics.getHeight()) / 2 + metrics
			.getAscent());
	}
}
