package io.github.convolvej.ij1.explorer;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.LayerChain;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.learn.Pass;
import io.github.convolvej.learn.SizeFormula;
import io.github.convolvej.learn.Words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An operation with its settings, and what follows from them: filters, layers, the formula of the size, a macro. The
 * same numbers hold along x and y; outside of the image are zeros, as in networks. Immutable.
 */
public final class ExplorerSettings {

	/** Kernels of any size, by name. */
	static final List<String> WEIGHTS = Collections.unmodifiableList(Arrays.asList("box", "binomial", "gaussian", "log"));

	/** Far less than a pixel. */
	private static final double ROUNDING = 1e-9;

	private final ExploredOperation operation;
	private final String weights;
	private final int size;
	private final int stride;
	private final int padding;
	private final int dilation;
	private final int groups;
	private final int layers;

	/**
	 * @param operation what is done
	 * @param weights name of a kernel: box, binomial, gaussian or log; ignored by pooling
	 * @param numbers size of the window, stride, padding, dilation, groups, and how many layers of this kind there are
	 *          one after another
	 */
	public ExplorerSettings(final ExploredOperation operation, final String weights, final int... numbers) {
		if (!WEIGHTS.contains(weights)) throw new IllegalArgumentException("weights is '" + weights + "', but must be one of " +
			String.join(", ", WEIGHTS));
		if (numbers.length != 6) throw new IllegalArgumentException(numbers.length + " numbers, but there must be 6");
		this.operation = operation;
		this.weights = weights;
		size = numbers[0];
		stride = numbers[1];
		padding = numbers[2];
		dilation = numbers[3];
		groups = numbers[4];
		layers = numbers[5];
	}

	/** @return what is done */
	public ExploredOperation operation() {
		return operation;
	}

	int size() {
		return size;
	}

	int stride() {
		return stride;
	}

	int padding() {
		return padding;
	}

	int dilation() {
		return dilation;
	}

	/** @return how many layers of this kind there are one after another */
	public int layers() {
		return layers;
	}

	/** @return the kernel as text, such as {@code box:3} */
	public String kernelText() {
		if (weights.equals("gaussian")) return "gaussian:" + sigma(5) + ":" + size;
		if (weights.equals("log")) return "log:" + sigma(6) + ":" + size;
		return weights + ":" + size;
	}

	/** So that the window holds as many standard deviations; at least half a pixel, in tenths. */
	private double sigma(final int deviations) {
		return Math.max(5, Math.round(10.0 * size / deviations)) / 10.0;
	}

	/**
	 * @return the kernel that each channel is multiplied with
	 * @throws IllegalArgumentException if there is none of this size
	 */
	public Kernel kernel() {
		return KernelText.parse(kernelText(), 2);
	}

	/**
	 * @param channels channels of the image
	 * @return channels of the result
	 */
	public int outputs(final int channels) {
		return operation == ExploredOperation.CONVOLUTION ? groups : channels;
	}

	/**
	 * @param channels channels of the image; with one, the image has the axes x and y, otherwise channels as a third
	 * @return the layers, one after another
	 * @throws IllegalArgumentException if the settings do not fit each other
	 */
	public List<Filter> filters(final int channels) {
		if (operation == ExploredOperation.CONVOLUTION && channels % groups != 0) throw new IllegalArgumentException("groups is " +
			groups + ", but must divide the " + channels + " channels");
		final List<Filter> filters = new ArrayList<>();
		int inputs = channels;
		for (int i = 0; i < layers; i++) {
			filters.add(filter(inputs));
			inputs = outputs(inputs);
		}
		return filters;
	}

	private Filter filter(final int channels) {
		final Padding added = Padding.explicit(padding);
		switch (operation) {
			case CONVOLUTION:
				return Convolution.of(bank(channels)).stride(stride).padding(added).dilation(dilation);
			case TRANSPOSED:
				return TransposedConvolution.of(kernel()).stride(stride).padding(added).dilation(dilation);
			case MAX_POOLING:
				return Pooling.max(size, size).stride(stride).padding(added).dilation(dilation);
			default:
				return Pooling.average(size, size).stride(stride).padding(added).dilation(dilation);
		}
	}

	/** The kernel for each channel that a group reads, and that for each group. */
	private Kernel bank(final int channels) {
		final Kernel one = kernel();
		if (channels == 1) return one;
		final int inputs = channels / groups;
		final double[] all = new double[one.taps() * inputs * groups];
		for (int i = 0; i < inputs * groups; i++)
			System.arraycopy(one.weights(), 0, all, i * one.taps(), one.taps());
		return new Kernel(all, inputs, groups, one.size()).withGroups(groups);
	}

	/**
	 * @param channels channels of the image
	 * @return the layers as Convolution Arithmetic takes them
	 */
	public String layersText(final int channels) {
		final StringBuilder text = new StringBuilder();
		for (int i = 0; i < layers; i++) {
			text.append(i == 0 ? "" : "; ").append(operation.layer()).append(" k=").append(size).append(" s=").append(stride);
			if (padding > 0) text.append(" p=").append(padding);
			if (dilation > 1) text.append(" d=").append(dilation);
			if (operation.hasKernel()) text.append(" c=").append(outputs(channels)).append(" g=").append(
				operation == ExploredOperation.CONVOLUTION ? groups : channels).append(" bias=0");
		}
		return text.toString();
	}

	/**
	 * @param channels channels of the image
	 * @param width of the image
	 * @param height of the image
	 * @return sizes, receptive fields, weights and multiplications of the layers
	 * @throws IllegalArgumentException if a layer has no result
	 */
	public ChainTable table(final int channels, final long width, final long height) {
		return LayerChain.parse(layersText(channels)).on(channels, width, height);
	}

	/**
	 * @param last the last layer
	 * @param d axis: 0 for x, 1 for y
	 * @param position of a pixel of the result along it
	 * @return the first and last pixel of the image along it that the pixel can depend on; they may be outside of the image
	 */
	static long[] seen(final ChainTable.Row last, final int d, final long position) {
		final double middle = last.position(d).inputCoordinate(position);
		final double reach = (last.receptiveField(d) - 1) / 2;
		return new long[] { (long) Math.ceil(middle - reach - ROUNDING), (long) Math.floor(middle + reach + ROUNDING) };
	}

	/**
	 * @param channels channels of the image
	 * @param width of the image
	 * @param height of the image
	 * @param words the language
	 * @return the formula of the size with its numbers, a line for each layer
	 */
	public String formula(final int channels, final long width, final long height, final Words words) {
		final StringBuilder text = new StringBuilder();
		long[] now = channels == 1 ? new long[] { width, height } : new long[] { width, height, channels };
		for (final Filter filter : filters(channels)) {
			final Pass pass = Pass.of(filter, Border.ZERO, 2, new long[][] { now }, (image, position) -> 0, 0);
			text.append(text.length() == 0 ? "" : "\n").append(SizeFormula.of(pass, words));
			now = pass.targetSize();
		}
		return text.toString();
	}

	/**
	 * @param channels channels of the image
	 * @return macro lines that do the same with the image that is open
	 */
	public String macro(final int channels) {
		final List<String> lines = new ArrayList<>();
		int inputs = channels;
		for (int i = 0; i < layers; i++) {
			lines.add(line(inputs).toString());
			inputs = outputs(inputs);
		}
		return String.join("\n", lines);
	}

	private MacroLine line(final int channels) {
		final Map<String, String> values = new LinkedHashMap<>();
		final boolean grouped = operation == ExploredOperation.CONVOLUTION && channels > 1;
		if (operation.hasKernel()) values.put("kernel", kernelText());
		else {
			values.put("method", operation == ExploredOperation.MAX_POOLING ? "max" : "average");
			values.put("window", String.valueOf(size));
		}
		if (grouped) values.put("groups", String.valueOf(groups));
		values.put("stride", String.valueOf(stride));
		values.put("padding", String.valueOf(padding));
		values.put("dilation", String.valueOf(dilation));
		if (operation == ExploredOperation.CONVOLUTION) values.put("border", "zero");
		return new MacroLine((grouped ? "Grouped Convolution" : operation.command()) + "...", values);
	}
}
