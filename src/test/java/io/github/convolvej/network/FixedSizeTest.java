package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.network.operator.Attributes;
import io.github.convolvej.network.operator.Node;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.ElementType;
import io.github.convolvej.network.tensor.Tensor;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

/** Networks that were exported for one size of the image. */
class FixedSizeTest {

	private static Network network(final long[] inputShape, final Constant scales, final Constant sizes) {
		final NetworkBuilder builder = new NetworkBuilder().input("x", inputShape).output("y");
		builder.node(new Node("down", "MaxPool", 13, Arrays.asList("x"), Arrays.asList("d"), Attributes.NONE.with(
			"kernel_shape", new long[] { 2, 2 }).with("strides", new long[] { 2, 2 })));
		builder.constant("scales", scales == null ? new Constant(ElementType.FLOAT, new long[1], new float[0]) : scales);
		if (sizes != null) builder.constant("sizes", sizes);
		builder.node(new Node("up", "Resize", 13, Arrays.asList("d", "", "scales", sizes == null ? "" : "sizes"), Arrays.asList(
			"u"), Attributes.NONE.with("mode", "nearest").with("coordinate_transformation_mode", "asymmetric").with(
				"nearest_mode", "floor")));
		return builder.node(new Node("skip", "Concat", 13, Arrays.asList("x", "u"), Arrays.asList("y"), Attributes.NONE.with(
			"axis", 1L))).build();
	}

	private static Tensor image(final long... shape) {
		final Tensor image = new Tensor(shape);
		for (int i = 0; i < image.data().length; i++)
			image.data()[i] = (float) Math.sin(i * 0.7);
		return image;
	}

	@Test
	void sizesThatMeanFactorsAreFactors() {
		final long[] made = { 1, 1, 16, 16 };
		final Network fixed = network(made, null, Constant.of(1, 1, 16, 16));
		final Network free = network(new long[] { 1, 1, -1, -1 }, new Constant(ElementType.FLOAT, new long[] { 4 },
			new float[] { 1, 1, 2, 2 }), null);
		for (final long[] shape : new long[][] { made, { 1, 1, 32, 24 }, { 1, 1, 8, 16 } })
			assertArrayEquals(free.on(shape).run(image(shape)).get("y").data(), fixed.on(shape).run(image(shape)).get("y")
				.data());
		assertArrayEquals(new long[] { 24, 32, 2 }, NetworkOperation.of(fixed).on(24, 32, 1).targetDimensions());
		assertArrayEquals(new long[] { 23, 31, 2 }, NetworkOperation.of(fixed).fit(Fit.REFLECT).on(23, 31, 1)
			.targetDimensions());
	}

	@Test
	void sizesThatMeanNoFactorAreRefused() {
		final Network fixed = network(new long[] { 1, 1, 16, 16 }, null, Constant.of(1, 1, 20, 20)).outputs("up");
		final String message = assertThrows(IllegalArgumentException.class, () -> fixed.on(1, 1, 32, 32)).getMessage();
		assertTrue(message.contains("exported for") && message.contains("'up'"), message);
		assertArrayEquals(new long[] { 1, 1, 20, 20 }, fixed.on(1, 1, 16, 16).outputShape("u"));
	}

	/** Exporters put sizes together from those of batch and channels, which follow the image, and fixed ones, which do not. */
	@Test
	void partsOfASizeMayBeFixed() {
		final NetworkBuilder builder = new NetworkBuilder().input("x", new long[] { 1, 1, 16, 16 }).output("u");
		builder.node(new Node("down", "MaxPool", 13, Arrays.asList("x"), Arrays.asList("d"), Attributes.NONE.with(
			"kernel_shape", new long[] { 2, 2 }).with("strides", new long[] { 2, 2 })));
		builder.constant("from", Constant.of(0)).constant("to", Constant.of(2)).constant("fixed", Constant.of(16, 16));
		builder.node(new Node("shape", "Shape", 13, Arrays.asList("d"), Arrays.asList("s"), Attributes.NONE));
		builder.node(new Node("slice", "Slice", 13, Arrays.asList("s", "from", "to"), Arrays.asList("nc"), Attributes.NONE));
		builder.node(new Node("sizes", "Concat", 13, Arrays.asList("nc", "fixed"), Arrays.asList("z"), Attributes.NONE.with("axis",
			0L)));
		builder.node(new Node("up", "Resize", 13, Arrays.asList("d", "", "", "z"), Arrays.asList("u"), Attributes.NONE.with("mode",
			"nearest").with("coordinate_transformation_mode", "asymmetric").with("nearest_mode", "floor")));
		final Network network = builder.build();
		assertArrayEquals(new long[] { 1, 1, 16, 16 }, network.on(1, 1, 16, 16).outputShape("u"));
		assertArrayEquals(new long[] { 1, 1, 32, 24 }, network.on(1, 1, 32, 24).outputShape("u"));
	}
}
