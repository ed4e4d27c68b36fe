package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;
import io.github.convolvej.learn.Demonstrations;

import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

import ij.ImagePlus;
import ij.measure.ResultsTable;

/** The numbers that demonstrations measure are those that follow by hand. */
class DemonstrationsCommandTest {

	private static final Context CONTEXT = QuietContext.of(CommandService.class);

	private static Module run(final Object... inputs) throws Exception {
		return CONTEXT.service(CommandService.class).run(DemonstrationsCommand.class, true, inputs).get();
	}

	private static ResultsTable table(final String topic) throws Exception {
		return (ResultsTable) run("topic", topic).getOutput("table");
	}

	private static void assertColumn(final ResultsTable table, final String column, final double... expected) {
		for (int i = 0; i < expected.length; i++)
			assertEquals(expected[i], table.getValue(column, i), 1e-4 * Math.max(1, Math.abs(expected[i])), column + " of " + table
				.getStringValue("Case", i));
	}

	@Test
	void checkerboards() throws Exception {
		final ResultsTable table = table("checkerboard");
		// of nine weights of 4/9, one, two or four cover a sample
		assertColumn(table, "Smallest sum", 4 / 9.0, 1);
		assertColumn(table, "Largest sum", 16 / 9.0, 1);
		assertColumn(table, "Unevenness (%)", 120, 0);
		assertTrue(table.getValue("Unevenness (%)", 2) > 10, "divisible, but uneven weights");
		assertEquals(0, table.getValue("Unevenness (%)", 3), 1e-4);
		assertTrue(table.getValue("Unevenness (%)", 4) > 10);
		assertEquals(0, table.getValue("Unevenness (%)", 5), 1e-4);
	}

	@Test
	void griddings() throws Exception {
		final ResultsTable table = table("gridding");
		assertColumn(table, "Field (samples)", 13, 17, 17, 7);
		assertColumn(table, "Untouched samples", 169 - 49, 289 - 25, 0, 0);
	}

	@Test
	void aliasing() throws Exception {
		final ResultsTable table = table("aliasing");
		assertEquals(Math.sqrt(0.5), table.getValue("Contrast", 0), 0.02);
		assertEquals(100, table.getValue("False contrast (%)", 1), 5);
		// (1 4 6 4 1) / 16 leaves cos(w / 2)^4 of a wave of w
		assertEquals(100 * Math.pow(Math.cos(Math.PI / 2.5), 4), table.getValue("False contrast (%)", 2), 0.5);
	}

	@Test
	void smallObjects() throws Exception {
		final ResultsTable table = table("small-objects");
		assertColumn(table, "Objects", 32, 16, 16, 32);
		assertColumn(table, "Contrast (%)", 100, 100, 100 / 8.0, 100);
	}

	@Test
	void savings() throws Exception {
		assertColumn(table("stacked"), "Field (samples)", 5, 5);
		assertColumn(table("stacked"), "Weights", 18, 25);
		assertColumn(table("stacked"), "Largest difference", 0, 0);
		assertColumn(table("separable"), "Multiplications per sample", 49, 14, 1228800 / 64.0, 53952 / 64.0);
		assertColumn(table("separable"), "Weights", 49, 14, 19200, 843);
		assertEquals(0, table("separable").getValue("Largest difference", 1), 1e-3);
		final ResultsTable flipping = table("flipping");
		assertTrue(flipping.getValue("Largest difference", 1) > 1);
		assertColumn(flipping, "Largest difference", 0, flipping.getValue("Largest difference", 1), 0, 0);
	}

	/** A mean of three samples has a variance of 2/3; variances of layers add up. */
	@Test
	void receptiveFields() throws Exception {
		final ResultsTable table = table("receptive-field");
		assertColumn(table, "Theoretical field (samples)", 5, 17, 49, 31);
		assertColumn(table, "Effective field (samples)", 4 * Math.sqrt(2 * 2 / 3.0), 4 * Math.sqrt(8 * 2 / 3.0), 4 * Math.sqrt(24 *
			2 / 3.0), 4 * Math.sqrt((1 + 4 + 16 + 64) * 2 / 3.0));
	}

	@Test
	void everyTopicHasAPictureInBothLanguages() throws Exception {
		for (final String topic : Demonstrations.topics())
			for (final String language : new String[] { "english", "chinese" }) {
				final Module module = run("topic", topic, "language", language, "image", Headless.hyperstack(40, 30, 1, 1, 1));
				final ImagePlus picture = (ImagePlus) module.getOutput("result");
				assertEquals(topic + "-demonstration", picture.getTitle());
				assertEquals(24, picture.getBitDepth());
				assertTrue(((String) module.getOutput("text")).length() > 20);
			}
	}

	@Test
	void mistakesAreNamed() {
		for (final Object[] c : new Object[][] { { "topic is 'unheard'", "topic", "unheard" }, { "at least 16 x 16", "image",
			Headless.hyperstack(9, 40, 1, 1, 1) } })
		{
			Throwable thrown = assertThrows(ExecutionException.class, () -> run(c[1], c[2]));
			while (thrown.getCause() != null && !(thrown instanceof IllegalArgumentException))
				thrown = thrown.getCause();
			assertTrue(assertInstanceOf(IllegalArgumentException.class, thrown).getMessage().contains((String) c[0]), thrown
				.getMessage());
		}
	}
}
