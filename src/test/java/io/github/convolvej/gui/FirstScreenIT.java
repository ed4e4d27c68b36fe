package io.github.convolvej.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.IJ;

/** The first screen of every dialog on the screens of laptops, by {@link FirstScreenRobot} in a JVM of its own. */
class FirstScreenIT {

	// each has a screen and a JVM of its own, and waits most of the time
	@Execution(ExecutionMode.CONCURRENT)
	@ParameterizedTest
	@CsvSource({ "1280, 800, 1, en", "1366, 768, 2, en", "1280, 800, 1, zh" })
	void allOfItIsOnTheScreen(final int width, final int height, final int scale, final String language,
		@TempDir final Path folder) throws Exception
	{
		try (Display display = Display.managed(width, height)) {
			final Path plugins = Files.createDirectories(folder.resolve("plugins"));
			final Path jar = DialogIT.allJar();
			Files.copy(jar, plugins.resolve(jar.getFileName().toString()));
			final String name = "first-" + width + "x" + height + "-" + scale + "-" + language;
			final File screenshots = Files.createDirectories(Paths.get("target", "screenshots", name)).toFile();
			final String ij = Paths.get(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
			final List<String> call = new ArrayList<>(Arrays.asList(Paths.get(System.getProperty("java.home"), "bin", "java")
				.toString(), "-Duser.home=" + folder, "-Duser.language=" + language, "-cp", ij + File.pathSeparator + Paths.get(
					"target", "test-classes"), FirstScreenRobot.class.getName(), folder.toString(), Paths.get("sample-images",
						"nuclei-filaments.tif").toString(), screenshots.getPath(), String.valueOf(scale)));
			final ProcessBuilder builder = new ProcessBuilder(call);
			builder.environment().put("DISPLAY", display.name());
			final Process robot = builder.redirectErrorStream(true).start();
			final String output = new String(robot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertEquals(0, robot.waitFor(), output);
			assertTrue(new File(screenshots, "convolution.png").length() > 1000, output);
		}
	}
}
