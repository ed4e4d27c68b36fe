package io.github.convolvej.filter.convolution;

import static io.github.convolvej.reference.Images.assertSameBits;
import static io.github.convolvej.reference.Images.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.kernel.Separation;
import io.github.convolvej.run.Filters;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

class SeparableSerializationTest {

	private static Object copy(final Object object) throws IOException, ClassNotFoundException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(object);
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			return in.readObject();
		}
	}

	@Test
	void filtersAndPlansWorkAfterBeingSentElsewhere() throws IOException, ClassNotFoundException {
		final Kernel kernel = KernelText.parse("log:1.2", 2).withBias(1);
		final Filter[] filters = { SeparableConvolution.of(kernel), SeparableConvolution.of(Separation.of(kernel, 1)).stride(
			2), Smooth.gaussian(1, 2), FlattenedConvolution.of(new double[] { 1, 2 }, new double[] { 3 }).bias(1, 2), Edges.of(
				"scharr", 2).normalised(), Edges.of("roberts", 2).outputs("direction") };
		final Img<FloatType> image = random(1, 19, 14);
		for (final Filter filter : filters) {
			assertSameBits(Filters.apply(filter, image, Border.SYMMETRIC), Filters.apply((Filter) copy(filter), image,
				Border.SYMMETRIC));
			final Plan plan = filter.on(19, 14);
			assertArrayEquals(plan.targetDimensions(), ((Plan) copy(plan)).targetDimensions());
		}
	}
}
