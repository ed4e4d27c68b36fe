package io.github.convolvej.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** OpenCV's functions, from Mat to Mat, with the border replicated. */
final class OpenCv implements Entrant {

	static {
		nu.pattern.OpenCV.loadLocally();
	}

	private final List<Mat> sources = new ArrayList<>();
	private final List<Mat> targets = new ArrayList<>();
	private final BiConsumer<Mat, Mat> function;

	private OpenCv(final Picture source, final BiConsumer<Mat, Mat> function) {
		this.function = function;
		final int[] size = source.size();
		final int plane = size[0] * size[1];
		for (int i = 0; i < source.samples(); i += plane) {
			final Mat mat = new Mat(size[1], size[0], source.type() == Picture.Type.U8 ? CvType.CV_8U : source
				.type() == Picture.Type.U16 ? CvType.CV_16U : CvType.CV_32F);
			put(mat, source.data(), i, i + plane);
			sources.add(mat);
			targets.add(new Mat());
		}
	}

	private static void put(final Mat mat, final Object data, final int from, final int to) {
		if (data instanceof float[]) mat.put(0, 0, Arrays.copyOfRange((float[]) data, from, to));
		else if (data instanceof short[]) mat.put(0, 0, Arrays.copyOfRange((short[]) data, from, to));
		else mat.put(0, 0, Arrays.copyOfRange((byte[]) data, from, to));
	}

	/** filter2D on every plane; the result has the type of the source. */
	static Entrant filter2D(final Picture source, final double[] weights, final int size) {
		final Mat kernel = new Mat(size, size, CvType.CV_32F);
		kernel.put(0, 0, weights);
		return new OpenCv(source, (s, t) -> Imgproc.filter2D(s, t, -1, kernel, new Point(-1, -1), 0,
			Core.BORDER_REPLICATE));
	}

	/** Sobel along x; that of 8-bit samples has 16 bits, of others 32-bit floating point. */
	static Entrant sobelX(final Picture source) {
		final int depth = source.type() == Picture.Type.U8 ? CvType.CV_16S : CvType.CV_32F;
		return new OpenCv(source, (s, t) -> Imgproc.Sobel(s, t, depth, 1, 0, 3, 1, 0, Core.BORDER_REPLICATE));
	}

	/** Both Sobel derivatives in 32-bit floating point, and their magnitude. */
	static Entrant sobelMagnitude(final Picture source) {
		final Mat x = new Mat();
		final Mat y = new Mat();
		return new OpenCv(source, (s, t) -> {
			Imgproc.Sobel(s, x, CvType.CV_32F, 1, 0, 3, 1, 0, Core.BORDER_REPLICATE);
			Imgproc.Sobel(s, y, CvType.CV_32F, 0, 1, 3, 1, 0, Core.BORDER_REPLICATE);
			Core.magnitude(x, y, t);
		});
	}

	/** GaussianBlur with that many taps. */
	static Entrant gaussianBlur(final Picture source, final double sigma, final int taps) {
		return new OpenCv(source, (s, t) -> Imgproc.GaussianBlur(s, t, new Size(taps, taps), sigma, sigma,
			Core.BORDER_REPLICATE));
	}

	/** dilate with a square: the maximum filter. */
	static Entrant dilate(final Picture source, final int size) {
		final Mat square = Mat.ones(size, size, CvType.CV_8U);
		return new OpenCv(source, (s, t) -> Imgproc.dilate(s, t, square, new Point(-1, -1), 1, Core.BORDER_REPLICATE,
			new Scalar(0)));
	}

	/** medianBlur. */
	static Entrant medianBlur(final Picture source, final int size) {
		return new OpenCv(source, (s, t) -> Imgproc.medianBlur(s, t, size));
	}

	/** resize by a factor. */
	static Entrant resize(final Picture source, final double factor, final int interpolation) {
		return new OpenCv(source, (s, t) -> Imgproc.resize(s, t, new Size(), factor, factor, interpolation));
	}

	@Override
	public void run(final int threads, final int calls) {
		Core.setNumThreads(threads);
		for (int i = 0; i < calls; i++)
			for (int k = 0; k < sources.size(); k++)
				function.accept(sources.get(k), targets.get(k));
	}

	@Override
	public boolean usesThreads() {
		return true;
	}

	@Override
	public float[] values() {
		final int plane = (int) targets.get(0).total();
		final float[] values = new float[plane * targets.size()];
		final float[] part = new float[plane];
		final Mat converted = new Mat();
		for (int i = 0; i < targets.size(); i++) {
			targets.get(i).convertTo(converted, CvType.CV_32F);
			converted.get(0, 0, part);
			System.arraycopy(part, 0, values, i * plane, plane);
		}
		return values;
	}
}
