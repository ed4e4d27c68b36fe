package io.github.convolvej.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ij.IJ;

/** A robot, which works in real windows, in a JVM of its own. */
final class RobotProcess {

	private final Display display;
	private final Path home;
	private final String classPath;
	private final List<String> options = new ArrayList<>();

	private RobotProcess(final Display display, final Path home, final String classPath) {
		this.display = display;
		this.home = home;
		this.classPath = classPath;
	}

	/** With the class path of the tests. */
	static RobotProcess ofTests(final Display display, final Path home) {
		return new RobotProcess(display, home, System.getProperty("java.class.path"));
	}

	/** With plain ImageJ, and the packed jar in its folder of plugins. */
	static RobotProcess ofPlainImageJ(final Display display, final Path home) throws IOException, URISyntaxException {
		final Path plugins = Files.createDirectories(home.resolve("plugins"));
		final Path jar = allJar();
		Files.copy(jar, plugins.resolve(jar.getFileName().toString()));
		final String ij = Paths.get(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
		return new RobotProcess(display, home, ij + File.pathSeparator + Paths.get("target", "test-classes"));
	}

	private static Path allJar() throws IOException {
		try (Stream<Path> jars = Files.list(Paths.get("target"))) {
			return jars.filter(p -> p.toString().endsWith("-all.jar")).findFirst().orElseThrow(() -> new IOException(
				"no all jar in target"));
		}
	}

	RobotProcess option(final String option) {
		options.add(option);
		return this;
	}

	/** Runs the robot, which ends with an error if anything is not as it should be, and returns what it wrote. */
	String run(final Class<?> robot, final String... arguments) throws IOException, InterruptedException {
		final List<String> command = new ArrayList<>(Arrays.asList(Paths.get(System.getProperty("java.home"), "bin", "java")
			.toString(), "-Duser.home=" + home));
		// it lives for seconds: compiling its code well takes longer than running it
		command.addAll(Arrays.asList("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
		command.addAll(options);
		command.addAll(Arrays.asList("-cp", classPath, robot.getName()));
		command.addAll(Arrays.asList(arguments));
		final ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().put("DISPLAY", display.name());
		final Process process = builder.redirectErrorStream(true).start();
		final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, process.waitFor(), output);
		return output;
	}
}
