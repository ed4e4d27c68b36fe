package io.github.convolvej.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver says of versions, failures and the time left. */
class DriverTextTest {

	@ParameterizedTest
	@ValueSource(strings = { "3.5.0", "3.5.9", "3.9.1", "4.0.0", "4.2.0-preview5", "4.11.0" })
	void theseVersionsAreSupported(final String version) throws IOException {
		SparkVersion.check(version);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2.4.8", "3.4.4", "5.0.0", "unknown", "" })
	void othersAreNot(final String version) {
		final IOException e = assertThrows(IOException.class, () -> SparkVersion.check(version));
		assertTrue(e.getMessage().contains("Spark 3.5 to 4"), e.getMessage());
	}

	@Test
	void theMessageOfAFailureIsFoundInThatOfSpark() {
		final String text = "Job aborted due to stage failure: Task 3 in stage 0.0 failed 4 times, most recent failure: Lost task 3.3 (TID" +
			" 12) (10.0.0.4 executor 1): io.github.convolvej.spark.BlockFailure: block 3: a: b (executor 1)\n\tat x.Y\nCaused by: z";
		assertEquals("block 3: a: b (executor 1)", BlockFailure.in(text));
		assertEquals(text.substring(text.indexOf("block 3"), text.indexOf("\n")), Cluster.failure(new RuntimeException(text))
			.getMessage());
		assertNull(BlockFailure.in("Job cancelled"));
		assertNull(BlockFailure.in(null));
		assertEquals("Spark gave up: Job cancelled", Cluster.failure(new RuntimeException("Job cancelled\nbecause")).getMessage());
		assertTrue(Cluster.failure(new RuntimeException("java.lang.UnsupportedClassVersionError: X")).getMessage().contains(
			"too old"));
	}

	@Test
	void timeLeftIsToldWhenItIsKnown() {
		assertEquals("0 of 10 blocks, 0 %", TimeLeft.text(0, 10, 60));
		assertEquals("3 of 12 blocks, 25 %, about 90 s left", TimeLeft.text(3, 12, 30));
		assertEquals("1 of 121 blocks, 0 %, about 60 min left", TimeLeft.text(1, 121, 30));
		assertEquals("10 of 10 blocks, 100 %", TimeLeft.text(10, 10, 60));
		assertEquals("8 h 20 min", TimeLeft.duration(30_000));
	}
}
