package io.github.convolvej.command;

import static io.github.convolvej.command.CommandRuns.assertDimensions;
import static io.github.convolvej.command.CommandRuns.image;
import static io.github.convolvej.command.CommandRuns.place;
import static io.github.convolvej.command.CommandRuns.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.CountingStack;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.run.Monitor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.Module;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ImageStatistics;
import ij.process.ShortProcessor;

class GlobalPoolingCommandTest {

	private static final Class<GlobalPoolingCommand> COMMAND = GlobalPoolingCommand.class;

	private static ResultsTable table(final ImagePlus image, final Object... inputs) throws Exception {
		return (ResultsTable) CommandRuns.module(COMMAND, CommandRuns.with(image, inputs)).getOutput("table");
	}

	private static void assertRefused(final ImagePlus image, final String key, final Object value,
		final String... parts)
	{
		CommandRuns.assertRefused(COMMAND, image, new Object[] { key, value }, parts);
	}

	private static double sum(final ImagePlus image, final int c, final int z, final int t, final DoubleUnaryOperator f) {
		double sum = 0;
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++)
				sum += f.applyAsDouble(sample(image, x, y, c, z, t));
		return sum;
	}

	@Test
	void aRowForEverySliceAndTimeAndAColumnForEveryChannel() throws Exception {
		final ImagePlus image = image(16, 7, 5, 2, 3, 2);
		final Module module = CommandRuns.module(COMMAND, "image", image);
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals("[image, slice, frame, average_c1, average_c2]", Arrays.toString(table.getHeadings()));
		assertEquals(6, table.size());
		final ImagePlus result = (ImagePlus) module.getOutput("result");
		assertEquals("cells-global-pooling", result.getTitle());
		assertDimensions(result, 1, 1, 2, 3, 2);
		int row = 0;
		for (int t = 0; t < 2; t++)
			for (int z = 0; z < 3; z++, row++) {
				assertEquals("cells.tif", table.getStringValue("image", row));
				assertEquals(z + 1, table.getValue("slice", row));
				assertEquals(t + 1, table.getValue("frame", row));
				for (int c = 0; c < 2; c++) {
					final double mean = sum(image, c, z, t, v -> v) / 35;
					assertEquals(mean, table.getValue("average_c" + (c + 1), row), 1e-9);
					assertEquals((float) mean, sample(result, 0, 0, c, z, t));
				}
			}
	}

	@Test
	void everyMethodIsItsDefinitionAndMeasureAgrees() throws Exception {
		final ImagePlus image = image(8, 9, 6, 1, 1, 1);
		final ImageStatistics own = image.getStatistics();
		assertEquals(own.mean, table(image).getValue("average_c1", 0), 1e-9);
		assertEquals(own.max, table(image, "method", "max").getValue("max_c1", 0));
		assertEquals(own.min, table(image, "method", "min").getValue("min_c1", 0));
		assertEquals(own.mean * own.pixelCount, table(image, "method", "sum").getValue("sum_c1", 0), 1e-9);
		assertEquals(Math.cbrt(sum(image, 0, 0, 0, v -> v * v * v)), table(image, "method", "lp", "power", "3").getValue(
			"lp_c1", 0), 1e-9);
		assertEquals(table(image, "method", "max").getValue("max_c1", 0), table(image, "method", "lp", "power", "inf").getValue(
			"lp_c1", 0));
	}

	@Test
	void allSlicesTogetherMakeOneRow() throws Exception {
		final ImagePlus image = image(32, 5, 4, 2, 3, 2);
		final ResultsTable table = table(image, "method", "sum", "dimensions", "3D");
		assertEquals("[image, frame, sum_c1, sum_c2]", Arrays.toString(table.getHeadings()));
		assertEquals(2, table.size());
		for (int t = 0; t < 2; t++)
			for (int c = 0; c < 2; c++) {
				double sum = 0;
				for (int z = 0; z < 3; z++)
					sum += sum(image, c, z, t, v -> v);
				assertEquals(sum, table.getValue("sum_c" + (c + 1), t));
			}
	}

	@Test
	void theTableHoldsMoreDigitsThanTheImage() throws Exception {
		final ShortProcessor plane = new ShortProcessor(1200, 1100);
		plane.add(65535);
		plane.set(700, 3, 65534);
		final ImagePlus image = new ImagePlus("bright", plane);
		final double sum = 1200.0 * 1100 * 65535 - 1;
		assertTrue((float) sum != sum);
		final Module module = CommandRuns.module(COMMAND, "image", image, "method", "sum");
		assertEquals(sum, ((ResultsTable) module.getOutput("table")).getValue("sum_c1", 0));
		assertEquals((float) sum, ((ImagePlus) module.getOutput("result")).getProcessor().getf(0));
	}

	@Test
	void theSampleSitsInTheMiddleOfTheImage() throws Exception {
		final ImagePlus image = image(8, 8, 5, 1, 4, 1);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = 0.5;
		calibration.pixelDepth = 2;
		calibration.yOrigin = 3;
		final ImagePlus plane = CommandRuns.run(COMMAND, image);
		assertArrayEquals(new double[] { 2, 2.5 - 3, 3 }, place(plane, 0, 0, 1), 1e-12);
		assertEquals(4, plane.getCalibration().pixelWidth, 1e-12);
		final ImagePlus volume = CommandRuns.run(COMMAND, image, "dimensions", "3D");
		assertArrayEquals(new double[] { 2, 2.5 - 3, 4 }, place(volume, 0, 0, 0), 1e-12);
	}

	@Test
	void depthwiseWeightsComeFromTextFilesAndOpenImages(@TempDir final Path folder) throws Exception {
		final ImagePlus image = image(32, 3, 2, 2, 2, 1);
		final double[][] weights = { { 1, 0, -2, 0.5, 3, 1 }, { 0, 4, 0, 0, -1, 7 } };
		final String shared = "1 0 -2; 0.5 3 1";
		final String[] own = { shared + " ~ 0 4 0; 0 -1 7", shared + " # 0 4 0; 0 -1 7" };
		for (int z = 0; z < 2; z++)
			for (int c = 0; c < 2; c++) {
				double alike = 0;
				double apart = 0;
				for (int i = 0; i < 6; i++) {
					alike += weights[0][i] * sample(image, i % 3, i / 3, c, z, 0);
					apart += weights[c][i] * sample(image, i % 3, i / 3, c, z, 0);
				}
				final String column = "depthwise_c" + (c + 1);
				assertEquals(alike, table(image, "method", "depthwise", "weights", shared).getValue(column, z), 1e-9);
				for (final String text : own)
					assertEquals(apart + 10 * (c + 1), table(image, "method", "depthwise", "weights", text, "bias", "10,20")
						.getValue(column, z), 1e-9);
				final Path file = folder.resolve("weights.csv");
				Files.writeString(file, "1,0,-2\n0.5,3,1\n");
				assertEquals(alike, table(image, "method", "depthwise", "weights", file.toString()).getValue(column, z), 1e-9);
			}
		final ImageStack stack = new ImageStack(3, 2);
		for (final double[] plane : weights)
			stack.addSlice(new FloatProcessor(3, 2, plane));
		final ImagePlus file = new ImagePlus("weights", stack);
		file.setDimensions(2, 1, 1);
		final String path = folder.resolve("weights.tif").toString();
		IJ.saveAsTiff(file, path);
		assertEquals(table(image, "method", "depthwise", "weights", own[0]).getValue("depthwise_c2", 1), table(image,
			"method", "depthwise", "weights", path).getValue("depthwise_c2", 1), 1e-9);
	}

	@Test
	void channelsKeepTheirLabels() throws Exception {
		final ImagePlus image = image(8, 3, 2, 2, 1, 1);
		final ImagePlus result = CommandRuns.run(COMMAND, image, "method", "depthwise", "weights",
			"1 1 1; 1 1 1 # 2 2 2; 2 2 2");
		assertEquals("plane 1", result.getStack().getSliceLabel(2));
	}

	@Test
	void theImageAndTheRowsOfAFileAreComputedOnce() throws Exception {
		final ImagePlus image = CountingStack.virtual(image(16, 7, 5, 2, 3, 2));
		final GlobalPoolingCommand command = new GlobalPoolingCommand();
		final FilterJob job = command.job(image);
		CountingStack.of(image).reset();
		final CommandResult result = command.result(job, Monitor.NONE);
		final ResultsTable rows = new ResultsTable();
		for (int n = 1; n <= result.image().getStackSize(); n++)
			assertEquals(1, ((float[]) result.image().getStack().getPixels(n)).length);
		result.addRows(rows, "name");
		for (int n = 1; n <= image.getStackSize(); n++)
			assertEquals(1, CountingStack.of(image).loads(n), "loads of plane " + n);
		assertEquals(6, rows.size());
		for (int row = 0; row < 6; row++)
			for (int c = 0; c < 2; c++)
				assertEquals((float) rows.getValue("average_c" + (c + 1), row), sample(result.image(), 0, 0, c, row % 3, row /
					3));
	}

	/** What the command line writes into files. */
	@Test
	void theImageOfNumbersHasTheBitsOfTheComputedOne() throws Exception {
		final ImagePlus image = image(32, 31, 17, 2, 2, 1);
		for (final String method : new String[] { "average", "max", "min", "sum", "lp", "depthwise" }) {
			final boolean weighted = method.equals("depthwise");
			final StringBuilder weights = new StringBuilder();
			for (int i = 0; weighted && i < 17; i++)
				weights.append(i == 0 ? "" : "; ").append("1/3 0.7 -2 ".repeat(10)).append("0.1");
			final TableCommand command = (TableCommand) CommandRuns.module(COMMAND, CommandRuns.with(image, "method", method,
				"weights", weights.toString())).getDelegateObject();
			final ImagePlus computed = command.job(image).compute(Monitor.NONE);
			final ImagePlus result = command.result(command.job(image), Monitor.NONE).image();
			for (int n = 1; n <= computed.getStackSize(); n++)
				assertArrayEquals((float[]) computed.getStack().getPixels(n), (float[]) result.getStack().getPixels(n), method);
		}
	}

	@Test
	void oneTableHoldsTheRowsOfManyImages() throws Exception {
		final GlobalPoolingCommand command = new GlobalPoolingCommand();
		final ResultsTable all = new ResultsTable();
		addRows(command, all, ImageInput.of(image(8, 4, 4, 1, 2, 1)), Monitor.NONE);
		final ImagePlus second = image(24, 3, 3, 1, 1, 1);
		second.setTitle("colours, red.tif");
		addRows(command, all, ImageInput.of(second), Monitor.NONE);
		assertEquals(3, all.size());
		assertEquals("[image, slice, frame, average_c1, average_c2, average_c3]", Arrays.toString(all.getHeadings()));
		assertTrue(Double.isNaN(all.getValue("average_c2", 0)), "the first has no second channel");
		assertEquals(sum(second, 1, 0, 0, v -> v) / 9, all.getValue("average_c2", 2), 1e-9);
		assertEquals("colours, red.tif", all.getStringValue("image", 2));
		assertThrows(IllegalArgumentException.class, () -> addRows(command, all, ImageInput.of(new ImagePlus()),
			Monitor.NONE));
		assertEquals(3, all.size());
	}

	@Test
	void aCancelledImageLeavesTheTableAsItWas() {
		final ResultsTable table = new ResultsTable();
		final Monitor cancelled = new Monitor() {

			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> addRows(new GlobalPoolingCommand(), table, ImageInput.of(image(8, 3,
			3, 1, 1, 1)), cancelled));
		assertEquals(0, table.size());
	}

	@Test
	void cellsOfColumnsThatAnImageLacksAreNotANumber() throws Exception {
		final GlobalPoolingCommand command = new GlobalPoolingCommand();
		final ResultsTable other = new ResultsTable();
		other.addRow();
		other.addValue("Area", 12);
		addRows(command, other, ImageInput.of(image(24, 3, 3, 1, 1, 1)), Monitor.NONE);
		// as ImageJ's window has it
		final ResultsTable table = (ResultsTable) other.clone();
		addRows(command, table, ImageInput.of(image(8, 3, 3, 1, 1, 1)), Monitor.NONE);
		assertEquals(12, table.getValue("Area", 0));
		for (final String heading : new String[] { "average_c1", "average_c3", "slice" })
			assertTrue(Double.isNaN(table.getValue(heading, 0)), heading);
		assertTrue(Double.isNaN(table.getValue("Area", 1)));
		assertTrue(Double.isNaN(table.getValue("Area", 2)));
		assertTrue(table.getValue("average_c3", 1) >= 0);
		assertTrue(Double.isNaN(table.getValue("average_c3", 2)));
		assertTrue(table.getValue("average_c1", 2) >= 0);
	}

	private static List<String> saved(final ResultsTable table, final Path folder) throws Exception {
		final Path file = folder.resolve("table.csv");
		table.saveAs(file.toString());
		return Files.lines(file).collect(Collectors.toList());
	}

	@Test
	void savedTablesHaveNineDigits(@TempDir final Path folder) throws Exception {
		final ResultsTable table = new ResultsTable();
		final double[] values = { 2, 1234.25f, 0.015625f, 3 };
		for (final double value : values)
			addRows(new GlobalPoolingCommand(), table, ImageInput.of(new ImagePlus("a,b", new FloatProcessor(1, 1,
				new double[] { value }))), Monitor.NONE);
		assertEquals("[image,slice,frame,average_c1, \"a,b\",1,1,2.000000000, \"a,b\",1,1,1234.250000000, " +
			"\"a,b\",1,1,0.015625000, \"a,b\",1,1,3.000000000]", saved(table, folder).toString());
		final double tiny = 1.5f * 0x1p-30f;
		addRows(new GlobalPoolingCommand(), table, ImageInput.of(new ImagePlus("tiny", new FloatProcessor(1, 1,
			new double[] { tiny }))), Monitor.NONE);
		addRows(new GlobalPoolingCommand(), table, ImageInput.of(new ImagePlus("NaN", new FloatProcessor(1, 1, new double[] {
			Double.NaN }))), Monitor.NONE);
		addRows(new GlobalPoolingCommand(), table, ImageInput.of(new ImagePlus("last", new FloatProcessor(1, 1,
			new double[] { 0.5 }))), Monitor.NONE);
		assertEquals("tiny,1,1,1.396983862E-9", saved(table, folder).get(5));
		assertEquals("NaN,1,1,NaN", saved(table, folder).get(6));
		assertEquals("last,1,1,5.000000000E-1", saved(table, folder).get(7));
	}

	@Test
	void everyPlaneOfAVirtualStackIsReadOnce() throws Exception {
		final ImagePlus memory = image(16, 1100, 1000, 1, 4, 2);
		final int[] reads = new int[9];
		final VirtualStack stack = new VirtualStack(1100, 1000) {

			@Override
			public int getSize() {
				return 8;
			}

			@Override
			public ImageProcessor getProcessor(final int n) {
				reads[n]++;
				return memory.getStack().getProcessor(n);
			}
		};
		stack.setBitDepth(16);
		final ImagePlus image = new ImagePlus("virtual", stack);
		image.setDimensions(1, 4, 2);
		Arrays.fill(reads, 0);
		final ResultsTable expected = table(memory);
		final ResultsTable table = table(image);
		for (int row = 0; row < 8; row++)
			assertEquals(expected.getValue("average_c1", row), table.getValue("average_c1", row));
		// ImgLib2 looks at the first plane, too, to learn what arrays there are
		for (int n = 2; n < reads.length; n++)
			assertEquals(1, reads[n], "plane " + n);
	}

	@Test
	void wrongValuesAreRefusedByKeyValueAndWhatIsAllowed() {
		final ImagePlus image = image(8, 3, 2, 2, 1, 1);
		assertRefused(image, "method", "mean", "method is 'mean'", "average, max");
		assertRefused(image, "power", "-1", "power is -1", "greater than 0");
		assertRefused(image, "dimensions", "1D", "dimensions is '1D'", "2D, 3D");
		assertRefused(image, "weights", "1 2 3", "weights is '1 2 3'", "method=depthwise");
		assertRefused(image, "bias", "3", "bias is 3", "method is average");
		assertRefused(image, "bias", "x", "bias 'x'", "number");
		assertRefused(image, "method", "depthwise", "weights are missing");
		final String[][] wrong = { { "1 2 3", "along y there are 1 weights" }, { "no such image", "no such image" }, {
			"1 1 1; 1 1 1 # 1 1 1; 1 1 1 # 1 1 1; 1 1 1", "3 kernels for 2 channels" }, {
				"1 1 1; 1 1 1 ~ 1 1 1; 1 1 1 # 1 1 1; 1 1 1 ~ 1 1 1; 1 1 1", "one kernel for each channel" } };
		for (final String[] w : wrong)
			CommandRuns.assertRefused(COMMAND, image, new Object[] { "method", "depthwise", "weights", w[0] }, w[1]);
	}

	/** As the command line does it: the rows of an image are added to a table. */
	static void addRows(final TableCommand command, final ResultsTable rows, final ImageInput input,
		final Monitor monitor)
	{
		command.result(command.job(input), monitor).addRows(rows, input.image().getTitle());
	}
}
