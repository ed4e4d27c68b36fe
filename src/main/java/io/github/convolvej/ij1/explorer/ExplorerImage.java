package io.github.convolvej.ij1.explorer;

import java.awt.Rectangle;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/** The channels of the plane of an image that is visible, or of its middle if it is large, as they were when it was made. */
final class ExplorerImage {

	/** Pixels a side: more are slow to follow a slider, and cannot be seen. */
	static final int MOST = 512;

	private final int width;
	private final int height;
	private final int shown;
	private final float[][] channels;
	private final String title;

	/** @param image an image that is open */
	ExplorerImage(final ImagePlus image) {
		width = Math.min(MOST, image.getWidth());
		height = Math.min(MOST, image.getHeight());
		final Rectangle box = new Rectangle((image.getWidth() - width) / 2, (image.getHeight() - height) / 2, width, height);
		final boolean colour = image.getBitDepth() == 24;
		final ImageProcessor visible = image.getProcessor();
		channels = new float[colour ? 3 : image.getNChannels()][];
		for (int c = 0; c < channels.length; c++) {
			final ImageProcessor plane = colour ? ((ColorProcessor) visible).getChannel(c + 1, null) : channels.length == 1 ? visible
				: image.getStack().getProcessor(image.getStackIndex(c + 1, image.getZ(), image.getT()));
			final ImageProcessor copy = plane.duplicate();
			copy.setRoi(box);
			channels[c] = (float[]) copy.crop().convertToFloat().getPixels();
		}
		shown = colour ? 0 : image.getC() - 1;
		title = image.getTitle();
	}

	int width() {
		return width;
	}

	int height() {
		return height;
	}

	/** How many channels it has: 3 of colours. */
	int channels() {
		return channels.length;
	}

	/** The channel that is visible, from 0. */
	int shown() {
		return shown;
	}

	String title() {
		return title;
	}

	/** The samples of a channel, x fastest. */
	float[] channel(final int c) {
		return channels[c];
	}

	/** With axes x and y, and channels if there are several. */
	Img<FloatType> samples() {
		if (channels.length == 1) return ArrayImgs.floats(channels[0], width, height);
		final float[] all = new float[width * height * channels.length];
		for (int c = 0; c < channels.length; c++)
			System.arraycopy(channels[c], 0, all, c * width * height, width * height);
		return ArrayImgs.floats(all, width, height, channels.length);
	}
}
