package io.github.convolvej.ops;

import io.github.convolvej.Samples;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The engine of SciJava Ops finds and runs every op. The engine is not in Maven's
 * central repository, so this is no part of the default build: {@code mvn -Pops
 * test} runs it, and fails where there is no engine.
 */
@Tag("ops-engine")
class OpsEngineTest {

	@Test
	void theEngineFindsAndRunsEveryOp() throws Exception {
		final OpsEngine engine = OpsEngine.build();
		OpsTest.runAll(engine);
		final Img<FloatType> image = ArrayImgs.floats(9, 7);
		image.getAt(4, 3).set(1);
		Samples.assertSame(floats(engine.apply("filter.correlate", image, OpsTest.kernelImage())), floats(engine.apply(
			"convolvej.correlation", image, OpsTest.kernelImage())), "an image of weights as kernel");
	}

	@SuppressWarnings("unchecked")
	private static Img<FloatType> floats(final Object result) {
		return (Img<FloatType>) result;
	}
}
