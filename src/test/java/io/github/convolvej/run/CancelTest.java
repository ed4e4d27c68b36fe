package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.Filter;

import java.util.concurrent.atomic.AtomicInteger;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Work that takes minutes asks whether it is cancelled while it is under way, and then ends. */
class CancelTest {

	private static final int ASKED = 20;

	@ParameterizedTest(name = "{0}")
	@MethodSource("io.github.convolvej.run.HeavyWork#all")
	void itEndsWithoutAResult(final String name, final Filter filter, final long[] size) {
		final Img<FloatType> image = HeavyWork.image(size);
		final Img<FloatType> target = ArrayImgs.floats(Filters.targetDimensions(filter, image));
		final AtomicInteger asked = new AtomicInteger();
		HeavyWork.run(filter, image, target, new Monitor() {

			@Override
			public boolean isCancelled() {
				return asked.incrementAndGet() > ASKED;
			}
		});
		assertTrue(asked.get() > ASKED);
	}
}
