package io.github.convolvej.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkPlan;
import io.github.convolvej.network.Schedule;
import io.github.convolvej.network.onnx.OnnxFile;
import io.github.convolvej.network.tensor.Tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;

/** Networks of many architectures, with outputs that PyTorch computed in double precision. */
class NetworkCasesTest {

	private static final Path CASES = Paths.get("src/test/resources/networks");

	@Test
	void everyCasePasses() throws IOException {
		final ByteArrayOutputStream text = new ByteArrayOutputStream();
		final NetworkRunner runner = new NetworkRunner(new PrintStream(text, true, "UTF-8"));
		runner.run(CASES);
		final String report = new String(text.toByteArray(), StandardCharsets.UTF_8);
		assertEquals(0, runner.failed(), report);
		assertEquals(0, runner.unsupported(), report);
		assertTrue(runner.passed() >= 66, report);
	}

	@Test
	void anyTilesAndThreadsGiveTheBitsOfTheWhole() throws IOException {
		final List<Path> cases;
		try (Stream<Path> folders = Files.list(CASES)) {
			cases = folders.filter(f -> !f.getFileName().toString().startsWith("error")).sorted().collect(Collectors.toList());
		}
		assertTrue(cases.size() >= 51);
		final Random random = new Random(20);
		for (final Path c : cases) {
			final Network network = OnnxFile.read(c.resolve("model.onnx"));
			final Tensor input = NetworkRunner.tensor(c.resolve("input.npy"));
			final NetworkPlan plan = network.on(input.shape());
			final Map<String, Tensor> whole = Parallelization.runSingleThreaded(() -> plan.run(input));
			for (int i = 0; i < 20; i++) {
				// tiles of a few samples would take long and show no more
				final int[] tile = { 4 + random.nextInt(30), 5 + random.nextInt(30), 6 + random.nextInt(30) };
				final Map<String, Tensor> tiled = Parallelization.runWithNumThreads(1 + i % 2, () -> plan.run(input, Schedule
					.tiles(tile)));
				for (final String name : plan.outputs())
					assertTrue(Arrays.equals(NetworkRunner.bits(whole.get(name).data()), NetworkRunner.bits(tiled.get(name)
						.data())), () -> c.getFileName() + ", " + name + ", tiles " + Arrays.toString(tile));
			}
		}
	}
}
