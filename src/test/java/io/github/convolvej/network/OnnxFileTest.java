package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.network.onnx.OnnxFile;
import io.github.convolvej.network.tensor.Tensor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class OnnxFileTest {

	private static final Path CASES = Paths.get("src/test/resources/networks");

	private static byte[] bytes(final String name) throws IOException {
		return Files.readAllBytes(CASES.resolve(name).resolve("model.onnx"));
	}

	private static String refusal(final byte[] bytes) {
		return assertThrows(IllegalArgumentException.class, () -> OnnxFile.read("some.onnx", bytes)).getMessage();
	}

	@Test
	void filesThatAreCutOffAreRefused() throws IOException {
		final byte[] all = bytes("denoise_dncnn");
		for (int length = 0; length < all.length; length += 97)
			assertTrue(refusal(Arrays.copyOf(all, length)).startsWith("some.onnx"));
	}

	@Test
	void damagedFilesAreRefusedOrReadButNeverEndOtherwise() throws IOException {
		final byte[] all = bytes("unet2d_size_of_skip");
		final Random random = new Random(3);
		int refused = 0;
		for (int i = 0; i < 300; i++) {
			final byte[] damaged = all.clone();
			// the beginning holds the structure, most of the rest is weights
			for (int k = 0; k < 3; k++)
				damaged[random.nextInt(i % 2 == 0 ? 3000 : damaged.length)] = (byte) random.nextInt();
			try {
				OnnxFile.read("some.onnx", damaged).on(1, 1, 31, 37);
			}
			catch (final IllegalArgumentException e) {
				refused++;
			}
		}
		assertTrue(refused > 50, refused + " refused");
	}

	@Test
	void sizesThatDoNotFitAreRefusedWithOneThatDoes() throws IOException {
		final Network network = OnnxFile.read(CASES.resolve("unet2d_rgb_sigmoid_depth3/model.onnx"));
		final String message = assertThrows(IllegalArgumentException.class, () -> network.on(1, 3, 37, 50)).getMessage();
		assertTrue(message.contains("[1, 3, 40, 56]"), message);
		assertArrayEquals(new long[] { 1, 3, 40, 56 }, network.fitting(1, 3, 37, 50));
		assertArrayEquals(new long[] { 1, 3, 32, 48 }, network.fittingWithin(1, 3, 37, 50));
		assertNull(network.fittingWithin(1, 3, 37, 7));
	}

	@Test
	void anyLayerCanBeAskedFor() throws IOException {
		final Network network = OnnxFile.read(CASES.resolve("denoise_dncnn/model.onnx"));
		final String first = network.nodes().get(0).name();
		final NetworkPlan plan = network.outputs(first).on(1, 1, 9, 8);
		assertEquals(1, plan.outputs().size());
		assertTrue(plan.outputShape(plan.outputs().get(0))[1] > 1);
		final String message = assertThrows(IllegalArgumentException.class, () -> network.outputs("nothing")).getMessage();
		assertTrue(message.contains("'nothing'") && message.contains(first), message);
	}

	/** A call has its name still, and what is within it has the name of the call before its own. */
	@Test
	void layersOfFunctionsCanBeAskedFor() throws IOException {
		final Network network = OnnxFile.read(CASES.resolve("functions_blocks/model.onnx"));
		final Tensor image = new Tensor(1, 2, 6, 7);
		for (int i = 0; i < image.data().length; i++)
			image.data()[i] = (float) Math.sin(i);
		final NetworkPlan plan = network.outputs("second", "first/conv", "first/act", "join").on(image.shape());
		assertEquals(Arrays.asList("v", "first/c", "first/a", "y"), plan.outputs());
		final Tensor second = plan.run(image).get("v");
		// the call's results are the first channels of the joined ones
		assertArrayEquals(second.data(), Arrays.copyOf(plan.run(image).get("y").data(), second.data().length));
	}

	@Test
	void plansAreSerializable() throws IOException, ClassNotFoundException {
		final NetworkPlan plan = OnnxFile.read(CASES.resolve("unet2d_instance_norm/model.onnx")).on(1, 1, 16, 24);
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(plan);
		}
		final NetworkPlan copy;
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			copy = (NetworkPlan) in.readObject();
		}
		final Tensor image = new Tensor(1, 1, 16, 24);
		for (int i = 0; i < image.data().length; i++)
			image.data()[i] = (float) Math.sin(i);
		final String name = plan.outputs().get(0);
		assertArrayEquals(plan.run(image).get(name).data(), copy.run(image).get(name).data());
	}

	@Test
	void memoryAndWorkAreKnownBefore() throws IOException {
		final NetworkPlan plan = OnnxFile.read(CASES.resolve("unet2d_transposed/model.onnx")).on(1, 1, 4096, 4096);
		assertTrue(plan.isLocal());
		assertTrue(plan.multiplyAccumulates() > 1e10);
		assertTrue(plan.describe(Schedule.within(64 << 20)).contains("computed twice"), plan.describe(Schedule.within(
			64 << 20)));
		assertThrows(IllegalArgumentException.class, () -> plan.describe(Schedule.within(1 << 10)));
		final NetworkPlan whole = OnnxFile.read(CASES.resolve("attention_squeeze_excite/model.onnx")).on(1, 1, 22, 27);
		assertTrue(!whole.isLocal() && !whole.globalNodes().isEmpty());
	}
}
