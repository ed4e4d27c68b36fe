package io.github.convolvej.ij1.file;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.store.SampleType;
import io.github.convolvej.store.tiff.TiffFile;
import io.github.convolvej.store.tiff.TiffSeries;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

import ij.ImagePlus;
import ij.io.Opener;

/**
 * Compares the samples of an image that ImageJ opened with those that the readers
 * of this project find in its file. Where they differ, ImageJ reads the file once
 * more: only if it gives what the image holds is it the reading that is wrong, and
 * not the image that was changed since.
 */
final class ReadingComparison {

	/** Samples that are compared, whole planes; the first plane always. */
	private static final long MOST_SAMPLES = 16L << 20;
	/** Larger planes are not compared. */
	private static final long MOST_PLANE = 64L << 20;
	/** Samples that are read once more at most. */
	private static final long MOST_AGAIN = 128L << 20;
	/** Bytes of memory that there must be for each sample, since the image and its result need most of it. */
	private static final long BYTES_FREE = 32;
	/** Images of a file that are named. */
	private static final int MOST_NAMED = 4;
	/** Decoders of JPEG may round differently. */
	private static final int JPEG_TOLERANCE = 3;

	private final ImagePlus image;
	private final Path file;
	private String note;
	/** What the file holds. */
	private PlaneValues ours;
	private String traits;
	private boolean alpha;
	private int samples = 1;
	private boolean uniform = true;
	private double tolerance;

	/**
	 * @param image an image
	 * @param file the file that ImageJ read it from
	 */
	ReadingComparison(final ImagePlus image, final Path file) {
		this.image = image;
		this.file = file;
	}

	/** @return what the user should know, after {@link #fault} was asked; null if there is nothing */
	String note() {
		return note;
	}

	/**
	 * @return what is wrong, and what to do; null if nothing is
	 * @throws IOException if the file cannot be read
	 */
	String fault() throws IOException {
		if (!open() || ours.size() != image.getWidth() * image.getHeight()) return null;
		if (ours.size() > Math.min(MOST_PLANE, Runtime.getRuntime().maxMemory() / BYTES_FREE)) {
			note = "Whether ImageJ read " + file.getFileName() + " rightly was not checked: its planes are too large";
			return null;
		}
		final PlaneValues theirs = PlaneValues.of(image);
		final int count = theirs.count();
		final int wanted = alpha && count != ours.count() ? ours.count() / samples * (samples - 1) : ours.count();
		for (final int plane : planes(uniform || count == ours.count() ? Math.min(count, wanted) : 1)) {
			final int i = theirs.difference(plane, ours, own(plane, count), tolerance);
			if (i >= 0) return isReadAgain(theirs, plane, false) ? wrong(theirs, plane, count, i) : null;
		}
		final boolean colours = alpha && samples == 2 && count == 3 * wanted;
		if (uniform && count != wanted && !colours && isReadAgain(theirs, 0, true)) return "ImageJ read " + planesText(count) +
			" of " + file.getFileName() + ", but the file has " + wanted + details() + remedy();
		if (note == null && wanted < ours.count() && !isOpaque()) note = "ImageJ left the alpha channel of " + file
			.getFileName() + " out";
		return null;
	}

	/** Whether the alpha of the first plane is the same everywhere, so that nothing is lost. */
	private boolean isOpaque() {
		for (int i = 1; i < ours.size(); i++)
			if (ours.get(samples - 1, i) != ours.get(samples - 1, 0)) return false;
		return true;
	}

	private static String planesText(final int count) {
		return count == 1 ? "one plane" : count + " planes";
	}

	/** Reads what tells about samples; false if there is nothing to compare. */
	private boolean open() throws IOException {
		final byte[] start;
		try (InputStream in = Files.newInputStream(file)) {
			start = in.readNBytes(4);
		}
		final String text = new String(start, StandardCharsets.ISO_8859_1);
		if (text.equals("II*\0") || text.equals("MM\0*")) return openTiff();
		final ImagePlus opened = text.equals("\u0089PNG") ? new JavaImage(file, "png").openDeep() : text.matches("P[1-6]\\s.*")
			? NetpbmImage.open(file) : null;
		if (opened == null) return false;
		ours = PlaneValues.of(opened);
		samples = opened.getStackSize();
		alpha = samples == 2 || samples == 4;
		traits = opened.getBitDepth() + " bits" + (alpha ? ", alpha" : "");
		return true;
	}

	private boolean openTiff() throws IOException {
		final TiffFile tiff = TiffFile.open(file);
		if (tiff.isPlain()) return false;
		final TiffSeries series = tiff.pages(image.getWidth(), image.getHeight());
		if (series == null) return false;
		ours = new PlaneValues(new TiffStack(series, Collections.emptyList(), said -> {}), series.type() == SampleType.INT16);
		samples = series.facts().isColour() ? 3 : series.samples();
		alpha = series.facts().hasAlpha();
		uniform = tiff.isUniform();
		traits = tiff.traits();
		tolerance = traits.contains("JPEG") ? JPEG_TOLERANCE : 0;
		note = tiff.hasAxes() ? axes(tiff.series()) : uniform || image.getStackSize() > 1 ? null : file.getFileName() +
			" holds " + tiff.list().size() + " images of different sizes or types (" + String.join("; ", tiff.list().subList(0, Math
				.min(MOST_NAMED, tiff.list().size()))) + (tiff.list().size() > MOST_NAMED ? "; ..." : "") +
			"), of which ImageJ opened one";
		return true;
	}

	/** ImageJ takes the pages of an OME-TIFF as slices. */
	private String axes(final TiffSeries series) {
		final int channels = series.facts().isColour() ? series.pageChannels() : series.channels();
		if (image.getNChannels() == channels && image.getNSlices() == series.slices() && image.getNFrames() == series.frames())
			return null;
		return "By the OME-XML in " + file.getFileName() + " the image has " + channels + " channels, " + series.slices() +
			" slices and " + series.frames() + " frames, but ImageJ has " + image.getNChannels() + ", " + image.getNSlices() +
			" and " + image.getNFrames() + ". File > Import > Bio-Formats reads them";
	}

	/** The plane of the file for one of the image, which may lack alpha, or have three colours of grey. */
	private int own(final int plane, final int count) {
		if (!alpha || count == ours.count()) return plane;
		if (samples == 2) return count == ours.count() / 2 * 3 ? plane / 3 * 2 : plane * 2;
		return plane / (samples - 1) * samples + plane % (samples - 1);
	}

	/** First, last, middle and shown plane, then the others, as far as the limit allows. */
	private Set<Integer> planes(final int count) {
		final Set<Integer> planes = new LinkedHashSet<>();
		final long most = Math.max(1, MOST_SAMPLES / ours.size());
		final int shown = Math.min(count - 1, image.getCurrentSlice() - 1);
		for (final int plane : new int[] { 0, count - 1, count / 2, Math.max(0, shown) })
			if (planes.size() < most) planes.add(plane);
		for (int plane = 0; plane < count && planes.size() < most; plane++)
			planes.add(plane);
		return planes;
	}

	/** Whether ImageJ's opener gives the same once more. */
	private boolean isReadAgain(final PlaneValues theirs, final int plane, final boolean asMany) {
		// too much to read twice, so that only ImageJ's word is left
		if ((long) ours.size() * ours.count() > Math.min(MOST_AGAIN, Runtime.getRuntime().maxMemory() / BYTES_FREE)) return !image.changes;
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		final ImagePlus again = opener.openImage(file.getParent() + java.io.File.separator, file.getFileName().toString());
		if (again == null || again.getWidth() != image.getWidth() || again.getHeight() != image.getHeight()) return false;
		final PlaneValues values = PlaneValues.of(again);
		return plane < values.count() && values.difference(plane, theirs, plane, 0) < 0 && (!asMany || values.count() == theirs
			.count());
	}

	private String wrong(final PlaneValues theirs, final int plane, final int count, final int i) {
		return "ImageJ read " + file.getFileName() + " wrongly: plane " + theirs.planeOfStack(plane) + ", x " + i % image
			.getWidth() + ", y " + i / image.getWidth() + " is " + NumberText.exact(theirs.get(plane, i)) + ", but in the file " +
			NumberText.exact(ours.get(own(plane, count), i)) + details() + remedy();
	}

	private String details() {
		return " (its samples: " + traits + "). ";
	}

	private String remedy() {
		return "Open it with File > Import > Bio-Formats, or a copy that ConvolveJ's command line makes: convolution \"" + file
			.getFileName() + "\" copy.tif kernel=1 output=same";
	}
}
