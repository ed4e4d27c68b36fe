package io.github.convolvej.ij1.job;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

/**
 * A picture of many planes side by side, row by row, each with its name above it and with a contrast of its
 * own. Small planes are enlarged by a whole number, so that a name can be read; large pictures are reduced.
 */
public final class MapMontage {

	private static final int GAP = 6;
	private static final int TEXT = 16;
	private static final int LETTERS = 12;
	/** Tiles are as wide as the longest name, but not wider than this because of it. */
	private static final int LONGEST = 240;
	private static final Font LETTER = new Font(Font.SANS_SERIF, Font.PLAIN, LETTERS);
	private static final int LARGEST_ZOOM = 64;
	/** Largest width and height of a picture, unless tiles would be too small to see anything. */
	private static final int LARGEST = 2400;
	private static final Color PAPER = new Color(0x30, 0x30, 0x30);
	/** Pixels without a number. */
	private static final int NOTHING = 0x5b4a7a;

	private final int width;
	private final int height;
	private final int columns;
	private final int rows;
	private final double zoom;

	/**
	 * @param width width of a plane
	 * @param height height of a plane
	 * @param count number of planes
	 * @param multiple the number of columns is a multiple of it
	 * @param names width of the longest name
	 */
	private MapMontage(final int width, final int height, final int count, final int multiple, final int names) {
		this.width = width;
		this.height = height;
		final int square = (int) Math.ceil(Math.sqrt((double) count * height / width));
		columns = Math.max(1, Math.min((count + multiple - 1) / multiple, Math.max(1, (square + multiple - 1) / multiple))) *
			multiple;
		rows = (count + columns - 1) / columns;
		final double fitting = Math.min((double) LARGEST / columns / width, (double) LARGEST / rows / height);
		final int wanted = Math.max(1, Math.min(LARGEST_ZOOM, (Math.min(LONGEST, names) + width - 1) / width));
		zoom = fitting >= 1 ? Math.min(wanted, Math.floor(fitting)) : Math.max(fitting, Math.min(1, 32.0 / Math.min(width, height)));
	}

	/**
	 * @param maps a result whose channels are maps, with a display range for each and labels that name them
	 * @return an RGB image with the channels side by side; slices and time points are as in the result
	 */
	public static ImagePlus of(final ImagePlus maps) {
		final int channels = maps.getNChannels();
		final LUT[] luts = maps.getLuts();
		final ImageStack stack = maps.getStack();
		final ImageStack pictures = new ImageStack();
		for (int first = 0; first < stack.getSize(); first += channels) {
			final List<ImageProcessor> planes = new ArrayList<>();
			final List<double[]> ranges = new ArrayList<>();
			final List<String> names = new ArrayList<>();
			for (int c = 0; c < channels; c++) {
				planes.add(stack.getProcessor(first + c + 1));
				ranges.add(new double[] { luts[c].min, luts[c].max });
				final String label = stack.getShortSliceLabel(first + c + 1, Integer.MAX_VALUE);
				names.add(label == null ? "map " + (c + 1) : label);
			}
			pictures.addSlice(draw(planes, ranges, names, 1));
		}
		final ImagePlus montage = new ImagePlus(maps.getTitle() + "-montage", pictures);
		montage.setDimensions(1, maps.getNSlices(), maps.getNFrames());
		montage.setOpenAsHyperStack(maps.getNSlices() > 1 && maps.getNFrames() > 1);
		if (maps.getInfoProperty() != null) montage.setProperty("Info", maps.getInfoProperty());
		return montage;
	}

	/**
	 * @param planes planes of one size
	 * @param ranges smallest and largest value that are shown, for each
	 * @param names a name for each; what does not fit is left out at its end
	 * @param multiple planes that belong together, side by side
	 * @return the picture
	 */
	public static ColorProcessor draw(final List<ImageProcessor> planes, final List<double[]> ranges, final List<String> names,
		final int multiple)
	{
		final FontMetrics letters = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics().getFontMetrics(LETTER);
		final int longest = names.stream().mapToInt(letters::stringWidth).max().orElse(1);
		return new MapMontage(planes.get(0).getWidth(), planes.get(0).getHeight(), planes.size(), multiple, longest).picture(planes,
			ranges, names);
	}

	private ColorProcessor picture(final List<ImageProcessor> planes, final List<double[]> ranges, final List<String> names) {
		final int w = Math.max(1, (int) Math.round(width * zoom));
		final int h = Math.max(1, (int) Math.round(height * zoom));
		final BufferedImage picture = new BufferedImage(GAP + columns * (w + GAP), GAP + rows * (h + TEXT + GAP),
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = picture.createGraphics();
		g.setColor(PAPER);
		g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, zoom < 1 ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
			: RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
		g.setFont(LETTER);
		g.setColor(Color.white);
		for (int i = 0; i < planes.size(); i++) {
			final int x = GAP + i % columns * (w + GAP);
			final int y = GAP + i / columns * (h + TEXT + GAP);
			g.drawString(fitting(names.get(i), g.getFontMetrics(), w), x, y + LETTERS);
			g.drawImage(grey(planes.get(i), ranges.get(i)), x, y + TEXT, w, h, null);
		}
		g.dispose();
		return new ColorProcessor(picture);
	}

	private static String fitting(final String name, final FontMetrics letters, final int width) {
		String shown = name;
		// words are left out as a whole: a number that is cut off would be another one
		for (int end = name.lastIndexOf(' '); end > 0 && letters.stringWidth(shown) > width; end = name.lastIndexOf(' ', end - 1))
			shown = name.substring(0, end) + " \u2026";
		return shown;
	}

	private static BufferedImage grey(final ImageProcessor plane, final double[] range) {
		final BufferedImage image = new BufferedImage(plane.getWidth(), plane.getHeight(), BufferedImage.TYPE_INT_RGB);
		final double scale = range[1] > range[0] ? 255 / (range[1] - range[0]) : 0;
		for (int i = 0; i < plane.getPixelCount(); i++) {
			final double v = plane.getf(i);
			final int grey = (int) Math.max(0, Math.min(255, Math.round((v - range[0]) * scale)));
			image.setRGB(i % plane.getWidth(), i / plane.getWidth(), Double.isNaN(v) ? NOTHING : grey * 0x010101);
		}
		return image;
	}
}
