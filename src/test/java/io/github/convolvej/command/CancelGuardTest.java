package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Guard;
import io.github.convolvej.Yardstick;
import io.github.convolvej.ij1.image.TestImages;

import java.nio.file.Path;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Cancelable;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;

/** Commands and macros end soon after they are cancelled. */
@Guard
class CancelGuardTest {

	private static void assertSoon(final double start, final double bound) {
		final double taken = Yardstick.processSeconds() - start;
		final double yardstick = Yardstick.seconds();
		assertTrue(taken < bound * yardstick * Runtime.getRuntime().availableProcessors(), () -> "it took " + taken +
			" s of CPU time, where the yardstick takes " + yardstick + " s");
	}

	@Test
	void aCancelledCommandEndsSoon() throws Exception {
		final ImagePlus large = TestImages.hyperstack(8, 700, 700, 1, 1, 1);
		final ModuleService modules = Harness.context().service(ModuleService.class);
		for (final int milliseconds : new int[] { 0, 5, 60 }) {
			final Module module = modules.createModule(Harness.info(ConvolutionCommand.class));
			final Future<Module> run = modules.run(module, true, "image", large, "kernel", "box:101", "engine", "direct");
			Thread.sleep(milliseconds);
			((Cancelable) module).cancel("enough");
			final double start = Yardstick.processSeconds();
			run.get();
			assertSoon(start, 20);
		}
	}

	@Test
	void escStopsAMacroSoon(@TempDir final Path folder) throws Exception {
		final PlainImageJ imagej = new PlainImageJ(folder);
		// loads what a macro and the command need
		assertEquals("reached", imagej.run("newImage('a', '32-bit ramp', 30, 30, 1);",
			"run('Convolution...', 'kernel=box:3 engine=direct');", "report('reached');"));
		final double start = Yardstick.processSeconds();
		try (Finger finger = new Finger(imagej)) {
			// minutes of work
			assertNull(imagej.run("newImage('a', '32-bit ramp', 3000, 3000, 1);",
				"run('Convolution...', 'kernel=box:501 engine=direct');", "report('reached');"));
		}
		assertSoon(start, 50);
	}
}
