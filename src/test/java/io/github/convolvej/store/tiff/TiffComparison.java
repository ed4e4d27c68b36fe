package io.github.convolvej.store.tiff;

import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads every TIFF of a folder and compares it with the array of the same name
 * that NumPy saved: all samples, and the sizes of all axes if the array has five,
 * (t, z, c, y, x). A name that ends in {@code _tolN} may differ by N, which is for
 * JPEG and chroma. Beside a file that must be refused lies one ending in
 * {@code .refused} with a part of the message. Run it as a program with folders as
 * arguments.
 */
final class TiffComparison {

	private static final Pattern TOLERANCE = Pattern.compile("_tol([0-9]+)");
	private static final Pattern SERIES = Pattern.compile("_series([0-9]+)");

	private TiffComparison() {}

	/** What came of a file. */
	enum Outcome {
			RIGHT, REFUSED, WRONG
	}

	/** The outcome and its reason. */
	static final class Result {

		final Outcome outcome;
		final String reason;

		Result(final Outcome outcome, final String reason) {
			this.outcome = outcome;
			this.reason = reason;
		}

		@Override
		public String toString() {
			return outcome + " " + reason;
		}
	}

	static List<Path> files(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(f -> f.toString().matches(".*\\.(tif|btf|stk)")).filter(f -> Files.exists(beside(f,
				".npy")) || Files.exists(beside(f, ".refused"))).sorted().collect(Collectors.toList());
		}
	}

	private static Path beside(final Path file, final String ending) {
		return file.resolveSibling(file.getFileName().toString().replaceFirst("(\\.ome)?\\.[a-z]+$", ending));
	}

	static Result compare(final Path file) throws IOException {
		final Path refusal = beside(file, ".refused");
		final TiffSeries series;
		final NpyArray expected;
		try {
			final Matcher number = SERIES.matcher(file.getFileName().toString());
			series = number.find() ? TiffFile.open(file).series(Integer.parseInt(number.group(1))) : TiffFile.open(file)
				.series();
			if (Files.exists(refusal)) {
				series.read(0, 0, 0, 0, series.samples());
				return new Result(Outcome.WRONG, "must be refused: " + Files.readString(refusal));
			}
			expected = NpyArray.read(beside(file, ".npy"));
			return compare(series, expected, tolerance(file));
		}
		catch (final IOException e) {
			if (!Files.exists(refusal)) return new Result(Outcome.REFUSED, e.getMessage());
			final String reason = Files.readString(refusal).trim();
			return e.getMessage().contains(reason) ? new Result(Outcome.RIGHT, "") : new Result(Outcome.WRONG, "refused by '" + e
				.getMessage() + "' instead of '" + reason + "'");
		}
		catch (final RuntimeException | Error e) {
			final java.io.StringWriter trace = new java.io.StringWriter();
			e.printStackTrace(new java.io.PrintWriter(trace));
			return new Result(Outcome.WRONG, trace.toString());
		}
	}

	private static int tolerance(final Path file) {
		final Matcher tolerance = TOLERANCE.matcher(file.getFileName().toString());
		return tolerance.find() ? Integer.parseInt(tolerance.group(1)) : 0;
	}

	private static Result compare(final TiffSeries series, final NpyArray expected, final int tolerance)
		throws IOException
	{
		final int[] shape = expected.shape();
		final int pixels = series.width() * series.height();
		final long count = (long) pixels * series.channels() * series.slices() * series.frames();
		final boolean size = shape.length >= 2 && shape[shape.length - 1] == series.width() && shape[shape.length -
			2] == series.height() && count == expected.count();
		final boolean axes = shape.length != 5 || shape[0] == series.frames() && shape[1] == series.slices() && shape[2] == series
			.channels();
		if (!size || !axes) return new Result(Outcome.WRONG, "sizes: " + series.width() + " x " + series.height() + ", " + series
			.channels() + " channels, " + series.slices() + " slices, " + series.frames() + " frames, but must be " +
			java.util.Arrays.toString(shape));
		int n = 0;
		for (int t = 0; t < series.frames(); t++)
			for (int z = 0; z < series.slices(); z++)
				for (int c = 0; c < series.pageChannels(); c++)
					for (final Object plane : series.read(c, z, t, 0, series.samples()))
						for (int i = 0; i < pixels; i++, n++)
							if (!equal(get(plane, i, series.type()), expected.get(n), tolerance)) return new Result(Outcome.WRONG, "sample " +
								n + " is " + get(plane, i, series.type()) + ", but must be " + expected.get(n) + " (" + series.type() + ")");
		return new Result(Outcome.RIGHT, "");
	}

	private static boolean equal(final Number actual, final Number expected, final int tolerance) {
		if (actual instanceof Long && expected instanceof Long) return Math.abs(actual.longValue() - expected
			.longValue()) <= tolerance;
		return Double.compare(actual.doubleValue(), expected.doubleValue()) == 0 || Math.abs(actual.doubleValue() - expected
			.doubleValue()) <= tolerance;
	}

	private static Number get(final Object plane, final int i, final SampleType type) {
		switch (type) {
			case UINT8:
				return (long) (((byte[]) plane)[i] & 0xff);
			case INT8:
				return (long) ((byte[]) plane)[i];
			case UINT16:
				return (long) (((short[]) plane)[i] & 0xffff);
			case INT16:
				return (long) ((short[]) plane)[i];
			case UINT32:
				return ((int[]) plane)[i] & 0xffffffffL;
			case INT32:
				return (long) ((int[]) plane)[i];
			case UINT64:
			case INT64:
				return ((long[]) plane)[i];
			case FLOAT32:
				return (double) ((float[]) plane)[i];
			default:
				return ((double[]) plane)[i];
		}
	}

	/**
	 * Compares and prints.
	 *
	 * @param args folders
	 */
	public static void main(final String... args) throws IOException {
		final int[] counts = new int[Outcome.values().length];
		for (final String folder : args)
			for (final Path file : files(Path.of(folder))) {
				final Result result = compare(file);
				counts[result.outcome.ordinal()]++;
				if (result.outcome != Outcome.RIGHT) System.out.println(file + ": " + result);
			}
		for (final Outcome outcome : Outcome.values())
			System.out.println(counts[outcome.ordinal()] + " " + outcome);
	}
}
