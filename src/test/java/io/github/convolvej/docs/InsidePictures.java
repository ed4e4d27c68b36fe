package io.github.convolvej.docs;

import static io.github.convolvej.docs.Panels.grey;
import static io.github.convolvej.docs.Panels.row;
import static io.github.convolvej.docs.Panels.signed;
import static io.github.convolvej.docs.Panels.stretched;
import static io.github.convolvej.docs.Panels.write;

import io.github.convolvej.border.Border;
import io.github.convolvej.command.FeatureGalleryCommand;
import io.github.convolvej.fit.KernelFit;
import io.github.convolvej.fit.KernelSums;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.SampleImage;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Monitor;

import java.io.IOException;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.gui.Roi;
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
		projections();
		write("feature-maps", Pictures.filter("Feature Maps", SampleImage.NOISY_NUCLEI.open(), "layer", "relu_4", "sort", "mean", "view",
			"montage").getProcessor());
		write("feature-gallery", gallery(2), gallery(6));
	}

	/** What a map in the middle of the sample network responds to most strongly. */
	private static ImageProcessor gallery(final int map) {
		final CommandInfo info = CommandPlugIn.context().service(CommandService.class).getCommand(FeatureGalleryCommand.class);
		final Module module = CommandPlugIn.context().service(ModuleService.class).createModule(info);
		ParameterValues.set(module, Map.of("layer", "relu_4", "map", String.valueOf(map), "count", "12", "view", "montage"));
		module.setInput("image", SampleImage.NOISY_NUCLEI.open());
		return Panels.captioned(((FeatureGalleryCommand) module.getDelegateObject()).make(Monitor.NONE).getProcessor(),
			"the strongest responses of map " + map + " of relu_4");
	}

	/** A unit of a map in the middle of the sample network, in the three ways. */
	private static void projections() throws IOException {
		final ImagePlus noisy = SampleImage.NOISY_NUCLEI.open();
		final ImagePlus maps = Pictures.filter("Network", noisy, "model", "sample:denoiser", "layer", "relu_4");
		final ImageProcessor[] ways = new ImageProcessor[3];
		final String[] methods = { "gradient", "deconvnet", "guided" };
		Roi frame = null;
		for (int i = 0; i < 3; i++) {
			final ImagePlus back = Pictures.filter("Back Projection", noisy, "layer", "relu_4", "map", "3", "unit", "32,23", "method", methods[i]);
			final ImageProcessor plane = back.getProcessor();
			if (frame == null) frame = bounds(plane);
			plane.setRoi(frame);
			ways[i] = signed(plane.crop().resize(128, 104), "method=" + methods[i]);
		}
		final ImageProcessor image = noisy.getProcessor().duplicate();
		image.setRoi(frame);
		write("back-projection", row(stretched(noisy.getProcessor().duplicate().resize(128, 104), "noisy nuclei"), stretched(maps
			.getStack().getProcessor(3).resize(128, 104), "map 3 of relu_4")), row(stretched(image.crop().resize(128, 104),
				"what the unit 32,23 sees"), ways[0]), row(ways[1], ways[2]));
	}

	/** What is not 0. */
	private static Roi bounds(final ImageProcessor plane) {
		int left = plane.getWidth();
		int top = plane.getHeight();
		int right = 0;
		int bottom = 0;
		for (int i = 0; i < plane.getPixelCount(); i++)
			if (plane.getf(i) != 0) {
				left = Math.min(left, i % plane.getWidth());
				right = Math.max(right, i % plane.getWidth());
				top = Math.min(top, i / plane.getWidth());
				bottom = Math.max(bottom, i / plane.getWidth());
			}
		return new Roi(left, top, right - left + 1, bottom - top + 1);
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
