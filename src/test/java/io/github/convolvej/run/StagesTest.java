package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.pooling.GlobalPooling;
import io.github.convolvej.filter.pooling.SpatialPyramidPooling;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

class StagesTest {

	private static final int W = 1100;
	private static final int H = 1000;

	/** Planes too large for one block: sample (x, y) of plane i is i + (x + y) % 7. */
	private static Img<FloatType> planes(final Set<Long> loaded, final int channels, final int slices) {
		final CellGrid grid = new CellGrid(new long[] { W, H, channels, slices }, new int[] { W, H, 1, 1 });
		return new LazyCellImg<>(grid, new FloatType(), index -> {
			synchronized (loaded) {
				loaded.add(index);
			}
			final float[] samples = new float[W * H];
			for (int i = 0; i < samples.length; i++)
				samples[i] = index + (i % W + i / W) % 7;
			return new Cell<>(new int[] { W, H, 1, 1 }, new long[] { 0, 0, index % channels, index / channels },
				new FloatArray(samples));
		});
	}

	private static double[] part(final Filter filter, final Img<FloatType> image, final long[] offset, final long... size) {
		final Img<DoubleType> target = ArrayImgs.doubles(size);
		Filters.processPart(Filters.plan(filter, image), Collections.singletonList(image), Border.ZERO, target, offset,
			Options.DEFAULT);
		final double[] values = new double[(int) Intervals.numElements(target)];
		int i = 0;
		for (final DoubleType value : Views.flatIterable(target))
			values[i++] = value.get();
		return values;
	}

	@Test
	void aPartReadsItsOwnPlanesOnly() {
		final Set<Long> loaded = new TreeSet<>();
		final Img<FloatType> image = planes(loaded, 2, 3);
		final double[] sums = part(GlobalPooling.max(2), image, new long[] { 0, 0, 1, 1 }, 1, 1, 1, 2);
		assertArrayEquals(new double[] { 3 + 6, 5 + 6 }, sums);
		// ImgLib2 looks at the first cell of any image to learn what arrays it has
		loaded.remove(0L);
		assertEquals("[3, 5]", loaded.toString());
	}

	@Test
	void aPartIsThatPartOfTheWhole() {
		final Img<FloatType> image = planes(new TreeSet<>(), 2, 3);
		final Filter pyramid = SpatialPyramidPooling.average(2, new int[] { 1 }, new int[] { 3 });
		final double[] whole = part(pyramid, image, new long[4], 20, 1, 1, 3);
		final double[] part = part(pyramid, image, new long[] { 3, 0, 0, 1 }, 11, 1, 1, 2);
		for (int i = 0; i < part.length; i++)
			assertEquals(whole[3 + i % 11 + 20 * (1 + i / 11)], part[i]);
		final double[] view = part(GlobalPooling.sum(2), image, new long[4], 1, 1, 2, 3);
		final Img<DoubleType> moved = ArrayImgs.doubles(1, 1, 1, 1);
		final RandomAccessibleInterval<FloatType> second = Views.interval(image, new FinalInterval(new long[] { 0, 0, 1, 0 },
			new long[] { W - 1, H - 1, 1, 2 }));
		Filters.processPart(Filters.plan(GlobalPooling.sum(2), second), Collections.singletonList(second), Border.ZERO,
			moved, new long[] { 0, 0, 0, 2 }, Options.DEFAULT);
		assertEquals(view[1 + 2 * 2], moved.firstElement().get());
	}
}
