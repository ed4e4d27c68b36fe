package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.filter.pooling.SpatialPyramidPooling;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.ij1.job.TableRows;

import java.util.ArrayList;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Plugins &gt; ConvolveJ &gt; Measure &gt; Spatial Pyramid Pooling...: makes the same number of values from every
 * image, with {@link SpatialPyramidPooling}. The values go to a table and to an image of one row.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Measure>Spatial Pyramid Pooling...", description =
	"Reduces any image to the same number of values: maxima or averages of grids of bins, from coarse to fine.")
public class SpatialPyramidPoolingCommand extends TableCommand {

	/** Largest size of the table that {@link #crossed} counts: far more than anyone needs, but it fits into memory. */
	private static final long MOST_BINS = 1 << 24;

	@Parameter(persist = false, label = "Method", choices = { "max", "average" }, description = "How the pixels in a part of the image become one value.")
	private String method = "max";

	@Parameter(persist = false, label = "Levels",
		description = "Bins along every axis, for each level, with commas: 1,2,4; " +
		"or with x for each axis: 1,4x2.")
	private String levels = "1,2,4";

	@Parameter(persist = false, label = "Dimensions", choices = { "2D", "3D" }, description =
		"2D: a row for every slice; 3D: bins span slices, too.")
	private String dimensions = "2D";

	@Override
	protected FilterJob job(final ImageInput input) {
		Choices.check("method", method, "max", "average");
		Choices.check("dimensions", dimensions, "2D", "3D");
		final int axes = Dimensions.parse(dimensions).count();
		final int[][] bins = bins(axes);
		final long crossed = crossed(bins, axes, input.channels());
		if (crossed > MOST_BINS) throw new IllegalArgumentException("levels '" + levels + "' make a table of " + crossed +
			" bins (those of all levels along x times those along y ..., times channels), but " + MOST_BINS + " are the most");
		final SpatialPyramidPooling pooling = method.equals("max") ? SpatialPyramidPooling.max(axes, bins)
			: SpatialPyramidPooling.average(axes, bins);
		return FilterJobBuilder.of(input, pooling, axes).withoutPlace().keepsRange(true).channelNames("levels " + levels).named(
			"spatial-pyramid-pooling").build();
	}

	@Override
	protected List<String> columns(final FilterJob job) {
		TableRows.checkColumns(job.width());
		final List<String> names = new ArrayList<>();
		final int axes = Dimensions.parse(dimensions).count();
		final int[][] bins = bins(axes);
		for (int l = 0; l < bins.length; l++)
			for (int c = 0; c < job.input().channels(); c++)
				for (int i = 0; i < binsOf(bins[l]); i++) {
					final StringBuilder name = new StringBuilder(method + "_l" + (l + 1) + "_c" + (c + 1));
					int rest = i;
					for (int d = 0; d < axes; d++) {
						name.append('_').append(Axis.name(d)).append(rest % bins[l][d] + 1);
						rest /= bins[l][d];
					}
					names.add(name.toString());
				}
		return names;
	}

	private int[][] bins(final int axes) {
		final String[] parts = (levels == null ? "" : levels.trim()).split(",", -1);
		final int[][] bins = new int[parts.length][];
		for (int l = 0; l < parts.length; l++) {
			if (!parts[l].trim().matches("\\d{1,9}(\\s*x\\s*\\d{1,9}){0,2}")) throw new IllegalArgumentException("levels '" +
				levels + "' has '" + parts[l].trim() +
				"' where a number of bins is expected: one for all axes, or one for each with x, for example levels=1,2,4 or levels=1,4x2");
			bins[l] = PerAxis.parse(parts[l].replace('x', ','), "levels", axes, 1);
		}
		return bins;
	}

	private static int binsOf(final int[] level) {
		int product = 1;
		for (final int b : level)
			product *= b;
		return product;
	}

	/**
	 * Size of the table that the filter makes first: all bins along x, times all along y and so on, times channels. It
	 * is larger than the result.
	 */
	private static long crossed(final int[][] bins, final int axes, final int channels) {
		double product = channels;
		for (int d = 0; d < axes; d++) {
			long sum = 0;
			for (final int[] level : bins)
				sum += level[d];
			product *= sum;
		}
		return (long) product;
	}
}
