package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.operator.Operators;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;
import io.github.convolvej.network.tensor.Tensor;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Single operators beside PyTorch in double precision or ONNX Runtime, by whole layers and in small tiles. */
class OperatorsTest {

	private static final double TOLERANCE = 4e-6;

	@Test
	void operatorsAgreeWithPyTorch() throws IOException {
		final JsonArray cases = JsonParser.parseString(Files.readString(Paths.get(
			"src/test/resources/network-operators.json"))).getAsJsonArray();
		assertEquals(215, cases.size());
		final List<String> wrong = new ArrayList<>();
		for (int i = 0; i < cases.size(); i++) {
			final String problem = problem(cases.get(i).getAsJsonObject());
			if (problem != null) wrong.add(i + " " + cases.get(i).getAsJsonObject().get("operator") + " " + cases.get(i)
				.getAsJsonObject().get("attributes") + ": " + problem);
		}
		assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
	}

	private static String problem(final JsonObject json) {
		final Tensor input = tensor(json.getAsJsonObject("input"));
		final Tensor expected = tensor(json.getAsJsonObject("output"));
		final NetworkPlan plan;
		try {
			plan = network(json, input.shape().length).on(input.shape());
		}
		catch (final IllegalArgumentException e) {
			return e.getMessage();
		}
		final Tensor whole = plan.run(input).get("y");
		final Tensor tiled = plan.run(input, Schedule.tiles(2, 3)).get("y");
		if (!Arrays.equals(expected.shape(), whole.shape())) return "shape " + Arrays.toString(whole.shape()) + " instead of " +
			Arrays.toString(expected.shape());
		assertArrayEquals(whole.data(), tiled.data(), 0, () -> json.get("operator") + " in tiles");
		double largest = 1;
		for (final float v : expected.data())
			largest = Math.max(largest, Math.abs(v));
		for (int k = 0; k < whole.data().length; k++)
			if (!(Math.abs(whole.data()[k] - expected.data()[k]) <= TOLERANCE * largest)) return "sample " + k + " is " + whole
				.data()[k] + " instead of " + expected.data()[k];
		return null;
	}

	private static Network network(final JsonObject json, final int rank) {
		final long[] any = new long[rank];
		Arrays.fill(any, -1);
		final NetworkBuilder builder = new NetworkBuilder().input("x", any).output("y");
		final List<String> inputs = new ArrayList<>(Arrays.asList("x"));
		for (final JsonElement e : json.getAsJsonArray("constants")) {
			inputs.add(e.isJsonNull() ? "" : "c" + inputs.size());
			if (!e.isJsonNull()) builder.constant(inputs.get(inputs.size() - 1), constant(e.getAsJsonObject()));
		}
		final String operator = json.get("operator").getAsString();
		final int version = json.get("version").getAsInt();
		final Attributes attributes = attributes(json.getAsJsonObject("attributes"));
		if (operator.equals("MaxPool+MaxUnpool")) return builder.node(new Node("", "MaxPool", version, inputs, Arrays.asList(
			"p", "i"), attributes)).node(new Node("", "MaxUnpool", version, Arrays.asList("p", "i"), Arrays.asList("y"),
				attributes)).build();
		return builder.node(new Node("", operator, version, inputs, Arrays.asList("y"), attributes)).build();
	}

	private static Attributes attributes(final JsonObject json) {
		final Map<String, Serializable> values = new LinkedHashMap<>();
		for (final Map.Entry<String, JsonElement> e : json.entrySet()) {
			final boolean real = e.getValue().toString().contains(".");
			if (e.getValue().isJsonArray()) values.put(e.getKey(), real ? numbers(e.getValue().getAsJsonArray()) : longs(e
				.getValue().getAsJsonArray()));
			else if (e.getValue().getAsJsonPrimitive().isString()) values.put(e.getKey(), e.getValue().getAsString());
			else if (real) values.put(e.getKey(), e.getValue().getAsDouble());
			else values.put(e.getKey(), e.getValue().getAsLong());
		}
		return new Attributes(values);
	}

	private static Constant constant(final JsonObject json) {
		if (json.has("ints")) return Constant.of(longs(json.getAsJsonArray("ints")));
		return new Constant(ElementType.FLOAT, longs(json.getAsJsonArray("shape")), numbers(json.getAsJsonArray("data")));
	}

	private static Tensor tensor(final JsonObject json) {
		final double[] values = numbers(json.getAsJsonArray("data"));
		final float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		return new Tensor(longs(json.getAsJsonArray("shape")), floats);
	}

	private static double[] numbers(final JsonArray json) {
		final double[] values = new double[json.size()];
		for (int i = 0; i < values.length; i++)
			values[i] = json.get(i).getAsDouble();
		return values;
	}

	private static long[] longs(final JsonArray json) {
		final long[] values = new long[json.size()];
		for (int i = 0; i < values.length; i++)
			values[i] = json.get(i).getAsLong();
		return values;
	}

	@Test
	void everyUsualOperatorIsKnown() {
		final String all = "Conv ConvTranspose MaxPool MaxUnpool AveragePool LpPool GlobalAveragePool GlobalMaxPool" +
			" GlobalLpPool BatchNormalization InstanceNormalization GroupNormalization LayerNormalization Relu LeakyRelu PRelu" +
			" Elu Selu Clip Sigmoid HardSigmoid HardSwish Tanh Softplus Gelu Erf Softmax Add Sub Mul Div Pow Sqrt Exp Log Abs" +
			" Neg Min Max Concat Split Slice Pad Resize Upsample DepthToSpace SpaceToDepth ReduceMean ReduceMax MatMul Gemm" +
			" Flatten Identity Dropout Cast Transpose Reshape DeformConv Shape Gather Unsqueeze Squeeze Range" +
			" ConstantOfShape Equal Where Floor Constant";
		for (final String name : all.split(" "))
			assertTrue(Operators.isKnown(name), name);
	}

	/** A node that reads the image, then constants. */
	private static void refused(final String words, final String operator, final Attributes attributes,
		final Constant... constants)
	{
		final NetworkBuilder builder = new NetworkBuilder().input("x", new long[] { 1, 2, 5, 6 }).output("y");
		final List<String> inputs = new ArrayList<>(Arrays.asList("x"));
		for (final Constant c : constants) {
			inputs.add("c" + inputs.size());
			builder.constant(inputs.get(inputs.size() - 1), c);
		}
		builder.node(new Node("n", operator, 17, inputs, Arrays.asList("y"), attributes));
		final Network network = builder.build();
		final String message = assertThrows(IllegalArgumentException.class, () -> network.on(1, 2, 5, 6)).getMessage();
		assertTrue(message.contains(words) && message.startsWith(operator + " 'n'"), message);
	}

	@Test
	void attributesThatHaveNoMeaningAreRefused() {
		final Attributes none = Attributes.NONE;
		refused("perm is [0, 1, 3, 3], but must have each axis once", "Transpose", none.with("perm", new long[] { 0, 1, 3, 3 }));
		refused("attribute axis is missing", "Concat", none);
		refused("attribute mode is middle, but must be one of", "DepthToSpace", none.with("blocksize", 1L).with("mode", "middle"));
		refused("attribute mode is cubic, but must be one of", "Upsample", none.with("mode", "cubic"), scales(1, 1, 2, 2));
		refused("attribute approximate is erf, but must be one of", "Gelu", none.with("approximate", "erf"));
		final Attributes window = none.with("kernel_shape", new long[] { 2, 2 });
		refused("attribute auto_pad is SAME, but must be one of NOTSET, SAME_UPPER", "MaxPool", window.with("auto_pad", "SAME"));
		refused("attribute strides has 8589934592", "AveragePool", window.with("strides", new long[] { 1, 1L << 33 }));
		refused("attribute pads is", "MaxPool", window.with("pads", new long[] { 0, 0, 1L << 33, 0 }));
	}

	private static Constant scales(final float... scales) {
		return new Constant(ElementType.FLOAT, new long[] { scales.length }, scales);
	}

	@Test
	void whatIsMissingOrBeyondAnyImageIsRefused() {
		for (final String operator : new String[] { "Gather", "Expand", "LayerNormalization", "GroupNormalization", "Conv" })
			refused("input 2", operator, Attributes.NONE);
		refused("repeats", "Tile", Attributes.NONE, Constant.of(1, 1, 1, -2));
		refused("at most 16777216", "Tile", Attributes.NONE, Constant.of(1, 1, 1L << 40, 1));
		refused("at most 16777216", "Tile", Attributes.NONE, Constant.of(1, 1, 1L << 26, 1));
		refused("at most 16777216", "Expand", Attributes.NONE, Constant.of(1L << 40, 1, 1, 1));
		refused("at most 16777216", "Pad", Attributes.NONE, Constant.of(0, 0, 0, 0, 0, 0, 0, 1L << 30));
		refused("pads are", "Pad", Attributes.NONE, Constant.of(0, 0, 0, 1L << 62, 0, 0, 0, 0));
		final Constant scale = new Constant(ElementType.FLOAT, new long[] { 6, 5 }, new float[30]);
		refused("scale and bias have shape [1, 1, 6, 5], but the samples [1, 2, 5, 6]", "LayerNormalization", Attributes.NONE.with(
			"axis", 2L), scale);
	}
}
