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
import java.util.Collections;

import org.junit.jupiter.api.Test;

/** What is computed of constants before any work, and what whole numbers do. */
class ConstantFoldingTest {

	private final NetworkBuilder builder = new NetworkBuilder().input("x", null).output("y");

	private void node(final String operator, final String output, final Attributes attributes, final String... inputs) {
		builder.node(new Node(output, operator, 17, Arrays.asList(inputs), Collections.singletonList(output), attributes));
	}

	private float[] result(final float... samples) {
		return builder.build().on(1, 1, 1, samples.length).run(new Tensor(new long[] { 1, 1, 1, samples.length }, samples)).get(
			"y").data();
	}

	private static Constant floats(final double... values) {
		return new Constant(ElementType.FLOAT, new long[] { 1, 1, 1, values.length }, values);
	}

	/** (1, 3) has mean 2 and standard deviation 1. */
	@Test
	void normalisationsOfConstantsAreConstants() {
		builder.constant("c", floats(1, 3)).constant("one", new Constant(ElementType.FLOAT, new long[] { 1 }, new double[] {
			1 })).constant("zero", new Constant(ElementType.FLOAT, new long[] { 1 }, new double[1]));
		node("InstanceNormalization", "n", Attributes.NONE.with("epsilon", 0.0), "c", "one", "zero");
		node("Add", "y", Attributes.NONE, "x", "n");
		assertArrayEquals(new float[] { 4, 8 }, result(5, 7));
	}

	@Test
	void positionsOfUnpoolingMayBeConstants() {
		builder.constant("i", new Constant(ElementType.INT64, new long[] { 1, 1, 1, 2 }, new double[] { 1, 2 }));
		node("MaxUnpool", "y", Attributes.NONE.with("kernel_shape", new long[] { 1, 2 }).with("strides", new long[] { 1, 2 }), "x",
			"i");
		assertArrayEquals(new float[] { 0, 5, 7, 0 }, result(5, 7));
	}

	@Test
	void wholeNumbersAreDividedTowardsZero() {
		builder.constant("k", floats(1)).constant("two", new Constant(ElementType.INT64, new long[] { 1 }, new double[] { 2 }));
		node("Cast", "whole", Attributes.NONE.with("to", 7L), "x");
		node("Div", "half", Attributes.NONE, "whole", "two");
		node("Cast", "y", Attributes.NONE.with("to", 1L), "half");
		assertArrayEquals(new float[] { 2, -2, 0, 3 }, result(5, -5, 1.9f, 6.2f));
	}

	@Test
	void hugeConstantsAreRefusedByName() {
		builder.constant("a", new Constant(ElementType.FLOAT, new long[0], new double[1])).constant("b", new Constant(
			ElementType.FLOAT, new long[0], new double[] { 1e12 })).constant("c", new Constant(ElementType.FLOAT, new long[0],
				new double[] { 1 }));
		node("Range", "r", Attributes.NONE, "a", "b", "c");
		node("ReduceSum", "s", Attributes.NONE.with("keepdims", 0L), "r");
		node("Add", "y", Attributes.NONE, "x", "s");
		final String message = assertThrows(IllegalArgumentException.class, () -> result(1)).getMessage();
		assertTrue(message.contains("Range 'r'") && message.contains("constant numbers, but at most"), message);
	}
}
