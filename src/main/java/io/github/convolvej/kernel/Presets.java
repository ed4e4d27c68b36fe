package io.github.convolvej.kernel;

import io.github.convolvej.geometry.NearestWord;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Kernels by name, for 1, 2 or 3 axes: {@code name}, {@code name:arguments} or
 * {@code name:arguments:size}. Arguments and sizes are one number for all axes
 * or one for each, x first, separated by commas. Weights are for correlation,
 * the default mode. Edge kernels are not normalised: {@code sobel-x} is the
 * textbook kernel of integers.
 */
public final class Presets {

	private static final Map<String, String> HELP = new LinkedHashMap<>();
	static {
		HELP.put("identity", "identity[:size] - 1 in the centre, 0 elsewhere; size 1");
		HELP.put("box", "box[:size] - mean of the window; size 3");
		HELP.put("disk", "disk:radius - mean of all samples within the radius; radius 1");
		HELP.put("binomial", "binomial[:size] - 1 2 1, 1 4 6 4 1, ... on every axis, sum 1; size 3");
		HELP.put("gaussian", "gaussian:sigma[:size] - sampled Gaussian, sum 1; radius 4 sigma");
		HELP.put("log", "log:sigma[:size] - Laplacian of Gaussian (negative in the centre)");
		HELP.put("dog", "dog:sigma1,sigma2 - Gaussian of sigma1 minus Gaussian of sigma2, the same on every axis");
		HELP.put("sharpen", "sharpen - identity minus Laplacian");
		HELP.put("laplacian", "laplacian - second differences: 1 to each neighbour along an axis, their negative sum in the centre");
		HELP.put("laplacian-8", "laplacian-8 - 1 to every neighbour, diagonal ones too");
		HELP.put("emboss", "emboss - -2 -1 0; -1 1 1; 0 1 2");
		HELP.put("sobel-x", "sobel-x[:size], -y, -z - -1 0 1 along, 1 2 1 across; size 3, 5, 7, ...; sobel is sobel-x");
		HELP.put("scharr-x", "scharr-x, -y, -z - -1 0 1 along, 3 10 3 across; scharr is scharr-x");
		HELP.put("prewitt-x", "prewitt-x, -y, -z - -1 0 1 along, 1 1 1 across; prewitt is prewitt-x");
		HELP.put("farid-x", "farid-x, -y, -z - 5 taps, Farid and Simoncelli 2004; farid is farid-x");
		HELP.put("roberts-x", "roberts-x, -y - 1 0; 0 -1 and 0 1; -1 0; roberts is roberts-x");
		HELP.put("gaussian-x", "gaussian-x:sigma, -y, -z - first derivative of a Gaussian along the axis; radius 4 sigma");
		HELP.put("nearest", "nearest[:stride], bilinear, bicubic - enlarge by transposed convolution of that stride; stride 2");
	}

	private static final List<String> EXAMPLES = Collections.unmodifiableList(Arrays.asList("identity", "box:3", "box:5",
		"disk:3", "binomial:3", "binomial:5", "gaussian:1", "gaussian:2", "log:1.5", "dog:1,1.6", "sharpen", "laplacian",
		"laplacian-8", "emboss", "sobel-x", "sobel-y", "scharr-x", "scharr-y", "prewitt-x", "prewitt-y", "farid-x",
		"farid-y", "roberts-x", "roberts-y", "gaussian-x:1", "gaussian-y:1"));

	private Presets() {}

	/** @return presets with common arguments for a list of choices; each works on two axes */
	public static List<String> examples() {
		return EXAMPLES;
	}

	/** @return every preset with a line of help, in the order of the manual */
	public static Map<String, String> help() {
		return Collections.unmodifiableMap(HELP);
	}

	/**
	 * Makes a preset.
	 *
	 * @param text name and arguments
	 * @param numDimensions spatial axes: 1, 2 or 3
	 * @return the kernel
	 * @throws IllegalArgumentException if there is no such preset, or it does not
	 *           accept these arguments or that number of axes
	 */
	public static Kernel parse(final String text, final int numDimensions) {
		final String[] parts = text.trim().toLowerCase(Locale.ROOT).split(":", -1);
		final Arguments arguments = new Arguments(text.trim(), parts, numDimensions);
		final String name = parts[0].trim();
		final int dash = name.length() - 2;
		final int axis = dash > 0 && name.charAt(dash) == '-' ? "xyz".indexOf(name.charAt(dash + 1)) : -1;
		if (axis >= 0) return derivative(name.substring(0, dash), axis, arguments);
		switch (name) {
			case "identity":
				return identity(arguments.sizes(1, 1));
			case "box":
				return checked(SmoothingKernels.box(checkedSize(arguments.sizes(1, 3))));
			case "disk":
				return disk(arguments.number(1.0), numDimensions);
			case "binomial":
				return checked(SmoothingKernels.binomial(arguments.sizes(1, 3)));
			case "gaussian":
				return gaussian(arguments);
			case "log":
				return laplacianOfGaussian(arguments);
			case "dog":
				return differenceOfGaussians(arguments);
			case "sharpen":
				arguments.expect(0);
				return neighbours(numDimensions, false, 1 + 2 * numDimensions, -1);
			case "laplacian":
				arguments.expect(0);
				return neighbours(numDimensions, false, -2 * numDimensions, 1);
			case "laplacian-8":
				arguments.expect(0);
				return neighbours(numDimensions, true, 1 - (int) Math.pow(3, numDimensions), 1);
			case "emboss":
				arguments.expect(0);
				arguments.planar();
				return new Kernel(new double[] { -2, -1, 0, -1, 1, 1, 0, 1, 2 }, 1, 1, flat(numDimensions, 3));
			case "nearest":
				return Upsampling.nearest(arguments.sizes(1, 2));
			case "bilinear":
				return Upsampling.bilinear(arguments.sizes(1, 2));
			case "bicubic":
				return Upsampling.bicubic(arguments.sizes(1, 2));
			case "sobel":
			case "scharr":
			case "prewitt":
			case "farid":
			case "roberts":
				return derivative(name, 0, arguments);
			default:
				throw new IllegalArgumentException("kernel '" + text.trim() + "' is neither numbers nor a preset" + NearestWord.hint(
					name, HELP.keySet()) + "; presets: " + String.join(", ", HELP.keySet()));
		}
	}

	private static Kernel derivative(final String family, final int axis, final Arguments arguments) {
		final int n = arguments.numDimensions;
		if (axis >= n) throw new IllegalArgumentException("kernel '" + arguments.text + "' needs " + (axis + 1) +
			" axes, but a " + n + "D kernel is wanted: use dimensions=" + (axis + 1) + "D");
		final GradientOperator operator = gradient(family, arguments);
		if (operator.isDiagonal() && axis > 1) throw unknown(arguments.text);
		final SeparableKernel kernel = operator.kernel(axis);
		checkedProduct(kernel.size());
		// Roberts' cross lies in the xy plane, also for 3D images
		return operator.numDimensions() < n ? Kernel.of(kernel).reshaped(flat(n, 2)) : Kernel.of(kernel);
	}

	/**
	 * Reads {@code sobel}, {@code sobel:5}, {@code scharr}, {@code prewitt},
	 * {@code farid}, {@code roberts} or {@code gaussian:1.5} (one sigma for all
	 * axes or one for each, x first).
	 *
	 * @param text the text
	 * @param numDimensions spatial axes: 1, 2 or 3
	 * @return the operator
	 * @throws IllegalArgumentException if the text is anything else, or there is
	 *           no such operator for that number of axes
	 */
	public static GradientOperator gradient(final String text, final int numDimensions) {
		final String[] parts = text == null ? new String[] { "" } : text.trim().toLowerCase(Locale.ROOT).split(":", -1);
		if (parts[0].trim().equals("roberts") && numDimensions != 2) throw new IllegalArgumentException(
			"Roberts' cross works on 2 axes, but a gradient on " + numDimensions + " is wanted: use sobel");
		return gradient(parts[0].trim(), new Arguments(text == null ? "" : text.trim(), parts, numDimensions));
	}

	private static GradientOperator gradient(final String family, final Arguments arguments) {
		final int n = arguments.numDimensions;
		switch (family) {
			case "sobel":
				return GradientOperator.sobel(n, arguments.size(1, 3));
			case "scharr":
				arguments.expect(0);
				return GradientOperator.scharr(n);
			case "prewitt":
				arguments.expect(0);
				return GradientOperator.prewitt(n);
			case "farid":
				arguments.expect(0);
				return GradientOperator.farid(n);
			case "roberts":
				arguments.expect(0);
				arguments.planar();
				return GradientOperator.roberts();
			case "gaussian":
				arguments.expect(1);
				return GradientOperator.gaussian(arguments.perAxis(1));
			default:
				throw unknown(arguments.text);
		}
	}

	private static IllegalArgumentException unknown(final String text) {
		final String name = text.split(":", -1)[0].trim();
		return new IllegalArgumentException("kernel '" + text + "' is not a preset" + NearestWord.hint(name, HELP.keySet()) +
			"; presets: " + String.join(", ", HELP.keySet()));
	}

	/**
	 * The centre of an even size is the tap that padding {@code same} aligns with
	 * the output sample, so the image does not move.
	 */
	private static Kernel identity(final int[] size) {
		final double[][] vectors = new double[size.length][];
		for (int d = 0; d < vectors.length; d++) {
			vectors[d] = new double[size[d]];
			vectors[d][(size[d] - 1) / 2] = 1;
		}
		checkedProduct(size);
		return Kernel.of(SeparableKernel.of(vectors));
	}

	private static Kernel disk(final double radius, final int n) {
		if (!(radius >= 0) || radius > 10_000) throw new IllegalArgumentException("disk radius is " + radius +
			", but must be a number of samples from 0 to 10000");
		final int r = (int) Math.floor(radius);
		final int[] size = flat(n, 2 * r + 1);
		Arrays.fill(size, 2 * r + 1);
		final double[] w = new double[checkedProduct(size)];
		final int width = 2 * r + 1;
		// samples of each row on either side of the centre; -1 for none
		final int[] half = new int[w.length / width];
		int count = 0;
		for (int row = 0; row < half.length; row++) {
			double distance = 0;
			for (int d = 1, rest = row; d < n; d++, rest /= width)
				distance += (double) (rest % width - r) * (rest % width - r);
			int x = r;
			while (x >= 0 && distance + (double) x * x > radius * radius)
				x--;
			half[row] = x;
			count += 2 * x + 1 > 0 ? 2 * x + 1 : 0;
		}
		for (int row = 0; row < half.length; row++)
			if (half[row] >= 0) Arrays.fill(w, row * width + r - half[row], row * width + r + half[row] + 1, 1.0 / count);
		return new Kernel(w, 1, 1, size);
	}

	private static Kernel gaussian(final Arguments arguments) {
		final double[] sigma = arguments.perAxis(1);
		final int[] radius = new int[sigma.length];
		for (int d = 0; d < sigma.length; d++)
			radius[d] = arguments.radius(2, d, sigma[d]);
		return checked(SmoothingKernels.gaussian(sigma, new int[sigma.length], radius));
	}

	private static Kernel laplacianOfGaussian(final Arguments arguments) {
		final double[] sigma = arguments.perAxis(1);
		final int[] radius = new int[sigma.length];
		for (int d = 0; d < sigma.length; d++)
			radius[d] = Math.max(sigma[d] == 0 ? 0 : 1, arguments.radius(2, d, sigma[d]));
		return checked(SmoothingKernels.laplacianOfGaussian(sigma, radius));
	}

	private static Kernel differenceOfGaussians(final Arguments arguments) {
		final double[] sigmas = arguments.numbers(1);
		arguments.expect(1);
		if (sigmas.length != 2) throw new IllegalArgumentException("kernel '" + arguments.text +
			"' needs two sigmas, for example dog:1,2");
		final double[][] perAxis = new double[2][arguments.numDimensions];
		Arrays.fill(perAxis[0], sigmas[0]);
		Arrays.fill(perAxis[1], sigmas[1]);
		return checked(SmoothingKernels.differenceOfGaussians(perAxis[0], perAxis[1]));
	}

	private static Kernel checked(final SeparableKernel kernel) {
		checkedProduct(kernel.size());
		return Kernel.of(kernel);
	}

	/**
	 * A kernel of 3 taps on every axis with one value in the centre and one for
	 * the neighbours.
	 */
	private static Kernel neighbours(final int n, final boolean diagonal, final double centre, final double neighbour) {
		final int[] size = new int[n];
		Arrays.fill(size, 3);
		final double[] w = new double[checkedProduct(size)];
		for (int i = 0; i < w.length; i++) {
			int distance = 0;
			for (int d = 0, rest = i; d < n; d++, rest /= 3)
				distance += Math.abs(rest % 3 - 1);
			w[i] = distance == 0 ? centre : distance == 1 || diagonal ? neighbour : 0;
		}
		return new Kernel(w, 1, 1, size);
	}

	private static int[] flat(final int n, final int size) {
		final int[] sizes = new int[n];
		Arrays.fill(sizes, 1);
		for (int d = 0; d < Math.min(n, 2); d++)
			sizes[d] = size;
		return sizes;
	}

	private static int[] checkedSize(final int[] size) {
		checkedProduct(size);
		return size;
	}

	private static int checkedProduct(final int[] size) {
		long product = 1;
		for (final int s : size) {
			product *= s;
			if (product > Kernel.MAX_TAPS) throw new IllegalArgumentException("kernel of size " + Arrays.toString(size) +
				" has more than " + Kernel.MAX_TAPS + " taps: that is more than can be used");
		}
		return (int) product;
	}

	/** The numbers after a preset's name. */
	private static final class Arguments {

		final String text;
		final int numDimensions;
		private final String[] parts;

		Arguments(final String text, final String[] parts, final int numDimensions) {
			this.text = text;
			this.parts = parts;
			this.numDimensions = numDimensions;
			expect(2);
		}

		void expect(final int most) {
			if (parts.length - 1 > most) throw new IllegalArgumentException("kernel '" + text + "' has more arguments than '" +
				parts[0].trim() + "' takes: " + help("none"));
		}

		/**
		 * Help for a preset. The presets of a derivative along y or z share the help
		 * of the one along x.
		 */
		private String help(final String otherwise) {
			final String name = parts[0].trim();
			final String x = name.matches(".*-[yz]") ? name.substring(0, name.length() - 1) + "x" : name + "-x";
			return HELP.getOrDefault(name, HELP.getOrDefault(x, otherwise));
		}

		void planar() {
			if (numDimensions < 2) throw new IllegalArgumentException("kernel '" + text +
				"' needs 2 axes, but a 1D kernel is wanted: use dimensions=2D");
		}

		double[] numbers(final int part) {
			if (part >= parts.length || parts[part].trim().isEmpty()) throw new IllegalArgumentException("kernel '" + text +
				"' lacks a number: " + help(parts[0].trim() + ":1.5"));
			final String[] words = parts[part].split(",", -1);
			final double[] values = new double[words.length];
			for (int i = 0; i < words.length; i++) {
				try {
					values[i] = Double.parseDouble(words[i].trim());
				}
				catch (final NumberFormatException e) {
					throw new IllegalArgumentException("kernel '" + text + "' has '" + words[i].trim() +
						"' where a number is expected", e);
				}
			}
			return values;
		}

		/**
		 * A single number. A default value of NaN means that the number must be
		 * given.
		 */
		double number(final double defaultValue) {
			expect(1);
			if (parts.length == 1 && !Double.isNaN(defaultValue)) return defaultValue;
			final double[] values = numbers(1);
			if (values.length != 1) throw new IllegalArgumentException("kernel '" + text + "' takes one number, but has " +
				values.length);
			return values[0];
		}

		double[] perAxis(final int part) {
			final double[] values = numbers(part);
			if (values.length != 1 && values.length != numDimensions) throw new IllegalArgumentException("kernel '" + text +
				"' has " + values.length + " numbers, but needs one for all axes or " + numDimensions);
			final double[] all = new double[numDimensions];
			for (int d = 0; d < numDimensions; d++)
				all[d] = values[values.length == 1 ? 0 : d];
			return all;
		}

		int[] sizes(final int part, final int defaultSize) {
			expect(part);
			final int[] sizes = new int[numDimensions];
			Arrays.fill(sizes, defaultSize);
			if (parts.length <= part) return sizes;
			final double[] values = perAxis(part);
			for (int d = 0; d < sizes.length; d++) {
				if (values[d] < 1 || values[d] > Kernel.MAX_TAPS || values[d] != Math.rint(values[d]))
					throw new IllegalArgumentException("kernel '" + text + "' has size " + values[d] +
						", but must have a whole number of taps, from 1 to " + Kernel.MAX_TAPS);
				sizes[d] = (int) values[d];
			}
			return sizes;
		}

		int size(final int part, final int defaultSize) {
			final int[] sizes = sizes(part, defaultSize);
			if (Arrays.stream(sizes).distinct().count() > 1) throw new IllegalArgumentException("kernel '" + text +
				"' takes one size for all axes");
			return sizes[0];
		}

		/**
		 * The radius along an axis: half the given size, which must be odd, or the
		 * default radius of the sigma.
		 */
		int radius(final int part, final int d, final double sigma) {
			if (parts.length <= part) return Gaussian.radius(sigma);
			final int size = sizes(part, 0)[d];
			if (size % 2 == 0) throw new IllegalArgumentException("kernel '" + text + "' has size " + size +
				", but a Gaussian needs an odd size, to have a centre");
			return size / 2;
		}
	}
}
