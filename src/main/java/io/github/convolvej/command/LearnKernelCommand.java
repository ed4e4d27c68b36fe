package io.github.convolvej.command;

import io.github.convolvej.border.Border;
import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.ImageSizes;
import io.github.convolvej.command.parameter.NumberLists;
import io.github.convolvej.command.scijava.Macros;
import io.github.convolvej.fit.KernelFit;
import io.github.convolvej.fit.LearnedKernel;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.store.FileNames;
import io.github.convolvej.store.NewFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;

/**
 * Plugins &gt; ConvolveJ &gt; Learn &gt; Learn Kernel...: finds the kernel that turns
 * one image into another by convolution with the smallest error, see {@link KernelFit}.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Learn>Learn Kernel...", description =
	"Finds the kernel that does what you show it: from an image and the wanted result, by least squares.")
public class LearnKernelCommand extends ContextCommand implements LiveText {

	private static final String NAME = "Learn Kernel";
	private static final String INSIDE = "inside";

	@Parameter(required = false, persist = false, label = "Image", attrs = @Attr(name = CommandPlugIn.OPTIONAL),
		description = "What the kernel is to be applied to.")
	private ImagePlus image;

	@Parameter(persist = false, label = "Wanted", description = "What is to come out: the title of an open image, or a file, as " +
		"large as the image. With source: a folder.")
	private String wanted = "";

	@Parameter(persist = false, label = "Source", description = "Instead of the image: a folder of images; wanted is then a " +
		"folder with a file of the same name for each. Empty: the image.")
	private String source = "";

	@Parameter(persist = false, label = "Size (samples)", description = "Samples of the kernel along each axis: one number, or " +
		"one for each axis (7,5).")
	private String size = "5";

	@Parameter(persist = false, label = "Bias", description = "Also learn a number that is added to each sample.")
	private boolean bias = false;

	@Parameter(persist = false, label = "Border", description = "Samples outside of the image: zero, constant:VALUE, " +
		"replicate, reflect, symmetric, periodic; or inside: learn only where the whole kernel lies inside.")
	private String border = INSIDE;

	@Parameter(persist = false, label = "Ridge", description = "Avoids large weights: a part of the image's mean square, such " +
		"as 0.001; 0: not at all; auto: what is best for parts that were left out.")
	private String ridge = "0";

	@Parameter(persist = false, label = "Folds", description = "Parts of the image that are left out in turn, to measure the " +
		"error where nothing was learned: 2 to 20.")
	private int folds = 5;

	@Parameter(persist = false, label = "Dimensions", choices = { "1D-x", "2D", "3D" }, description =
		"Axes of the kernel. 1D-x and 2D: every slice is a pair by itself.")
	private String dimensions = "2D";

	@Parameter(persist = false, label = "File", description = "Where to save the kernel: a .txt file that kernel=FILE reads, " +
		"with all digits. Empty: nowhere.")
	private String file = "";

	@Parameter(type = ItemIO.OUTPUT, label = "Result")
	private ImagePlus result;

	@Parameter(type = ItemIO.OUTPUT, label = "Report")
	private String report;

	private volatile boolean replaces;

	@Override
	public String liveText(final ImagePlus shown) {
		image = ImageSizes.present(shown);
		final KernelFit fit = fit();
		target();
		final String kernel = "Result: a kernel of " + Arrays.stream(fit.size()).mapToObj(Integer::toString).collect(Collectors
			.joining(" x ")) + " weights" + (bias ? " and a bias" : "");
		if (wanted.trim().isEmpty()) return kernel + "\nName the image that is to come out.";
		return kernel + ", " + pairs().describe();
	}

	@Override
	public void run() {
		image = ImageSizes.present(image);
		if (CommandRun.of(this, NAME, monitor -> {
			result = learn(monitor);
			IJ.log(report);
		})) Macros.showHeadless(result);
	}

	/**
	 * Learns the kernel and saves it.
	 *
	 * @param monitor receives progress and can stop the run
	 * @return the kernel as an image; if saved, {@code kernel=FILE} can read it. Its
	 *         channels are those of the image. Its slices (time points of a 3D
	 *         kernel) are the channels of the wanted image
	 * @throws IllegalArgumentException if a parameter is wrong, or the images do
	 *           not determine a kernel
	 * @throws CancellationException if the monitor cancelled
	 */
	public ImagePlus learn(final Monitor monitor) {
		final KernelFit fit = fit();
		final Path target = target();
		final LearnedKernel learned = pairs().learn(fit, monitor);
		report = text(learned);
		if (target != null) save(learned.kernel(), target);
		return picture(learned.kernel());
	}

	/** @return a description of what the last run learned */
	public String report() {
		return report;
	}

	private ImagePairs pairs() {
		if (wanted.trim().isEmpty()) throw new IllegalArgumentException(
			"wanted is empty, but must be the image that is to come out: the title of an open image, or a file");
		if (!source.trim().isEmpty()) return ImagePairs.ofFolders(source, wanted);
		if (image == null) throw new IllegalArgumentException(
			"There is no image: open one, or name folders as source and wanted");
		return ImagePairs.of(image, wanted);
	}

	private KernelFit fit() {
		Choices.check("dimensions", dimensions, "1D-x", "2D", "3D");
		final int axes = Integer.parseInt(dimensions.substring(0, 1));
		final KernelFit plain = KernelFit.ofSize(PerAxis.parse(size, "size", axes, 1)).bias(bias).folds(folds).border(border.trim()
			.equals(INSIDE) ? null : border());
		return ridge.trim().equals("auto") ? plain.chosenRidge() : plain.ridge(ridge());
	}

	private double ridge() {
		try {
			return NumberLists.one("ridge", ridge);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("ridge is '" + ridge + "', but must be auto, or a number of at least 0", e);
		}
	}

	private Border border() {
		try {
			return Border.parse(border);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(e.getMessage() + ", inside", e);
		}
	}

	/** From now on, a file of the name of the parameter {@code file} is replaced instead of refused. */
	public void replaceFile() {
		replaces = true;
	}

	/** Returns the file to write, after checking it; null if none is wanted. */
	private Path target() {
		final String name = file.trim();
		if (name.isEmpty()) return null;
		if (!name.toLowerCase(Locale.ROOT).endsWith(".txt")) throw new IllegalArgumentException("file is '" + name +
			"', but must end in .txt: kernels are saved as text");
		final Path path = Paths.get(name).toAbsolutePath();
		if (Files.exists(path) && !replaces) throw new IllegalArgumentException("file is '" + name +
			"', which exists already: choose another name, or delete it");
		final Path folder = path.getParent();
		if (folder == null || !Files.isDirectory(folder)) throw new IllegalArgumentException("file is '" + name +
			"', but there is no folder " + folder);
		return path;
	}

	private void save(final Kernel kernel, final Path target) {
		try (NewFile written = new NewFile(target, replaces, UnaryOperator.identity())) {
			written.stream().write((kernel.toString().replace("; ", "\n").replaceAll(" ([#~|]) ", "\n$1\n") + "\n").getBytes(
				StandardCharsets.UTF_8));
			written.commit();
		}
		catch (final IOException e) {
			throw new IllegalArgumentException("file is '" + target + "', which could not be written: " + e.getMessage(), e);
		}
	}

	private ImagePlus picture(final Kernel kernel) {
		final boolean volume = kernel.numDimensions() == 3;
		final int width = kernel.size(0);
		final int height = kernel.numDimensions() > 1 ? kernel.size(1) : 1;
		final int depth = volume ? kernel.size(2) : 1;
		final ImageStack stack = new ImageStack(width, height);
		for (int k = 0; k < kernel.outputs(); k++)
			for (int z = 0; z < depth; z++)
				for (int c = 0; c < kernel.inputs(); c++) {
					final FloatProcessor plane = new FloatProcessor(width, height);
					for (int i = 0; i < width * height; i++)
						plane.setf(i, (float) kernel.weight(z * width * height + i, c, k));
					stack.addSlice(plane);
				}
		final ImagePlus picture = new ImagePlus(title() + "-kernel", stack);
		picture.setDimensions(kernel.inputs(), volume ? depth : kernel.outputs(), volume ? kernel.outputs() : 1);
		picture.setOpenAsHyperStack(stack.getSize() > 1);
		picture.getProcessor().resetMinAndMax();
		return picture;
	}

	private String title() {
		if (image == null || !source.trim().isEmpty()) return Paths.get(source.trim()).toFile().getName();
		return FileNames.withoutEnding(image.getTitle());
	}

	private String text(final LearnedKernel learned) {
		final Kernel kernel = learned.kernel();
		final StringBuilder text = new StringBuilder("Learned from " + NumberText.count(learned.samples()) +
			" pixels, ridge " + NumberText.print(learned.ridge()) + ":\n");
		for (int k = 0; k < kernel.outputs(); k++) {
			if (kernel.outputs() > 1) text.append("channel ").append(k + 1).append(": ");
			final double part = learned.unseenError(k) / learned.spread(k);
			text.append("error ").append(rounded(learned.fittedError(k))).append(" where it was learned, ").append(Double.isNaN(
				learned.unseenError(k)) ? "not known elsewhere (the images are too small)" : rounded(learned.unseenError(k)) +
					" in parts that were left out").append("; the wanted image varies by ").append(rounded(learned.spread(k)));
			if (!Double.isNaN(part) && !Double.isInfinite(part)) text.append(", of which ").append(rounded(100 * Math.max(0, 1 -
				part * part))).append("% is explained");
			text.append('\n');
		}
		final String numbers = kernel.toString();
		final String where = file.trim().isEmpty() ? "[" + numbers + "]" : file.trim();
		text.append("run(\"Convolution...\", \"kernel=").append(where);
		if (kernel.hasBias()) {
			text.append(" bias=");
			for (int k = 0; k < kernel.outputs(); k++)
				text.append(k > 0 ? "," : "").append(NumberText.exact(kernel.bias(k)));
		}
		if (!border.trim().equals(INSIDE)) text.append(" border=").append(border.trim());
		if (!dimensions.equals("2D")) text.append(" dimensions=").append(dimensions);
		return text.append("\");").toString();
	}

	private static String rounded(final double value) {
		return NumberText.rounded(value, 3);
	}
}
