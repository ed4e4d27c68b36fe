package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * Writes the groups of a plate with their metadata: those of the plate that was
 * read, with the wells and fields that have results. The images themselves are
 * containers inside, which {@link ZarrWriter} writes.
 */
public final class ZarrPlateWriter {

	private ZarrPlateWriter() {}

	/**
	 * Writes the metadata before the first image. Wells and fields that an earlier
	 * run with the same recipe has written stay.
	 *
	 * @param path folder of the result, which is new, empty, or a plate of the same
	 *          recipe
	 * @param whole the plate that is read
	 * @param chosen the wells and fields of it that get results
	 * @param version version of Zarr for the result: 2 or 3
	 * @param properties texts to store, by key; {@link ZarrWriter#HASH} identifies the
	 *          recipe
	 * @throws IllegalArgumentException if there is something else at that path
	 * @throws IOException if it cannot be written
	 */
	public static void write(final Path path, final ZarrPlate whole, final ZarrPlate chosen, final int version,
		final Map<String, String> properties) throws IOException
	{
		final Set<String> images = new LinkedHashSet<>(chosen.images());
		if (hasContent(path)) images.addAll(existing(path, version, properties).images());
		final ZarrPlate all = whole.images(images);
		Files.createDirectories(path);
		final Set<String> rows = all.wells().stream().map(w -> w.path.replaceFirst("/.*", "")).collect(Collectors.toCollection(
			LinkedHashSet::new));
		for (final String row : rows)
			group(path.resolve(row), version, null, null, null);
		for (final ZarrPlate.Well well : all.wells())
			group(path.resolve(well.path), version, "well", well(well, version), null);
		// the plate comes last, as a sign that all it names exists
		group(path, version, "plate", plate(all, version), properties);
	}

	/**
	 * Deletes what is to be replaced. Images that are not written again stay.
	 *
	 * @param path folder of the result
	 * @param chosen the wells and fields that are written again
	 * @param version version of Zarr for the result: 2 or 3
	 * @param properties texts to store, as for {@link #write}
	 * @throws IllegalArgumentException if images of another recipe would be left in one
	 *           plate with the new ones, or there is something else at that path
	 * @throws IOException if it cannot be deleted
	 */
	public static void delete(final Path path, final ZarrPlate chosen, final int version,
		final Map<String, String> properties) throws IOException
	{
		final List<String> others = new ArrayList<>();
		if (Files.isDirectory(path) && ZarrPlate.isPlate(path.toString())) others.addAll(ZarrPlate.open(path.toString()).images());
		others.removeAll(chosen.images());
		if (others.isEmpty()) {
			ZarrWriter.delete(path);
			return;
		}
		try {
			existing(path, version, properties);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(path + " holds " + others.get(0) + (others.size() > 1 ? " and " + (others.size() - 1) +
				" more images" : "") + " that would not be made again, and was made of another plate or recipe: compute all" +
				" wells and fields, or choose another name", e);
		}
		for (final String image : chosen.images())
			ZarrWriter.delete(path.resolve(image));
	}

	private static boolean hasContent(final Path path) throws IOException {
		if (!Files.exists(path)) return false;
		if (!Files.isDirectory(path)) throw new IllegalArgumentException(path + " is a file, but a plate is a folder");
		try (Stream<Path> content = Files.list(path)) {
			return content.findAny().isPresent();
		}
	}

	private static ZarrPlate existing(final Path path, final int version, final Map<String, String> properties)
		throws IOException
	{
		if (!ZarrPlate.isPlate(path.toString())) throw new IllegalArgumentException(path +
			" exists and is no plate: choose another name");
		final ZarrPlate plate = ZarrPlate.open(path.toString());
		final String hash = plate.properties().get(ZarrWriter.HASH);
		if (hash == null || !hash.equals(properties.get(ZarrWriter.HASH))) throw new IllegalArgumentException(path +
			" exists and was made " + (hash == null ? "by another program" : "of another plate or recipe (" + plate.properties()
				.get("recipe") + ")") + ": choose another name, or add --overwrite");
		if (plate.version() != version) throw new IllegalArgumentException(path + " exists and is Zarr " + plate.version() +
			": ask for the same, or choose another name, or add --overwrite");
		return plate;
	}

	private static JsonObject plate(final ZarrPlate all, final int version) {
		final JsonObject plate = versioned(all.metadata(), version);
		final JsonArray wells = new JsonArray();
		int most = 0;
		for (final ZarrPlate.Well well : all.wells()) {
			wells.add(well.entry.deepCopy());
			most = Math.max(most, well.fields.size());
		}
		plate.add("wells", wells);
		if (plate.has("field_count")) plate.addProperty("field_count", most);
		return plate;
	}

	private static JsonObject well(final ZarrPlate.Well well, final int version) {
		final JsonObject metadata = versioned(well.metadata, version);
		final JsonArray images = new JsonArray();
		well.metadata.getAsJsonArray("images").forEach(image -> {
			if (well.fields.contains(image.getAsJsonObject().get("path").getAsString())) images.add(image.deepCopy());
		});
		metadata.add("images", images);
		return metadata;
	}

	/** In Zarr 3 the version is that of all metadata of a group. */
	private static JsonObject versioned(final JsonObject metadata, final int version) {
		final JsonObject copy = metadata.deepCopy();
		copy.remove("version");
		if (version == 2) copy.addProperty("version", "0.4");
		return copy;
	}

	private static void group(final Path folder, final int version, final String key, final JsonObject metadata,
		final Map<String, String> properties) throws IOException
	{
		Files.createDirectories(folder);
		final JsonObject attributes = new JsonObject();
		if (key != null) {
			final JsonObject ome = version == 2 ? attributes : new JsonObject();
			if (version == 3) {
				ome.addProperty("version", "0.5");
				attributes.add("ome", ome);
			}
			ome.add(key, metadata);
		}
		if (properties != null) {
			final JsonObject own = new JsonObject();
			properties.forEach(own::addProperty);
			attributes.add(OmeMetadata.OWN, own);
		}
		final JsonObject group = new JsonObject();
		group.addProperty("zarr_format", version);
		if (version == 3) {
			group.addProperty("node_type", "group");
			group.add("attributes", attributes);
			replace(folder.resolve("zarr.json"), group);
			return;
		}
		replace(folder.resolve(".zgroup"), group);
		if (key != null) replace(folder.resolve(".zattrs"), attributes);
	}

	/** Complete or not there at all; several parts of a run write the same. */
	private static void replace(final Path file, final JsonObject json) throws IOException {
		final Path part = file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID() + ".part");
		try {
			Files.write(part, Json.print(json).getBytes(StandardCharsets.UTF_8));
			Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(part);
		}
	}
}
