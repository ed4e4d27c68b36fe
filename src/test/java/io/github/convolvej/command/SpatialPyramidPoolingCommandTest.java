package io.github.convolvej.command;

import static io.github.convolvej.command.CommandRuns.assertDimensions;
import static io.github.convolvej.command.CommandRuns.image;
import static io.github.convolvej.command.CommandRuns.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.run.Monitor;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.scijava.module.Module;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;

class SpatialPyramidPoolingCommandTest {

	private static final Class<SpatialPyramidPoolingCommand> COMMAND = SpatialPyramidPoolingCommand.class;

	private static ResultsTable table(final ImagePlus image, final Object... inputs) throws Exception {
		return (ResultsTable) CommandRuns.module(COMMAND, CommandRuns.with(image, inputs)).getOutput("table");
	}

	/** Maximum or mean of bin i of b, along x, y and z. */
	private static double bin(final ImagePlus image, final boolean max, final int[] i, final int[] b, final int c,
		final int firstZ, final int slices, final int t)
	{
		final int[] n = { image.getWidth(), image.getHeight(), slices };
		final int[] start = new int[3];
		final int[] end = new int[3];
		for (int d = 0; d < 3; d++) {
			start[d] = i[d] * n[d] / b[d];
			end[d] = ((i[d] + 1) * n[d] + b[d] - 1) / b[d];
		}
		double result = max ? Double.NEGATIVE_INFINITY : 0;
		for (int z = start[2]; z < end[2]; z++)
			for (int y = start[1]; y < end[1]; y++)
				for (int x = start[0]; x < end[0]; x++) {
					final double v = sample(image, x, y, c, firstZ + z, t);
					result = max ? Math.max(result, v) : result + v;
				}
		return max ? result : result / ((end[0] - start[0]) * (end[1] - start[1]) * (end[2] - start[2]));
	}

	@Test
	void aRowHoldsLevelAfterLevelChannelAfterChannelBinAfterBin() throws Exception {
		final ImagePlus image = image(16, 9, 7, 2, 2, 2);
		final Module module = CommandRuns.module(COMMAND, "image", image);
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		final ImagePlus result = (ImagePlus) module.getOutput("result");
		assertEquals("cells-spatial-pyramid-pooling", result.getTitle());
		assertDimensions(result, 42, 1, 1, 2, 2);
		assertEquals(4, table.size());
		assertEquals(3 + 42, table.getHeadings().length);
		assertEquals("max_l1_c1_x1_y1", table.getColumnHeading(3));
		assertEquals("max_l3_c2_x4_y4", table.getColumnHeading(44));
		for (int t = 0; t < 2; t++)
			for (int z = 0; z < 2; z++) {
				int i = 0;
				for (int l = 1; l <= 3; l++)
					for (int c = 0; c < 2; c++) {
						final int b = 1 << l - 1;
						for (int y = 0; y < b; y++)
							for (int x = 0; x < b; x++, i++) {
								final double max = bin(image, true, new int[] { x, y, 0 }, new int[] { b, b, 1 }, c, z, 1, t);
								assertEquals(max, sample(result, i, 0, 0, z, t));
								assertEquals(max, table.getValue("max_l" + l + "_c" + (c + 1) + "_x" + (x + 1) + "_y" + (y + 1),
									z + 2 * t));
							}
					}
			}
	}

	@Test
	void levelsMayDifferAlongTheAxesAndSpanSlices() throws Exception {
		final ImagePlus image = image(32, 8, 6, 1, 5, 2);
		final ResultsTable table = table(image, "method", "average", "dimensions", "3D", "levels", "2x1x3, 2");
		assertEquals(2, table.size());
		assertEquals("average_l1_c1_x1_y1_z1", table.getColumnHeading(2));
		assertEquals(2 + 6 + 8, table.getHeadings().length);
		for (int t = 0; t < 2; t++) {
			assertEquals(bin(image, false, new int[] { 1, 0, 2 }, new int[] { 2, 1, 3 }, 0, 0, 5, t), table.getValue(
				"average_l1_c1_x2_y1_z3", t), 1e-9);
			assertEquals(bin(image, false, new int[] { 0, 1, 1 }, new int[] { 2, 2, 2 }, 0, 0, 5, t), table.getValue(
				"average_l2_c1_x1_y2_z2", t), 1e-9);
		}
	}

	@Test
	void imagesOfAnySizeMakeRowsOfOneTable() throws Exception {
		final SpatialPyramidPoolingCommand command = new SpatialPyramidPoolingCommand();
		final ResultsTable all = new ResultsTable();
		final int[][] sizes = { { 5, 9 }, { 1, 1 }, { 17, 2 } };
		for (final int[] size : sizes)
			GlobalPoolingCommandTest.addRows(command, all, ImageInput.of(image(24, size[0], size[1], 1, 1, 1)), Monitor.NONE);
		assertEquals(3, all.size());
		assertEquals(3 + 63, all.getHeadings().length);
		for (int row = 0; row < 3; row++)
			for (int column = 3; column < 66; column++)
				assertTrue(all.getValueAsDouble(column, row) >= 0);
	}

	@Test
	void largeImagesAreReducedInStagesToTheSame() throws Exception {
		final ImagePlus image = image(8, 1030, 1020, 1, 1, 1);
		final ResultsTable table = table(image, "levels", "3", "method", "average");
		for (int i = 0; i < 9; i++)
			assertEquals(bin(image, false, new int[] { i % 3, i / 3, 0 }, new int[] { 3, 3, 1 }, 0, 0, 1, 0), table
				.getValueAsDouble(3 + i, 0), 1e-9);
	}

	@Test
	void theRowHasNoPhysicalSize() throws Exception {
		final ImagePlus image = image(8, 9, 7, 2, 3, 1);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = calibration.pixelHeight = 0.2;
		calibration.pixelDepth = 0.7;
		calibration.setUnit("mm");
		calibration.xOrigin = 3;
		final ImagePlus flat = CommandRuns.run(COMMAND, image);
		final Calibration c = flat.getCalibration();
		assertArrayEquals(new double[] { 1, 1, 0.7, 0 }, new double[] { c.pixelWidth, c.pixelHeight, c.pixelDepth,
			c.xOrigin });
		assertEquals("[pixel, pixel, mm]", Arrays.asList(c.getXUnit(), c.getYUnit(), c.getZUnit()).toString());
		final Calibration d = CommandRuns.run(COMMAND, image, "dimensions", "3D").getCalibration();
		assertEquals(1, d.pixelDepth);
		assertEquals("[pixel, pixel, pixel]", Arrays.asList(d.getXUnit(), d.getYUnit(), d.getZUnit()).toString());
		assertEquals("mm", calibration.getUnit(), "the input keeps its own");
		assertEquals("levels 1,2,4", flat.getStack().getSliceLabel(1));
	}

	@Test
	void wrongValuesAreRefusedByKeyValueAndWhatIsAllowed() {
		final ImagePlus image = image(8, 4, 4, 1, 1, 1);
		final String[][] wrong = { { "method", "min", "method is 'min'", "max, average" }, { "dimensions", "1D",
			"dimensions is '1D'", "2D, 3D" }, { "levels", "", "levels ''", "number of bins" }, { "levels", "1,,2",
				"levels '1,,2' has ''", "levels=1,2,4" }, { "levels", "1,a", "has 'a'", "levels=1,4x2" }, { "levels", "1,0",
					"levels is 0", "at least 1" }, { "levels", "2x2x2", "levels has 3 values", "2 spatial axes" }, { "levels",
						"100000,2", "levels '100000,2' make a table of", "16777216" }, { "levels", "999999999x999999999",
							"levels '999999999x999999999'", "16777216" }, { "levels", "128", "16384 values", "16381" } };
		for (final String[] w : wrong)
			CommandRuns.assertRefused(COMMAND, image, new Object[] { w[0], w[1] }, w[2], w[3]);
	}
}
