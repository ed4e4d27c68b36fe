/**
 * Runs recipes on large images on a Spark cluster. The command line, the plan,
 * the container and the task that computes a block are those of a local run
 * ({@code cli}, {@code batch}); here is only how blocks are given to executors,
 * what is asked of these before, and how failures are told. Only Spark's
 * interfaces for Java are used, so that one jar runs with versions built for
 * different versions of Scala. Begin with {@link
 * io.github.convolvej.spark.SparkBatch}.
 */
package io.github.convolvej.spark;
