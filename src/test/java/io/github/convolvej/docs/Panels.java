package io.github.convolvej.docs;

import java.awt.Color;
import java.awt.Font;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/** Panels of a picture: planes in grey with a line below, side by side and one below the other. */
final class Panels {

	/** Width of a panel; planes are enlarged by whole numbers, so that single samples stay squares. */
	static final int WIDTH = 320;

	private static final int GAP = 8;
	private static final int CAPTION = 18;
	/** Parts of the samples that may be darker than black, and brighter than white. */
	private static final double CUT = 0.002;

	private Panels() {}

	/** A plane of a stack, from 1. */
	static ImageProcessor plane(final ImagePlus image, final int channel, final int slice, final int frame) {
		return image.getStack().getProcessor(image.getStackIndex(channel, slice, frame));
	}

	private static float[] sorted(final ImageProcessor plane) {
		final float[] samples = ((float[]) plane.convertToFloat().getPixels()).clone();
		Arrays.sort(samples);
		return samples;
	}

	/** From black to white, but for a few of the darkest and brightest samples. */
	static ImageProcessor stretched(final ImageProcessor plane, final String caption) {
		final float[] samples = sorted(plane);
		final int cut = (int) (CUT * samples.length);
		return grey(plane, samples[cut], samples[samples.length - 1 - cut], caption);
	}

	/** Zero is grey, what is positive brighter, what is negative darker. */
	static ImageProcessor signed(final ImageProcessor plane, final String caption) {
		final float[] samples = sorted(plane);
		final int cut = (int) (CUT * samples.length);
		final double largest = Math.max(Math.abs(samples[cut]), Math.abs(samples[samples.length - 1 - cut]));
		return grey(plane, -largest, largest, caption);
	}

	/** From black to white between two values. */
	static ImageProcessor grey(final ImageProcessor plane, final double black, final double white, final String caption) {
		final ImageProcessor copy = plane.convertToFloat().duplicate();
		copy.setMinAndMax(black, white);
		return captioned(enlarged(copy.convertToByte(true)), caption);
	}

	/** As it is, in colour. */
	static ImageProcessor colour(final ImageProcessor plane, final String caption) {
		return captioned(enlarged(plane), caption);
	}

	/** To the width of a panel, by a whole number if that is possible. */
	private static ImageProcessor enlarged(final ImageProcessor plane) {
		plane.setInterpolationMethod(ImageProcessor.NONE);
		final double factor = (double) WIDTH / plane.getWidth();
		return plane.resize(WIDTH, (int) Math.round(plane.getHeight() * factor), false);
	}

	static ImageProcessor captioned(final ImageProcessor large, final String caption) {
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

	/** A part of a plane. */
	static ImageProcessor crop(final ImageProcessor plane, final int x, final int y, final int width, final int height) {
		plane.setRoi(x, y, width, height);
		final ImageProcessor part = plane.crop();
		plane.resetRoi();
		return part;
	}

	/** Panels side by side. */
	static ColorProcessor row(final ImageProcessor... panels) {
		final int width = Arrays.stream(panels).mapToInt(ImageProcessor::getWidth).sum() + GAP * (panels.length - 1);
		final ColorProcessor picture = blank(width, Arrays.stream(panels).mapToInt(ImageProcessor::getHeight).max().getAsInt());
		int x = 0;
		for (final ImageProcessor panel : panels) {
			picture.insert(panel, x, 0);
			x += panel.getWidth() + GAP;
		}
		return picture;
	}

	/** Rows of panels, one below the other, as a picture of the manual. */
	static void write(final String name, final ImageProcessor... rows) throws IOException {
		final int height = Arrays.stream(rows).mapToInt(ImageProcessor::getHeight).sum() + GAP * (rows.length - 1);
		final ColorProcessor picture = blank(Arrays.stream(rows).mapToInt(ImageProcessor::getWidth).max().getAsInt(), height);
		int y = 0;
		for (final ImageProcessor row : rows) {
			picture.insert(row.convertToRGB(), 0, y);
			y += row.getHeight() + GAP;
		}
		ImageIO.write(picture.getBufferedImage(), "png", new File("docs/manual/images/" + name + ".png"));
	}

	private static ColorProcessor blank(final int width, final int height) {
		final ColorProcessor picture = new ColorProcessor(width, height);
		picture.setColor(Color.WHITE);
		picture.fill();
		return picture;
	}
}
