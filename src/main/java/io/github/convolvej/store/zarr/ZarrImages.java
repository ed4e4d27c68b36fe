package io.github.convolvej.store.zarr;

import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Opens Zarr containers: a group with {@code multiscales} (OME-Zarr), an array,
 * or a group with a single array.
 */
public final class ZarrImages {

	private ZarrImages() {}

	/**
	 * @param path a folder
	 * @return whether it is a Zarr container, or a group or array inside one
	 */
	public static boolean isZarr(final Path path) {
		return Stream.of("zarr.json", ".zgroup", ".zarray").anyMatch(name -> Files.isRegularFile(path.resolve(name)));
	}

	/**
	 * Opens the finest level of an image.
	 *
	 * @param path folder of the container, or an address that begins with http
	 * @param axes names of an array's axes, one letter each, the slowest first
	 *          ("zyx"), for arrays whose metadata do not name them; null if not
	 *          given
	 * @return the image
	 * @throws IOException if there is no image, or it is damaged or not supported
	 */
	public static BlockSource open(final String path, final String axes) throws IOException {
		return open(path, axes, 0);
	}

	/**
	 * @param path folder of the container, or an address that begins with http
	 * @param axes names of an array's axes, one letter each, the slowest first, or
	 *          null
	 * @param level level of the pyramid, 0 for the finest
	 * @return the image
	 * @throws IOException if there is no image, or it is damaged or not supported
	 */
	public static BlockSource open(final String path, final String axes, final int level) throws IOException {
		final KeyStore store = KeyStores.of(path);
		final String name = path.replaceFirst("[/\\\\]+$", "").replaceFirst(".*[/\\\\]", "").replaceFirst("\\.zarr$", "");
		final ArrayMetadata array = ArrayFiles.read(store, "");
		if (array != null) return plain(store, "", array, axes, name);
		OmeMetadata group = OmeMetadata.read(store, "");
		if (group == null) throw new IOException(path + " is not a Zarr container: there is neither zarr.json nor .zgroup nor" +
			" .zarray in it");
		String node = "";
		if (!group.hasImage() && group.attributes().has("bioformats2raw.layout")) {
			node = "0";
			group = OmeMetadata.read(store, node);
			if (OmeMetadata.read(store, "1") != null) throw new IOException(path +
				" holds several images: name one, for example " + path + "/0");
			if (group == null) throw new IOException(path + " should contain images, but there is no group '0'");
		}
		if (group.attributes().has("plate")) throw new IOException(path + " is a plate: name one of its images, for example " +
			path + "/" + ZarrPlate.open(path).images().get(0) + ", or give an OUTPUT that ends in .zarr for all of them");
		if (!group.hasImage()) return onlyArray(store, path, axes, name);
		if (axes != null) throw new IllegalArgumentException("--axes is '" + axes + "', but " + path +
			" already has axis names: omit --axes");
		final List<String> paths = group.paths();
		if (level < 0 || level >= paths.size()) throw new IllegalArgumentException("level is " + level + ", but " + path +
			" has levels 0 to " + (paths.size() - 1));
		final String key = KeyStore.join(node, paths.get(level));
		final ArrayMetadata data = ArrayFiles.read(store, key);
		if (data == null) throw new IOException(group.location() + " is inconsistent: it names the array '" + paths.get(level) +
			"', but there is none at " + store.location(key));
		return new ZarrSource(new ZarrArray(store, key, data), group.describe(level, data, name).withProperties(group
			.properties()), group.notes(level));
	}

	private static BlockSource onlyArray(final KeyStore store, final String path, final String axes, final String name)
		throws IOException
	{
		if (!(store instanceof FolderStore)) throw new IOException(path +
			" is a group without 'multiscales': name an array in it, with --axes");
		final List<String> arrays = new ArrayList<>();
		try (Stream<Path> content = Files.list(((FolderStore) store).root())) {
			content.map(p -> p.getFileName().toString()).sorted().forEach(arrays::add);
		}
		final List<String> found = new ArrayList<>();
		for (final String child : arrays)
			if (!child.startsWith(".") && !child.equals("zarr.json") && ArrayFiles.read(store, child) != null) found.add(child);
		if (found.size() != 1) throw new IOException(path + " is a group without 'multiscales' and with " + found.size() +
			" arrays" + (found.isEmpty() ? "" : ": name one of them, " + found.stream().limit(5).map(f -> path + "/" + f).collect(
				Collectors.joining(", "))));
		return plain(store, found.get(0), ArrayFiles.read(store, found.get(0)), axes, name);
	}

	private static BlockSource plain(final KeyStore store, final String node, final ArrayMetadata array,
		final String given, final String name) throws IOException
	{
		final long[] shape = array.shape();
		final String[] names = given != null ? given.split("") : array.axisNames();
		if (names == null) throw new IllegalArgumentException(store.location(node) + " is an array of shape " + Arrays.toString(
			shape) + " that does not name its axes: give --axes with a letter for each, for example --axes=" + "tczyx".substring(
				Math.max(0, 5 - shape.length)));
		if (names.length != shape.length) throw new IllegalArgumentException("the axes are " + String.join("", names) +
			", but the array " + store.location(node) + " has " + shape.length + ": shape " + Arrays.toString(shape));
		final List<ImageAxis> axes = new ArrayList<>();
		for (int d = shape.length - 1; d >= 0; d--)
			axes.add(new ImageAxis(names[d], shape[d], 1, 0, null));
		return new ZarrSource(new ZarrArray(store, node, array), new ImageDescription(name, axes, array.type()));
	}

	/**
	 * @param source an image
	 * @return the layout in which it is stored, for a result in the same layout;
	 *         the default layout if it is not a Zarr array
	 */
	public static ZarrLayout layoutOf(final BlockSource source) {
		return source instanceof ZarrSource ? ZarrLayout.of(((ZarrSource) source).metadata()) : ZarrLayout.DEFAULT;
	}

	/** The completeness of a container. */
	public static final class Completeness {

		private long files;
		private long missing;
		private final List<String> listed = new ArrayList<>();

		/** @return number of files according to the metadata of all levels */
		public long files() {
			return files;
		}

		/** @return number of missing files */
		public long missing() {
			return missing;
		}

		/** @return names of the first missing files */
		public List<String> listed() {
			return listed;
		}
	}

	/**
	 * Searches for all files of an image, or of all images of a plate, that ConvolveJ has written; ConvolveJ
	 * writes every file.
	 *
	 * @param path folder of the container
	 * @param most largest number of missing files to list
	 * @return the completeness of the image
	 * @throws IOException if it is not an OME-Zarr image, or cannot be read
	 */
	public static Completeness check(final Path path, final int most) throws IOException {
		final Completeness found = new Completeness();
		if (!ZarrPlate.isPlate(path.toString())) check(path, most, found);
		else for (final String image : ZarrPlate.open(path.toString()).images())
			check(path.resolve(image), most, found);
		return found;
	}

	private static void check(final Path path, final int most, final Completeness found) throws IOException {
		final FolderStore store = new FolderStore(path);
		final OmeMetadata group = OmeMetadata.read(store, "");
		if (group == null || !group.hasImage()) throw new IOException(path + (group == null ? " is not there"
			: " is not an OME-Zarr image"));
		for (final String node : group.paths()) {
			final ArrayMetadata array = ArrayFiles.read(store, node);
			if (array == null) throw new IOException(group.location() + " is inconsistent: it names the array '" + node +
				"', but there is none");
			final long[] cell = new long[array.shape().length];
			for (double i = array.files(); i > 0; i--) {
				found.files++;
				final String key = KeyStore.join(node, array.key(cell));
				if (!store.exists(key) && found.missing++ < most) found.listed.add(store.location(key));
				for (int d = cell.length - 1; d >= 0 && ++cell[d] * array.chunk()[d] >= array.shape()[d]; d--)
					cell[d] = 0;
			}
		}
	}
}
