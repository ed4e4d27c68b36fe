package io.github.convolvej.ij1.preview;

import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.JobSource;
import io.github.convolvej.run.Monitor;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Point;
import java.awt.image.BufferedImage;

import ij.ImagePlus;

/** What a command makes of a very small part of an image: for menus in which users choose by what they see. */
public final class Thumbnail {

	private Thumbnail() {}

	/**
	 * Computes it; on any thread.
	 *
	 * @param command with its parameters
	 * @param image the image
	 * @param place a sample in the middle; null for that of the selection or of the image
	 * @param samples of the image along x and y
	 * @param pixels of the screen along x and y
	 * @param monitor can stop it
	 * @return the picture
	 * @throws IllegalArgumentException if the command cannot do anything with the image, or has nothing there
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public static Image of(final JobSource command, final ImagePlus image, final Point place, final int samples,
		final int pixels, final Monitor monitor)
	{
		final FilterJob job = command.preview(image);
		final ViewOfImage view = ViewOfImage.around(image, place, samples, (double) pixels / samples);
		final PreviewPicture picture = PreviewPicture.compute(job, view, monitor);
		final BufferedImage drawn = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = drawn.createGraphics();
		g.setColor(Color.GRAY);
		g.fillRect(0, 0, pixels, pixels);
		PreviewPainter.paint(g, image, view, picture);
		g.dispose();
		return drawn;
	}
}
