package io.github.convolvej.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real cluster on this machine: a master and workers, each in a Java of its own,
 * from a folder with Spark's jars. It does what the scripts of Spark's
 * distribution do.
 */
final class SparkCluster implements AutoCloseable {

	private static final int START_SECONDS = 120;
	private static final int RUN_SECONDS = 300;
	/** For a Java that runs for seconds only. */
	private static final String SHORT_LIFE = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

	/** What came of a submission. */
	static final class Submission {

		final int code;
		final String out;
		final String err;

		Submission(final int code, final String out, final String err) {
			this.code = code;
			this.out = out;
			this.err = err;
		}

		@Override
		public String toString() {
			return "exit code " + code + "\n" + out + "\n" + err;
		}
	}

	private final Path home;
	private final Path java;
	private final Path folder;
	private final List<Process> processes = new ArrayList<>();
	private String master;

	/**
	 * @param home folder of Spark, with its jars in jars
	 * @param java folder of the Java of all processes
	 * @param folder for logs and what workers keep
	 */
	SparkCluster(final Path home, final Path java, final Path folder) {
		this.home = home.toAbsolutePath();
		this.java = java;
		this.folder = folder;
	}

	/** Whether Spark's jars are there. */
	static boolean isThere(final Path home) {
		return Files.isDirectory(home.resolve("jars"));
	}

	/** Starts the master and workers with one core each. */
	SparkCluster start(final int workers, final String memory) throws IOException, InterruptedException {
		final int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		master = "spark://127.0.0.1:" + port;
		begin("master", "I have been elected leader", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "" +
			port, "--webui-port", "0");
		for (int i = 1; i <= workers; i++)
			begin("worker" + i, "Successfully registered with master", "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1",
				"--webui-port", "0", "-m", memory, "-c", "1", master);
		return this;
	}

	String master() {
		return master;
	}

	private void begin(final String name, final String sign, final String... words) throws IOException, InterruptedException {
		final Path log = folder.resolve(name + ".log");
		final ProcessBuilder builder = builder(Files.createDirectories(folder.resolve(name)), words);
		builder.environment().put("SPARK_WORKER_DIR", folder.resolve(name).toString());
		final Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
		processes.add(process);
		for (int looks = 0; !Files.readString(log).contains(sign); looks++) {
			if (!process.isAlive() || looks > START_SECONDS * 10) throw new IOException(name + " did not start: " + Files.readString(
				log));
			Thread.sleep(100);
		}
	}

	/** A process of one of Spark's main classes, with the options that its launcher gives it. */
	private ProcessBuilder builder(final Path start, final String... words) throws IOException, InterruptedException {
		final List<String> ask = new ArrayList<>(Arrays.asList(java.resolve("bin/java").toString(), "-Xmx64m", "-cp", home.resolve(
			"jars") + File.separator + "*", "org.apache.spark.launcher.Main"));
		ask.addAll(Arrays.asList(words));
		final ProcessBuilder launcher = new ProcessBuilder(ask);
		environment(launcher);
		final Process process = launcher.redirectError(ProcessBuilder.Redirect.INHERIT).start();
		final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) throw new IOException("Spark's launcher failed: " + ask);
		// a line of its own before the words, which end with zeros
		final int begin = text.indexOf("\0\n");
		final List<String> command = new ArrayList<>(Arrays.asList(text.substring(begin + 2).split("\0")));
		final ProcessBuilder builder = new ProcessBuilder(command).directory(start.toFile());
		environment(builder);
		return builder;
	}

	private void environment(final ProcessBuilder builder) throws IOException {
		builder.environment().put("SPARK_HOME", home.toString());
		builder.environment().put("SPARK_DAEMON_MEMORY", "256m");
		builder.environment().put("SPARK_DAEMON_JAVA_OPTS", SHORT_LIFE);
		builder.environment().put("JAVA_HOME", java.toString());
		builder.environment().put("SPARK_SCALA_VERSION", scala());
		builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
	}

	private String scala() throws IOException {
		try (java.util.stream.Stream<Path> jars = Files.list(home.resolve("jars"))) {
			for (final Path jar : (Iterable<Path>) jars::iterator) {
				final Matcher m = Pattern.compile("spark-core_([0-9.]+)-.*\\.jar").matcher(jar.getFileName().toString());
				if (m.matches()) return m.group(1);
			}
		}
		throw new IOException("no spark-core in " + home);
	}

	/** Starts spark-submit in a folder. */
	Process begin(final Path start, final Path out, final String to, final List<String> options, final String... words)
		throws IOException, InterruptedException
	{
		final List<String> all = new ArrayList<>(Arrays.asList("org.apache.spark.deploy.SparkSubmit", "--master", to,
			"--driver-memory", "480m", "--conf", "spark.ui.enabled=false", "--driver-java-options", SHORT_LIFE, "--conf", "spark.executor.extraJavaOptions=" + SHORT_LIFE));
		all.addAll(options);
		all.addAll(Arrays.asList("--class", "io.github.convolvej.spark.SparkBatch", jar().toString()));
		all.addAll(Arrays.asList(words));
		return builder(start, all.toArray(new String[0])).redirectOutput(Paths.get(out + ".out").toFile()).redirectError(Paths.get(
			out + ".err").toFile()).start();
	}

	/** Runs spark-submit in a folder, with its own master if there is one. */
	Submission submit(final Path start, final List<String> options, final String... words) throws IOException, InterruptedException {
		return submitTo(master, start, options, words);
	}

	/** Runs spark-submit in a folder. */
	Submission submitTo(final String to, final Path start, final List<String> options, final String... words)
		throws IOException, InterruptedException
	{
		final Path out = Files.createTempFile(folder, "submit", "");
		final Process process = begin(start, out, to, options, words);
		try {
			if (!process.waitFor(RUN_SECONDS, TimeUnit.SECONDS)) throw new IOException("spark-submit does not end: " + Files.readString(
				Paths.get(out + ".err")));
		}
		finally {
			process.destroyForcibly();
		}
		return new Submission(process.exitValue(), Files.readString(Paths.get(out + ".out")), Files.readString(Paths.get(out +
			".err")));
	}

	private static Path jar() {
		return io.github.convolvej.cli.Jars.SPARK.file().toPath();
	}

	@Override
	public void close() throws InterruptedException {
		for (final Process process : processes)
			process.destroy();
		for (final Process process : processes)
			if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
	}
}
