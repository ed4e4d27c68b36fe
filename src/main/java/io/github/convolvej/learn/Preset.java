package io.github.convolvej.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Operations by name, with the size of the image they are shown on. The first
 * fifteen are the cases of Dumoulin and Visin, A guide to convolution arithmetic
 * for deep learning (arXiv:1603.07285), under the names of their animations; the
 * others are usual examples. Immutable.
 */
public final class Preset {

	/** The kernel and the image of figure 1.1 of the guide. */
	private static final String KERNEL = "[0 1 2; 2 2 0; 0 1 2]";
	private static final String KERNEL_4 = "[0 1 2 1; 2 2 0 1; 0 1 2 0; 1 0 1 2]";
	private static final int[][] IMAGE = { { 3, 3, 2, 1, 0 }, { 0, 0, 1, 3, 1 }, { 3, 1, 2, 2, 3 }, { 2, 0, 0, 2, 2 }, { 2, 0,
		0, 0, 1 } };
	private static final String CONVOLUTION = "convolution border=zero kernel=";
	private static final String TRANSPOSED = "transposed-convolution kernel=";

	private static final List<Preset> ALL = Collections.unmodifiableList(Arrays.asList( //
		new Preset("no-padding-no-strides", 4, 1, CONVOLUTION + KERNEL + " padding=valid"), //
		new Preset("arbitrary-padding-no-strides", 5, 1, CONVOLUTION + KERNEL_4 + " padding=2"), //
		new Preset("half-padding-no-strides", 5, 1, CONVOLUTION + KERNEL + " padding=1"), //
		new Preset("full-padding-no-strides", 5, 1, CONVOLUTION + KERNEL + " padding=2"), //
		new Preset("no-padding-strides", 5, 1, CONVOLUTION + KERNEL + " padding=valid stride=2"), //
		new Preset("padding-strides", 5, 1, CONVOLUTION + KERNEL + " padding=1 stride=2"), //
		new Preset("padding-strides-odd", 6, 1, CONVOLUTION + KERNEL + " padding=1 stride=2"), //
		new Preset("no-padding-no-strides-transposed", 2, 1, TRANSPOSED + KERNEL + " padding=valid stride=1"), //
		new Preset("arbitrary-padding-no-strides-transposed", 6, 1, TRANSPOSED + KERNEL_4 + " padding=2 stride=1"), //
		new Preset("half-padding-no-strides-transposed", 5, 1, TRANSPOSED + KERNEL + " padding=1 stride=1"), //
		new Preset("full-padding-no-strides-transposed", 7, 1, TRANSPOSED + KERNEL + " padding=2 stride=1"), //
		new Preset("no-padding-strides-transposed", 2, 1, TRANSPOSED + KERNEL + " padding=valid stride=2"), //
		new Preset("padding-strides-transposed", 3, 1, TRANSPOSED + KERNEL + " padding=1 stride=2"), //
		new Preset("padding-strides-odd-transposed", 3, 1, TRANSPOSED + KERNEL + " padding=1 stride=2 paddingout=1"), //
		new Preset("dilation", 7, 1, CONVOLUTION + KERNEL + " padding=valid dilation=2"), //
		new Preset("dilated-1-2-4", 15, 1, "dilated-convolution rates=1,2,4 padding=valid border=zero kernel=[0 1 0; 1 1 1; 0 1 0]"), //
		new Preset("channels-256", 12, 3, CONVOLUTION + "[" + bank(256, 3) + "] padding=valid channels=mixed"), //
		new Preset("depthwise-256", 12, 3, "depthwise-separable-convolution padding=valid border=zero kernel=[" + bank(3, 1) +
			"] pointwise=[" + matrix(256, 3) + "]"), //
		new Preset("depthwise-pointwise", 5, 3, "depthwise-separable-convolution padding=valid border=zero kernel=[0 1 2; 2 2 0; 0 1 2 # 1 0 -1; 1 0 -1; 1 0 -1 # 1 1 1; 0 0 0; -1 -1 -1]" +
			" pointwise=[1 1 0; 0 1 -1]"), //
		new Preset("filter-bank-bias", 5, 3, CONVOLUTION + "[" + bank(2, 3, 3) + "] bias=1,-2 padding=1 channels=mixed"), //
		new Preset("stride-2", 6, 1, CONVOLUTION + KERNEL + " padding=1 stride=2"), //
		new Preset("max-pooling-2", 6, 1, "pooling method=max window=2"), //
		new Preset("max-pooling-overlapping", 5, 1, "pooling method=max window=3 stride=1"), //
		new Preset("average-pooling", 5, 1, "pooling method=average window=3 stride=1"), //
		new Preset("stochastic-pooling", 6, 1, "pooling method=stochastic window=2"), //
		new Preset("unpooling", 3, 1, "unpooling method=nearest window=2"), //
		new Preset("separable", 6, 1, "separable-convolution kernel=[1 2 1; 2 4 2; 1 2 1] padding=same border=replicate"), //
		new Preset("deformable", 6, 1, deformable())));

	private final String name;
	private final int side;
	private final int channels;
	private final String operation;

	private Preset(final String name, final int side, final int channels, final String operation) {
		this.name = name;
		this.side = side;
		this.channels = channels;
		this.operation = operation;
	}

	/** @return all presets */
	public static List<Preset> all() {
		return ALL;
	}

	/**
	 * @param name its name
	 * @return the preset
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public static Preset of(final String name) {
		return ALL.stream().filter(p -> p.name.equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
			"preset is '" + name + "', but must be none or one of " + ALL.stream().map(Preset::name).collect(Collectors.joining(
				", "))));
	}

	/** Kernels of 5 x 5 or other small whole numbers, the same ones each time. */
	private static String bank(final int outputs, final int inputs) {
		return bank(outputs, inputs, 5);
	}

	private static String bank(final int outputs, final int inputs, final int side) {
		final List<String> kernels = new ArrayList<>();
		for (int k = 0; k < outputs; k++) {
			final List<String> channels = new ArrayList<>();
			for (int c = 0; c < inputs; c++) {
				final List<String> rows = new ArrayList<>();
				for (int y = 0; y < side; y++) {
					final List<String> row = new ArrayList<>();
					for (int x = 0; x < side; x++)
						row.add(String.valueOf((x * (k + 2) + y * (c + 3) + k + x * y) % 5 - 2));
					rows.add(String.join(" ", row));
				}
				channels.add(String.join("; ", rows));
			}
			kernels.add(String.join(" ~ ", channels));
		}
		return String.join(" # ", kernels);
	}

	private static String matrix(final int outputs, final int inputs) {
		final List<String> rows = new ArrayList<>();
		for (int k = 0; k < outputs; k++) {
			final List<String> row = new ArrayList<>();
			for (int c = 0; c < inputs; c++)
				row.add(String.valueOf((k * (c + 1) + c) % 4 - 1));
			rows.add(String.join(" ", row));
		}
		return String.join("; ", rows);
	}

	/** Taps that are moved apart a little, each its own way. */
	private static String deformable() {
		final String none = "0 0 0; 0 0 0; 0 0 0";
		final String constants = "-0.5,-0.5,-0.25,0,-0.5,0.5,0,-0.75,0,0,0.25,0.5,0.5,-0.5,0.75,0,0.25,0.25";
		return "deformable-convolution padding=valid kernel=" + KERNEL + " offsetweights=[" + String.join(" # ", Collections
			.nCopies(18, none)) + "] offsetconstant=" + constants;
	}

	/** @return its name: lower case, with dashes */
	public String name() {
		return name;
	}

	/** @return samples along x and y of the image */
	public int side() {
		return side;
	}

	/** @return channels of the image */
	public int channels() {
		return channels;
	}

	/** @return the filter with its keys, as on the command line */
	public String operation() {
		return operation;
	}

	/**
	 * A sample of the image that is taken where none is open.
	 *
	 * @param x column
	 * @param y row
	 * @param c channel
	 * @return a small whole number
	 */
	public double sample(final int x, final int y, final int c) {
		return IMAGE[(y + 2 * c) % 5][(x + c) % 5];
	}
}
