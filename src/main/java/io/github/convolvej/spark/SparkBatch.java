package io.github.convolvej.spark;

import io.github.convolvej.cli.Main;

/**
 * The command line on a Spark cluster: {@code spark-submit --class
 * io.github.convolvej.spark.SparkBatch ConvolveJ_-VERSION-spark.jar} and the same
 * words as after {@code java -jar}. Blocks of Zarr containers are computed by the
 * executors; the result is the same, byte for byte. Exit codes are those of the
 * command line.
 */
public final class SparkBatch {

	private SparkBatch() {}

	/**
	 * Runs and exits.
	 *
	 * @param args the arguments of the command line
	 */
	public static void main(final String... args) {
		// before any class of AWT is loaded
		if (System.getProperty("java.awt.headless") == null) System.setProperty("java.awt.headless", "true");
		final int code;
		try (SparkEngine engine = new SparkEngine()) {
			code = Main.run(engine, args);
		}
		System.exit(code);
	}
}
