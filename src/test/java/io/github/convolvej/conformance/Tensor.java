package io.github.convolvej.conformance;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** A tensor of a case file: C order, axes N, C, (D), H, W. */
final class Tensor {

	final int[] shape;
	final String dtype;
	final double[] data;

	Tensor(final int[] shape, final String dtype, final double[] data) {
		this.shape = shape;
		this.dtype = dtype;
		this.data = data;
	}

	/** A tensor of which only the shape is given, as in cases that are to be refused, has zeros. */
	static Tensor read(final JsonObject json) {
		final JsonElement given = json.get("data");
		if (given == null || given.isJsonNull()) {
			long samples = 1;
			for (final int n : ints(json.get("shape")))
				samples = Math.multiplyExact(samples, n);
			return new Tensor(ints(json.get("shape")), json.get("dtype").getAsString(), new double[Math.toIntExact(samples)]);
		}
		final JsonArray values = given.getAsJsonArray();
		final double[] data = new double[values.size()];
		for (int i = 0; i < data.length; i++)
			data[i] = number(values.get(i));
		return new Tensor(ints(json.get("shape")), json.get("dtype").getAsString(), data);
	}

	private static double number(final JsonElement e) {
		// Double.valueOf knows "NaN", "Infinity" and "-Infinity"
		return Double.parseDouble(e.getAsString());
	}

	static int[] ints(final JsonElement e) {
		if (!e.isJsonArray()) return new int[] { e.getAsInt() };
		final JsonArray array = e.getAsJsonArray();
		final int[] values = new int[array.size()];
		for (int i = 0; i < values.length; i++)
			values[i] = array.get(i).getAsInt();
		return values;
	}

	/** ImgLib2's order is the reverse of C order: x first. */
	static int[] reversed(final int[] values) {
		final int[] r = new int[values.length];
		for (int i = 0; i < r.length; i++)
			r[i] = values[values.length - 1 - i];
		return r;
	}

	/** This tensor as an image of the type that its dtype names, axes (W, H, (D), C, N). */
	RandomAccessibleInterval<? extends RealType<?>> image() {
		final long[] size = new long[shape.length];
		for (int d = 0; d < size.length; d++)
			size[d] = shape[shape.length - 1 - d];
		switch (dtype) {
			case "uint8":
				return filled(ArrayImgs.unsignedBytes(size));
			case "uint16":
				return filled(ArrayImgs.unsignedShorts(size));
			case "float64":
				return filled(ArrayImgs.doubles(size));
			default:
				return filled(ArrayImgs.floats(size));
		}
	}

	private <T extends RealType<T>> RandomAccessibleInterval<T> filled(final RandomAccessibleInterval<T> image) {
		final Cursor<T> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; cursor.hasNext(); i++)
			cursor.next().setReal(data[i]);
		return image;
	}

	RandomAccessibleInterval<DoubleType> doubleImage() {
		return new Tensor(shape, "float64", data).<DoubleType> cast();
	}

	@SuppressWarnings("unchecked")
	private <T> RandomAccessibleInterval<T> cast() {
		return (RandomAccessibleInterval<T>) image();
	}

	static Tensor of(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final int n = image.numDimensions();
		final int[] shape = new int[n];
		for (int d = 0; d < n; d++)
			shape[d] = (int) image.dimension(n - 1 - d);
		final double[] data = new double[(int) Views.iterable(image).size()];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; cursor.hasNext(); i++)
			data[i] = cursor.next().getRealDouble();
		return new Tensor(shape, "float64", data);
	}
}
