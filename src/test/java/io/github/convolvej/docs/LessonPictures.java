package io.github.convolvej.docs;

import static io.github.convolvej.docs.Panels.grey;
import static io.github.convolvej.docs.Panels.plane;
import static io.github.convolvej.docs.Panels.row;
import static io.github.convolvej.docs.Panels.stretched;

import io.github.convolvej.cli.Main;
import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.LayerChain;
import io.github.convolvej.ij1.image.SampleImage;
import io.github.convolvej.learn.Demonstrations;
import io.github.convolvej.learn.Words;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;

import net.imglib2.img.array.ArrayImgs;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/**
 * Draws the pictures of the lessons: animations by the subcommand {@code animate}, in both languages, and what is
 * measured or counted by the program.
 */
public final class LessonPictures {

	private static final String FOLDER = "docs/lessons/images/";
	private static final Color BLUE = new Color(40, 110, 200);
	private static final Color ORANGE = new Color(230, 120, 20);

	private LessonPictures() {}

	/**
	 * @param args none
	 * @throws IOException if a picture cannot be written
	 */
	public static void main(final String... args) throws IOException {
		System.setProperty("java.awt.headless", "true");
		animations();
		work();
		receptiveField();
		narrow();
		normalised();
		featureMaps();
		System.exit(0);
	}

	private static void animations() {
		animate("what-is-a-convolution", "sample-images/cells-8bit.tif", "operation=convolution kernel=[0 1 0; 1 1 1; 0 1 0]",
			"at=120,90", "crop=5");
		animate("padding-and-stride", null, "preset=padding-strides");
		animate("channels-and-filters", null, "preset=filter-bank-bias");
		animate("one-by-one", "sample-images/histology-rgb.tif",
			"operation=pointwise-convolution matrix=[0.299 0.587 0.114]", "at=60,60", "crop=4");
		animate("pooling", null, "preset=max-pooling-2");
		animate("separable", null, "preset=separable");
		animate("depthwise", null, "preset=depthwise-pointwise");
		animate("grouped-and-shuffled", "sample-images/nuclei-filaments.tif",
			"operation=grouped-convolution kernel=[0 1/5 0; 1/5 1/5 1/5; 0 1/5 0 # 0 -1 0; -1 4 -1; 0 -1 0] groups=2 border=replicate",
			"at=90,80,1,8,1", "crop=4");
		animate("dilated", null, "preset=dilation");
		animate("transposed", null, "preset=padding-strides-transposed");
		animate("deformable", null, "preset=deformable");
	}

	private static void animate(final String name, final String image, final String... values) {
		for (final String language : new String[] { "english", "chinese" }) {
			final List<String> words = new ArrayList<>();
			words.add("animate");
			if (image != null) words.add(image);
			words.add(FOLDER + name + (language.equals("chinese") ? ".zh" : "") + ".gif");
			words.addAll(Arrays.asList(values));
			words.addAll(Arrays.asList("zoom=0.75", "language=" + language, "--overwrite"));
			if (Main.run(System.out, System.err, words.toArray(new String[0])) != 0) throw new IllegalStateException(name +
				" was not drawn");
		}
	}

	/** Multiplications as bars, on a logarithmic axis that begins at ten thousand. */
	private static void work() throws IOException {
		final String[][] layers = { { "256 x (5 x 5 x 3), 12 x 12", "conv k=5 c=256", "3", "12" }, {
			"5 x 5, 1 x 1 x 256, 12 x 12", "dwconv k=5; conv k=1 c=256", "3", "12" }, { "3 x 3 x 256 -> 256, 14 x 14",
				"conv k=3 p=same c=256", "256", "14" }, { "256 -> 64 -> 64 -> 256, 14 x 14",
					"conv k=1 c=64; conv k=3 p=same; conv k=1 c=256", "256", "14" }, { "3 x 3 x 64 -> 64, 56 x 56",
						"conv k=3 p=same c=64", "64", "56" } };
		final BufferedImage image = canvas(720, 34 * layers.length + 16);
		final Graphics2D g = pen(image);
		final ToDoubleFunction<Double> length = n -> 70 * (Math.log10(n) - 4);
		for (int i = 0; i < layers.length; i++) {
			final int side = Integer.parseInt(layers[i][3]);
			final double multiplications = LayerChain.parse(layers[i][1]).on(Integer.parseInt(layers[i][2]), side, side)
				.multiplications();
			final int y = 12 + 34 * i;
			g.setColor(Color.BLACK);
			g.drawString(layers[i][0], 8, y + 17);
			g.setColor(layers[i][1].contains(";") ? ORANGE : BLUE);
			final int width = (int) Math.round(length.applyAsDouble(multiplications));
			g.fillRect(250, y, width, 24);
			g.setColor(Color.BLACK);
			g.drawString(String.format(Locale.ROOT, "%,.0f", multiplications), 258 + width, y + 17);
		}
		g.dispose();
		write("parameters-and-work", image);
	}

	private static void receptiveField() throws IOException {
		for (final Locale language : new Locale[] { Locale.ENGLISH, Locale.CHINESE })
			write("receptive-field" + (language == Locale.CHINESE ? ".zh" : ""), Demonstrations.of("receptive-field", ArrayImgs
				.floats(16, 16)).picture(Words.of(language)));
	}

	/** Layers as boxes: as high as the image, as wide as the root of the channels. */
	private static void narrow() throws IOException {
		final BufferedImage image = canvas(720, 380);
		final Graphics2D g = pen(image);
		boxes(g, 80, 4, LayerChain.parse("conv k=1 c=64; conv k=3 p=same; conv k=1 c=256").on(256, 14, 14));
		boxes(g, 260, 2, LayerChain.parse("conv k=3 p=1 c=16; maxpool k=2; conv k=3 p=1 c=32; maxpool k=2; conv k=3 p=1 c=64; " +
			"tconv k=2 s=2 c=32; tconv k=2 s=2 c=16; conv k=1 c=1").on(1, 64, 64));
		g.dispose();
		write("bottleneck-and-hourglass", image);
	}

	private static void boxes(final Graphics2D g, final int middle, final int scale, final ChainTable table) {
		int x = 20;
		final int step = 680 / table.rows().size();
		for (final ChainTable.Row row : table.rows()) {
			final int height = (int) (scale * row.size()[0]);
			final int width = (int) Math.round(4 * Math.sqrt(row.channels()));
			g.setColor(row.name().equals("input") ? Color.GRAY : row.name().contains("pool") || row.name().startsWith("tconv") ? ORANGE
				: BLUE);
			g.fillRect(x, middle - height / 2, width, height);
			g.setColor(Color.BLACK);
			g.drawString(row.size()[0] + " x " + row.size()[1], x, middle - height / 2 - 20);
			g.drawString("x " + row.channels(), x, middle - height / 2 - 5);
			final String[] words = row.name().split(" ");
			for (int i = 0; i < Math.min(2, words.length); i++)
				g.drawString(words[i], x, middle + height / 2 + 15 * (i + 1));
			x += step;
		}
	}

	private static void normalised() throws IOException {
		final ImagePlus cells = SampleImage.CELLS.open();
		final ImageProcessor right = Pictures.filter("Batch Normalisation", cells, "epsilon", "0").getProcessor();
		final FloatProcessor plus = cells.getProcessor().convertToFloatProcessor();
		final double mean = plus.getStats().mean;
		plus.add(mean);
		// the standard deviation of all samples, as the layer takes it
		final double deviation = Math.sqrt(squares(cells.getProcessor(), mean) / plus.getPixelCount());
		plus.multiply(1 / deviation);
		write("batch-normalisation", row(stretched(cells.getProcessor(), "x: " + range(cells.getProcessor())), grey(right, -1.5,
			6, "(x - mean) / sqrt(variance): " + range(right)), grey(plus, -1.5, 6, "(x + mean) / sqrt(variance): " + range(plus)))
				.getBufferedImage());
	}

	private static double squares(final ImageProcessor image, final double mean) {
		double sum = 0;
		for (int i = 0; i < image.getPixelCount(); i++)
			sum += (image.getf(i) - mean) * (image.getf(i) - mean);
		return sum;
	}

	private static String range(final ImageProcessor image) {
		return String.format(Locale.ROOT, "%.1f ... %.1f", image.getStats().min, image.getStats().max);
	}

	private static void featureMaps() throws IOException {
		final ImagePlus nuclei = SampleImage.NOISY_NUCLEI.open();
		final ImagePlus early = maps(nuclei, "relu");
		final ImagePlus deep = maps(nuclei, "relu_5");
		final ImagePlus late = maps(nuclei, "relu_9");
		final ImagePlus result = Pictures.filter("Network", nuclei, "model", "sample:denoiser");
		write("looking-into-a-network", column(row(stretched(nuclei.getProcessor(), "x"), map(early, 0, "relu"), map(early, 1,
			"relu"), map(deep, 0, "relu_5")), row(map(deep, 1, "relu_5"), map(late, 0, "relu_9"), map(late, 1, "relu_9"), stretched(
				result.getProcessor(), "y"))));
	}

	private static ImagePlus maps(final ImagePlus image, final String layer) {
		return Pictures.filter("Network", image, "model", "sample:denoiser", "layer", layer);
	}

	/** The map that shows most, or next most: that of the largest standard deviation. */
	private static ImageProcessor map(final ImagePlus maps, final int rank, final String layer) {
		final Integer[] channels = new Integer[maps.getNChannels()];
		Arrays.setAll(channels, i -> i + 1);
		Arrays.sort(channels, (a, b) -> Double.compare(plane(maps, b, 1, 1).getStats().stdDev, plane(maps, a, 1, 1)
			.getStats().stdDev));
		final ImageProcessor shown = plane(maps, channels[rank], 1, 1);
		return stretched(shown, layer + ", " + channels[rank] + " / " + channels.length + ": " + shown.getWidth() + " x " + shown
			.getHeight());
	}

	private static BufferedImage column(final ColorProcessor above, final ColorProcessor below) {
		final BufferedImage image = canvas(above.getWidth(), above.getHeight() + below.getHeight() + 8);
		final Graphics2D g = image.createGraphics();
		g.drawImage(above.getBufferedImage(), 0, 0, null);
		g.drawImage(below.getBufferedImage(), 0, above.getHeight() + 8, null);
		g.dispose();
		return image;
	}

	private static BufferedImage canvas(final int width, final int height) {
		final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, width, height);
		g.dispose();
		return image;
	}

	private static Graphics2D pen(final BufferedImage image) {
		final Graphics2D g = image.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
		return g;
	}

	private static void write(final String name, final BufferedImage image) throws IOException {
		ImageIO.write(image, "png", new File(FOLDER + name + ".png"));
	}
}
