package io.github.convolvej.spark;

import io.github.convolvej.batch.Workers;
import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.UsageException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/** A Spark cluster: its start, with reasons where it does not, and what its executors say of themselves. */
final class Cluster {

	private static final int CONNECT_MILLISECONDS = 5000;
	private static final int POLL_MILLISECONDS = 100;
	/** Executors that have not come within this time after the first are not waited for. */
	private static final int SETTLE_MILLISECONDS = 2000;
	private static final int ROUNDS = 20;
	private static final int LISTED = 5;

	private final JavaSparkContext context;
	private final SparkConf conf;

	private Cluster(final JavaSparkContext context, final SparkConf conf) {
		this.context = context;
		this.conf = conf;
	}

	/**
	 * Connects as Spark's configuration says.
	 *
	 * @throws UsageException if it names no master
	 * @throws IOException if there is no cluster, or it is of a version that is not
	 *           supported
	 */
	static Cluster connect() throws IOException {
		final String version = SparkVersion.read();
		SparkVersion.check(version);
		final SparkConf conf = new SparkConf();
		if (!conf.contains("spark.master")) throw new UsageException("no Spark master is named: start by spark-submit --master" +
			" spark://HOST:7077, or --master 'local[2]' for this machine alone");
		if (!conf.contains("spark.app.name") || conf.get("spark.app.name").startsWith(Cluster.class.getPackageName())) conf.setAppName(
			"ConvolveJ");
		final String others = conf.get("spark.extraListeners", "");
		conf.set("spark.extraListeners", (others.isEmpty() ? "" : others + ",") + ExecutorList.class.getName());
		final String master = conf.get("spark.master");
		checkAnswers(master);
		try {
			return new Cluster(new JavaSparkContext(conf), conf);
		}
		// Spark throws checked exceptions without saying so
		catch (final Exception | LinkageError e) {
			throw new IOException(reason(master, version, e), e);
		}
	}

	/** Spark itself tries for a minute. */
	private static void checkAnswers(final String master) throws IOException {
		if (!master.startsWith("spark://")) return;
		for (final String address : master.substring("spark://".length()).split(",")) {
			final int colon = address.lastIndexOf(':');
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(address.substring(0, Math.max(0, colon)), Integer.parseInt(address.substring(
					colon + 1))), CONNECT_MILLISECONDS);
				return;
			}
			catch (final IOException | IllegalArgumentException e) {
				// one of several masters may be down
			}
		}
		throw new IOException("no Spark master answers at " + master + ": is it started, and is that the address that its page" +
			" (port 8080) shows, such as spark://HOST:7077?");
	}

	private static String reason(final String master, final String version, final Throwable thrown) {
		String last = "";
		for (Throwable t = thrown; t != null; t = t.getCause()) {
			last = String.valueOf(t.getMessage());
			// removed from Java 24
			if (last.contains("getSubject")) return "Spark " + version + " does not run on Java " + System.getProperty(
				"java.version") + ": set JAVA_HOME to Java 17";
		}
		return "Spark " + version + " did not start with the master " + master + ": " + last.split("\n")[0] + (master.startsWith(
			"spark://") ? "; a master of another version of Spark does not answer to this one, " + version : "");
	}

	JavaSparkContext context() {
		return context;
	}

	String version() {
		return context.version();
	}

	/** Waits until there are executors, and asks all of them what they are. */
	List<Probe.Answer> executors() throws IOException {
		final long seconds = conf.getTimeAsSeconds("spark.scheduler.maxRegisteredResourcesWaitingTime", "30s");
		// where executors come only when there is work
		final JavaFutureAction<List<Integer>> first = context.parallelize(Collections.singletonList(1), 1).collectAsync();
		long start = System.nanoTime();
		boolean come = false;
		while (ExecutorList.threads().isEmpty() || !first.isDone()) {
			// the first may come late, and be slow then
			if (!come && !ExecutorList.threads().isEmpty()) {
				come = true;
				start = System.nanoTime();
			}
			if (context.sc().isStopped()) throw new IOException("the Spark master " + context.master() +
				" has not taken the application: does it run the version of this Spark, " + version() + "?");
			if (System.nanoTime() - start > seconds * 1_000_000_000L) {
				first.cancel(true);
				throw new IOException(come ? "executors of " + context.master() + " have come, but none has answered within " + seconds +
					" s." + lost() : "no executor of " + context.master() + " has come within " + seconds +
					" s: is a worker running, and does it have " + conf.get("spark.executor.memory", "1g") + " of memory and " + conf.get(
						"spark.executor.cores", "1") + " cores free (the master's page shows it)?" + lost());
			}
			pause();
		}
		settle(System.nanoTime() + seconds * 1_000_000_000L);
		return ask(new Probe("", null));
	}

	/** Waits for all executors that were asked for or, where no number was given, until no more come for a while. */
	private void settle(final long end) throws IOException {
		if (context.master().startsWith("local")) return;
		final int wanted = wanted();
		int known = 0;
		long since = System.nanoTime();
		while (known < wanted ? System.nanoTime() < end : wanted == 0 && System.nanoTime() - since < SETTLE_MILLISECONDS * 1_000_000L) {
			final int now = ExecutorList.threads().values().stream().mapToInt(Integer::intValue).sum();
			if (now != known) since = System.nanoTime();
			known = now;
			if (known != wanted) pause();
		}
	}

	/** Number of threads that were asked for by --total-executor-cores or --num-executors; 0 if all that there are. */
	private int wanted() {
		if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) return 0;
		return conf.getInt("spark.cores.max", conf.getInt("spark.executor.instances", 0) * conf.getInt("spark.executor.cores", 1));
	}

	static void pause() throws IOException {
		try {
			Thread.sleep(POLL_MILLISECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted");
		}
	}

	/** Why executors were lost; empty if none was. */
	static String lost() {
		final Map<String, String> lost = ExecutorList.lost();
		if (lost.isEmpty()) return "";
		final String id = new ArrayList<>(lost.keySet()).get(lost.size() - 1);
		return " " + ConsoleText.count(lost.size(), "executor") + " lost, the last because: " + lost.get(id).split("\n")[0];
	}

	/** Asks every executor that there is. */
	List<Probe.Answer> ask(final Probe probe) throws IOException {
		final Map<String, Probe.Answer> answers = new TreeMap<>();
		for (int round = 0; round < ROUNDS; round++) {
			final Map<String, Integer> threads = ExecutorList.threads();
			if (!threads.isEmpty() && answers.keySet().containsAll(threads.keySet())) break;
			final int slots = Math.max(1, threads.values().stream().mapToInt(Integer::intValue).sum() / cpus());
			try {
				for (final Probe.Answer answer : context.parallelize(Collections.nCopies(slots, 1), slots).map(probe).collect())
					answers.put(answer.executor(), answer);
			}
			catch (final Exception e) {
				throw failure(e);
			}
		}
		answers.keySet().retainAll(ExecutorList.threads().keySet());
		if (answers.isEmpty()) throw new IOException("no executor of " + context.master() + " answers." + lost());
		return new ArrayList<>(answers.values());
	}

	/** Number of processors that Spark gives to a task. */
	private int cpus() {
		return Math.max(1, conf.getInt("spark.task.cpus", 1));
	}

	/** What computes, as the executors say. */
	Workers workers(final List<Probe.Answer> answers) {
		final Map<String, Integer> threads = ExecutorList.threads();
		final int most = threads.values().stream().mapToInt(n -> Math.max(1, n / cpus())).max().orElse(1);
		final int all = threads.values().stream().mapToInt(n -> Math.max(1, n / cpus())).sum();
		final long heap = answers.stream().mapToLong(Probe.Answer::heap).min().orElse(Runtime.getRuntime().maxMemory());
		return new Workers(heap, most, Math.max(most, all));
	}

	/** What a list of executors that cannot compute says; null if all can. */
	static String failures(final List<Probe.Answer> answers) {
		final List<String> failures = new ArrayList<>();
		for (final Probe.Answer answer : answers)
			if (answer.failure() != null) failures.add(answer.failure());
		if (failures.isEmpty()) return null;
		return failures.size() + " of " + ConsoleText.count(answers.size(), "executor") + " cannot compute: " + String.join("; ",
			failures.subList(0, Math.min(LISTED, failures.size()))) + (failures.size() > LISTED ? "; ..." : "");
	}

	/** What a job that failed says. */
	static IOException failure(final Throwable thrown) {
		final StringBuilder text = new StringBuilder();
		for (Throwable t = thrown; t != null; t = t.getCause())
			text.append(t.getMessage()).append('\n');
		final String own = BlockFailure.in(text.toString());
		if (own != null) return new BlockFailure(own, thrown);
		if (text.indexOf("UnsupportedClassVersionError") >= 0) return new IOException(
			"executors run on a Java that is too old: ConvolveJ needs Java 11, and Spark 4 needs Java 17", thrown);
		final Throwable first = thrown instanceof ExecutionException && thrown.getCause() != null ? thrown.getCause() : thrown;
		return new IOException("Spark gave up: " + String.valueOf(first.getMessage()).split("\n")[0] + lost(), thrown);
	}

	void stop() {
		context.stop();
	}
}
