package io.github.convolvej.benchmark;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

import ij.util.ThreadUtil;

/**
 * A workload in a Java process of its own: each iteration is a round, in which
 * everyone has a turn. The time of the round means nothing; those of the entrants
 * are in its {@link Times}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class WorkloadBenchmark {

	/** Which workload. */
	@Param("")
	public String workload;

	/** Milliseconds of a turn. */
	@Param("100")
	public int slice;

	private Contest contest;
	private int rounds;

	/** Prepares the entrants and compares their values. */
	@Setup(Level.Trial)
	public void prepare(final BenchmarkParams params) {
		System.setProperty("java.awt.headless", "true");
		rounds = params.getMeasurement().getCount();
		contest = Workloads.named(workload).prepare();
		contest.warmUp(6.0 * slice);
	}

	/** Everyone's turn. */
	@Benchmark
	public void round(final Times times) {
		contest.round(slice, rounds, times);
	}

	/** Frees what is outside of Java's heap, and ends ImageJ's threads: JMH would wait half a minute for them. */
	@TearDown(Level.Trial)
	public void close() {
		contest.close();
		ThreadUtil.threadPoolExecutor.shutdown();
	}
}
