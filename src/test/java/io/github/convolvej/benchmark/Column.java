package io.github.convolvej.benchmark;

/** Who is timed: columns of the table. */
enum Column {
	/** ConvolveJ over ImgLib2 images in one array, into a given one: {@code Filters.process}. */
	OURS("ConvolveJ"),
	/** ConvolveJ as ImageJ's user gets it, from an ImagePlus to a new one: {@code FilterJob.compute}. */
	PLUGIN("ConvolveJ in ImageJ"),
	/** ImageJ itself. */
	IMAGEJ("ImageJ"),
	/** ONNX Runtime, buffer to buffer. */
	ONNX("ONNX Runtime"),
	/** OpenCV, Mat to Mat. */
	OPENCV("OpenCV"),
	/** What else a workload is measured by, as its title says: a copy, or the same work otherwise dealt out. */
	YARDSTICK("yardstick");

	private final String title;

	Column(final String title) {
		this.title = title;
	}

	/** @return its name for people */
	String title() {
		return title;
	}

	/** @return the name of its time with that many threads */
	String counter(final int threads) {
		return name().toLowerCase(java.util.Locale.ROOT) + threads;
	}
}
