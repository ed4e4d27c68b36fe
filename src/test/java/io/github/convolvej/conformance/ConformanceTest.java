package io.github.convolvej.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;

import org.junit.jupiter.api.Test;

class ConformanceTest {

	@Test
	void everyReferenceCasePasses() throws IOException {
		final ByteArrayOutputStream text = new ByteArrayOutputStream();
		final ConformanceRunner runner = new ConformanceRunner(new PrintStream(text, true, "UTF-8"));
		runner.run(Paths.get("src/test/resources/conformance"));
		final String report = new String(text.toByteArray(), StandardCharsets.UTF_8);
		assertEquals(0, runner.total(1), report);
		assertEquals(0, runner.total(2), report);
		assertTrue(runner.total(0) >= 296, report);
	}
}
