package io.github.convolvej.docs;

import static io.github.convolvej.docs.Panels.plane;
import static io.github.convolvej.docs.Panels.row;
import static io.github.convolvej.docs.Panels.stretched;
import static io.github.convolvej.docs.Panels.write;

import io.github.convolvej.command.AnimateConvolutionCommand;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.ConvolutionMatrix;
import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.LayerChain;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.image.SampleImage;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.learn.Animation;
import io.github.convolvej.learn.Demonstration;
import io.github.convolvej.learn.Demonstrations;
import io.github.convolvej.learn.MatrixLesson;
import io.github.convolvej.learn.Words;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;

import net.imglib2.img.array.ArrayImgs;

import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/** Pictures of the manual that are drawn: curves, frames and matrices. */
final class Diagrams {

	private static final Color ORANGE = new Color(230, 120, 20);
	private static final Color BLUE = new Color(40, 110, 200);

	private Diagrams() {}

	/**
	 * @param cells an image of one plane
	 * @param spots time points
	 * @param nuclei a stack
	 * @throws IOException if a picture cannot be written
	 */
	static void draw(final ImagePlus cells, final ImagePlus spots, final ImagePlus nuclei) throws IOException {
		globalPooling(spots);
		pyramid(cells);
		matrix();
		animation();
		arithmetic(cells);
		roi(cells);
		provenance(cells);
	}

	private static BufferedImage canvas(final int width, final int height) {
		final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, width, height);
		g.dispose();
		return image;
	}

	private static Graphics2D pen(final BufferedImage image, final Color color) {
		final Graphics2D g = image.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
		g.setColor(color);
		g.setStroke(new BasicStroke(2));
		return g;
	}

	/** Spots that bleach, and one number from each time point. */
	private static void globalPooling(final ImagePlus spots) throws IOException {
		final ImagePlus means = Pictures.filter("Global Pooling", spots, "method", "average");
		final int frames = means.getNFrames();
		final BufferedImage image = canvas(Panels.WIDTH, 256);
		final double[] values = new double[frames];
		double low = Double.MAX_VALUE;
		double high = 0;
		for (int t = 0; t < frames; t++) {
			values[t] = plane(means, 1, 1, t + 1).getf(0);
			low = Math.min(low, values[t]);
			high = Math.max(high, values[t]);
		}
		final Graphics2D axes = pen(image, Color.BLACK);
		axes.setStroke(new BasicStroke(1));
		axes.drawLine(50, 16, 50, 226);
		axes.drawLine(50, 226, 306, 226);
		axes.drawString(String.valueOf(Math.round(high)), 16, 36);
		axes.drawString(String.valueOf(Math.round(low)), 16, 216);
		axes.drawString("frame 1", 52, 244);
		axes.drawString("frame " + frames, 256, 244);
		final Graphics2D curve = pen(image, ORANGE);
		for (int t = 0; t < frames; t++) {
			final int x = 60 + t * 236 / (frames - 1);
			final int y = (int) Math.round(32 + 180 * (high - values[t]) / (high - low));
			curve.fillOval(x - 4, y - 4, 8, 8);
			if (t > 0) curve.drawLine(60 + (t - 1) * 236 / (frames - 1), (int) Math.round(32 + 180 * (high - values[t - 1]) / (high -
				low)), x, y);
		}
		final double black = 90;
		final double white = 500;
		write("global-pooling", row(Panels.grey(plane(spots, 1, 1, 1), black, white, "frame 1"), Panels.grey(plane(spots, 1, 1,
			frames), black, white, "frame " + frames), Panels.captioned(new ColorProcessor(image),
				"method=average: one number from each frame")));
	}

	/** The image and its means at three levels, each as large as the image. */
	private static void pyramid(final ImagePlus cells) throws IOException {
		final ImageProcessor[] panels = new ImageProcessor[4];
		panels[0] = Panels.grey(plane(cells, 1, 1, 1), 0, 200, "cells");
		for (int level = 0; level < 3; level++)
			panels[level + 1] = blocks(cells, 1 << level);
		write("spatial-pyramid-pooling", row(panels[0], panels[1]), row(panels[2], panels[3]));
	}

	private static ImageProcessor blocks(final ImagePlus cells, final int bins) {
		final ImageProcessor means = plane(Pictures.filter("Adaptive Pooling", cells, "size", String.valueOf(bins)), 1, 1, 1);
		means.setInterpolationMethod(ImageProcessor.NONE);
		return Panels.grey(means.resize(160, 128, false), 30, 110, "level " + bins + ": " + bins * bins + (bins == 1 ? " mean"
			: " means"));
	}

	/** A frame in the second row of a result. */
	private static void animation() throws IOException {
		final Module module = CommandPlugIn.context().service(ModuleService.class).createModule(CommandPlugIn.context().service(
			CommandService.class).getCommand(AnimateConvolutionCommand.class));
		module.setInput("image", SampleImage.CELLS.open());
		module.setInput("operation", "convolution kernel=sobel-x stride=2 border=replicate");
		module.setInput("at", "4,5");
		module.setInput("pace", "samples");
		module.setInput("language", "english");
		final Animation animation = ((AnimateConvolutionCommand) module.getDelegateObject()).animation();
		write("animate-convolution", new ColorProcessor(animation.picture(5)));
		final ImageProcessor plane = plane(SampleImage.CELLS.open(), 1, 1, 1).convertToFloat();
		plane.setRoi(130, 60, 96, 96);
		final Demonstration demonstration = Demonstrations.of("checkerboard", ArrayImgs.floats((float[]) plane.crop()
			.getPixels(), 96, 96));
		final MatrixLesson lesson = MatrixLesson.of(KernelText.parse("1 2 3; 4 5 6; 7 8 9", 2), k -> Convolution.of(k).padding(
			Padding.VALID), new long[] { 4, 4 }, false);
		write("convolution-matrix-symbols", new ColorProcessor(lesson.symbols(Words.of(Locale.ENGLISH)).picture(0)));
		write("demonstrations", new ColorProcessor(demonstration.picture(Words.of(Locale.ENGLISH))));
	}

	/** The matrix of a small convolution: each row holds the kernel, shifted. */
	private static void matrix() throws IOException {
		final Convolution convolution = Convolution.of(KernelText.parse("1 2 3; 4 5 6; 7 8 9", 2)).padding(Padding.VALID);
		final ConvolutionMatrix matrix = ConvolutionMatrix.of(convolution, 6, 6);
		final FloatProcessor plane = new FloatProcessor(matrix.columns(), matrix.rows());
		matrix.forEach((r, c, w) -> plane.setf(c, r, (float) w));
		plane.setInterpolationMethod(ImageProcessor.NONE);
		plane.setMinAndMax(0, 9);
		final int scale = 16;
		final ImageProcessor large = plane.resize(scale * matrix.columns(), scale * matrix.rows(), false).convertToByte(true);
		write("convolution-matrix", Panels.captioned(large,
			"3 x 3 weights on 6 x 6 pixels: a row for each of 16 results, a column for each of 36 pixels"));
	}

	/** How much of the image a pixel of each layer's result sees. */
	private static void arithmetic(final ImagePlus cells) throws IOException {
		final ChainTable table = LayerChain.parse("conv k=3; maxpool k=2; conv k=3; maxpool k=2; conv k=3").on(1, 160, 128);
		final ImageProcessor shown = Panels.grey(plane(cells, 1, 1, 1), 0, 200, "");
		final BufferedImage image = new ColorProcessor(shown.getBufferedImage()).getBufferedImage();
		final BufferedImage zoomed = canvas(720, 400);
		final Graphics2D g = pen(zoomed, ORANGE);
		g.drawImage(image, -420, -340, 2 * image.getWidth() * 2, 2 * image.getHeight() * 2, null);
		final double pixel = 8;
		for (int i = table.rows().size() - 1; i > 0; i--) {
			final double field = table.rows().get(i).receptiveField(0);
			final int side = (int) Math.round(field * pixel);
			g.setColor(i % 2 == 0 ? BLUE : ORANGE);
			g.drawRect(220 - side / 2, 200 - side / 2, side, side);
		}
		g.setColor(Color.WHITE);
		g.fillRect(440, 0, 280, 400);
		int y = 60;
		for (int i = 1; i < table.rows().size(); i++) {
			g.setColor(i % 2 == 0 ? BLUE : ORANGE);
			g.drawString(table.rows().get(i).name() + ": sees " + Math.round(table.rows().get(i).receptiveField(0)) + " x " + Math
				.round(table.rows().get(i).receptiveField(0)) + " pixels", 448, y);
			y += 24;
		}
		write("convolution-arithmetic", Panels.captioned(new ColorProcessor(zoomed),
			"What a pixel of each layer's result sees of the image, from the inside out"));
	}

	/** The same filter with the three meanings of a selection. */
	private static void roi(final ImagePlus cells) throws IOException {
		final ImagePlus selected = new ImagePlus("cells", plane(cells, 1, 1, 1).duplicate());
		selected.setRoi(new OvalRoi(30, 20, 80, 70));
		final ImageProcessor outlined = Panels.grey(selected.getProcessor(), 0, 200, "").convertToRGB();
		outlined.setColor(ORANGE);
		outlined.setLineWidth(2);
		outlined.drawOval(60, 40, 160, 140);
		final ImageProcessor box = plane(Pictures.filter("Smooth", selected, "sigma", "4", "roi", "crop"), 1, 1, 1);
		final FloatProcessor field = new FloatProcessor(160, 128);
		field.set(255);
		field.insert(box, 30, 20);
		write("roi-and-parts", row(Panels.colour(Panels.crop(outlined, 0, 0, 320, 256), "cells, with an oval selection"), Panels
			.grey(plane(Pictures.filter("Smooth", selected, "sigma", "4"), 1, 1, 1), 0, 200, "roi=ignore: all is smoothed")), row(
				Panels.grey(plane(Pictures.filter("Smooth", selected, "sigma", "4", "roi", "mask"), 1, 1, 1), 0, 200,
					"roi=mask: only inside the shape"), Panels.grey(field, 0, 200, "roi=crop: the result is the box alone")));
	}

	/** Three images, and what each knows of its making. */
	private static void provenance(final ImagePlus cells) throws IOException {
		final ImagePlus smooth = Pictures.filter("Smooth", cells, "sigma", "2");
		final ImagePlus edges = Pictures.filter("Edges", smooth);
		final ImageProcessor panels = row(stretched(plane(cells, 1, 1, 1), "cells.tif"), stretched(plane(smooth, 1, 1, 1),
			"cells-smooth.tif"), stretched(plane(edges, 1, 1, 1), "cells-smooth-edges.tif"));
		final BufferedImage text = canvas(panels.getWidth(), 64);
		final Graphics2D g = pen(text, Color.BLACK);
		g.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 12));
		g.drawString("knows nothing", 2, 20);
		g.drawString("run(\"Smooth...\", \"... sigma=2 ...\");", 330, 20);
		g.drawString("run(\"Smooth...\", \"... sigma=2 ...\");", 658, 20);
		g.drawString("run(\"Edges...\", \"operator=sobel ...\");", 658, 40);
		write("provenance", panels, new ColorProcessor(text));
	}
}
