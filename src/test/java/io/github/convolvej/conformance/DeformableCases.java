package io.github.convolvej.conformance;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.deformable.DeformableConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

/** Cases that are deformable convolutions, of both versions. */
final class DeformableCases {

	private DeformableCases() {}

	static void register(final Map<String, Operation> operations) {
		operations.put("deform_conv", DeformableCases::deformConv);
	}

	private static void deformConv(final Case c, final Results results) {
		final Kernel kernel = ConvolutionCases.kernel(c.input("weight"), c.input("bias"), c.integer("groups", 1));
		final int n = kernel.numDimensions();
		final DeformableConvolution plain = DeformableConvolution.of(kernel).stride(c.axes("stride", n, 1)).dilation(c.axes(
			"dilation", n, 1)).padding(Padding.explicit(c.axes("padding_begin", n, 0), c.axes("padding_end", n, 0)))
			.offsetGroups(c.integer("offset_groups", 1));
		final Filter filter = c.input("mask") == null ? plain : plain.modulated();
		final List<RandomAccessibleInterval<? extends RealType<?>>> images = new ArrayList<>();
		final List<RandomAccessibleInterval<DoubleType>> doubles = new ArrayList<>();
		for (final String name : new String[] { "x", "offset", "mask" }) {
			if (c.input(name) == null) continue;
			images.add(c.input(name).image());
			doubles.add(c.input(name).doubleImage());
		}
		results.add("y", Tensor.of(Filters.apply(filter, images, Border.ZERO, new FloatType())));
		results.addDouble("y", Tensor.of(Filters.apply(filter, doubles, Border.ZERO, new DoubleType())));
	}
}
