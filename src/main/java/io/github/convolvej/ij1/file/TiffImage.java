package io.github.convolvej.ij1.file;

import io.github.convolvej.store.FileNames;
import io.github.convolvej.store.SampleType;
import io.github.convolvej.store.tiff.ImageJDescription;
import io.github.convolvej.store.tiff.ImageJMetadata;
import io.github.convolvej.store.tiff.OmeImage;
import io.github.convolvej.store.tiff.TiffFacts;
import io.github.convolvej.store.tiff.TiffFile;
import io.github.convolvej.store.tiff.TiffSeries;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileInfo;
import ij.io.RoiDecoder;
import ij.process.LUT;

/** Makes an {@link ImagePlus} of a TIFF, with everything that ImageJ keeps of images. */
final class TiffImage {

	private static final int LUT_SIZE = 256;
	/** ImageJ composes at most so many channels. */
	private static final int MAX_COMPOSITE = 7;

	private final Path path;
	private final TiffSeries series;
	private final TiffFacts facts;
	private final ImageJDescription description;
	private final ImageJMetadata metadata;
	private final Consumer<String> notes;

	/**
	 * @param path the file
	 * @param number which of its images, from 1; 0 for the only one
	 * @param notes is told what the user should know
	 * @throws IOException if it is damaged, or cannot be read rightly
	 */
	TiffImage(final Path path, final int number, final Consumer<String> notes) throws IOException {
		this.path = path;
		this.notes = notes;
		final TiffFile file = TiffFile.open(path);
		series = number == 0 ? file.series() : file.series(number);
		facts = series.facts();
		description = ImageJDescription.of(facts.description());
		metadata = facts.metadata();
		series.notes().forEach(notes);
		final int files = series.files().size();
		if (files > 1) notes.accept("its OME-XML says that it is one of " + files + " files of one image: all of them are read, " +
			"so each of them gives the same");
		final long planes = (long) channels() * series.slices() * series.frames();
		if (planes > Integer.MAX_VALUE) throw new IOException("it has " + planes + " planes, but ImageJ at most " +
			Integer.MAX_VALUE);
	}

	/** Red, green and blue of 8 bits are one channel of ImageJ's. */
	private int channels() {
		return facts.isColour() ? series.pageChannels() : series.channels();
	}

	/**
	 * @param memoryLimit bytes above which planes are read when they are asked for
	 * @return the image
	 * @throws IOException if its samples are damaged
	 */
	ImagePlus open(final long memoryLimit) throws IOException {
		final TiffStack lazy = lazy();
		final ImageStack stack = bytes(lazy) > memoryLimit && lazy.getSize() > 1 ? lazy : loaded(lazy);
		if (stack == lazy) first(lazy);
		return image(stack);
	}

	/**
	 * @param memoryLimit bytes above which an image is large
	 * @return an image of which boxes can be read, but whose current plane has no samples;
	 *         null if it is not large
	 * @throws IOException if it is damaged
	 */
	ImagePlus unread(final long memoryLimit) throws IOException {
		final TiffStack lazy = lazy();
		if (bytes(lazy) <= memoryLimit) return null;
		// what cannot be read is said at once
		lazy.box(1, 0, 0, 1, 1);
		lazy.unread(true);
		try {
			return image(lazy);
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
		finally {
			lazy.unread(false);
		}
	}

	private TiffStack lazy() {
		return new TiffStack(series, metadata.texts(ImageJMetadata.LABELS), notes);
	}

	private static long bytes(final TiffStack stack) {
		return (long) stack.getWidth() * stack.getHeight() * (stack.getBitDepth() == 24 ? 4 : stack.getBitDepth() / 8) * stack
			.getSize();
	}

	private ImagePlus image(final ImageStack stack) throws IOException {
		final int bits = stack.getBitDepth();
		setColours(stack);
		ImagePlus image = new ImagePlus(title(), stack);
		image.setDimensions(channels(), series.slices(), series.frames());
		new TiffCalibration(facts, description).apply(image);
		image.setFileInfo(fileInfo());
		setTexts(image);
		setRange(image);
		if (channels() > 1 && bits != 24) image = composite(image);
		if (description != null && description.is("hyperstack") || facts.ome() != null) image.setOpenAsHyperStack(true);
		setShapes(image);
		return image;
	}

	/** A virtual stack that cannot be read says so at once. */
	private static void first(final TiffStack stack) throws IOException {
		try {
			stack.getProcessor(1);
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
	}

	private static ImageStack loaded(final TiffStack lazy) throws IOException {
		final ImageStack stack = new ImageStack(lazy.getWidth(), lazy.getHeight());
		try {
			for (int n = 1; n <= lazy.getSize(); n++)
				stack.addSlice(lazy.getSliceLabel(n), lazy.getPixels(n));
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
		return stack;
	}

	private String title() {
		return FileNames.of(path);
	}

	private FileInfo fileInfo() {
		final FileInfo info = new FileInfo();
		info.fileFormat = FileInfo.TIFF;
		info.fileName = title();
		final Path folder = path.toAbsolutePath().getParent();
		info.directory = folder == null ? "" : folder + java.io.File.separator;
		info.width = series.width();
		info.height = series.height();
		info.description = facts.description();
		return info;
	}

	private void setTexts(final ImagePlus image) {
		final List<String> info = metadata.texts(ImageJMetadata.INFO);
		if (!info.isEmpty()) image.setProperty("Info", info.get(0));
		final List<String> labels = metadata.texts(ImageJMetadata.LABELS);
		if (image.getStackSize() == 1 && labels.size() == 1 && !labels.get(0).isEmpty()) image.setProperty("Label", labels.get(
			0));
		final List<String> properties = metadata.texts(ImageJMetadata.PROPERTIES);
		if (properties.size() >= 2) image.setProperties(properties.subList(0, properties.size() / 2 * 2).toArray(
			new String[0]));
	}

	/** The colours of a single channel. */
	private void setColours(final ImageStack stack) {
		if (facts.isColour()) return;
		if (facts.colours() != null && channels() == 1) stack.setColorModel(table(facts.colours()));
		else if (facts.isWhiteZero()) stack.setColorModel(LUT.createLutFromColor(Color.white).createInvertedLut());
	}

	private static LUT table(final byte[][] colours) {
		final byte[][] full = new byte[3][LUT_SIZE];
		for (int i = 0; i < 3; i++)
			System.arraycopy(colours[i], 0, full[i], 0, colours[i].length);
		return new LUT(full[0], full[1], full[2]);
	}

	private void setRange(final ImagePlus image) {
		if (facts.isColour() || facts.isPalette()) return;
		final double min = description == null ? 0 : description.number("min", 0);
		final double max = description == null ? 0 : description.number("max", 0);
		if (min != 0 || max != 0) image.setDisplayRange(min, max);
		else if (facts.bits() > 1 && facts.bits() < 8 && series.type() == SampleType.UINT8) image.setDisplayRange(0, (1 << facts
			.bits()) - 1);
	}

	private ImagePlus composite(final ImagePlus image) {
		final String mode = description == null ? null : description.get("mode");
		final boolean plain = description != null && mode == null && !description.is("hyperstack") && series.samples() == 1;
		// a stack that was never composed stays one
		if (plain) return image;
		final int kind = mode == null ? channels() <= MAX_COMPOSITE ? IJ.COMPOSITE : IJ.COLOR : mode.equals("composite")
			? IJ.COMPOSITE : mode.startsWith("gray") ? IJ.GRAYSCALE : IJ.COLOR;
		final CompositeImage composite = new CompositeImage(image, kind);
		final LUT[] luts = luts(composite);
		if (luts != null) composite.setLuts(luts);
		return composite;
	}

	private LUT[] luts(final CompositeImage composite) {
		final List<byte[]> tables = metadata.get(ImageJMetadata.TABLES);
		final double[] ranges = metadata.numbers(ImageJMetadata.RANGES);
		final OmeImage ome = facts.ome();
		if (tables.isEmpty() && ranges.length == 0 && ome == null) return null;
		final LUT[] luts = composite.getLuts();
		if (luts == null) return null;
		for (int c = 0; c < luts.length; c++) {
			final double min = 2 * c + 1 < ranges.length ? ranges[2 * c] : luts[c].min;
			final double max = 2 * c + 1 < ranges.length ? ranges[2 * c + 1] : luts[c].max;
			if (c < tables.size() && tables.get(c).length == 3 * LUT_SIZE) luts[c] = lut(tables.get(c));
			else if (ome != null && c < ome.channels().size() && colour(ome.channels().get(c)) != null) luts[c] = LUT
				.createLutFromColor(colour(ome.channels().get(c)));
			luts[c].min = min;
			luts[c].max = max;
		}
		return luts;
	}

	private static Color colour(final OmeImage.Channel channel) {
		return channel.rgb() == null || channel.rgb() == 0 ? null : new Color(channel.rgb());
	}

	private static LUT lut(final byte[] table) {
		final byte[][] colours = new byte[3][LUT_SIZE];
		for (int i = 0; i < 3; i++)
			System.arraycopy(table, i * LUT_SIZE, colours[i], 0, LUT_SIZE);
		return new LUT(colours[0], colours[1], colours[2]);
	}

	private void setShapes(final ImagePlus image) {
		final List<byte[]> rois = metadata.get(ImageJMetadata.ROI);
		if (!rois.isEmpty()) {
			final Roi roi = shape(rois.get(0), "its selection");
			if (roi != null) image.setRoi(roi);
		}
		final List<byte[]> pieces = metadata.get(ImageJMetadata.OVERLAY);
		if (pieces.isEmpty()) return;
		final List<Roi> shapes = new ArrayList<>();
		for (final byte[] piece : pieces) {
			final Roi shape = shape(piece, "a shape of its overlay");
			if (shape != null) shapes.add(shape);
		}
		if (shapes.isEmpty()) return;
		final Overlay overlay = new Overlay();
		final Overlay look = shapes.get(0).getPrototypeOverlay();
		overlay.drawLabels(look.getDrawLabels());
		overlay.drawNames(look.getDrawNames());
		overlay.drawBackgrounds(look.getDrawBackgrounds());
		overlay.setLabelColor(look.getLabelColor());
		overlay.setLabelFont(look.getLabelFont());
		shapes.forEach(overlay::add);
		image.setOverlay(overlay);
	}

	/** ImageJ's decoder believes what the bytes say; null, with a note, if they are damaged. */
	private Roi shape(final byte[] bytes, final String what) {
		try {
			final Roi roi = RoiDecoder.openFromByteArray(bytes);
			if (roi != null) {
				// what is wrong with coordinates shows when they are used
				roi.getMask();
				roi.getFloatBounds();
				return roi;
			}
		}
		catch (final RuntimeException | OutOfMemoryError e) {
			// told below: a number of coordinates may be absurd too
		}
		notes.accept(what + " is damaged and ignored");
		return null;
	}
}
