package io.github.convolvej.docs;

import static io.github.convolvej.docs.Panels.grey;
import static io.github.convolvej.docs.Panels.row;
import static io.github.convolvej.docs.Panels.signed;
import static io.github.convolvej.docs.Panels.write;

import io.github.convolvej.border.Border;
import io.github.convolvej.fit.KernelFit;
import io.github.convolvej.fit.KernelSums;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Monitor;

import java.io.IOException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/** Draws the pictures of the pages that look inside: a kernel that was learned, and what a network reacts to. */
final class InsidePictures {

	private InsidePictures() {}

	/**
	 * @param args none
	 * @throws IOException if a picture cannot be written
	 */
	public static void main(final String... args) throws IOException {
		System.setProperty("java.awt.headless", "true");
		draw();
		System.exit(0);
	}

	static void draw() throws IOException {
		learnedKernel();
	}

	/** The kernel that comes nearest to the sample network, and what it makes of the image. */
	private static void learnedKernel() throws IOException {
		final Denoising d = new Denoising();
		final KernelSums sums = new KernelSums(KernelFit.ofSize(9, 9).border(Border.REPLICATE), 1, 1);
		sums.add(samples(d.noisy), samples(d.network), Monitor.NONE);
		final Kernel kernel = sums.solve().kernel();
		final ImagePlus learned = Pictures.filter("Convolution", d.noisy, "kernel", kernel.toString());
		final FloatProcessor weights = new FloatProcessor(9, 9);
		for (int i = 0; i < 81; i++)
			weights.setf(i, (float) kernel.weights()[i]);
		write("learn-kernel", row(closeUp(d.noisy, "the image, "), closeUp(d.network, "wanted: the network's result, ")), row(
			signed(weights.resize(128, 104), "the kernel, 9 x 9"), closeUp(learned, "the image with the kernel, ")));
	}

	private static <T extends RealType<T>> RandomAccessibleInterval<T> samples(final ImagePlus image) {
		return ImageInput.of(image).samples(true, image.getWidth(), image.getHeight(), 1, 1);
	}

	private static ImageProcessor closeUp(final ImagePlus image, final String caption) {
		return grey(Panels.crop(image.getProcessor(), 64, 40, 128, 104), 96, 180, caption + Denoising.decibels(image));
	}
}
