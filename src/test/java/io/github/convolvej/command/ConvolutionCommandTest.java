package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

import ij.ImagePlus;
import ij.process.ByteProcessor;

class ConvolutionCommandTest {

	private static Context context;

	@BeforeAll
	static void createContext() {
		context = new Context(CommandService.class);
	}

	@AfterAll
	static void disposeContext() {
		context.dispose();
	}

	static ImagePlus run(final Object... inputs) throws InterruptedException, ExecutionException {
		final Module module = context.service(CommandService.class).run(ConvolutionCommand.class, true, inputs).get();
		return (ImagePlus) module.getOutput("result");
	}

	@Test
	void anOffCentreKernelMovesADiracToTheOtherSide() throws Exception {
		final ByteProcessor plane = new ByteProcessor(5, 3);
		plane.set(2, 1, 7);
		final ImagePlus result = run("image", new ImagePlus("dirac.tif", plane), "kernel", "1 2 3");
		assertEquals("dirac-convolution", result.getTitle());
		assertArrayEquals(new float[] { 0, 0, 0, 0, 0, 0, 21, 14, 7, 0, 0, 0, 0, 0, 0 }, (float[]) result.getProcessor()
			.getPixels());
	}
}
