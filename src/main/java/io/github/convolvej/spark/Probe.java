package io.github.convolvej.spark;

import io.github.convolvej.cli.VolumeWork;

import java.io.IOException;
import java.io.Serializable;

import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.Function;

/** Asks an executor what it is, and whether it finds input and result. */
final class Probe implements Function<Integer, Probe.Answer> {

	private static final long serialVersionUID = 1L;

	/** So that one executor does not take the questions to the others. */
	private static final int PAUSE_MILLISECONDS = 200;

	private final String run;
	/** Null to ask what it is only. */
	private final VolumeWork work;

	Probe(final String run, final VolumeWork work) {
		this.run = run;
		this.work = work;
	}

	/** What an executor says of itself. */
	static final class Answer implements Serializable {

		private static final long serialVersionUID = 1L;

		private final String executor;
		private final String name;
		private final long heap;
		private final String java;
		private final String spark;
		private final String failure;

		Answer(final String failure) throws IOException {
			executor = SparkEnv.get().executorId();
			name = ExecutorWork.name();
			heap = Runtime.getRuntime().maxMemory();
			java = System.getProperty("java.version");
			spark = SparkVersion.read();
			this.failure = failure;
		}

		/** Spark's name of the executor. */
		String executor() {
			return executor;
		}

		/** The executor and its machine, for messages. */
		String name() {
			return name;
		}

		long heap() {
			return heap;
		}

		String java() {
			return java;
		}

		String spark() {
			return spark;
		}

		/** Why it cannot compute; null if it can. */
		String failure() {
			return failure;
		}
	}

	@Override
	public Answer call(final Integer question) throws IOException {
		pause();
		return new Answer(work == null ? null : ExecutorWork.failure(run, work));
	}

	private static void pause() {
		try {
			Thread.sleep(PAUSE_MILLISECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
