package io.github.convolvej.border;

import static io.github.convolvej.reference.Images.random;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.IntervalView;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

class ReflectTest {

	/** Position -2 is sample 2, and so on, for any distance and any size, 1 included. */
	private static long mirrored(final long position, final long n) {
		if (n == 1) return 0;
		final long p = Math.floorMod(position, 2 * n - 2);
		return p < n ? p : 2 * n - 2 - p;
	}

	@Test
	void cursorsMirrorImagesOfEverySizeFromOne() {
		for (int w = 1; w <= 4; w++)
			for (int h = 1; h <= 4; h++) {
				final Img<FloatType> image = random(1, w, h);
				final IntervalView<FloatType> around = Views.interval(Border.REFLECT.extend(image), new FinalInterval(
					new long[] { -9, -8 }, new long[] { 12, 13 }));
				final Cursor<FloatType> cursor = Views.flatIterable(around).localizingCursor();
				while (cursor.hasNext()) {
					final float got = cursor.next().get();
					final long x = mirrored(cursor.getLongPosition(0), w);
					final long y = mirrored(cursor.getLongPosition(1), h);
					assertEquals(image.getAt(x, y).get(), got, w + " x " + h);
				}
			}
	}
}
