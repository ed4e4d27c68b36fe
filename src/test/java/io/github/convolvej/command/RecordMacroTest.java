package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;

/** Records, explanations and scripts in headless macros of plain ImageJ. */
class RecordMacroTest {

	@TempDir
	static Path folder;

	private static PlainImageJ imagej;

	@BeforeAll
	static void start() throws ClassNotFoundException {
		imagej = new PlainImageJ(folder);
		IJ.saveAsTiff(CommandRuns.image(8, 12, 9, 1, 1, 1), folder.resolve("cells.tif").toString());
		IJ.saveAsTiff(CommandRuns.image(24, 7, 5, 1, 1, 1), folder.resolve("rgb.tif").toString());
	}

	private static String open(final String name) {
		return "open('" + folder.resolve(name) + "');";
	}

	@Test
	void theRecordedLinesMakeTheSamePixelsAgain() throws IOException {
		assertEquals("2 0", imagej.run(open("cells.tif"), "run('Convolution...', 'kernel=[1 -2; 3 4] stride=2 border=reflect');",
			"run('Pooling...', 'window=3 stride=1');", "first = getTitle();", "lines = Property.get('ConvolveJ.macro');",
			"getRawStatistics(n, mean, min, max);", "selectImage('cells.tif');", "eval(lines);",
			"imageCalculator('Subtract create 32-bit', first, getTitle());", "getRawStatistics(m, d, low, high);",
			"steps = split(lines, '\\n');",
			"report('' + lengthOf(steps) + ' ' + (high - low + abs(d) + n - m));"), imagej.log());
	}

	@Test
	void anExplanationFillsTheResultsTableAndTheLog() throws IOException {
		assertEquals("4 same result", imagej.run(open("cells.tif"), "run('Clear Results');",
			"run('Convolution...', 'kernel=[1 -2 3] bias=5');", "run('Explain Pixel...', 'x=3 y=2');", "last = nResults - 1;", "same = 'other';",
			"if (getResult('Product', last) == getPixel(3, 2)) same = 'same';",
			"report('' + nResults + ' ' + same + ' ' + getResultString('Note', last));"), imagej.log());
		assertTrue(imagej.log().contains("cells-convolution: x=3 y=2 c=1 z=1 t=1 is "), imagej.log());
	}

	@Test
	void theSelectedPointIsExplained() throws IOException {
		assertEquals("8 4", imagej.run(open("cells.tif"), "run('Pooling...', 'window=2 stride=1');", "makePoint(8, 4);",
			"run('Explain Pixel...', 'source=cells.tif');", "last = nResults - 1;",
			"report('' + getResult('x', last) + ' ' + getResult('y', last));"), imagej.log());
	}

	@Test
	void aColourOfAnRgbImageIsAChannel() throws IOException {
		assertEquals("ok", imagej.run(open("rgb.tif"), "run('Convolution...', 'kernel=[1 2; 3 -5] output=same');",
			"for (c = 1; c <= 3; c++) {", "run('Explain Pixel...', 'x=2 y=1 c=' + c);", "v = getPixel(2, 1);",
			"channel = (v >> (24 - 8 * c)) & 255;", "if (getResult('Product', nResults - 1) != channel) exit('not ' + channel);",
			"}", "report('ok');"), imagej.log());
	}

	@Test
	void whatCannotBeExplainedStopsTheMacroWithTheReason() throws IOException {
		assertNull(imagej.run(open("cells.tif"), "run('Explain Pixel...', 'x=1 y=1');", "report('went on');"));
		assertTrue(imagej.log().contains("The image has no record of how it was made"), imagej.log());
		assertNull(imagej.run(open("cells.tif"), "run('Convolution...');", "run('Explain Pixel...');", "report('went on');"));
		assertTrue(imagej.log().contains("no point is selected in 'cells-convolution'"), imagej.log());
		assertNull(imagej.run(open("cells.tif"), "run('Convolution...');", "close('cells.tif');",
			"run('Explain Pixel...', 'x=1 y=1');", "report('went on');"));
		assertTrue(imagej.log().contains("source is 'cells.tif', but there is neither an open image with that title"), imagej
			.log());
		assertNull(imagej.run(open("cells.tif"), "run('Convolution...');", "run('Explain Pixel...', 'x=1.5 y=1');",
			"report('went on');"));
		assertTrue(imagej.log().contains("x is '1.5', but must be a whole number"), imagej.log());
	}

	@Test
	void aScriptIsLogged() throws IOException {
		assertEquals("done", imagej.run(open("cells.tif"), "run('Convolution...', 'kernel=[1 2 3]');",
			"run('Show as Script...', 'language=groovy');", "report('done');"), imagej.log());
		assertTrue(imagej.log().contains("\tkernel: \"1 2 3\",\n"), imagej.log());
	}
}
