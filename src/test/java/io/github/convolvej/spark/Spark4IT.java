package io.github.convolvej.spark;

/** Spark 4.2.0. */
class Spark4IT extends SparkTests {

	Spark4IT() {
		super("4.2.0");
	}
}
