package io.github.convolvej.ij1.explorer;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.Layer;
import io.github.convolvej.geometry.LayerChain;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.learn.Pass;
import io.github.convolvej.learn.SizeFormula;
import io.github.convolvej.learn.Words;
import io.github.convolvej.network.text.FrameworkText;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Layers with their settings, and what follows from them: filters, the formula of the size, a macro. Outside of the
 * image are zeros, as in networks. Layers of sliders are all alike; those of a text may all be different. Immutable.
 */
public final class ExplorerSettings {

	/** More are not shown: each has a result of its own. */
	private static final int MOST_LAYERS = 200;

	private final List<ExplorerLayer> chain = new ArrayList<>();
	/** Within which channels are summed; 0 if every channel is filtered by itself. */
	private final int groups;
	/** The words of a text's layers; empty if they are those of sliders. */
	private final String words;
	private final int[] numbers;

	/**
	 * Layers that are all alike.
	 *
	 * @param operation what is done
	 * @param weights name of a kernel: box, binomial, gaussian or log, or the text of a kernel, whose size is then that of the
	 *          window; ignored by pooling
	 * @param numbers size of the window, stride, padding, dilation, groups, and how many layers of this kind there are
	 *          one after another
	 */
	public ExplorerSettings(final ExploredOperation operation, final String weights, final int... numbers) {
		if (numbers.length != 6) throw new IllegalArgumentException(numbers.length + " numbers, but there must be 6");
		String size = String.valueOf(numbers[0]);
		if (!ExplorerLayer.WEIGHTS.contains(weights) && operation.hasKernel()) {
			if (!weights.matches("[-+.0-9].*")) throw new IllegalArgumentException("weights is '" + weights +
				"', but must be one of " + String.join(", ", ExplorerLayer.WEIGHTS) + ", or rows of numbers");
			final Kernel own = KernelText.parse(weights, 2);
			size = own.size(0) + "," + own.size(1);
		}
		groups = numbers[4];
		words = "";
		this.numbers = numbers.clone();
		final String layer = operation.layer() + " k=" + size + " s=" + numbers[1] + (numbers[2] > 0 ? " p=" + numbers[2] : "") +
			(numbers[3] > 1 ? " d=" + numbers[3] : "");
		for (int i = 0; i < numbers[5]; i++)
			chain.add(new ExplorerLayer(layer, weights));
	}

	private ExplorerSettings(final String words, final String weights) {
		groups = 0;
		this.words = words;
		numbers = new int[0];
		for (final Layer layer : LayerChain.parse(words).layers())
			chain.add(new ExplorerLayer(layer.toString(), weights));
		if (chain.size() > MOST_LAYERS) throw new IllegalArgumentException(chain.size() + " layers, but at most " + MOST_LAYERS +
			" are explored");
	}

	/**
	 * Layers that may all be different. Each channel is filtered by itself with a kernel by name; what the text says of
	 * channels is counted, but not seen.
	 *
	 * @param text layers as PyTorch or Keras has them, or as Convolution Arithmetic takes them
	 * @param weights name of a kernel
	 * @return the settings
	 * @throws IllegalArgumentException naming what is not understood
	 */
	public static ExplorerSettings of(final String text, final String weights) {
		return new ExplorerSettings(FrameworkText.isFramework(text) ? FrameworkText.toChain(text, 2) : text, weights);
	}

	/** The layers, one after another. */
	List<ExplorerLayer> chain() {
		return chain;
	}

	/** @return how many layers there are one after another */
	public int layers() {
		return chain.size();
	}

	/** Whether the layers are those of a text. */
	boolean isText() {
		return !words.isEmpty();
	}

	/**
	 * The numbers of sliders that give the same layers: size, stride, padding, dilation, and how many there are.
	 *
	 * @return null if the layers differ, or have numbers that sliders do not have
	 */
	int[] sliders() {
		final ExplorerLayer first = chain.get(0);
		final boolean known = Arrays.stream(ExploredOperation.values()).anyMatch(o -> o.layer().equals(first.type()));
		final int[] padding = first.added(0);
		if (!known || padding == null || padding[0] != padding[1] || !Arrays.equals(padding, first.added(1))) return null;
		for (final ExplorerLayer layer : chain) {
			final boolean same = layer.type().equals(first.type()) && Arrays.equals(layer.size(), first.size()) && Arrays.equals(layer
				.stride(), first.stride()) && Arrays.equals(layer.dilation(), first.dilation()) && layer.padding().equals(first
					.padding()) && !layer.keepsRest() && layer.numbers("op", 0)[0] == 0 && layer.numbers("op", 0)[1] == 0;
			if (!same) return null;
		}
		for (final int[] both : new int[][] { first.size(), first.stride(), first.dilation() })
			if (both[0] != both[1]) return null;
		return new int[] { first.size()[0], first.stride()[0], padding[0], first.dilation()[0], chain.size() };
	}

	/** What the first layer is, if sliders have it. */
	ExploredOperation operation() {
		for (final ExploredOperation operation : ExploredOperation.values())
			if (operation.layer().equals(chain.get(0).type())) return operation;
		return null;
	}

	/** The first layer with a kernel; null if none has one. */
	ExplorerLayer kernelLayer() {
		return chain.stream().filter(ExplorerLayer::hasKernel).findFirst().orElse(null);
	}

	/**
	 * @param channels channels of the image
	 * @return channels of the result
	 */
	public int outputs(final int channels) {
		return groups > 0 && chain.get(0).isConvolution() ? groups : channels;
	}

	/**
	 * @param channels channels of the image; with one, the image has the axes x and y, otherwise channels as a third
	 * @return the layers, one after another
	 * @throws IllegalArgumentException if the settings do not fit each other
	 */
	public List<Filter> filters(final int channels) {
		if (groups > 0 && chain.get(0).isConvolution() && channels % groups != 0) throw new IllegalArgumentException("groups is " +
			groups + ", but must divide the " + channels + " channels");
		final List<Filter> filters = new ArrayList<>();
		int inputs = channels;
		for (final ExplorerLayer layer : chain) {
			filters.add(layer.filter(inputs, groups == 0 ? inputs : groups));
			inputs = outputs(inputs);
		}
		return filters;
	}

	/**
	 * @param channels channels of the image
	 * @return the layers as Convolution Arithmetic takes them
	 */
	public String layersText(final int channels) {
		if (isText()) return words;
		final StringBuilder text = new StringBuilder();
		for (final ExplorerLayer layer : chain) {
			text.append(text.length() == 0 ? "" : "; ").append(layer.type()).append(" k=").append(layer.size()[0]);
			if (layer.size()[0] != layer.size()[1]) text.append(',').append(layer.size()[1]);
			text.append(" s=").append(numbers[1]);
			if (numbers[2] > 0) text.append(" p=").append(numbers[2]);
			if (numbers[3] > 1) text.append(" d=").append(numbers[3]);
			if (layer.hasKernel()) text.append(" c=").append(outputs(channels)).append(" g=").append(layer.isConvolution() ? groups
				: channels).append(" bias=0");
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
	 * @param table of these settings
	 * @param d axis: 0 for x, 1 for y
	 * @param position of a pixel of the result along it
	 * @return the first and last pixel of the image along it that the pixel can depend on; they may be outside of the image
	 */
	long[] seen(final ChainTable table, final int d, final long position) {
		long[] seen = { position, position };
		for (int i = chain.size() - 1; i >= 0; i--)
			seen = chain.get(i).seen(d, seen[0], seen[1], table.rows().get(i).size()[d]);
		return seen;
	}

	/**
	 * @param channels channels of the image
	 * @param width of the image
	 * @param height of the image
	 * @param language the language
	 * @return the formula of the size with its numbers, a line for each layer
	 */
	public String formula(final int channels, final long width, final long height, final Words language) {
		final StringBuilder text = new StringBuilder();
		long[] now = channels == 1 ? new long[] { width, height } : new long[] { width, height, channels };
		int i = 0;
		for (final Filter filter : filters(channels)) {
			final Pass pass = Pass.of(filter, Border.ZERO, 2, new long[][] { now }, (image, position) -> 0, 0);
			final String formula = SizeFormula.of(pass, language);
			final long[] next = pass.targetSize();
			text.append(text.length() == 0 ? "" : "\n");
			if (isText()) text.append(chain.get(i).type()).append(": ");
			text.append(formula.isEmpty() ? now[0] + " x " + now[1] + " \u2192 " + next[0] + " x " + next[1] : formula);
			now = next;
			i++;
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
		for (final ExplorerLayer layer : chain) {
			lines.add(layer.line(inputs, groups == 0 ? inputs : groups).toString());
			inputs = outputs(inputs);
		}
		return String.join("\n", lines);
	}
}
