package io.github.convolvej.filter.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.pointwise.Activation;
import io.github.convolvej.filter.pointwise.BatchNormalisation;
import io.github.convolvej.filter.pointwise.LineMoments;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

import net.imglib2.FinalInterval;
import net.imglib2.img.Img;

import org.junit.jupiter.api.Test;

class PoolingSerializationTest {

	@SuppressWarnings("unchecked")
	private static <T> T sent(final T object) throws IOException, ClassNotFoundException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(object);
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			return (T) in.readObject();
		}
	}

	@Test
	void filtersAndPlansComputeTheSameAfterTheyWereSent() throws IOException, ClassNotFoundException {
		final long[] size = { 9, 7, 3 };
		final double[] image = Runs.numbers(1, Runs.product(size));
		final Img<?> img = Runs.image(true, image, size);
		final Filter[] filters = { Pooling.max(3, 2, 1).padding(Padding.SAME), Pooling.average(2, 2, 2).footprint(true, false,
			true, true, false, true, true, true), Pooling.stochastic(4, 2, 2, 1).negativesAsZero(), Pooling.argmax(2, 3, 2),
			AdaptivePooling.average(4, 3, 2), GlobalPooling.depthwise(new Kernel(image, 1, 1, 9, 7, 3)),
			SpatialPyramidPooling.max(2, new int[] { 2 }, new int[] { 3 }), BatchNormalisation.of(2, new double[3],
				new double[3]), Activation.leakyRelu(0.1, 3), new LineMoments() };
		for (final Filter filter : filters) {
			assertArrayEquals(Runs.run(filter, img), Runs.run(sent(filter), img), filter + "");
			if (filter.numDimensions() < 3) continue;
			final Plan plan = filter.on(size);
			assertArrayEquals(whole(plan, image), whole(sent(plan), image), "plan of " + filter);
		}
	}

	private static double[] whole(final Plan plan, final double[] image) {
		final double[] result = new double[Runs.product(plan.targetDimensions())];
		plan.apply(new Block[] { new Block(new FinalInterval(plan.sourceDimensions()), image) }, new Block(
			new FinalInterval(plan.targetDimensions()), result), new Scratch());
		return result;
	}
}
