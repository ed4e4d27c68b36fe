package io.github.convolvej.gui;

import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@link FirstScreenIT} does, with letters of twice the size on a lower screen,
 * and in Chinese. Runs in the profile {@code guard}: each takes as long as a fourth of
 * all other tests.
 */
@Tag("screens")
class FurtherScreensIT {

	// each has a screen and a JVM of its own, and waits most of the time
	@Execution(ExecutionMode.CONCURRENT)
	@ParameterizedTest
	@CsvSource({ "1366, 768, 2, en", "1280, 800, 1, zh" })
	void allOfItIsOnTheScreen(final int width, final int height, final int scale, final String language,
		@TempDir final Path folder) throws Exception
	{
		FirstScreenIT.walk(width, height, scale, language, folder);
	}
}
