package io.github.convolvej.command;

import io.github.convolvej.command.parameter.Dimensions;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.ij1.explanation.JobImages;
import io.github.convolvej.ij1.image.ImageSource;
import io.github.convolvej.ij1.image.SmallCrop;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.Provenance;
import io.github.convolvej.learn.Pass;
import io.github.convolvej.learn.Preset;

import java.awt.Rectangle;
import java.util.Arrays;

import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.FloatProcessor;

/** A filter and the few pixels of an image on which Animate Convolution shows it. Immutable. */
final class AnimatedOperation {

	/** The default size along each axis, and the size of the largest selection that is shown whole. */
	private static final int USUAL = 8;
	private static final int LARGEST = 16;
	private static final String FIRST_PRESET = "half-padding-no-strides";

	private final Context context;
	private final MacroLine line;
	private final String title;
	/** The image whose pixels are shown, and the image where the user chose one: the same image, or a result of it. */
	private final ImagePlus image;
	private final ImagePlus pointed;
	private final Preset preset;
	/** The pixel in the middle; empty to take it from the selection. */
	private final String at;
	private final String crop;

	private AnimatedOperation(final Context context, final MacroLine line, final String title, final ImagePlus image,
		final ImagePlus pointed, final Preset preset, final String at, final String crop)
	{
		this.context = context;
		this.line = line;
		this.title = title;
		this.image = image;
		this.pointed = pointed;
		this.preset = preset;
		this.at = at;
		this.crop = crop;
	}

	/**
	 * @param context the context that holds the commands
	 * @param image the image; null if there is none
	 * @param preset the name of a preset, or none
	 * @param operation a filter with its keys, or empty
	 * @param source the image that a result was made from, or empty
	 * @return the operation on the image's pixels
	 * @throws IllegalArgumentException if a preset and an operation are both given, or there is no image to show
	 */
	static AnimatedOperation of(final Context context, final ImagePlus image, final String preset, final String operation,
		final String source)
	{
		final boolean named = !preset.equals("none");
		if (named && !operation.trim().isEmpty()) throw new IllegalArgumentException("preset is " + preset +
			" and operation is '" + operation + "': give only one of them");
		if (!operation.trim().isEmpty()) {
			if (image == null) throw new IllegalArgumentException(
				"There is no image whose pixels could be shown: open one, or take a preset");
			final MacroLine line = OperationText.parse(context, operation);
			return new AnimatedOperation(context, line, OperationText.shortly(line), image, image, null, "", "");
		}
		if (!named && image != null && !Provenance.of(image).steps().isEmpty()) return recorded(context, image, source);
		final Preset found = Preset.of(named ? preset : FIRST_PRESET);
		final MacroLine line = OperationText.parse(context, found.operation());
		return new AnimatedOperation(context, line, title(found, line), image == null ? own(found) : image, image == null ? own(
			found) : image, found, "", "");
	}

	private static AnimatedOperation recorded(final Context context, final ImagePlus result, final String source) {
		final Provenance.Step step = Provenance.of(result).last();
		final String name = source.trim().isEmpty() ? step.input() : source;
		final ImagePlus input = ImageSource.find("source", name).image();
		if (input == result) throw new IllegalArgumentException("'" + result.getTitle() +
			"' was changed in place: the pixels that it was made of are gone");
		final MacroLine line = OperationText.checked(context, step.macro());
		return new AnimatedOperation(context, line, OperationText.shortly(line), input, result, null, "", "");
	}

	/** Puts the preset's name first, because it says more than a long kernel. */
	private static String title(final Preset preset, final MacroLine line) {
		return preset.name() + ": " + OperationText.shortly(line);
	}

	private static ImagePlus own(final Preset preset) {
		final ImageStack stack = new ImageStack(preset.side(), preset.side());
		for (int c = 0; c < preset.channels(); c++) {
			final FloatProcessor plane = new FloatProcessor(preset.side(), preset.side());
			for (int y = 0; y < preset.side(); y++)
				for (int x = 0; x < preset.side(); x++)
					plane.setf(x, y, (float) preset.sample(x, y, c));
			stack.addSlice(plane);
		}
		final ImagePlus image = IJ.createHyperStack(preset.name(), preset.side(), preset.side(), preset.channels(), 1, 1, 32);
		image.setStack(stack, preset.channels(), 1, 1);
		return image;
	}

	/**
	 * @param text the pixel in the middle, x,y[,c,z,t]; empty for the selection
	 * @return a copy with this pixel in the middle
	 */
	AnimatedOperation at(final String text) {
		return new AnimatedOperation(context, line, title, image, pointed, preset, text.trim(), crop);
	}

	/**
	 * @param text pixels along x, y and z; empty for the default
	 * @return a copy of this size
	 */
	AnimatedOperation crop(final String text) {
		return new AnimatedOperation(context, line, title, image, pointed, preset, at, text.trim());
	}

	/** Returns a title for the user. */
	String title() {
		return title;
	}

	/** Returns a short name: that of the preset, otherwise that of the filter. */
	String name() {
		return preset == null ? MacroLine.nameOf(line.label()) : preset.name();
	}

	/** Describes what will be shown. */
	String words() {
		final int[] sides = sides();
		final int[] place = place();
		return title + "\non " + sides[0] + " x " + sides[1] + (sides[2] > 1 ? " x " + sides[2] : "") + " pixels around x=" +
			place[0] + " y=" + place[1] + " of '" + image.getTitle() + "'";
	}

	/**
	 * @return one pass of the filter over the pixels
	 * @throws IllegalArgumentException if the image does not have these pixels, or the
	 *           filter gives no result for them
	 */
	Pass pass() {
		final int[] place = place();
		final int[] sides = sides();
		if (preset != null && (image.getWidth() < preset.side() || image.getHeight() < preset.side())) throw new IllegalArgumentException(
			"'" + image.getTitle() + "' has " + image.getWidth() + " x " + image.getHeight() + " pixels, but " + preset.name() +
				" is shown on " + preset.side() + " x " + preset.side());
		final int channels = image.getNChannels() * (image.getBitDepth() == 24 ? 3 : 1);
		if (preset != null && preset.channels() > 1 && channels != preset.channels()) throw new IllegalArgumentException("'" +
			image.getTitle() + "' has " + channels + (channels == 1 ? " channel" : " channels") + ", but " + preset.name() +
			" is shown on " + preset.channels() + ": take an RGB image, or close the image to see it with numbers of its own");
		final ImagePlus small = SmallCrop.of(image, new int[] { place[0], place[1], place[3], place[4] }, sides);
		final FilterJob job = RecordedCommands.command(context, line).job(small);
		return pass(job, Math.max(0, place[2]));
	}

	private static Pass pass(final FilterJob job, final int channel) {
		final int n = job.operation().numDimensions();
		final long[] size = job.targetSize();
		final long[] target = new long[size.length];
		final int axis = (job.zFirst() ? 3 : 2) + (job.eachChannel() ? 1 : 0);
		if (axis >= n) target[axis] = Math.min(channel, size[axis] - 1);
		return Pass.of(job.operation().definition(), job.border(), job.spatial(), JobImages.sizes(job), JobImages.samples(job,
			target), index(size, target));
	}

	/** Counts the pixels of the result that come before the first one shown. */
	private static long index(final long[] size, final long[] target) {
		long index = 0;
		for (int d = size.length - 1; d >= 0; d--)
			index = index * size[d] + target[d];
		return index;
	}

	/** Returns the pixel in the middle, as a position in the image that is shown: x, y, c, z, t, counted from 0. */
	private int[] place() {
		final int[] place = at.isEmpty() ? selected() : parsed();
		if (pointed == image) return place;
		// the pixel was selected in a result: find its place in the image
		final FilterJob job = RecordedCommands.command(context, line).job(image);
		for (int d = 0; d < 3; d++) {
			if (!job.isPlaced(d)) continue;
			final SamplePosition position = job.position(d);
			final int axis = d == 2 ? 3 : d;
			final int last = (d == 0 ? image.getWidth() : d == 1 ? image.getHeight() : image.getNSlices()) - 1;
			place[axis] = (int) Math.max(0, Math.min(last, Math.round(position.inputCoordinate(place[axis]))));
		}
		place[2] = Math.min(place[2], image.getNChannels() - 1);
		return place;
	}

	private int[] parsed() {
		final String[] parts = at.split(",", -1);
		if (parts.length < 2 || parts.length > 5 || !Arrays.stream(parts).allMatch(p -> p.trim().matches("[0-9]{1,9}")))
			throw new IllegalArgumentException("at is '" + at +
				"', but must be 2 to 5 whole numbers: x,y from 0, then c,z,t from 1; or empty");
		final int[] place = { 0, 0, pointed.getC() - 1, pointed.getZ() - 1, pointed.getT() - 1 };
		for (int i = 0; i < parts.length; i++)
			place[i] = Integer.parseInt(parts[i].trim()) - (i < 2 ? 0 : 1);
		final int[] size = { pointed.getWidth(), pointed.getHeight(), pointed.getNChannels(), pointed.getNSlices(), pointed
			.getNFrames() };
		for (int i = 0; i < 5; i++)
			if (place[i] < 0 || place[i] >= size[i]) throw new IllegalArgumentException("at is '" + at + "', but '" + pointed
				.getTitle() + "' has " + size[i] + " along " + "xyczt".charAt(i));
		return place;
	}

	private int[] selected() {
		final int[] place = { pointed.getWidth() / 2, pointed.getHeight() / 2, pointed.getC() - 1, pointed.getZ() - 1, pointed
			.getT() - 1 };
		final Roi roi = pointed.getRoi();
		if (roi == null) return place;
		final Rectangle box = roi.getBounds();
		place[0] = Math.max(0, Math.min(pointed.getWidth() - 1, box.x + box.width / 2));
		place[1] = Math.max(0, Math.min(pointed.getHeight() - 1, box.y + box.height / 2));
		return place;
	}

	/** Returns the number of pixels along x, y and z. It is 1 along axes that the filter does not use. */
	private int[] sides() {
		final String named = line.values().getOrDefault("dimensions", "2D");
		final Dimensions axes = Dimensions.parse(named);
		final int[] sides = new int[3];
		if (preset != null) {
			if (!crop.isEmpty()) throw new IllegalArgumentException("crop is '" + crop + "', but " + preset.name() +
				" has a size of its own: leave crop empty");
			return new int[] { preset.side(), preset.side(), 1 };
		}
		Arrays.fill(sides, USUAL);
		final Roi roi = pointed == image ? pointed.getRoi() : null;
		if (!crop.isEmpty()) {
			final int[] given = PerAxis.parse(crop, "crop", crop.contains(",") && crop.indexOf(',') == crop.lastIndexOf(',') ? 2
				: 3, 1);
			System.arraycopy(given, 0, sides, 0, given.length);
		}
		else if (at.isEmpty() && roi != null && roi.isArea() && Math.max(roi.getBounds().width, roi.getBounds().height) <= LARGEST) {
			sides[0] = roi.getBounds().width;
			sides[1] = roi.getBounds().height;
		}
		final int[] size = { image.getWidth(), image.getHeight(), image.getNSlices() };
		for (int d = 0; d < 3; d++)
			sides[d] = (d == 2 && axes.spatial() < 3) || axes.count() == 1 && !axes.spans(d) ? 1 : Math.min(sides[d], size[d]);
		return sides;
	}
}
