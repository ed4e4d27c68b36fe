package io.github.convolvej.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script of the documentation, with the packed jar; those in other languages are run by ScriptTest. */
class ScriptsIT {

	@Test
	void theShellScriptFiltersAFolder(@TempDir final Path folder) throws Exception {
		Assumptions.assumeFalse(System.getProperty("os.name").startsWith("Windows"), "no shell there");
		final List<Path> files;
		try (Stream<Path> all = Files.list(Paths.get("target"))) {
			files = all.filter(p -> p.toString().endsWith("-all.jar")).collect(Collectors.toList());
		}
		final ProcessBuilder builder = new ProcessBuilder("sh", "docs/scripts/folder.sh", files.get(0).toString(),
			"sample-images", folder.toString());
		builder.environment().merge("PATH", System.getProperty("java.home") + "/bin", (old, own) -> own + File.pathSeparator +
			old);
		final Process shell = builder.redirectErrorStream(true).start();
		final String output = new String(shell.getInputStream().readAllBytes());
		assertEquals(0, shell.waitFor(), output);
		try (Stream<Path> results = Files.list(folder)) {
			assertEquals(5, results.filter(p -> p.toString().endsWith("-convolution-pooling.tif")).count(), output);
		}
	}
}
