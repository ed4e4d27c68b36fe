package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.gson.JsonObject;

/**
 * A plate of wells, each with one image or several, its fields (HCS in OME-Zarr).
 * What it has is what its metadata say; folders are not searched. Immutable.
 */
public final class ZarrPlate {

	/** So many names are listed in messages. */
	private static final int LISTED = 24;

	/** A well: where it is, and its fields. */
	static final class Well {

		/** Its entry in the metadata of the plate. */
		final JsonObject entry;
		final String path;
		/** The metadata of the well, with those fields only that are chosen. */
		final JsonObject metadata;
		final List<String> fields;

		Well(final JsonObject entry, final String path, final JsonObject metadata, final List<String> fields) {
			this.entry = entry;
			this.path = path;
			this.metadata = metadata;
			this.fields = Collections.unmodifiableList(fields);
		}

		/** Row and column, such as B03. */
		String name() {
			return path.replace("/", "");
		}
	}

	private final String location;
	private final int version;
	private final JsonObject metadata;
	private final Map<String, String> properties;
	private final List<Well> wells;

	private ZarrPlate(final String location, final int version, final JsonObject metadata,
		final Map<String, String> properties, final List<Well> wells)
	{
		this.location = location;
		this.version = version;
		this.metadata = metadata;
		this.properties = properties;
		this.wells = Collections.unmodifiableList(wells);
	}

	/**
	 * @param path folder of a container, or an address that begins with http
	 * @return whether it is a plate
	 * @throws IOException if its metadata are damaged
	 */
	public static boolean isPlate(final String path) throws IOException {
		final OmeMetadata group = OmeMetadata.read(KeyStores.of(path), "");
		return group != null && group.attributes().has("plate");
	}

	/**
	 * Reads the metadata of a plate and of its wells.
	 *
	 * @param path folder of the container, or an address that begins with http
	 * @return the plate
	 * @throws IOException if it is no plate, or its metadata are damaged or
	 *           contradict themselves
	 */
	public static ZarrPlate open(final String path) throws IOException {
		final KeyStore store = KeyStores.of(path);
		final OmeMetadata group = OmeMetadata.read(store, "");
		if (group == null || !group.attributes().has("plate")) throw new IOException(path + " is no plate");
		final JsonObject plate = Json.object(group.attributes(), "plate", group.location());
		final List<Well> wells = new ArrayList<>();
		for (final JsonObject entry : Json.objects(plate, "wells", group.location())) {
			final String well = Json.need(entry, "path", group.location()).getAsString();
			wells.add(well(store, entry, well, group.location()));
		}
		if (wells.isEmpty()) throw new IOException(group.location() + ": 'plate' lists no wells");
		return new ZarrPlate(path.replaceFirst("[/\\\\]+$", ""), store.readText("zarr.json") == null ? 2 : 3, plate, group
			.properties(), wells);
	}

	private static Well well(final KeyStore store, final JsonObject entry, final String path, final String location)
		throws IOException
	{
		// a path that leads elsewhere would let results be written there
		if (!path.matches("[^/\\\\]+/[^/\\\\]+") || path.startsWith(".") || path.contains("/.")) throw new IOException(location +
			": 'plate' names the well '" + path + "', but a path of a well is its row and its column, such as A/1");
		final OmeMetadata group = OmeMetadata.read(store, path);
		if (group == null || !group.attributes().has("well")) throw new IOException(location + " is inconsistent: it names the" +
			" well '" + path + "', but there is " + (group == null ? "no group" : "no 'well' in the metadata") + " at " + store
				.location(path));
		final JsonObject well = Json.object(group.attributes(), "well", group.location());
		final List<String> fields = new ArrayList<>();
		for (final JsonObject image : Json.objects(well, "images", group.location())) {
			final String field = Json.need(image, "path", group.location()).getAsString();
			if (!field.matches("[^/\\\\.][^/\\\\]*")) throw new IOException(group.location() + ": 'well' names the image '" + field +
				"', but a path of a field is one name, such as 0");
			fields.add(field);
		}
		if (fields.isEmpty()) throw new IOException(group.location() + ": 'well' lists no images");
		return new Well(entry, path, well, fields);
	}

	/** @return folder or address of the container */
	public String location() {
		return location;
	}

	/** @return version of Zarr: 2 or 3 */
	public int version() {
		return version;
	}

	/** @return the recipe that made it, as ConvolveJ has stored it; null if it was made otherwise */
	public String recipe() {
		return properties.get("recipe");
	}

	/** The member "plate" of the metadata. */
	JsonObject metadata() {
		return metadata;
	}

	/** The texts that ConvolveJ stored, by key. */
	Map<String, String> properties() {
		return properties;
	}

	List<Well> wells() {
		return wells;
	}

	/** @return the paths of all images in the container, such as B/03/0, in the order of the metadata */
	public List<String> images() {
		final List<String> images = new ArrayList<>();
		for (final Well well : wells)
			for (final String field : well.fields)
				images.add(well.path + "/" + field);
		return images;
	}

	/**
	 * @param names names of wells, row and column, such as B03 or B/3; null for all
	 * @return the plate with these wells only, in the order of the metadata
	 * @throws IllegalArgumentException if there is no such well, naming those that
	 *           there are
	 */
	public ZarrPlate wells(final Collection<String> names) {
		if (names == null) return this;
		final Map<String, Well> chosen = new LinkedHashMap<>();
		for (final String name : names) {
			final List<Well> found = wells.stream().filter(w -> spelling(w.path).equals(spelling(name))).collect(Collectors
				.toList());
			if (found.isEmpty()) throw new IllegalArgumentException("--wells names '" + name + "', but " + location + " has " +
				listed(wells.stream().map(Well::name).collect(Collectors.toList())));
			found.forEach(w -> chosen.put(w.path, w));
		}
		return with(wells.stream().filter(w -> chosen.containsKey(w.path)).collect(Collectors.toList()));
	}

	/**
	 * @param names names of fields, such as 0; null for all
	 * @return the plate with these fields only; wells without any of them are left
	 *         out
	 * @throws IllegalArgumentException if no well has such a field, naming those that
	 *           there are
	 */
	public ZarrPlate fields(final Collection<String> names) {
		if (names == null) return this;
		final List<String> all = wells.stream().flatMap(w -> w.fields.stream()).distinct().collect(Collectors.toList());
		for (final String name : names)
			if (!all.contains(name)) throw new IllegalArgumentException("--fields names '" + name + "', but the wells of " +
				location + " have " + listed(all));
		final List<Well> chosen = new ArrayList<>();
		for (final Well well : wells) {
			final List<String> fields = well.fields.stream().filter(names::contains).collect(Collectors.toList());
			if (fields.isEmpty()) continue;
			chosen.add(new Well(well.entry, well.path, well.metadata, fields));
		}
		return with(chosen);
	}

	/**
	 * @param images paths of images, as {@link #images} gives them
	 * @return the plate with these only
	 */
	ZarrPlate images(final Collection<String> images) {
		final List<Well> chosen = new ArrayList<>();
		for (final Well well : wells) {
			final List<String> fields = well.fields.stream().filter(f -> images.contains(well.path + "/" + f)).collect(Collectors
				.toList());
			if (!fields.isEmpty()) chosen.add(new Well(well.entry, well.path, well.metadata, fields));
		}
		return with(chosen);
	}

	private ZarrPlate with(final List<Well> chosen) {
		return new ZarrPlate(location, version, metadata, properties, chosen);
	}

	/** B03, b3 and B/3 are one well. */
	private static String spelling(final String name) {
		return name.trim().toUpperCase(Locale.ROOT).replace("/", "").replaceFirst("^([A-Z]+)0+(?=[0-9])", "$1");
	}

	private static String listed(final List<String> names) {
		return names.stream().limit(LISTED).collect(Collectors.joining(", ")) + (names.size() > LISTED ? ", ... (" + names
			.size() + ")" : "");
	}
}
