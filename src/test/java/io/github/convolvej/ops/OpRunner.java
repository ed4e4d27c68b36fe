package io.github.convolvej.ops;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** Finds an op by name and inputs, and runs it. */
interface OpRunner {

	Object apply(String name, Object... inputs) throws Exception;

	void compute(String name, RandomAccessibleInterval<? extends RealType<?>> output, Object... inputs)
		throws Exception;
}
