package io.github.convolvej.docs;

import static io.github.convolvej.docs.Panels.colour;
import static io.github.convolvej.docs.Panels.grey;
import static io.github.convolvej.docs.Panels.plane;
import static io.github.convolvej.docs.Panels.row;
import static io.github.convolvej.docs.Panels.signed;
import static io.github.convolvej.docs.Panels.stretched;
import static io.github.convolvej.docs.Panels.write;

import io.github.convolvej.command.FilterCommand;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.image.SampleImage;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.run.Monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/**
 * Draws the pictures of README and manual from the sample images: each shows what its page is about. Signed results are
 * grey where they are 0. Those that are drawn rather than filtered are in {@link Diagrams}.
 */
public final class Pictures {

	/** A slice of the stack that shows most. */
	private static final int SLICE = 7;

	private final ImagePlus nuclei = SampleImage.NUCLEI_FILAMENTS.open();
	private final ImagePlus cells = crop(SampleImage.CELLS.open(), 96, 40, 160, 128);
	private final ImagePlus spots = SampleImage.SPOTS.open();
	private final ImagePlus chart = SampleImage.CHART.open();
	private final ImagePlus histology = SampleImage.HISTOLOGY.open();

	private Pictures() {}

	/**
	 * @param args none
	 * @throws IOException if a picture cannot be written
	 */
	public static void main(final String... args) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final Pictures pictures = new Pictures();
		pictures.filters();
		pictures.convolutions();
		pictures.channels();
		pictures.sizes();
		pictures.layers();
		denoising();
		pictures.results();
		InsidePictures.draw();
		Diagrams.draw(pictures.cells, pictures.spots, pictures.nuclei);
		System.exit(0);
	}

	/** Everyday filters. */
	private void filters() throws IOException {
		final ImageProcessor slice = plane(nuclei, 1, SLICE, 1);
		write("convolution", row(stretched(slice, "nuclei"), signed(plane(filter("Convolution", nuclei, "kernel", "sobel-x"), 1,
			SLICE, 1), "kernel=sobel-x: left edges bright, right edges dark")));
		write("edges", row(stretched(first(cells), "cells"), stretched(first(filter("Edges", cells, "operator", "gaussian",
			"sigma", "1.5")), "operator=gaussian sigma=1.5: outlines")));
		write("smooth", row(stretched(first(cells), "cells"), stretched(first(filter("Smooth", cells, "sigma", "3")),
			"sigma=3: the noise is gone, and so are details"), signed(first(filter("Smooth", spots, "method", "dog", "sigma",
				"1.2", "sigma2", "2.4")), "method=dog, of spots: only they are left")));
		write("neighbourhood", row(stretched(first(cells), "cells"), stretched(first(filter("Neighbourhood", cells, "method",
			"median", "radius", "4")), "method=median radius=4: edges stay sharp")));
		final ImagePlus uneven = SampleImage.CELLS.open();
		write("background", row(stretched(first(uneven), "cells in uneven light"), stretched(first(filter("Background", uneven,
			"radius", "40", "operation", "background")), "radius=40 operation=background"), grey(first(filter("Background",
				uneven, "radius", "40", "operation", "divide")), 0.2, 2.6, "operation=divide: all cells alike")));
		final ImagePlus planes = filter("A Trous Wavelets", spots, "planes", "3");
		final ImagePlus product = filter("A Trous Wavelets", spots, "planes", "3", "threshold", "3", "bright", "true", "product",
			"true");
		write("a-trous-wavelets", row(stretched(first(spots), "spots in a glowing cell"), signed(plane(planes, 1, 1, 1),
			"plane 1: noise, details of 2 pixels"), signed(plane(planes, 2, 1, 1), "plane 2: spots")), row(signed(plane(planes, 3,
				1, 1), "plane 3: larger details"), stretched(plane(planes, 4, 1, 1), "smooth: what is left"), stretched(root(first(
					product)), "product of the planes (cube root shown)")));
	}

	private static ImageProcessor root(final ImageProcessor plane) {
		final ImageProcessor copy = plane.convertToFloat().duplicate();
		for (int i = 0; i < copy.getPixelCount(); i++)
			copy.setf(i, (float) Math.cbrt(copy.getf(i)));
		return copy;
	}

	/** Variants of convolution. A single bright sample shows a kernel as it is. */
	private void convolutions() throws IOException {
		final FloatProcessor dirac = new FloatProcessor(33, 33);
		dirac.setf(16, 16, 1);
		final ImagePlus point = new ImagePlus("point", dirac);
		write("separable-convolution", row(stretched(first(filter("Separable Convolution", point, "kernel", "disk:10", "terms",
			"1")), "a disc from 1 row and 1 column"), stretched(first(filter("Separable Convolution", point, "kernel", "disk:10",
				"terms", "3")), "from 3 of each"), stretched(first(filter("Convolution", point, "kernel", "disk:10", "engine",
					"direct")), "the disc itself: 10 of each")));
		write("dilated-convolution", row(gridding("1,1,1"), gridding("1,2,5"), gridding("2,2,2")));
		deformable();
	}

	/** In how many ways each sample reaches the result, on a field of one size. */
	private ImageProcessor gridding(final String rates) {
		final ImageProcessor map = first(filter("Dilated Convolution", cells, "kernel", "box:3", "rates", rates, "gridding",
			"true"));
		final FloatProcessor field = new FloatProcessor(19, 19);
		field.insert(map.convertToFloat(), (19 - map.getWidth()) / 2, (19 - map.getHeight()) / 2);
		return grey(field, 0, map.getStats().max, "rates=" + rates + ": " + (rates.equals("1,1,1") ? "sees 7 pixels" : rates.equals(
			"1,2,5") ? "sees 17, no holes" : "sees 13, with holes"));
	}

	/** A scanner that moves to and fro has shifted every second line; known offsets move them back. */
	private void deformable() throws IOException {
		final int shift = 5;
		final ImageProcessor plane = first(cells).convertToFloat();
		final int width = plane.getWidth();
		final int height = plane.getHeight();
		final FloatProcessor jittered = new FloatProcessor(width, height);
		final FloatProcessor dx = new FloatProcessor(width, height);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				jittered.setf(x, y, plane.getf(y % 2 == 0 ? x : Math.max(0, x - shift), y));
				dx.setf(x, y, y % 2 == 0 ? 0 : shift);
			}
		final ImagePlus offsets = IJ.createHyperStack("offsets", width, height, 2, 1, 1, 32);
		offsets.getStack().setPixels(dx.getPixels(), 2);
		final Path file = Files.createTempFile("offsets", ".tif");
		IJ.saveAsTiff(offsets, file.toString());
		final ImageProcessor straight = first(filter("Deformable Convolution", new ImagePlus("jittered", jittered), "kernel", "1",
			"offsets", file.toString()));
		Files.delete(file);
		write("deformable-convolution", row(stretched(jittered, "every second line is 5 pixels too far right"), stretched(dx,
			"offsets along x: 0 and 5 in turn"), stretched(straight, "kernel=1 offsets=...: every line in its place")));
	}

	/** What is made of several channels. */
	private void channels() throws IOException {
		final ImageProcessor one = plane(nuclei, 1, SLICE, 1);
		final ImageProcessor two = plane(nuclei, 2, SLICE, 1);
		final ImagePlus grouped = filter("Grouped Convolution", nuclei, "kernel", "gaussian:3:19 # log:1.5:19", "groups", "2",
			"border", "replicate");
		write("grouped-convolution", row(stretched(one, "channel 1"), stretched(two, "channel 2")), row(stretched(plane(grouped, 1,
			SLICE, 1), "group 1: gaussian:3, smooth nuclei"), signed(plane(grouped, 2, SLICE, 1),
				"group 2: log:1.5, filaments as dark lines")));
		final ImagePlus depthwise = filter("Depthwise Separable Convolution", nuclei, "kernel", "gaussian:3:19 # log:1.5:19",
			"pointwise", "0.25 -8", "border", "replicate");
		write("depthwise-separable-convolution", row(stretched(one, "channel 1"), stretched(two, "channel 2"), stretched(plane(
			depthwise, 1, SLICE, 1), "smooth nuclei and sharp filaments in one")));
		write("pointwise-convolution", row(colour(plane(histology, 1, 1, 1), "a stained section, RGB"), stretched(first(filter(
			"Pointwise (1x1) Convolution", histology, "matrix", "0.299 0.587 0.114")), "its brightness: 0.299 0.587 0.114"),
			stretched(first(filter("Pointwise (1x1) Convolution", histology, "matrix", "-1 0 1")),
				"blue minus red, -1 0 1: nuclei")));
		unmixing();
	}

	/** Channels mixed by a known matrix, and the dyes that come back. */
	private void unmixing() throws IOException {
		final ImagePlus mixed = filter("Pointwise (1x1) Convolution", nuclei, "matrix", "1 0.15; 0.4 1", "bias", "-15,-40");
		final ImagePlus unmixed = filter("Unmix Channels", mixed, "matrix", "1 0.15; 0.4 1", "background", "100");
		write("unmix-channels", row(grey(plane(mixed, 1, SLICE, 1), 90, 900, "channel 1 as measured"), grey(plane(mixed, 2, SLICE,
			1), 90, 500, "channel 2 as measured: the nuclei shine in")), row(grey(plane(unmixed, 1, SLICE, 1), -10, 800, "dye 1"),
				grey(plane(unmixed, 2, SLICE, 1), -10, 400, "dye 2: the filaments alone")));
	}

	/** Smaller and larger. */
	private void sizes() throws IOException {
		write("pooling", row(stretched(first(spots), "spots, 160 x 128 pixels"), stretched(first(filter("Pooling", spots, "method",
			"max", "window", "4")), "method=max window=4: 40 x 32, all spots kept"), stretched(first(filter("Pooling", spots,
				"method", "average", "window", "4")), "method=average window=4: faint ones fade")));
		write("adaptive-pooling", row(stretched(first(cells), "cells, 160 x 128 pixels"), stretched(first(filter(
			"Adaptive Pooling", cells, "size", "half")), "size=half: 80 x 64"), stretched(first(filter("Adaptive Pooling", cells,
				"size", "20,16")), "size=20,16: averages of 8 x 8 pixels")));
		unpooling();
		final ImagePlus small = filter("Adaptive Pooling", crop(cells, 70, 50, 60, 48), "size", "30,24");
		write("transposed-convolution", row(stretched(first(small), "cells, 30 x 24 pixels"), stretched(first(filter(
			"Transposed Convolution", small, "kernel", "box:3", "stride", "2")), "3 x 3 stamps, 2 apart: a checkerboard"),
			stretched(first(filter("Transposed Convolution", small, "kernel", "bilinear", "stride", "2")),
				"kernel=bilinear stride=2: none")));
		write("upsample", row(stretched(first(filter("Upsample", small, "method", "nearest", "factor", "4")),
			"method=nearest factor=4"), stretched(first(filter("Upsample", small, "method", "linear", "factor", "4")),
				"method=linear"), stretched(first(filter("Upsample", small, "method", "cubic", "factor", "4")),
					"method=cubic: smoothest")));
	}

	private void unpooling() throws IOException {
		final ImagePlus image = crop(spots, 20, 60, 64, 52);
		final ImagePlus pooled = filter("Pooling", image, "method", "max", "window", "4");
		final ImagePlus positions = filter("Pooling", image, "method", "max", "window", "4", "positions", "true");
		final Path file = Files.createTempFile("positions", ".tif");
		IJ.saveAsTiff(positions, file.toString());
		final ImagePlus back = filter("Unpooling", pooled, "method", "max", "window", "4", "positions", file.toString());
		Files.delete(file);
		write("unpooling", row(stretched(first(image), "spots"), stretched(first(pooled), "maxima of 4 x 4 pixels")), row(
			stretched(first(back), "method=max: back where they were"), stretched(first(filter("Unpooling", pooled, "method",
				"nearest", "window", "4")), "method=nearest: spread over the window")));
	}

	/** Layers of networks. */
	private void layers() throws IOException {
		final ImagePlus dim = crop(SampleImage.CELLS.open(), 130, 110, 160, 128);
		dim.getProcessor().multiply(0.35);
		dim.getProcessor().add(25);
		write("batch-normalisation", row(grey(first(cells), 0, 220, "Monday's cells, from 0 to 220"), grey(first(dim), 0, 220,
			"Tuesday's, with a weaker lamp")), row(normal(cells, "Monday's, from -1.5 to 4"), normal(dim,
				"Tuesday's, on the same scale")));
		final ImagePlus edges = filter("Convolution", nuclei, "kernel", "sobel-x");
		write("activation", row(signed(plane(edges, 1, SLICE, 1), "edges, rising and falling"), stretched(plane(filter(
			"Activation", edges, "method", "relu"), 1, SLICE, 1), "method=relu: the rising ones")));
	}

	/** The sample network beside what takes noise off otherwise. */
	private static void denoising() throws IOException {
		final Denoising d = new Denoising();
		write("network-denoiser", row(closeUp(d.noisy, "noisy, "), closeUp(d.gaussian.image, "Gaussian at its best, ")), row(
			closeUp(d.median.image, "median at its best, "), closeUp(d.network, "model=sample:denoiser, ")));
	}

	private static ImageProcessor closeUp(final ImagePlus image, final String caption) {
		return grey(first(crop(image, 64, 40, 128, 104)), 96, 180, caption + Denoising.decibels(image));
	}

	private static ImageProcessor normal(final ImagePlus image, final String caption) {
		return grey(first(filter("Batch Normalisation", image)), -1.5, 4, caption);
	}

	/** What results are good for. */
	private void results() throws IOException {
		write("replay", row(stretched(first(cells), "cells"), steps(cells, "Smooth and Background, tried out here")), row(stretched(
			first(spots), "spots"), steps(spots, "the same two steps by Replay")));
		final ImagePlus[] wells = { crop(SampleImage.CELLS.open(), 10, 20, 110, 96), cells, crop(SampleImage.CELLS.open(), 140, 110,
			110, 96) };
		write("batch", row(stretched(first(wells[0]), "B03"), stretched(Panels.crop(first(wells[1]), 20, 20, 110, 96), "B04"),
			stretched(first(wells[2]), "C05")), row(steps(wells[0], "B03"), steps(crop(wells[1], 20, 20, 110, 96), "B04"), steps(
				wells[2], "C05")));
	}

	private static ImageProcessor steps(final ImagePlus image, final String caption) {
		return stretched(first(filter("Background", filter("Smooth", image, "sigma", "1"), "radius", "20")), caption);
	}

	private static ImageProcessor first(final ImagePlus image) {
		return image.getStack().getProcessor(1);
	}

	private static ImagePlus crop(final ImagePlus image, final int x, final int y, final int width, final int height) {
		return new ImagePlus(image.getTitle(), Panels.crop(first(image), x, y, width, height));
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
		final FilterCommand command = (FilterCommand) module.getDelegateObject();
		return command.arrangesResult() ? command.result(command.job(input), Monitor.NONE).image() : command.job(input).compute(
			Monitor.NONE);
	}
}
