package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.process.FloatProcessor;

/** The engine on the command line. */
class EngineOptionTest {

	@TempDir
	private Path folder;

	private void save() {
		final float[] samples = new float[90 * 70];
		final Random random = new Random(1);
		for (int i = 0; i < samples.length; i++)
			samples[i] = random.nextInt(200) - 100;
		Run.save(new ImagePlus("a", new FloatProcessor(90, 70, samples)), folder.resolve("a.tif"));
	}

	@Test
	void aForcedEngineIsNamedBeforeTheRunAndGivesTheSame() {
		save();
		final Run dry = Run.in(folder, "convolution", "a.tif", "x.tif", "kernel=log:3", "engine=fft", "--dry-run");
		assertEquals(0, dry.code, dry.toString());
		assertTrue(dry.out.contains("engine fft of "), dry.out);
		assertTrue(dry.out.contains(", error <= "), dry.out);
		for (final String engine : new String[] { "direct", "fft", "low-rank" }) {
			final Run run = Run.in(folder, "convolution", "a.tif", engine + ".tif", "kernel=log:3", "engine=" + engine);
			assertEquals(0, run.code, run.toString());
		}
		final ImagePlus direct = Run.open(folder.resolve("direct.tif"));
		for (final String engine : new String[] { "fft", "low-rank" }) {
			final ImagePlus result = Run.open(folder.resolve(engine + ".tif"));
			for (int i = 0; i < 90 * 70; i++)
				assertEquals(direct.getProcessor().getf(i), result.getProcessor().getf(i), 1e-4, engine);
		}
	}

	@Test
	void anUnknownEngineIsAnErrorOfTheCall() {
		save();
		final Run run = Run.in(folder, "convolution", "a.tif", "x.tif", "kernel=box:3", "engine=quick");
		assertTrue(run.code != 0, run.toString());
		assertTrue(run.err.contains("engine is 'quick', but must be one of auto, direct, low-rank, fft, winograd"), run.toString());
	}
}
