package io.github.convolvej.store.zarr;

import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageChannel;
import io.github.convolvej.store.ImageDescription;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * The metadata of an OME-Zarr image: names and units of axes, levels of the
 * pyramid and the positions of their samples, and the display of channels. Reads
 * versions 0.1 to 0.6, writes 0.4 (Zarr 2) or 0.5 (Zarr 3).
 */
final class OmeMetadata {

	/** Name of ConvolveJ's own attributes. */
	static final String OWN = "convolvej";

	private final String location;
	/** The attributes with multiscales: those of Zarr 2, or the member "ome" of those of Zarr 3. */
	private final JsonObject attributes;
	private final JsonObject own;

	private OmeMetadata(final JsonObject attributes, final JsonObject own, final String location) {
		this.attributes = attributes;
		this.own = own;
		this.location = location;
	}

	/**
	 * @param store the container
	 * @param node a group
	 * @return its metadata, or null if there is no group
	 */
	static OmeMetadata read(final KeyStore store, final String node) throws IOException {
		final String key3 = KeyStore.join(node, "zarr.json");
		final String text3 = store.readText(key3);
		if (text3 != null) {
			final JsonObject all = Json.objectOrEmpty(Json.parse(text3, store.location(key3)), "attributes");
			return new OmeMetadata(Json.objectOrEmpty(all, "ome"), Json.objectOrEmpty(all, OWN), store.location(key3));
		}
		final String key2 = KeyStore.join(node, ".zattrs");
		final String text2 = store.readText(key2);
		if (text2 != null) {
			final JsonObject all = Json.parse(text2, store.location(key2));
			return new OmeMetadata(all, Json.objectOrEmpty(all, OWN), store.location(key2));
		}
		return store.read(KeyStore.join(node, ".zgroup")) == null ? null : new OmeMetadata(new JsonObject(), new JsonObject(),
			store.location(KeyStore.join(node, ".zgroup")));
	}

	JsonObject attributes() {
		return attributes;
	}

	String location() {
		return location;
	}

	boolean hasImage() {
		return attributes.has("multiscales");
	}

	private JsonObject multiscale() throws IOException {
		final List<JsonObject> list = Json.objects(attributes, "multiscales", location);
		if (list.isEmpty()) throw new IOException(location + ": 'multiscales' is empty");
		return list.get(0);
	}

	/** The paths of the levels within the group, the finest first. */
	List<String> paths() throws IOException {
		final List<String> paths = new ArrayList<>();
		for (final JsonObject dataset : Json.objects(multiscale(), "datasets", location))
			paths.add(Json.need(dataset, "path", location).getAsString());
		if (paths.isEmpty()) throw new IOException(location + ": 'datasets' of 'multiscales' is missing or empty");
		return paths;
	}

	/**
	 * @param level 0 is the finest
	 * @param array metadata of its array
	 * @param otherwise name to use if the image has none
	 * @return description of that level
	 */
	ImageDescription describe(final int level, final ArrayMetadata array, final String otherwise) throws IOException {
		final JsonObject multiscale = multiscale();
		final long[] shape = array.shape();
		final List<JsonObject> axes = axes(multiscale, shape.length);
		if (axes.size() != shape.length) throw new IOException(location + " is inconsistent: 'axes' lists " + axes.size() +
			" axes, but the array of level " + level + " has " + shape.length);
		final JsonObject dataset = Json.objects(multiscale, "datasets", location).get(level);
		final CoordinateTransformation place = CoordinateTransformation.identity(shape.length).then(Json.objects(dataset,
			"coordinateTransformations", location), location).then(isVersion6(multiscale) ? Collections.emptyList() : Json.objects(
				multiscale, "coordinateTransformations", location), location);
		final List<ImageAxis> known = new ArrayList<>();
		for (int d = shape.length - 1; d >= 0; d--)
			known.add(new ImageAxis(Json.need(axes.get(d), "name", location).getAsString(), shape[d], place.scale(d), place.translation(
				d), Json.text(axes.get(d), "unit", null)));
		final ImageDescription description;
		try {
			description = new ImageDescription(Json.text(multiscale, "name", otherwise), known, array.type());
		}
		catch (final IllegalArgumentException e) {
			throw new IOException(location + ": " + e.getMessage(), e);
		}
		final List<ImageChannel> channels = channels();
		final int c = description.indexOf("c");
		return channels.size() == (c < 0 ? 1 : known.get(c).size()) ? description.withChannels(channels) : description;
	}

	/** What the user should know of a level. */
	List<String> notes(final int level) throws IOException {
		final JsonObject multiscale = multiscale();
		// before version 0.4 there was no scale
		if (!isVersion6(multiscale) && axesAreNames(multiscale)) return Collections.emptyList();
		final List<JsonObject> all = new ArrayList<>(Json.objects(Json.objects(multiscale, "datasets", location).get(level),
			"coordinateTransformations", location));
		all.addAll(Json.objects(multiscale, "coordinateTransformations", location));
		return CoordinateTransformation.hasScale(all, location) ? Collections.emptyList() : Collections.singletonList(location +
			": level " + level + " has no scale: its samples are taken to be 1 apart along each axis; if they are not, add a" +
			" coordinate transformation of type scale to its 'datasets'");
	}

	private static boolean axesAreNames(final JsonObject multiscale) {
		final JsonElement axes = Json.get(multiscale, "axes");
		return axes == null || !axes.isJsonArray() || axes.getAsJsonArray().size() == 0 || !axes.getAsJsonArray().get(0)
			.isJsonObject();
	}

	/** Whether this is version 0.6, which has named coordinate systems and transformations between them. */
	private static boolean isVersion6(final JsonObject multiscale) {
		return multiscale.has("coordinateSystems");
	}

	private List<JsonObject> axes(final JsonObject multiscale, final int n) throws IOException {
		if (isVersion6(multiscale)) {
			final List<JsonObject> systems = Json.objects(multiscale, "coordinateSystems", location);
			if (!systems.isEmpty()) return Json.objects(systems.get(0), "axes", location);
		}
		final List<JsonObject> axes = new ArrayList<>();
		if (Json.get(multiscale, "axes") == null) {
			// versions before 0.3 always had five axes
			if (n != 5) throw new IOException(location + ": 'multiscales' has no 'axes', and the array has " + n +
				" axes instead of the five of old versions; add them to the metadata");
			for (final String name : new String[] { "t", "c", "z", "y", "x" })
				axes.add(axis(name));
			return axes;
		}
		for (final JsonElement e : Json.array(multiscale, "axes", location))
			axes.add(e.isJsonObject() ? e.getAsJsonObject() : axis(e.getAsString()));
		return axes;
	}

	private static JsonObject axis(final String name) {
		final JsonObject axis = new JsonObject();
		axis.addProperty("name", name);
		return axis;
	}

	/** The display of the channels; empty unless it is complete for every channel. */
	private List<ImageChannel> channels() throws IOException {
		final List<ImageChannel> channels = new ArrayList<>();
		for (final JsonObject c : Json.objects(Json.objectOrEmpty(attributes, "omero"), "channels", location)) {
			final JsonObject window = Json.objectOrEmpty(c, "window");
			final String color = Json.text(c, "color", "");
			if (!color.matches("[0-9A-Fa-f]{6}")) return Collections.emptyList();
			final double[] numbers = new double[4];
			final String[] keys = { "min", "max", "start", "end" };
			for (int i = 0; i < numbers.length; i++) {
				final JsonElement e = Json.get(window, keys[i]);
				if (e == null || !e.isJsonPrimitive() || !e.getAsJsonPrimitive().isNumber()) return Collections.emptyList();
				numbers[i] = e.getAsDouble();
			}
			channels.add(new ImageChannel(Json.text(c, "label", "channel " + (channels.size() + 1)), Integer.parseInt(color, 16),
				numbers[0], numbers[1], numbers[2], numbers[3]));
		}
		return channels;
	}

	/** The texts that ConvolveJ stored, by key. */
	Map<String, String> properties() {
		final Map<String, String> properties = new java.util.LinkedHashMap<>();
		for (final Map.Entry<String, JsonElement> e : own.entrySet())
			if (e.getValue().isJsonPrimitive()) properties.put(e.getKey(), e.getValue().getAsString());
		return properties;
	}

	/**
	 * Makes the attributes of a group.
	 *
	 * @param levels levels of the pyramid, the finest first
	 * @param version version of Zarr: 2 or 3
	 * @return the attributes
	 */
	static JsonObject create(final List<ImageDescription> levels, final int version) {
		final ImageDescription first = levels.get(0);
		final String ome = version == 2 ? "0.4" : "0.5";
		final JsonObject multiscale = new JsonObject();
		if (version == 2) multiscale.addProperty("version", ome);
		multiscale.addProperty("name", first.name());
		multiscale.add("axes", axes(first));
		final JsonArray datasets = new JsonArray();
		for (int i = 0; i < levels.size(); i++) {
			final JsonObject dataset = new JsonObject();
			dataset.addProperty("path", String.valueOf(i));
			dataset.add("coordinateTransformations", transformations(levels.get(i)));
			datasets.add(dataset);
		}
		multiscale.add("datasets", datasets);
		if (levels.size() > 1) multiscale.addProperty("type", "mean");
		final JsonArray multiscales = new JsonArray();
		multiscales.add(multiscale);
		final JsonObject attributes = new JsonObject();
		if (version == 3) attributes.addProperty("version", ome);
		attributes.add("multiscales", multiscales);
		if (!first.channels().isEmpty()) attributes.add("omero", omero(first));
		final JsonObject all = version == 2 ? attributes : new JsonObject();
		if (version == 3) all.add("ome", attributes);
		if (!first.properties().isEmpty()) {
			final JsonObject own = new JsonObject();
			first.properties().forEach(own::addProperty);
			all.add(OWN, own);
		}
		return all;
	}

	private static JsonArray axes(final ImageDescription image) {
		final JsonArray axes = new JsonArray();
		for (int d = image.numDimensions() - 1; d >= 0; d--) {
			final ImageAxis axis = image.axes().get(d);
			final JsonObject json = axis(axis.name());
			if (axis.isSpatial()) json.addProperty("type", "space");
			else if (axis.name().equals("t")) json.addProperty("type", "time");
			else if (axis.name().equals("c")) json.addProperty("type", "channel");
			if (axis.unit() != null) json.addProperty("unit", axis.unit());
			axes.add(json);
		}
		return axes;
	}

	private static JsonArray transformations(final ImageDescription image) {
		final int n = image.numDimensions();
		final double[] scale = new double[n];
		final double[] translation = new double[n];
		boolean shifted = false;
		for (int d = 0; d < n; d++) {
			final ImageAxis axis = image.axes().get(n - 1 - d);
			scale[d] = axis.scale();
			translation[d] = axis.translation();
			shifted |= translation[d] != 0;
		}
		final JsonArray list = new JsonArray();
		list.add(transformation("scale", scale));
		if (shifted) list.add(transformation("translation", translation));
		return list;
	}

	private static JsonObject transformation(final String type, final double[] values) {
		final JsonObject json = new JsonObject();
		json.addProperty("type", type);
		json.add(type, Json.array(values));
		return json;
	}

	private static JsonObject omero(final ImageDescription image) {
		final JsonArray channels = new JsonArray();
		for (final ImageChannel c : image.channels()) {
			final JsonObject window = new JsonObject();
			window.addProperty("min", c.min());
			window.addProperty("max", c.max());
			window.addProperty("start", c.start());
			window.addProperty("end", c.end());
			final JsonObject json = new JsonObject();
			json.addProperty("label", c.label());
			json.addProperty("color", String.format(Locale.ROOT, "%06X", c.rgb()));
			json.addProperty("active", true);
			json.add("window", window);
			channels.add(json);
		}
		final JsonObject omero = new JsonObject();
		omero.add("channels", channels);
		return omero;
	}
}
