package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;

/** The key engine of the commands that take dense kernels. */
class EngineKeyTest {

	private static final List<Class<? extends FilterCommand>> COMMANDS = List.of(ConvolutionCommand.class,
		GroupedConvolutionCommand.class, DepthwiseSeparableConvolutionCommand.class, DilatedConvolutionCommand.class);

	/** Rows of whole numbers without symmetry. */
	private static String kernel(final int size) {
		final Random random = new Random(size);
		final StringBuilder text = new StringBuilder();
		for (int i = 0; i < size * size; i++)
			text.append(i == 0 ? "" : i % size == 0 ? "; " : " ").append(random.nextInt(9) - 4);
		return text.toString();
	}

	private static Object[] inputs(final Class<? extends FilterCommand> command, final String... more) {
		final List<Object> inputs = new ArrayList<>(List.of("kernel", kernel(5), "border", "reflect"));
		if (command == GroupedConvolutionCommand.class) inputs.addAll(List.of("groups", 2));
		if (command == DilatedConvolutionCommand.class) inputs.addAll(List.of("rates", "1,2"));
		inputs.addAll(List.of((Object[]) more));
		return inputs.toArray();
	}

	@Test
	void everyEngineGivesTheSameImage() throws Exception {
		final ImagePlus image = Headless.hyperstack(60, 50, 2, 2, 2);
		for (final Class<? extends FilterCommand> command : COMMANDS) {
			final ImagePlus expected = Headless.run(command, image, inputs(command, "engine", "direct"));
			for (final String engine : new String[] { "auto", "low-rank", "fft" }) {
				final ImagePlus result = Headless.run(command, image, inputs(command, "engine", engine));
				assertEquals(expected.getTitle(), result.getTitle());
				assertEquals(expected.getStackSize(), result.getStackSize());
				for (int s = 1; s <= expected.getStackSize(); s++)
					for (int i = 0; i < 60 * 50; i++) {
						final double e = expected.getStack().getProcessor(s).getf(i);
						// two layers of 25 weights of at most 4 on samples of at most 99
						assertEquals(e, result.getStack().getProcessor(s).getf(i), 1e-6 * (command == DilatedConvolutionCommand.class
							? 990000 : 9900), command.getSimpleName() + " " + engine);
					}
			}
		}
	}

	@Test
	void theReportNamesTheEngineAndItsError() throws Exception {
		final ImagePlus image = Headless.hyperstack(200, 180, 2, 1, 1);
		for (final Class<? extends FilterCommand> command : COMMANDS.subList(0, 3)) {
			assertTrue(report(command, image, "engine", "fft").startsWith("engine: fft of "));
			assertTrue(report(command, image, "engine", "low-rank").matches("engine: low rank, [2345] terms, error <= .*"));
			assertTrue(report(command, image).startsWith("engine: dense lines"));
		}
		final String automatic = (String) Headless.module(ConvolutionCommand.class, image, "kernel", kernel(41)).getOutput(
			"report");
		assertTrue(automatic.startsWith("engine: fft of "), automatic);
		assertTrue(automatic.contains(", error <= "), automatic);
	}

	private static String report(final Class<? extends FilterCommand> command, final ImagePlus image,
		final String... inputs) throws Exception
	{
		return (String) Headless.module(command, image, inputs(command, inputs)).getOutput("report");
	}

	@Test
	void anotherEngineIsRefusedAndWhatOneCannotDoIsNamed() {
		final ImagePlus image = Headless.hyperstack(9, 8, 2, 1, 1);
		for (final Class<? extends FilterCommand> command : COMMANDS)
			Headless.refused("engine is 'quick', but must be one of auto, direct, low-rank, fft, winograd", command, image, inputs(
				command, "engine", "quick"));
		Headless.refused("engine=low-rank, but each kernel sums over 2 input channels", ConvolutionCommand.class, image,
			"kernel", "1 2 ~ 3 4", "channels", "mixed", "engine", "low-rank");
		Headless.refused("engine=fft, but the kernel spans 4001 x 4001 samples", ConvolutionCommand.class, Headless.hyperstack(
			600, 600, 1, 1, 1), "kernel",
			"box:5", "dilation", "1000", "engine", "fft");
	}
}
