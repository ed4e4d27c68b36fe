package io.github.convolvej.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.convolvej.cli.Jars;
import io.github.convolvej.spark.SparkCluster.Submission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The packed jar on a real cluster of two workers: the same bytes as on one machine, and what can go wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SparkTests {

	/** Both workers are waited for, as long as a busy machine takes to start them. */
	private static final List<String> BOTH = Arrays.asList("--executor-memory", "480m", "--total-executor-cores", "2", "--conf",
		"spark.scheduler.maxRegisteredResourcesWaitingTime=240s");
	private static final String[] LINE = { "smooth", "in.zarr", "out.zarr", "sigma=2", "border=reflect", "--chunks=16,16", "then",
		"pooling", "window=2", "stride=2" };

	@TempDir
	static Path cluster;
	@TempDir
	static Path data;

	private final Path home;
	private Path folder;
	private int tests;
	private SparkCluster spark;

	SparkTests(final String version) {
		home = Paths.get("target", "spark", version);
	}

	@BeforeAll
	void startCluster() throws IOException, InterruptedException {
		if (!SparkCluster.isThere(home)) System.err.println("SKIPPED: no Spark in " + home +
			"; could its jars be had from Maven Central? See src/test/spark/pom.xml");
		assumeTrue(SparkCluster.isThere(home), "no Spark in " + home);
		spark = new SparkCluster(home, Paths.get(System.getProperty("java.home")), cluster).start(2, "512m");
	}

	@AfterAll
	void stopCluster() throws InterruptedException {
		if (spark != null) spark.close();
	}

	@BeforeEach
	void makeInput() throws IOException, InterruptedException {
		folder = Files.createDirectory(data.resolve("test" + tests++));
		Files.copy(Paths.get("sample-images/spots-time.tif"), folder.resolve("in.tif"));
		local("pyramid", "in.tif", "in.zarr", "--levels=1", "--chunks=32,32");
	}

	/** Runs the packed jar of one machine, which is of the same version. */
	private void local(final String... words) throws IOException, InterruptedException {
		final List<String> all = new ArrayList<>(Arrays.asList(Paths.get(System.getProperty("java.home"), "bin", "java").toString(),
			"-XX:TieredStopAtLevel=1", "-Xmx256m", "-jar", Jars.ALL.file().toString()));
		all.addAll(Arrays.asList(words));
		final Path log = folder.resolve("local.log");
		final Process process = new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log
			.toFile()).start();
		assertEquals(0, process.waitFor(), Files.readString(log));
	}

	/** The line with another output. */
	private static String[] to(final String name) {
		final String[] line = LINE.clone();
		line[2] = name;
		return line;
	}

	private List<String> content(final String name) throws IOException {
		final Path root = folder.resolve(name);
		try (Stream<Path> all = Files.walk(root)) {
			return all.sorted().map(path -> {
				try {
					return root.relativize(path) + (Files.isDirectory(path) ? "" : " " + Arrays.hashCode(Files.readAllBytes(path)));
				}
				catch (final IOException e) {
					throw new AssertionError(e);
				}
			}).collect(Collectors.toList());
		}
	}

	private Submission submit(final String... words) throws IOException, InterruptedException {
		return spark.submit(folder, BOTH, words);
	}

	private static void assertFails(final int code, final String message, final Submission run) {
		assertEquals(code, run.code, run.toString());
		assertTrue(run.err.contains(message), run.toString());
	}

	@Test
	void theContainerIsThatOfOneMachine() throws IOException, InterruptedException {
		final String[] levels = { "--levels=2" };
		local(with(to("local.zarr"), levels));
		final Submission run = submit(with(to("out.zarr"), levels));
		assertEquals(0, run.code, run.toString());
		assertTrue(run.err.contains("2 executors, 2 threads"), run.toString());
		assertTrue(run.out.contains("in.zarr/0 -> "), run.toString());
		assertEquals(content("local.zarr"), content("out.zarr"));
		final Submission threads = spark.submitTo("local[2]", folder, Collections.emptyList(), with(to("threads.zarr"), levels));
		assertEquals(0, threads.code, threads.toString());
		assertEquals(content("local.zarr"), content("threads.zarr"));
		for (int part = 2; part > 0; part--)
			assertEquals(0, submit(with(to("parts.zarr"), "--levels=2", "--part=" + part + "/2")).code);
		assertEquals(content("local.zarr"), content("parts.zarr"));
		// again, with something missing
		Files.delete(folder.resolve("out.zarr/0/3/2/1"));
		final Submission again = submit(with(to("out.zarr"), levels));
		assertTrue(again.code == 0 && again.out.contains("of an earlier run"), again.toString());
		assertEquals(content("local.zarr"), content("out.zarr"));
		assertTrue(Files.readString(folder.resolve("out.zarr.json")).contains("\"filesWritten\": 1,"));
	}

	/** The line with options, which come before what follows the first filter. */
	private static String[] with(final String[] words, final String... options) {
		final List<String> all = new ArrayList<>(Arrays.asList(words));
		all.addAll(3, Arrays.asList(options));
		return all.toArray(new String[0]);
	}

	/** Into shards of format 3, with a coarser level. */
	@Test
	void tiffsAreReadByExecutors() throws IOException, InterruptedException {
		sameAsLocal("smooth", "in.tif", "out.zarr", "--zarr=3", "--chunks=16,16", "--shards=32,32", "--levels=2");
	}

	@Test
	void imagesOfAPlateAreComputedOneAfterAnother() throws IOException, InterruptedException {
		try (InputStream in = SparkTests.class.getResourceAsStream("/zarr/plates.zip"); ZipInputStream zip = new ZipInputStream(in)) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				final Path file = folder.resolve(entry.getName());
				Files.createDirectories(entry.isDirectory() ? file : file.getParent());
				if (!entry.isDirectory()) Files.copy(zip, file);
			}
		}
		final Submission run = sameAsLocal("smooth", "plate.zarr", "out.zarr", "sigma=1", "then", "pooling", "window=2", "stride=2");
		assertTrue(run.out.contains("5 done, 0 failed"), run.toString());
	}

	private Submission sameAsLocal(final String... line) throws IOException, InterruptedException {
		final String[] local = line.clone();
		local[2] = "local.zarr";
		local(local);
		final Submission run = submit(line);
		assertEquals(0, run.code, run.toString());
		assertEquals(content("local.zarr"), content(line[2]));
		return run;
	}

	@Test
	void mistakesOfTheLineAreFoundBeforeSparkIsAsked() throws IOException, InterruptedException {
		assertFails(2, "--threads is for one machine", submit("smooth", "in.zarr", "out.zarr", "--threads=2"));
		assertFalse(Files.exists(folder.resolve("out.zarr")));
	}

	@Test
	void aMasterThatDoesNotAnswerIsNamed() throws IOException, InterruptedException {
		assertFails(1, "no Spark master answers at spark://127.0.0.1:1", spark.submitTo("spark://127.0.0.1:1", folder, BOTH,
			LINE));
		assertFails(1, "did not start with the master local[0]: Asked to run locally with 0 threads", spark.submitTo("local[0]",
			folder, Collections.emptyList(), LINE));
		assertFalse(Files.exists(folder.resolve("out.zarr")));
	}

	@Test
	void aClusterWithoutExecutorsIsNotWaitedForLong() throws IOException, InterruptedException {
		final Submission run = spark.submit(folder, Arrays.asList("--executor-memory", "3g", "--conf",
			"spark.scheduler.maxRegisteredResourcesWaitingTime=3s"), LINE);
		assertFails(1, "has come within 3 s: is a worker running, and does it have 3g of memory", run);
		assertFalse(Files.exists(folder.resolve("out.zarr")));
	}

	/** The folder in which a process runs is another for each, as are the disks of machines that share none. */
	@Test
	void pathsThatExecutorsDoNotSeeAreTold() throws IOException, InterruptedException {
		assumeTrue(Files.exists(Paths.get("/proc/self/cwd")));
		final Submission input = submit("smooth", "/proc/self/cwd/in.zarr", "out.zarr");
		assertFails(1, "2 of 2 executors cannot compute: INPUT /proc/self/cwd/in.zarr is not there", input);
		assertTrue(input.err.contains("(executor 0 on 127.0.0.1)"), input.err);
		// an answer, and no failure of a task, which Spark would try again
		assertFalse(input.err.contains("Lost task"), input.err);
		final Submission output = submit("smooth", "in.zarr", "/proc/self/cwd/out.zarr");
		assertFails(1, "OUTPUT /proc/self/cwd/out.zarr is not there: give a path that is the same on all machines", output);
		assertFalse(Files.exists(folder.resolve("out.zarr")));
	}

	@Test
	void twoDriversDoNotWriteOneContainer() throws IOException, InterruptedException {
		final Path state = Files.createDirectories(folder.resolve("out.zarr/.convolvej"));
		try (FileChannel channel = FileChannel.open(state.resolve("whole.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
				FileLock lock = channel.lock())
		{
			assertTrue(lock.isValid());
			assertFails(1, "out.zarr is being written by another process (whole)", submit(LINE));
		}
	}

	@Test
	void aBlockThatFailsIsNamedAndWhatIsDoneIsGood() throws IOException, InterruptedException {
		local(to("local.zarr"));
		final Path chunk = folder.resolve("in.zarr/0/7/1/1");
		final byte[] bytes = Files.readAllBytes(chunk);
		Files.write(chunk, Arrays.copyOf(bytes, bytes.length - 9));
		final Submission run = submit(LINE);
		assertFails(1, chunk + ": chunk [7, 1, 1] is damaged", run);
		assertTrue(run.err.contains("what is done stays, and the same command goes on from here"), run.err);
		assertTrue(run.err.contains("(executor "), run.err);
		Files.write(chunk, bytes);
		final Submission again = submit(LINE);
		assertEquals(0, again.code, again.toString());
		assertTrue(again.out.contains("of an earlier run"), again.toString());
		assertEquals(content("local.zarr"), content("out.zarr"));
	}
}
