package io.github.convolvej.spark;

/** Spark 3.5.9. */
class Spark35IT extends SparkTests {

	Spark35IT() {
		super("3.5.9");
	}
}
