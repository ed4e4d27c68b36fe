package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A TIFF or BigTIFF and the images in it. Opening reads and checks all
 * directories, but no samples. Pages of different sizes or types are different
 * images. Smaller copies that are marked as such are skipped unless they are
 * chosen by number.
 */
public final class TiffFile {

	private static final Pattern SHAPE = Pattern.compile("\"shape\": *\\[([0-9, ]{1,200})\\]");
	private static final int MAX_NAMED = 6;
	/** Pages that are looked at for {@link #traits()}. */
	private static final int MAX_SEEN = 100;

	private final TiffDirectories directories;
	private final String description;
	private final OmeXml ome;
	private final List<String> notes = new ArrayList<>();

	private TiffFile(final Path path) throws IOException {
		directories = new TiffDirectories(path);
		try (TiffBytes file = TiffBytes.open(path)) {
			description = new TiffDirectory(file, directories.offset(0), TiffDirectories.name(0)).text(
				TiffTags.IMAGE_DESCRIPTION);
		}
		ome = OmeXml.isOme(description) ? ome() : null;
	}

	/**
	 * @param path a file
	 * @return the file
	 * @throws IOException if it is not a TIFF, or its directories are damaged
	 */
	public static TiffFile open(final Path path) throws IOException {
		return new TiffFile(path);
	}

	private OmeXml ome() throws IOException {
		OmeXml xml;
		try {
			xml = OmeXml.parse(description);
			if (xml.metadataFile() != null) {
				final Path file = directories.path().resolveSibling(xml.metadataFile());
				if (!xml.metadataFile().equals(String.valueOf(file.getFileName())) || !Files.isRegularFile(file))
					throw new IOException("its metadata are in the file '" + xml.metadataFile() +
						"', which is not in the same folder");
				TiffBytes.checkMemory(4 * Files.size(file), "the metadata in " + file.getFileName());
				final byte[] text = Files.readAllBytes(file);
				xml = OmeXml.parse(TiffEntry.text(text, text.length));
			}
		}
		catch (final IOException e) {
			notes.add(e.getMessage() + ": its pages are taken as slices");
			return null;
		}
		return xml.images().isEmpty() ? null : xml;
	}

	/** @return descriptions of its images, in the order of {@link #series(int)} */
	public List<String> list() {
		if (ome != null) return ome.images().stream().map(image -> (image.name == null ? "" : image.name + ", ") +
			image.sizeX + " x " + image.sizeY + " " + image.type).collect(Collectors.toList());
		return directories.kinds().stream().map(kind -> kind.description).collect(Collectors.toList());
	}

	/**
	 * @return its only image
	 * @throws IOException if it contains several images, or the image cannot be
	 *           read
	 */
	public TiffSeries series() throws IOException {
		if (ome != null && ome.images().size() == 1) return omeSeries(0);
		if (ome != null) throw several();
		int only = -1;
		int reduced = 0;
		for (int i = 0; i < directories.kinds().size(); i++) {
			final TiffDirectories.Kind kind = directories.kinds().get(i);
			if (kind.reduced) reduced++;
			else if (kind.fault != null) throw kind.fault;
			else if (only >= 0) throw several();
			else only = i;
		}
		if (only < 0 && reduced > 1) throw several();
		if (only >= 0 && reduced > 0) notes.add(reduced == 1 ? "the reduced copy that it also holds is left out"
			: "the reduced copies of " + reduced + " sizes that it also holds are left out");
		return pageSeries(Math.max(0, only));
	}

	private IOException several() {
		final List<String> list = list();
		final StringBuilder text = new StringBuilder();
		for (int i = 0; i < Math.min(MAX_NAMED, list.size()); i++)
			text.append(i == 0 ? "" : "; ").append(i + 1).append(": ").append(list.get(i));
		return new IOException("it holds " + list.size() + " images of different sizes or types (" + text + (list
			.size() > MAX_NAMED ? "; ..." : "") + "): choose one with --series=1 to --series=" + list.size());
	}

	/**
	 * @param number 1 to the number of images
	 * @return that image
	 * @throws IOException if there is no such image, or it cannot be read
	 */
	public TiffSeries series(final int number) throws IOException {
		final int count = list().size();
		if (number < 1 || number > count) throw new IOException("it holds " + (count == 1 ? "one image" : count +
			" images of different sizes or types") + ", so there is no series " + number);
		return ome != null ? omeSeries(number - 1) : pageSeries(number - 1);
	}

	/**
	 * The pages of one kind in the order of the file. What OME-XML says of axes and
	 * of other files is left aside, and where the file holds several images, the
	 * first of the wanted size is taken.
	 *
	 * @param width samples along x
	 * @param height samples along y
	 * @return the pages; null if none have this size
	 * @throws IOException if they cannot be read
	 */
	public TiffSeries pages(final int width, final int height) throws IOException {
		IOException fault = null;
		for (int i = 0; i < directories.kinds().size(); i++) {
			final TiffDirectories.Kind kind = directories.kinds().get(i);
			if (kind.fault != null) fault = fault == null ? kind.fault : fault;
			else if (kind.key.startsWith(width + " x " + height + ",")) return pageSeries(i);
		}
		if (fault != null) throw fault;
		return null;
	}

	/** @return whether it is an OME-TIFF of one image, which says what its axes are */
	public boolean hasAxes() {
		return ome != null && ome.images().size() == 1;
	}

	/** @return whether all its pages have one size and type */
	public boolean isUniform() {
		return directories.kinds().size() == 1;
	}

	/**
	 * @return whether its samples lie in the file as in an array in memory: one image
	 *         of usual samples, not compressed, plane by plane, row by row
	 * @throws IOException if it is damaged
	 */
	public boolean isPlain() throws IOException {
		if (!isUniform() || directories.kind(0).fault != null) return false;
		try (TiffBytes file = TiffBytes.open(directories.path())) {
			final TiffPage first = page(file, 0);
			if (!PageTraits.isPlain(first)) return false;
			final ImageJDescription imagej = ImageJDescription.of(description);
			final long said = imagej == null ? 1 : imagej.count("images");
			final long start = first.blockOffsets()[0];
			final long bytes = first.height * first.rowBytes();
			if (directories.count() == 1) return ome == null && file.has(start, bytes * Math.max(1, said));
			final int last = directories.count() - 1;
			return said == directories.count() && page(file, last).blockOffsets()[0] == start + last * bytes && file.has(start,
				bytes * said);
		}
	}

	/**
	 * @return how samples are stored, in words; where pages differ, that of the first
	 *         different ones
	 * @throws IOException if it is damaged
	 */
	public String traits() throws IOException {
		final Set<String> traits = new LinkedHashSet<>();
		try (TiffBytes file = TiffBytes.open(directories.path())) {
			for (int i = 0; i < Math.min(MAX_SEEN, directories.count()) && traits.size() < 3; i++)
				if (directories.kind(i).fault == null) traits.add(PageTraits.words(page(file, i)));
		}
		return String.join("; other pages ", traits);
	}

	private TiffSeries omeSeries(final int index) throws IOException {
		final OmeImage image = ome.images().get(index);
		final int page = image.pages.isEmpty() ? 0 : (int) Math.max(0, Math.min(directories.count() - 1, image.pages.get(
			0).page));
		if (directories.kind(page).fault != null) throw directories.kind(page).fault;
		try (TiffBytes file = TiffBytes.open(directories.path())) {
			final TiffPage first = page(file, page);
			if (image.sizeX != first.width || image.sizeY != first.height) throw new IOException(
				"its tags contradict each other: " + image.sizeX + " x " + image.sizeY + " samples by its OME-XML, " +
					first.width + " x " + first.height + " by its pages");
			final PlaneList planes = OmePlanes.find(directories, ome, image, first.samples);
			final int[] dimensions = { (int) image.pageChannels(first.samples), (int) image.sizeZ, (int) image.sizeT };
			final String type = first.format.type().name().toLowerCase(java.util.Locale.ROOT).replace("float32", "float")
				.replace("float64", "double");
			if (!image.type.equalsIgnoreCase(type) && !image.type.equals("bit")) notes.add(
				"its OME-XML says that its samples are " + image.type + ", but they are " + type);
			return new TiffSeries(planes, first, new TiffFacts(first, null, image), image.name, dimensions, false, notes);
		}
	}

	private TiffPage page(final TiffBytes file, final int page) throws IOException {
		return new TiffPage(file, new TiffDirectory(file, directories.offset(page), TiffDirectories.name(page)));
	}

	private TiffSeries pageSeries(final int index) throws IOException {
		final TiffDirectories.Kind kind = directories.kinds().get(index);
		if (kind.fault != null) throw kind.fault;
		final int[] pages = directories.pages(kind);
		try (TiffBytes file = TiffBytes.open(directories.path())) {
			final TiffPage first = page(file, pages[0]);
			final PlaneList planes = planes(first, pages);
			final TiffFacts facts = new TiffFacts(first, description, null);
			if (facts.metadataFault() != null) notes.add(facts.metadataFault() + ": they are ignored");
			final ImageJDescription imagej = ImageJDescription.of(description);
			final int[] dimensions = dimensions(imagej, planes.count(), first);
			return new TiffSeries(planes, first, facts, null, dimensions, imagej != null && "zct".equals(imagej.get("order")),
				notes);
		}
	}

	/** Numbers of channels with separate pages, slices and frames. */
	private int[] dimensions(final ImageJDescription imagej, final int pages, final TiffPage page) {
		if (imagej == null) return new int[] { 1, pages, 1 };
		final long c = imagej.count("channels");
		final long z = imagej.count("slices");
		final long t = imagej.count("frames");
		final int samples = page.isColour() ? 1 : page.samples;
		// ImageJ counts the samples of a pixel as channels; the limit keeps the products from overflowing
		if (c <= pages * (long) samples && z <= pages && t <= pages && z * t <= pages) {
			if (c * z * t == (long) pages * samples && c % samples == 0) return new int[] { (int) c / samples, (int) z, (int) t };
			if (c * z * t == pages) return new int[] { (int) c, (int) z, (int) t };
		}
		final boolean said = c * z * t != 1 || imagej.get("images") != null;
		if (said) notes.add("its description says " + c + " channels, " + z + " slices and " + t + " frames, but it has " +
			pages + (pages == 1 ? " page" : " pages") + ": these are taken as slices");
		return new int[] { 1, pages, 1 };
	}

	/** The planes of a series. Stacks of ImageJ, MetaMorph and others have a directory for their first plane only. */
	private PlaneList planes(final TiffPage page, final int[] pages) throws IOException {
		final PlaneList own = PlaneList.of(directories, pages);
		if (pages.length > 1 || directories.count() > 1 && directories.kinds().stream().anyMatch(kind -> !kind.reduced && kind
			.fault == null && !kind.key.equals(page.kind()))) return own;
		final ImageJDescription imagej = ImageJDescription.of(description);
		final long said = imagej != null ? imagej.count("images") : page.directory.has(TiffTags.METAMORPH_PLANES) ? page.directory
			.get(TiffTags.METAMORPH_PLANES).count() : shapedPlanes(page);
		// the samples of a pixel may have been counted
		if (said <= 1 || said == page.samples) return own;
		final long bytes = contiguousBytes(page);
		if (bytes == 0) {
			notes.add("its description says " + said + " planes, but it has one page");
			return own;
		}
		final long start = page.blockOffsets()[0];
		if (said > Integer.MAX_VALUE || !page.file.has(start, bytes) || (page.file.length() - start) / bytes < said)
			throw new IOException("a truncated TIFF: its tags say " + said + " planes of " + bytes + " bytes from byte " + start +
				" on, but the file has " + page.file.length() + " bytes");
		return PlaneList.contiguous(directories, pages[0], (int) said, bytes);
	}

	/** Number of bytes of the page if its samples are stored without compression and gaps, otherwise 0. */
	private static long contiguousBytes(final TiffPage page) throws IOException {
		if (page.compression != 1 || page.tiled || page.planar || page.photometric == TiffPage.YCBCR) return 0;
		final long[] offsets = page.blockOffsets();
		for (int i = 1; i < page.blocksDown; i++)
			if (offsets[i] != offsets[0] + i * page.blockHeight * page.rowBytes()) return 0;
		return page.height * page.rowBytes();
	}

	/**
	 * Number of planes of an array that tifffile wrote without directories for the
	 * pages after the first.
	 */
	private long shapedPlanes(final TiffPage page) {
		if (description == null || !description.startsWith("{") || !description.contains("\"truncated\": true")) return 1;
		final Matcher shape = SHAPE.matcher(description);
		if (!shape.find()) return 1;
		double samples = 1;
		for (final String size : shape.group(1).split(",")) {
			if (size.trim().isEmpty() || size.trim().length() > 10) return 1;
			samples *= Double.parseDouble(size.trim());
		}
		final double planes = samples / ((double) page.width * page.height * page.samples);
		return planes >= 1 && planes == Math.rint(planes) && planes <= Integer.MAX_VALUE ? (long) planes : 1;
	}
}
