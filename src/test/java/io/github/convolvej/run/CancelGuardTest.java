package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Guard;
import io.github.convolvej.Yardstick;
import io.github.convolvej.filter.Filter;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Work that takes minutes ends soon after it is cancelled, whatever the size of its tiles. */
@Guard
class CancelGuardTest {

	/** CPU seconds of all threads before it is cancelled. */
	private static final double BEFORE = 0.1;
	/** Yardsticks of each thread, each about a tenth of a second: two are meant. */
	private static final double BOUND = 10;

	/** Cancels when the process has taken some CPU time. */
	private static final class Canceller implements Monitor {

		private final double end = Yardstick.processSeconds() + BEFORE;
		/** CPU time at which it was cancelled; 0 before. */
		private double cancelled;

		@Override
		public synchronized boolean isCancelled() {
			final double now = Yardstick.processSeconds();
			if (cancelled == 0 && now > end) cancelled = end;
			return cancelled > 0;
		}

		synchronized double late() {
			return Yardstick.processSeconds() - cancelled;
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("io.github.convolvej.run.HeavyWork#all")
	void itEndsSoon(final String name, final Filter filter, final long[] size) {
		final Img<FloatType> image = HeavyWork.image(size);
		final Img<FloatType> target = ArrayImgs.floats(Filters.targetDimensions(filter, image));
		final int threads = Runtime.getRuntime().availableProcessors();
		final double before = Yardstick.seconds();
		final Canceller canceller = new Canceller();
		HeavyWork.run(filter, image, target, canceller);
		final double late = canceller.late();
		final double yardstick = (before + Yardstick.seconds()) / 2;
		assertTrue(late / threads < BOUND * yardstick, () -> name + " ended after " + late + " s of " + threads +
			" threads' CPU time, where the yardstick takes " + yardstick + " s");
	}
}
