package io.github.convolvej.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;
import io.github.convolvej.command.ConvolutionCommand;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.plugin.Plugin;

/** Ops are listed, found by name, and give what the Java API gives. */
class OpsTest {

	@Test
	void everyPublicMethodOfThePackageIsAListedOp() throws Exception {
		final OpList list = new OpList();
		final Set<String> listed = new TreeSet<>();
		for (final OpList.Entry entry : list.entries)
			assertTrue(listed.add(entry.method().toString()), entry.source + " is listed twice");
		final Set<String> written = new TreeSet<>();
		try (Stream<Path> files = Files.list(Paths.get("src/main/java/io/github/convolvej/ops"))) {
			for (final Path file : files.collect(Collectors.toList())) {
				final String name = file.getFileName().toString().replace(".java", "");
				if (!name.equals("package-info")) Arrays.stream(Class.forName("io.github.convolvej.ops." + name)
					.getDeclaredMethods()).filter(m -> Modifier.isPublic(m.getModifiers())).forEach(m -> written.add(m
						.toString()));
			}
		}
		assertFalse(written.isEmpty());
		assertEquals(written, listed);
	}

	@Test
	void theCommandsStayListedBesideTheOps() {
		boolean found = false;
		for (final IndexItem<Plugin> item : Index.load(Plugin.class, ConvolutionCommand.class.getClassLoader()))
			found |= item.className().equals(ConvolutionCommand.class.getName());
		assertTrue(found, "the index of SciJava's plugins lacks " + ConvolutionCommand.class);
	}

	@Test
	void everyOpHasACaseAndAVersion() throws IOException {
		final Set<String> tested = OpCases.all().stream().map(c -> c.name).collect(Collectors.toCollection(TreeSet::new));
		tested.addAll(Arrays.asList("convolvej.kernel", "engine.convert"));
		assertEquals(new OpList().names(), tested);
		for (final OpList.Entry entry : new OpList().entries)
			assertTrue(entry.version.matches("\\d+\\.\\d+\\.\\d+.*"), entry.version);
	}

	@Test
	void namesOfSciJavaOpsGiveWayToItsOwnOps() throws IOException {
		for (final OpList.Entry entry : new OpList().entries)
			assertEquals(entry.names.stream().allMatch(n -> n.startsWith("convolvej.")) ? 0 : -100, entry.priority,
				entry.source);
	}

	@Test
	void everyOpIsOnItsPageOfTheManual() throws IOException {
		final Set<String> described = new TreeSet<>();
		final Matcher names = Pattern.compile("`((?:filter|convolvej)\\.\\w+)").matcher(Files.readString(Paths.get(
			"docs/manual/ops.md")));
		while (names.find())
			described.add(names.group(1));
		final Set<String> listed = new OpList().names();
		listed.remove("engine.convert");
		assertEquals(listed, described);
	}

	@Test
	void listedOpsGiveTheResultsOfTheJavaApi() throws Exception {
		runAll(new OpList());
	}

	static Img<DoubleType> kernelImage() {
		return Samples.doubles(new double[] { 1, 2, 3, 4, 5, 6 }, 3, 2);
	}

	/** Runs every op and compares it with the Java API. */
	static void runAll(final OpRunner runner) throws Exception {
		for (final OpCases.Call call : OpCases.all()) {
			final String what = call.name + " with " + call.inputs.length + " inputs" + (call.computer ? " and an output" : "");
			if (call.computer) {
				final Img<DoubleType> output = ArrayImgs.doubles(call.expected.dimensionsAsLongArray());
				output.forEach(v -> v.set(Double.NaN));
				runner.compute(call.name, output, call.inputs);
				Samples.assertSame(call.expected, output, what);
			}
			else Samples.assertSame(call.expected, result(runner.apply(call.name, call.inputs)), what);
		}
		assertEquals(KernelText.parse("sobel-x # sobel-y", 2), runner.apply("convolvej.kernel", "sobel-x # sobel-y", 2));
		assertEquals(KernelText.parse("1 2 3; 4 5 6", 2), runner.apply("convolvej.kernel", kernelImage()));
	}

	@SuppressWarnings("unchecked")
	private static RandomAccessibleInterval<? extends RealType<?>> result(final Object result) {
		assertNotNull(result);
		return (RandomAccessibleInterval<? extends RealType<?>>) result;
	}

	@Test
	void wrongParametersAreRefusedWithTheMessagesOfTheFilters() {
		final Img<FloatType> image = ArrayImgs.floats(9, 7);
		assertMessage("stride is 0", () -> Convolutions.correlation(image, Kernel.of(1, 2), new int[] { 0 }, null, null,
			null));
		assertMessage("border is 'mirror'", () -> Smoothing.gauss(image, new double[] { 1, 1 }, "mirror"));
		assertMessage("The kernel has 4 axes", () -> Kernels.of(ArrayImgs.floats(1, 1, 1, 1)));
		assertMessage("orders of derivatives for 1 axes", () -> Gradients.derivativeGauss(image, new double[] { 1, 1 },
			new int[] { 1 }, (String) null));
		assertMessage("The target has size [9, 6]", () -> Convolutions.convolve(image, kernelImage(), null, ArrayImgs.floats(9,
			6)));
	}

	private static void assertMessage(final String part, final org.junit.jupiter.api.function.Executable call) {
		final String message = assertThrows(IllegalArgumentException.class, call).getMessage();
		assertTrue(message.contains(part), message);
	}
}
