package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.command.parameter.ImageSizes;
import io.github.convolvej.command.parameter.ParameterText;
import io.github.convolvej.command.scijava.Macros;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.ConvolutionMatrix;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.CommandPlugIn;
import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.learn.MatrixLesson;
import io.github.convolvej.learn.Words;
import io.github.convolvej.store.FileNames;

import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.process.ImageProcessor;

/**
 * Plugins &gt; ConvolveJ &gt; Learn &gt; Convolution Matrix...: shows the {@link ConvolutionMatrix} of a
 * small convolution as an image. Needs no image; if one is open, its size can be used.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Learn>Convolution Matrix...", description =
	"Shows the convolution of a small image as the sparse matrix that it is: a row for each output pixel.")
public class ConvolutionMatrixCommand extends ContextCommand implements LiveText {

	/** The largest number of entries of a matrix that is drawn. */
	private static final double MOST = 1 << 24;

	@Parameter(required = false, persist = false, label = "Image", attrs = @Attr(name = CommandPlugIn.OPTIONAL),
		description = "The image whose size is used, and whose pixels the steps use.")
	private ImagePlus image;

	@Parameter(persist = false, label = "Kernel", description = "Rows of numbers separated by ; (1 2 1; 2 4 2; 1 2 1), " +
		"planes by |, input channels by ~, kernels of a bank by #; or a preset; or a file (.txt, .csv, .npy, .tif).")
	private String kernel = "1 2 3; 4 5 6; 7 8 9";

	@Parameter(persist = false, label = "Size (samples)",
		description = "Samples of the image along each axis: one number, or one for " +
		"each axis (5,4). Empty: of the image that is open, if the matrix is not too large.")
	private String size = "8";

	@Parameter(persist = false, label = "Mode", choices = { "correlation", "convolution" },
		description = ParameterText.MODE)
	private String mode = "correlation";

	@Parameter(persist = false, label = "Stride (samples)",
		description = "Distance of neighbouring windows in pixels: one number, " +
		"or one for each axis.")
	private String stride = "1";

	@Parameter(persist = false, label = "Padding",
		description = "With zeros: same, same_lower, valid, full, or pixels: 1, " +
		"or 1,0, or begin:end pairs 1:2,0:1.")
	private String padding = "valid";

	@Parameter(persist = false, label = "Dilation (samples)",
		description = ParameterText.TAP_DILATION)
	private String dilation = "1";

	@Parameter(persist = false, label = "Groups", description = "Groups of channels that are filtered apart from each other.")
	private int groups = 1;

	@Parameter(persist = false, label = "Transposed", description = "The matrix of the transposed convolution: a row for " +
		"each input pixel.")
	private boolean transposed = false;

	@Parameter(persist = false, label = "Dimensions", choices = { "1D-x", "1D-y", "1D-z", "2D", "3D" },
		description = ParameterText.KERNEL_DIMENSIONS)
	private String dimensions = "2D";

	@Parameter(persist = false, label = "Show", choices = { "matrix", "symbols", "steps" }, description =
		"matrix: a 32-bit image; symbols: a picture and a table with the names of the weights, w_0,0 ...; steps: the matrix " +
			"multiplied with the image's pixels, row by row.")
	private String show = "matrix";

	@Parameter(type = ItemIO.OUTPUT, label = "Result")
	private ImagePlus result;

	@Parameter(type = ItemIO.OUTPUT, label = "Table")
	private ResultsTable table;

	@Override
	public void run() {
		image = ImageSizes.present(image);
		try {
			checkShow();
			result = show.equals("matrix") ? draw() : lesson();
		}
		catch (final IllegalArgumentException e) {
			Macros.fail(this, "Convolution Matrix", e);
			return;
		}
		Macros.showHeadless(result);
	}

	@Override
	public String liveText(final ImagePlus shown) {
		image = ImageSizes.present(shown);
		checkShow();
		final long[] source = source();
		final long[] target = convolution().on(source).targetDimensions();
		final double rows = product(target);
		final double columns = product(source);
		return String.format(Locale.ROOT, "Result: a matrix of %.0f rows and %.0f columns%s, %s\nOf a convolution from %s to " +
			"%s samples", transposed ? columns : rows, transposed ? rows : columns, transposed ? ", transposed" : "", NumberText.bytes(4 * rows * columns), text(source), text(target));
	}

	private static String text(final long[] sizes) {
		return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(" x "));
	}

	private Dimensions axes() {
		return Dimensions.parse(dimensions);
	}

	private Kernel bank() {
		if (groups < 1) throw new IllegalArgumentException("groups is " + groups +
			", but must be a whole number of at least 1");
		return KernelSource.parse(kernel, axes().count()).withGroups(groups);
	}

	private Convolution convolution() {
		return convolution(bank());
	}

	private Convolution convolution(final Kernel bank) {
		Choices.check("mode", mode, "correlation", "convolution");
		final int count = axes().count();
		final Convolution plain = Convolution.of(bank).stride(PerAxis.parse(stride, "stride", count, 1)).dilation(PerAxis
			.parse(dilation, "dilation", count, 1)).padding(Padding.parse(padding));
		return mode.equals("convolution") ? plain.flipped() : plain;
	}

	/** Returns the size of the image. Checks that the matrix is not too large. */
	private long[] source() {
		final Kernel bank = bank();
		final long[] sizes = ImageSizes.of(size, image, axes());
		final long[] source = bank.isSingle() ? sizes : Arrays.copyOf(sizes, sizes.length + 1);
		if (!bank.isSingle()) source[sizes.length] = (long) bank.inputs() * groups;
		final double rows = product(convolution().on(source).targetDimensions());
		final double columns = product(source);
		if (rows * columns > MOST) throw new IllegalArgumentException(String.format(Locale.ROOT,
			"The matrix would have %.0f rows and %.0f columns, but at most %.0f entries are drawn: take a smaller size", rows,
			columns, MOST));
		return source;
	}

	private ImagePlus draw() {
		return MatrixImage.of(title() + "-convolution-matrix", bank(), this::convolution, source(), transposed);
	}

	private void checkShow() {
		Choices.check("show", show, "matrix", "symbols", "steps");
	}

	private ImagePlus lesson() {
		final long[] source = source();
		final Words words = Words.of(Locale.getDefault());
		final MatrixLesson lesson = MatrixLesson.of(bank(), this::convolution, source, transposed);
		if (show.equals("symbols")) {
			table = new ResultsTable();
			table.showRowNumbers(false);
			fill(table, lesson);
			if (!GraphicsEnvironment.isHeadless() && IJ.getInstance() != null) table.show("Convolution Matrix");
			else if (GraphicsEnvironment.isHeadless() && IJ.isMacro()) fill(Analyzer.getResultsTable(), lesson);
			return AnimationStack.of(lesson.symbols(words), title() + "-convolution-matrix");
		}
		final float[] pixels = pixels(source);
		return AnimationStack.of(lesson.steps(transposed ? c -> c + 1 : c -> pixels[c % pixels.length], words), title() +
			"-convolution-matrix");
	}

	/** Returns the pixels in the middle of the image, row by row; or 1, 2, 3 ... if no image is large enough. */
	private float[] pixels(final long... source) {
		final int w = (int) source[0];
		final int h = source.length > 1 ? (int) source[1] : 1;
		final float[] counted = new float[(int) product(source)];
		for (int i = 0; i < counted.length; i++)
			counted[i] = i + 1;
		final boolean plain = dimensions.equals("2D") && source.length == 2;
		if (!plain || image == null || image.getWidth() < w || image.getHeight() < h) return counted;
		final ImageProcessor plane = image.getProcessor().convertToFloat();
		plane.setRoi((image.getWidth() - w) / 2, (image.getHeight() - h) / 2, w, h);
		return (float[]) plane.crop().getPixels();
	}

	private static void fill(final ResultsTable table, final MatrixLesson lesson) {
		for (int r = 0; r < lesson.rows(); r++) {
			table.addRow();
			for (int c = 0; c < lesson.columns(); c++)
				table.addValue("C" + c, lesson.symbol(r, c));
		}
	}

	private String title() {
		if (image != null && size.trim().isEmpty()) return FileNames.withoutEnding(image.getTitle());
		return Arrays.stream(ImageSizes.of(size, image, axes())).mapToObj(Long::toString).collect(Collectors.joining("x"));
	}

	private static double product(final long[] sizes) {
		return Arrays.stream(sizes).asDoubleStream().reduce(1, (a, b) -> a * b);
	}
}
