package io.github.convolvej.conformance;

import io.github.convolvej.geometry.Bins;
import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.Counts;
import io.github.convolvej.geometry.LayerChain;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Cases without images: sizes, receptive fields and counts. */
final class ArithmeticCases {

	private ArithmeticCases() {}

	static void register(final Map<String, Operation> operations) {
		operations.put("conv_output_size", ArithmeticCases::convolved);
		operations.put("effective_kernel", ArithmeticCases::effective);
		operations.put("transposed_output_size", ArithmeticCases::transposed);
		operations.put("pool_output_size", ArithmeticCases::pooled);
		operations.put("same_padding", ArithmeticCases::same);
		operations.put("adaptive_bins", ArithmeticCases::bins);
		operations.put("receptive_field", ArithmeticCases::receptiveField);
		operations.put("count_conv", ArithmeticCases::countConvolution);
		operations.put("count_depthwise_separable", ArithmeticCases::countDepthwiseSeparable);
		operations.put("count_spatially_separable", ArithmeticCases::countSeparable);
		operations.put("count_chain", ArithmeticCases::countChain);
	}

	/** One result for every row of the inputs. */
	private static Tensor rows(final Case c, final IntToLongFunction row) {
		final int n = c.input(c.attributes.getAsJsonArray("columns").get(0).getAsString()).data.length;
		final double[] values = new double[n];
		for (int i = 0; i < n; i++)
			values[i] = row.applyAsLong(i);
		return new Tensor(new int[] { n }, "int64", values);
	}

	private static int[] column(final Case c, final String name) {
		return Arrays.stream(c.input(name).data).mapToInt(v -> (int) v).toArray();
	}

	/** 0 where the geometry refuses because there is no output. */
	private static long orNone(final LongSupplier size) {
		try {
			return size.getAsLong();
		}
		catch (final IllegalArgumentException e) {
			if (!e.getMessage().startsWith("No output")) throw e;
			return 0;
		}
	}

	private static void convolved(final Case c, final Results results) {
		final int[] n = column(c, "input");
		final int[] k = column(c, "kernel");
		final int[] s = column(c, "stride");
		final int[] before = column(c, "padding_begin");
		final int[] after = column(c, "padding_end");
		final int[] d = column(c, "dilation");
		results.add("output_size", rows(c, i -> orNone(() -> new Window(k[i], s[i], d[i], before[i], after[i]).targetSize(
			n[i], 0))));
	}

	private static void effective(final Case c, final Results results) {
		final int[] k = column(c, "kernel");
		final int[] d = column(c, "dilation");
		results.add("effective_kernel", rows(c, i -> new Window(k[i], 1, d[i], 0, 0).effectiveSize()));
	}

	private static void transposed(final Case c, final Results results) {
		final int[] n = column(c, "input");
		final int[] k = column(c, "kernel");
		final int[] s = column(c, "stride");
		final int[] p = column(c, "padding");
		final int[] d = column(c, "dilation");
		final int[] op = column(c, "output_padding");
		results.add("output_size", rows(c, i -> orNone(() -> new TransposedWindow(new Window(k[i], s[i], d[i],
			p[i], p[i]), op[i]).targetSize(n[i], 0))));
	}

	private static void pooled(final Case c, final Results results) {
		final int[] n = column(c, "input");
		final int[] k = column(c, "kernel");
		final int[] s = column(c, "stride");
		final int[] p = column(c, "padding");
		final int[] d = column(c, "dilation");
		final int[] ceil = column(c, "ceil_mode");
		results.add("output_size", rows(c, i -> {
			final Window window = new Window(k[i], s[i], d[i], p[i], p[i]);
			return orNone(() -> ceil[i] == 1 ? window.ceilMode(true).targetSize(n[i], 0) : window.targetSize(n[i], 0));
		}));
	}

	private static void same(final Case c, final Results results) {
		final int[] n = column(c, "input");
		final int[] k = column(c, "kernel");
		final int[] s = column(c, "stride");
		final int[] d = column(c, "dilation");
		final Window[] windows = new Window[n.length];
		for (int i = 0; i < n.length; i++)
			windows[i] = Padding.SAME.window(0, n[i], k[i], s[i], d[i]);
		results.add("output_size", rows(c, i -> windows[i].targetSize(n[i], 0)));
		results.add("total", rows(c, i -> windows[i].padBefore() + windows[i].padAfter()));
		results.add("begin", rows(c, i -> windows[i].padBefore()));
		results.add("end", rows(c, i -> windows[i].padAfter()));
	}

	private static void bins(final Case c, final Results results) {
		final int[] n = column(c, "input");
		final int[] bins = column(c, "bins");
		final int[] index = column(c, "index");
		results.add("start", rows(c, i -> new Bins(n[i], bins[i]).start(index[i])));
		results.add("end_exclusive", rows(c, i -> new Bins(n[i], bins[i]).end(index[i])));
	}

	private static void receptiveField(final Case c, final Results results) {
		final ChainTable table = chain(c).on(1, c.integer("input_size", 0));
		final List<ChainTable.Row> rows = table.rows().subList(1, table.rows().size());
		results.add("effective_kernel", vector(rows, r -> r.effectiveSize(0)));
		results.add("output_size", vector(rows, r -> r.size()[0]));
		results.add("jump", vector(rows, r -> r.position(0).scale()));
		results.add("receptive_field", vector(rows, r -> r.receptiveField(0)));
		results.add("start", vector(rows, r -> r.position(0).offset()));
	}

	/** The layers as the text that users write. */
	private static LayerChain chain(final Case c) {
		final StringBuilder text = new StringBuilder();
		for (final JsonElement e : c.attributes.getAsJsonArray("layers")) {
			final JsonObject layer = e.getAsJsonObject();
			final String type = layer.has("type") ? layer.get("type").getAsString() : "conv";
			text.append(type.equals("conv_transpose") ? "tconv" : type);
			append(text, layer, "kernel", "k");
			append(text, layer, "stride", "s");
			append(text, layer, "padding", "p");
			append(text, layer, "dilation", "d");
			append(text, layer, "output_padding", "op");
			append(text, layer, "out_channels", "c");
			append(text, layer, "groups", "g");
			text.append("; ");
		}
		return LayerChain.parse(text.toString());
	}

	private static void append(final StringBuilder text, final JsonObject layer, final String name, final String key) {
		if (!layer.has(name)) return;
		final int[] values = Tensor.reversed(Tensor.ints(layer.get(name)));
		text.append(' ').append(key).append('=').append(Arrays.toString(values).replaceAll("[\\[\\] ]", ""));
	}

	private static Tensor vector(final List<ChainTable.Row> rows, final ToDoubleFunction<ChainTable.Row> value) {
		return vector(rows.stream().mapToDouble(value).toArray());
	}

	private static Tensor vector(final double... values) {
		return new Tensor(new int[] { values.length }, "float64", values);
	}

	private static long[] longs(final int[] values) {
		return Arrays.stream(values).asLongStream().toArray();
	}

	private static void countConvolution(final Case c, final Results results) {
		final int[] size = c.axes("kernel", 2, 1);
		final int in = c.integer("in_channels", 1);
		final int out = c.integer("out_channels", 1);
		final int groups = c.integer("groups", 1);
		results.add("parameters", vector(Counts.parameters(in, out, groups, c.flag("bias"), size)));
		results.add("multiplications", vector(Counts.multiplications(in, out, groups, size, longs(c.axes("output_spatial",
			2, 1)))));
	}

	private static void countDepthwiseSeparable(final Case c, final Results results) {
		final int[] size = c.axes("kernel", 2, 1);
		final int[] ones = new int[size.length];
		Arrays.fill(ones, 1);
		final int in = c.integer("in_channels", 1);
		final int between = in * c.integer("depth_multiplier", 1);
		final int out = c.integer("out_channels", 1);
		final long[] positions = longs(c.axes("output_spatial", 2, 1));
		final long depthwise = Counts.parameters(in, between, in, c.flag("bias"), size);
		final long pointwise = Counts.parameters(between, out, 1, c.flag("bias"), ones);
		final double depthwiseMultiplications = Counts.multiplications(in, between, in, size, positions);
		final double pointwiseMultiplications = Counts.multiplications(between, out, 1, ones, positions);
		results.add("depthwise_parameters", vector(depthwise));
		results.add("pointwise_parameters", vector(pointwise));
		results.add("parameters", vector(depthwise + pointwise));
		results.add("depthwise_multiplications", vector(depthwiseMultiplications));
		results.add("pointwise_multiplications", vector(pointwiseMultiplications));
		results.add("multiplications", vector(depthwiseMultiplications + pointwiseMultiplications));
	}

	private static void countSeparable(final Case c, final Results results) {
		final int[] size = c.axes("kernel", 2, 1);
		final long[] source = longs(c.axes("input_spatial", 2, 1));
		final long[] valid = new long[size.length];
		// the case counts axes from the slowest
		final int[] order = new int[size.length];
		for (int d = 0; d < size.length; d++) {
			order[d] = size.length - 1 - d;
			valid[d] = new Window(size[d], 1, 1, 0, 0).targetSize(source[d], d);
		}
		results.add("full_parameters", vector(Counts.parameters(1, 1, 1, false, size)));
		results.add("separated_parameters", vector(Arrays.stream(size).sum()));
		results.add("full_multiplications", vector(Counts.multiplications(1, 1, 1, size, valid)));
		results.add("separated_multiplications", vector(Counts.separableMultiplications(size, source, false, order)));
		results.add("separated_multiplications_same_padding", vector(Counts.separableMultiplications(size, source, true,
			order)));
		results.add("full_multiplications_same_padding", vector(Counts.multiplications(1, 1, 1, size, source)));
	}

	private static void countChain(final Case c, final Results results) {
		final int[] shape = Arrays.stream(c.input("input_shape").data).mapToInt(v -> (int) v).toArray();
		final int axes = shape.length - 1;
		final long[] size = longs(Tensor.reversed(Arrays.copyOfRange(shape, 1, shape.length)));
		final ChainTable table = chain(c).on(shape[0], size);
		final List<ChainTable.Row> rows = table.rows().subList(1, table.rows().size());
		final double[] shapes = new double[rows.size() * (axes + 1)];
		for (int i = 0; i < rows.size(); i++) {
			shapes[i * (axes + 1)] = rows.get(i).channels();
			for (int d = 0; d < axes; d++)
				shapes[i * (axes + 1) + axes - d] = rows.get(i).size()[d];
		}
		results.add("shapes", new Tensor(new int[] { rows.size(), axes + 1 }, "int64", shapes));
		results.add("parameters", vector(rows, ChainTable.Row::parameters));
		results.add("multiplications", vector(rows, ChainTable.Row::multiplications));
		results.add("total_parameters", vector(table.parameters()));
		results.add("total_multiplications", vector(table.multiplications()));
	}
}
