package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.network.onnx.OnnxFile;
import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.operator.Rectifier;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.tensor.TensorPart;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;
import io.github.convolvej.run.Monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The way back through networks, beside PyTorch's autograd, differences of the way forward, and the adjoint property. */
class NetworkGradientTest {

	@TempDir
	Path folder;

	private static double[] doubles(final JsonArray array) {
		final double[] values = new double[array.size()];
		for (int i = 0; i < values.length; i++)
			values[i] = array.get(i).getAsDouble();
		return values;
	}

	private static long[] longs(final JsonArray array) {
		return Arrays.stream(doubles(array)).mapToLong(v -> (long) v).toArray();
	}

	private static Tensor tensor(final JsonObject json) {
		final double[] values = doubles(json.getAsJsonArray("input"));
		final float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		return new Tensor(longs(json.getAsJsonArray("shape")), floats);
	}

	/** What reaches the whole input: zeros outside of the receptive field. */
	private static double[] whole(final TensorPart part, final long[] shape) {
		final double[] all = new double[Math.toIntExact(Box.samples(shape))];
		final TensorPart target = new TensorPart(Box.whole(shape), all);
		final Box box = part.box();
		final long[] position = new long[shape.length];
		for (int d = 0; d < position.length; d++)
			position[d] = box.min(d);
		for (final double v : part.doubles()) {
			all[target.index(position)] = v;
			for (int d = position.length - 1; d >= 0 && ++position[d] > box.max(d); d--)
				position[d] = box.min(d);
		}
		return all;
	}

	@ParameterizedTest
	@CsvSource({ "cases, 70", "shapes, 26" })
	void itIsWhatAutogradPassesBack(final String file, final int count) throws IOException {
		final JsonArray cases = JsonParser.parseString(Files.readString(Paths.get("src/test/resources/gradients/" + file + ".json")))
			.getAsJsonArray();
		assertEquals(count, cases.size());
		final List<String> wrong = new ArrayList<>();
		for (final JsonElement e : cases) {
			final JsonObject json = e.getAsJsonObject();
			final String name = json.get("name").getAsString() + ", " + json.get("way").getAsString();
			try {
				final double error = error(json);
				// samples and weights of the way forward are in single precision
				if (!(error < 5e-6)) wrong.add(name + ": " + error);
			}
			catch (final IllegalArgumentException problem) {
				wrong.add(name + ": " + problem.getMessage());
			}
		}
		assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
	}

	private double error(final JsonObject json) throws IOException {
		final Tensor image = tensor(json);
		final Rectifier rectifier = Rectifier.valueOf(json.get("way").getAsString().toUpperCase(Locale.ROOT));
		Network network;
		final TensorPart units;
		if (json.has("unit")) {
			network = OnnxFile.read(Paths.get("sample-images/denoiser.onnx")).outputs(json.get("name").getAsString());
			final long[] unit = longs(json.getAsJsonArray("unit"));
			units = new TensorPart(new Box(unit, unit), new double[] { 1 });
		}
		else {
			final Path file = folder.resolve("model.onnx");
			Files.write(file, Base64.getDecoder().decode(json.get("model").getAsString()));
			network = OnnxFile.read(file);
			final long[] shape = network.on(image.shape()).outputShape(network.outputs().get(0));
			units = new TensorPart(Box.whole(shape), doubles(json.getAsJsonArray("units")));
		}
		final NetworkGradient gradient = NetworkGradient.of(network, image.shape());
		final double[] back = whole(gradient.back(image, network.outputs().get(0), units, rectifier, Monitor.NONE), image.shape());
		final double[] expected = doubles(json.getAsJsonArray("result"));
		double largest = 0;
		for (final double v : expected)
			largest = Math.max(largest, Math.abs(v));
		assertTrue(largest > 0, () -> json.get("name") + " tells nothing");
		double error = 0;
		for (int i = 0; i < back.length; i++)
			error = Math.max(error, Math.abs(back[i] - expected[i]) / largest);
		return error;
	}

	/**
	 * Of everything that is linear up to a constant: f(v) - f(0) is J v, so its product with u is that of v with what u
	 * passes back.
	 */
	@Test
	void ofLinearLayersItIsTheAdjoint() {
		final String[] layers = { "conv k=3,5 c=4 s=2,1 p=1,2", "conv k=3 c=4 d=2 p=same", "conv k=3 c=6 g=3", "dwconv k=3 m=2 p=1",
			"tconv k=4 c=3 s=2 p=1", "tconv k=3 c=3 s=3 op=1", "avgpool k=3 s=2 p=1", "avgpool k=1000000 ceil=1", "bn", "upsample s=2", "shuffle g=3",
			"pixelunshuffle s=2", "conv k=1 c=12 | pixelshuffle s=2", "globalpool", "a: conv k=3 c=2 p=same | from input | concat a",
			"a: conv k=3 c=3 p=same | add input | sub a" };
		for (final String layer : layers) {
			final Network network = NetworkText.parse(layer, 2, 3, new RandomWeights(4));
			final long[] shape = { 1, 3, 12, 14 };
			final NetworkGradient gradient = NetworkGradient.of(network, shape);
			final String output = network.outputs().get(0);
			final NetworkPlan plan = network.on(shape);
			final Random random = new Random(8);
			final Tensor v = new Tensor(shape);
			for (int i = 0; i < v.data().length; i++)
				v.data()[i] = (float) random.nextGaussian();
			final float[] moved = plan.run(v).get(output).data();
			final float[] rest = plan.run(new Tensor(shape)).get(output).data();
			final double[] u = random.doubles(moved.length, -1, 1).toArray();
			double forward = 0;
			double size = 0;
			for (int i = 0; i < u.length; i++) {
				forward += ((double) moved[i] - rest[i]) * u[i];
				size += Math.abs(moved[i] * u[i]);
			}
			for (final Rectifier way : Rectifier.values()) {
				final double[] back = whole(gradient.back(v, output, new TensorPart(Box.whole(plan.outputShape(output)), u), way,
					Monitor.NONE), shape);
				double product = 0;
				for (int i = 0; i < back.length; i++)
					product += back[i] * v.data()[i];
				assertEquals(forward, product, 2e-6 * size, layer + " " + way);
			}
		}
	}

	@Test
	void differencesOfTheWayForwardAgree() {
		final Network network = NetworkText.parse("conv k=3 c=4 p=same | bn | silu | maxpool k=2 s=2 | conv k=3 c=3 | inorm | tanh",
			2, 2, new RandomWeights(2));
		assertSlopes(network, 2e-2);
		final Network two = NetworkText.parse("conv k=3 c=2 p=same", 2, 2, new RandomWeights(2));
		for (final String operator : new String[] { "Softmax", "LogSoftmax" })
			assertSlopes(new NetworkExtension(two).after(0, operator, Attributes.NONE.with("axis", 3L)).build(null), 2e-3);
	}

	private static void assertSlopes(final Network network, final double tolerance) {
		final long[] shape = { 1, 2, 10, 12 };
		final NetworkPlan plan = network.on(shape);
		final String output = network.outputs().get(0);
		final Random random = new Random(1);
		final Tensor image = new Tensor(shape);
		for (int i = 0; i < image.data().length; i++)
			image.data()[i] = (float) random.nextGaussian();
		final double[] u = random.doubles(Box.samples(plan.outputShape(output)), -1, 1).toArray();
		final double[] back = whole(NetworkGradient.of(network, shape).back(image, output, new TensorPart(Box.whole(plan
			.outputShape(output)), u), Rectifier.GRADIENT, Monitor.NONE), shape);
		final float h = 1e-2f;
		for (int i = 0; i < back.length; i += 7) {
			final float before = image.data()[i];
			image.data()[i] = before + h;
			final float[] more = plan.run(image).get(output).data();
			image.data()[i] = before - h;
			final float[] less = plan.run(image).get(output).data();
			image.data()[i] = before;
			double slope = 0;
			for (int k = 0; k < u.length; k++)
				slope += ((double) more[k] - less[k]) * u[k] / (2 * h);
			assertEquals(slope, back[i], tolerance * Math.max(1, Math.abs(slope)), "sample " + i);
		}
	}

	/** A plain unpooling: maxima back to where they were, as in the first deconvolution networks. */
	@Test
	void poolingGoesBackByPositions() {
		final Network network = NetworkText.parse("maxpool k=2 s=2", 2, 1, new RandomWeights(1));
		final Tensor image = new Tensor(new long[] { 1, 1, 2, 4 }, new float[] { 1, 5, 2, 2, 3, 4, 2, 1 });
		final TensorPart units = new TensorPart(Box.whole(1, 1, 1, 2), new double[] { 10, 20 });
		for (final Rectifier way : Rectifier.values())
			// of equal samples, the first one has won
			assertArrayEquals(new double[] { 0, 10, 20, 0, 0, 0, 0, 0 }, NetworkGradient.of(network, 1, 1, 2, 4).back(image, network
				.outputs().get(0), units, way, Monitor.NONE).doubles());
	}

	@Test
	void rectifiersDifferInNothingElse() {
		final Network network = NetworkText.parse("relu", 2, 1, new RandomWeights(1));
		final Tensor image = new Tensor(new long[] { 1, 1, 1, 4 }, new float[] { 1, -1, 1, -1 });
		final TensorPart units = new TensorPart(Box.whole(1, 1, 1, 4), new double[] { 2, 3, -4, -5 });
		final double[][] expected = { { 2, 0, -4, 0 }, { 2, 3, 0, 0 }, { 2, 0, 0, 0 } };
		for (final Rectifier way : Rectifier.values())
			assertArrayEquals(expected[way.ordinal()], NetworkGradient.of(network, 1, 1, 1, 4).back(image, network.outputs().get(0),
				units, way, Monitor.NONE).doubles());
	}

	@Test
	void onlyTheReceptiveFieldIsRead() {
		final Network network = NetworkText.parse("conv k=3 c=2 p=same | relu | maxpool k=2 s=2 | conv k=3 c=1 p=same", 2, 1,
			new RandomWeights(3));
		final long[] shape = { 1, 1, 100, 120 };
		final NetworkGradient gradient = NetworkGradient.of(network, shape);
		final Box unit = new Box(new long[] { 0, 0, 20, 30 }, new long[] { 0, 0, 20, 30 });
		final Box field = gradient.receptiveField(network.outputs().get(0), unit);
		assertEquals(new Box(new long[] { 0, 0, 37, 57 }, new long[] { 0, 0, 44, 64 }), field);
		final List<Box> read = new ArrayList<>();
		final TensorPart back = gradient.back((box, target) -> {
			read.add(box);
			Arrays.fill(target, 1);
		}, network.outputs().get(0), new TensorPart(unit, new double[] { 1 }), Rectifier.GRADIENT, Monitor.NONE);
		assertEquals(List.of(field), read);
		assertEquals(field, back.box());
	}

	/** Engines that compute bands of several rows read more than a unit depends on. */
	@Test
	void theReceptiveFieldIsThatOfTheWindows() throws IOException {
		final Network network = OnnxFile.read(Paths.get("sample-images/denoiser.onnx"));
		final NetworkGradient gradient = NetworkGradient.of(network, 1, 1, 192, 256);
		for (int i = 0; i < 4; i++) {
			final long[] unit = { 0, 0, 96 + i, 128 + i };
			final Box field = gradient.receptiveField("denoised", new Box(unit, unit));
			// along both axes alike, as the phases are
			assertEquals(field.min(2) - 96, field.min(3) - 128);
			assertEquals(field.max(2) - 96, field.max(3) - 128);
		}
		final Network transposed = NetworkText.parse("tconv k=4 c=1 s=2 p=1", 2, 1, new RandomWeights(1));
		assertEquals(new Box(new long[] { 0, 0, 3, 4 }, new long[] { 0, 0, 4, 5 }), NetworkGradient.of(transposed, 1, 1, 20, 20)
			.receptiveField(transposed.outputs().get(0), new Box(new long[] { 0, 0, 8, 10 }, new long[] { 0, 0, 8, 10 })));
	}

	@Test
	void whatHasNoWayBackIsNamed() {
		final Network network = NetworkText.parse("conv k=3 c=2 p=same | relu", 2, 1, new RandomWeights(3));
		final NetworkGradient gradient = NetworkGradient.of(network, 1, 1, 8, 8);
		final String output = network.outputs().get(0);
		assertThrows(CancellationException.class, () -> gradient.back(new Tensor(1, 1, 8, 8), output, new TensorPart(Box.whole(1,
			2, 8, 8), new double[128]), Rectifier.GRADIENT, new Monitor() {

				@Override
				public boolean isCancelled() {
					return true;
				}
			}));
		final Network flat = new NetworkBuilder().input("x", new long[] { 1, 1, -1, -1 }).node(new io.github.convolvej.network.operator.Node(
			"step", "Sign", 17, List.of("x"), List.of("y"), io.github.convolvej.network.operator.Attributes.NONE)).output("y").build();
		final String message = assertThrows(IllegalArgumentException.class, () -> NetworkGradient.of(flat, 1, 1, 4, 4)).getMessage();
		assertTrue(message.contains("nothing can be passed back through Sign 'step'"), message);
	}
}
