package io.github.convolvej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** No test of the default build can fail because a machine is slow or busy. */
class GuardTest {

	private static final Path TESTS = Paths.get("src/test/java");

	/** What reads a clock, waits for a limited time, or asks for CPU time or the garbage collector. */
	private static final Pattern CLOCK = Pattern.compile("nanoTime|currentTimeMillis|Instant\\.now|assertTimeout|" +
		"@Timeout|\\bTimeUnit\\.|CpuTime|System\\.gc|Yardstick\\.");

	/** What guards measure with, and the limits to waiting for a program that is broken. */
	private static final Set<String> OTHERS = Set.of("GuardTest.java", "Yardstick.java", "LoopGuard.java",
		"CountingStack.java", "Display.java", "Screen.java",
		"ImageJ2DialogIT.java",
		"SparkCluster.java");

	@Test
	void onlyGuardsReadAClock() throws IOException {
		try (Stream<Path> files = Files.walk(TESTS)) {
			final Set<String> found = new TreeSet<>();
			for (final Path file : files.filter(f -> f.toString().endsWith(".java")).collect(Collectors.toList())) {
				final String name = file.getFileName().toString();
				if (OTHERS.contains(name) || file.toString().contains("benchmark")) continue;
				final String text = Files.readString(file);
				// programs that are started by hand, such as benchmarks, are no tests
				if (text.contains(" static void main(")) continue;
				if (CLOCK.matcher(text).find() && !text.contains("\n@Guard\n")) found.add(TESTS.relativize(file).toString());
			}
			assertEquals(Set.of(), found, "these read a clock, but their classes have no @Guard: see " + Guard.class);
		}
	}

	@Test
	void theFilesThatMayReadAClockAreThere() throws IOException {
		try (Stream<Path> files = Files.walk(TESTS)) {
			final Set<String> names = files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
			assertTrue(names.containsAll(OTHERS), () -> OTHERS + " are in " + names);
		}
	}
}
