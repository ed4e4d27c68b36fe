package io.github.convolvej.docs;

import io.github.convolvej.command.FilterCommand;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.run.Monitor;

import java.awt.Color;
import java.awt.Font;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/**
 * Draws the pictures of README and manual: sample images before and after a
 * filter, side by side, twice as large.
 */
public final class Pictures {

	private static final int GAP = 8;
	private static final int CAPTION = 18;

	private Pictures() {}

	/**
	 * @param args none
	 * @throws IOException if a picture cannot be written
	 */
	public static void main(final String... args) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final ImagePlus stack = IJ.openImage("sample-images/nuclei-filaments.tif");
		final ImagePlus edges = filter("Convolution", stack, "kernel", "sobel-x", "border", "replicate");
		write("convolution", panel(stack, 7, "nuclei-filaments.tif, slice 7", 0), panel(edges, 7,
			"kernel=sobel-x border=replicate", 0.6));
		pages();
		System.exit(0);
	}

	/** A picture for each page of a command that makes an image. */
	private static void pages() throws IOException {
		final ImagePlus cells = crop("cells-8bit.tif", 1, 96, 40);
		final ImagePlus spots = crop("spots-time.tif", 1, 0, 0);
		final ImagePlus small = filter("Adaptive Pooling", cells, "size", "32,26");
		final ImagePlus edges = filter("Edges", cells, "outputs", "x", "border", "replicate");
		page("edges", cells, 1, "Edges", "border", "replicate");
		page("smooth", cells, 1, "Smooth", "sigma", "3", "border", "replicate");
		page("neighbourhood", cells, 1, "Neighbourhood", "method", "median", "radius", "4");
		page("background", cells, 1, "Background", "method", "opening", "radius", "12");
		page("separable-convolution", cells, 1, "Separable Convolution", "row", "-1 0 1", "column", "1 4 6 4 1", "border",
			"replicate");
		page("dilated-convolution", cells, 1, "Dilated Convolution", "kernel", "laplacian", "rates", "1,2,5", "border",
			"replicate");
		page("a-trous-wavelets", spots, 1, "A Trous Wavelets", "planes", "3", "threshold", "3", "product", "true");
		page("grouped-convolution", cells, 1, "Grouped Convolution", "kernel", "emboss", "border", "replicate");
		page("depthwise-separable-convolution", cells, 1, "Depthwise Separable Convolution", "kernel", "sobel-x # sobel-y",
			"border", "replicate");
		page("pointwise-convolution", IJ.openImage("sample-images/histology-rgb.tif"), 1, "Pointwise (1x1) Convolution",
			"matrix", "1 -1/2 -1/2");
		page("deformable-convolution", cells, 1, "Deformable Convolution", "kernel", "1", "offsetweights", "1/20 # 1/20");
		page("pooling", cells, 1, "Pooling", "method", "max", "window", "6");
		page("adaptive-pooling", cells, 1, "Adaptive Pooling", "size", "20,16");
		page("unpooling", small, 1, "Unpooling", "method", "nearest", "window", "3");
		page("transposed-convolution", small, 1, "Transposed Convolution", "kernel", "bilinear", "stride", "4", "padding",
			"same");
		page("upsample", small, 1, "Upsample", "method", "cubic", "factor", "4");
		page("batch-normalisation", cells, 1, "Batch Normalisation");
		replay(cells, spots);
		unmixing();
		page("activation", edges, 1, "Activation", "method", "relu");
	}

	/** Two steps tried out on one image, and done with another. */
	private static void replay(final ImagePlus... images) throws IOException {
		final ImageProcessor[][] rows = new ImageProcessor[images.length][];
		for (int i = 0; i < images.length; i++) {
			final ImagePlus steps = filter("Background", filter("Smooth", images[i], "sigma", "2"), "radius", "20");
			rows[i] = new ImageProcessor[] { captioned(stretched(images[i], 1), images[i].getTitle()), captioned(stretched(steps,
				1), "Smooth, sigma 2, and Background, radius 20") };
		}
		writeRows("replay", rows);
	}

	/** Channels mixed by a known matrix, and the dyes that come back. */
	private static void unmixing() throws IOException {
		final ImagePlus mixed = filter("Pointwise (1x1) Convolution", IJ.openImage("sample-images/nuclei-filaments.tif"), "matrix",
			"1 0.15; 0.4 1", "bias", "-15,-40");
		final ImagePlus unmixed = filter("Unmix Channels", mixed, "matrix", "1 0.15; 0.4 1", "background", "100");
		final String[] captions = { "channel 1, mixed", "channel 2, mixed", "dye 1", "dye 2" };
		final ImageProcessor[] panels = new ImageProcessor[4];
		for (int i = 0; i < 4; i++) {
			final ImagePlus shown = i < 2 ? mixed : unmixed;
			final ImageProcessor plane = shown.getStack().getProcessor(shown.getStackIndex(i % 2 + 1, 7, 1)).duplicate();
			if (i >= 2) plane.add(100);
			panels[i] = captioned(grey(plane, 90, i % 2 == 0 ? 900 : 500), captions[i]);
		}
		writeRows("unmix-channels", new ImageProcessor[] { panels[0], panels[1] }, new ImageProcessor[] { panels[2], panels[3] });
	}

	/** A plane from black to white between two values, twice as large; single samples stay squares. */
	private static ImageProcessor grey(final ImageProcessor plane, final double black, final double white) {
		final ImageProcessor copy = plane.convertToFloat().duplicate();
		copy.setMinAndMax(black, white);
		copy.setInterpolationMethod(ImageProcessor.NONE);
		return copy.resize(2 * copy.getWidth(), 2 * copy.getHeight(), false).convertToByte(true);
	}

	private static ImagePlus crop(final String name, final int n, final int x, final int y) {
		final ImageProcessor plane = IJ.openImage("sample-images/" + name).getStack().getProcessor(n);
		plane.setRoi(x, y, 160, 128);
		return new ImagePlus(name, plane.crop());
	}

	/** The image and its result, both at the size of two screen pixels for one of the larger one. */
	private static void page(final String name, final ImagePlus image, final int channel, final String label,
		final String... keysAndValues) throws IOException
	{
		final ImagePlus result = filter(label, image, keysAndValues);
		final StringBuilder caption = new StringBuilder();
		for (int i = 0; i < keysAndValues.length; i += 2)
			caption.append(keysAndValues[i]).append('=').append(keysAndValues[i + 1].contains(" ") ? "[" + keysAndValues[i +
				1] + "]" : keysAndValues[i + 1]).append(' ');
		write(name, captioned(stretched(image, 1), image.getTitle()), captioned(stretched(result, channel), caption.length() == 0
			? "defaults" : caption.toString().trim()));
	}

	/** A channel from black to white between its extremes, 320 x 256; single samples stay squares. */
	private static ImageProcessor stretched(final ImagePlus image, final int channel) {
		final ImageProcessor plane = image.getStack().getProcessor(channel);
		if (image.getBitDepth() == 24) return plane.resize(320, 256, false);
		final ImageProcessor copy = plane.convertToFloat().duplicate();
		copy.resetMinAndMax();
		copy.setInterpolationMethod(ImageProcessor.NONE);
		return copy.resize(320, 256, false).convertToByte(true);
	}

	/** Runs a command by its label, with the macro's keys. */
	static ImagePlus filter(final String label, final ImagePlus input, final String... keysAndValues) {
		final CommandInfo info = CommandPlugIn.context().service(CommandService.class).getCommandsOfType(
			org.scijava.command.Command.class).stream().filter(c -> c.getMenuPath().size() > 0 && c.getMenuPath().getLeaf()
				.getName().equals(label + "...")).findFirst().orElseThrow(IllegalArgumentException::new);
		final Module module = CommandPlugIn.context().service(ModuleService.class).createModule(info);
		final Map<String, String> values = new LinkedHashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2)
			values.put(keysAndValues[i], keysAndValues[i + 1]);
		ParameterValues.set(module, values);
		return ((FilterCommand) module.getDelegateObject()).job(input).compute(Monitor.NONE);
	}

	/** A slice as it is displayed; signed results around grey, scaled by a part of the largest magnitude. */
	static ImageProcessor panel(final ImagePlus image, final int slice, final String caption, final double signed) {
		if (image instanceof CompositeImage) {
			image.setPosition(1, slice, 1);
			for (int c = 1; c <= image.getNChannels() && signed > 0; c++) {
				image.setPositionWithoutUpdate(c, slice, 1);
				range(image, signed);
			}
			((CompositeImage) image).setMode(CompositeImage.COMPOSITE);
			image.setPosition(1, slice, 1);
			image.updateAndDraw();
		}
		else if (signed > 0) range(image, signed);
		final ImageProcessor shown = new ColorProcessor(image.getImage());
		final ImageProcessor large = shown.resize(2 * shown.getWidth(), 2 * shown.getHeight(), false);
		return captioned(large, caption);
	}

	private static ImageProcessor captioned(final ImageProcessor large, final String caption) {
		final ColorProcessor panel = new ColorProcessor(large.getWidth(), large.getHeight() + CAPTION);
		panel.setColor(Color.WHITE);
		panel.fill();
		panel.insert(large.convertToRGB(), 0, 0);
		panel.setColor(Color.BLACK);
		panel.setAntialiasedText(true);
		panel.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
		panel.drawString(caption, 2, large.getHeight() + CAPTION - 1);
		return panel;
	}

	private static void range(final ImagePlus image, final double part) {
		final float[] pixels = (float[]) image.getStack().getPixels(image.getCurrentSlice());
		float largest = 0;
		for (final float v : pixels)
			largest = Math.max(largest, Math.abs(v));
		image.setDisplayRange(-part * largest, part * largest);
	}

	static void write(final String name, final ImageProcessor... panels) throws IOException {
		save(name, row(panels));
	}

	/** Rows of panels, one below the other. */
	private static void writeRows(final String name, final ImageProcessor[]... rows) throws IOException {
		final ImageProcessor[] drawn = Arrays.stream(rows).map(Pictures::row).toArray(ImageProcessor[]::new);
		final int height = Arrays.stream(drawn).mapToInt(ImageProcessor::getHeight).sum() + GAP * (rows.length - 1);
		final ColorProcessor picture = new ColorProcessor(Arrays.stream(drawn).mapToInt(ImageProcessor::getWidth).max()
			.getAsInt(), height);
		picture.setColor(Color.WHITE);
		picture.fill();
		int y = 0;
		for (final ImageProcessor row : drawn) {
			picture.insert(row, 0, y);
			y += row.getHeight() + GAP;
		}
		save(name, picture);
	}

	private static void save(final String name, final ImageProcessor picture) throws IOException {
		ImageIO.write(picture.getBufferedImage(), "png", new File("docs/manual/images/" + name + ".png"));
	}

	private static ColorProcessor row(final ImageProcessor... panels) {
		final int width = Arrays.stream(panels).mapToInt(ImageProcessor::getWidth).sum() + GAP * (panels.length - 1);
		final ColorProcessor picture = new ColorProcessor(width, panels[0].getHeight());
		picture.setColor(Color.WHITE);
		picture.fill();
		int x = 0;
		for (final ImageProcessor panel : panels) {
			picture.insert(panel, x, 0);
			x += panel.getWidth() + GAP;
		}
		return picture;
	}
}
