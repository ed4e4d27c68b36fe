package io.github.convolvej.ij1.job;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.network.MapStrength;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;

/** Sorts the channels of a result, its feature maps, by how strongly they respond in all slices and time points. */
public final class MapOrder {

	private static final int DIGITS = 5;

	private MapOrder() {}

	/**
	 * @param maps a result in memory, whose labels name its channels
	 * @param strength what is compared
	 * @return a new image of the same planes with the strongest channel first; the label of each plane says
	 *         the strength of its channel; display ranges move with the channels
	 */
	public static ImagePlus sorted(final ImagePlus maps, final MapStrength strength) {
		final int channels = maps.getNChannels();
		final double[] strengths = strengths(ImageInput.of(maps), strength);
		final int[] order = MapStrength.order(strengths);
		final ImageStack stack = new ImageStack(maps.getWidth(), maps.getHeight());
		for (int n = 0; n < maps.getStackSize(); n++) {
			final int from = order[n % channels];
			final int plane = n - n % channels + from + 1;
			final String label = maps.getStack().getShortSliceLabel(plane, Integer.MAX_VALUE);
			stack.addSlice((label == null ? "map " + (from + 1) : label) + " (" + strength + " " + NumberText.rounded(strengths[from],
				DIGITS) + ")", maps.getStack().getPixels(plane));
		}
		final ImagePlus plain = new ImagePlus(maps.getTitle(), stack);
		plain.setDimensions(channels, maps.getNSlices(), maps.getNFrames());
		plain.setCalibration(maps.getCalibration());
		final ImagePlus sorted = channels > 1 ? new CompositeImage(plain, CompositeImage.GRAYSCALE) : plain;
		sorted.setOpenAsHyperStack(maps.isHyperStack() || channels > 1);
		if (maps.getInfoProperty() != null) sorted.setProperty("Info", maps.getInfoProperty());
		final LUT[] luts = maps.getLuts();
		final LUT[] moved = new LUT[channels];
		for (int c = 0; c < channels; c++)
			moved[c] = luts[order[c]];
		if (sorted instanceof CompositeImage) ((CompositeImage) sorted).setLuts(moved);
		else {
			sorted.getProcessor().setLut(moved[0]);
			sorted.setDisplayRange(moved[0].min, moved[0].max);
		}
		sorted.setOverlay(maps.getOverlay());
		sorted.setPositionWithoutUpdate(1, maps.getZ(), maps.getT());
		return sorted;
	}

	private static <T extends RealType<T>> double[] strengths(final ImageInput maps, final MapStrength strength) {
		final RandomAccessibleInterval<T> all = maps.samples(true, maps.width(), maps.height(), maps.slices(), maps.channels(), maps
			.frames());
		final double[] strengths = new double[maps.channels()];
		for (int c = 0; c < strengths.length; c++)
			strengths[c] = strength.of(Views.hyperSlice(all, 3, c));
		return strengths;
	}
}
