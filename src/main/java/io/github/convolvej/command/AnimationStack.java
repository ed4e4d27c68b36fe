package io.github.convolvej.command;

import io.github.convolvej.learn.Animation;

import java.awt.Dimension;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;

/** Turns an animation into a stack. ImageJ can play it and save it as GIF, AVI or single pictures. */
public final class AnimationStack {

	/** The largest stack, in bytes. */
	private static final long MOST = 1L << 30;

	private AnimationStack() {}

	/**
	 * @param animation the animation
	 * @param title title of the image
	 * @return an RGB stack of the frames, with the speed of the animation; it is not shown yet
	 * @throws IllegalArgumentException if it is too large
	 */
	public static ImagePlus of(final Animation animation, final String title) {
		final Dimension size = animation.dimension();
		final long bytes = 4L * size.width * size.height * animation.size();
		if (bytes > MOST || bytes > Runtime.getRuntime().maxMemory() / 2) throw new IllegalArgumentException(
			"The animation would have " + animation.size() + " frames of " + size.width + " x " + size.height +
				" pixels: take pace=rows, a smaller crop or a smaller zoom");
		final ImageStack stack = new ImageStack(size.width, size.height);
		for (int i = 0; i < animation.size(); i++)
			stack.addSlice(animation.caption(i), new ColorProcessor(animation.picture(i)));
		final ImagePlus image = new ImagePlus(title, stack);
		image.getCalibration().fps = 1 / Animation.SECONDS;
		image.getCalibration().frameInterval = Animation.SECONDS;
		return image;
	}
}
