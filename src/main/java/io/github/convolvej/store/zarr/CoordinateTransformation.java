package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import com.google.gson.JsonObject;

/**
 * The physical positions of samples: each axis is scaled, then shifted. OME-Zarr
 * 0.4 to 0.6 write them as scale, translation, identity, and sequences of these.
 * The slowest axis comes first. Immutable.
 */
final class CoordinateTransformation {

	private final double[] scale;
	private final double[] translation;

	private CoordinateTransformation(final double[] scale, final double[] translation) {
		this.scale = scale;
		this.translation = translation;
	}

	static CoordinateTransformation identity(final int n) {
		final double[] ones = new double[n];
		Arrays.fill(ones, 1);
		return new CoordinateTransformation(ones, new double[n]);
	}

	double scale(final int d) {
		return scale[d];
	}

	double translation(final int d) {
		return translation[d];
	}

	/** This transformation followed by others. */
	CoordinateTransformation then(final List<JsonObject> list, final String location) throws IOException {
		CoordinateTransformation result = this;
		for (final JsonObject json : list)
			result = result.then(json, location);
		return result;
	}

	/** Whether a scale is among transformations, or in sequences of them. */
	static boolean hasScale(final List<JsonObject> list, final String location) throws IOException {
		for (final JsonObject json : list) {
			final String type = Json.text(json, "type", "");
			if (type.equals("scale") || type.equals("sequence") && hasScale(Json.objects(json, "transformations", location),
				location)) return true;
		}
		return false;
	}

	private CoordinateTransformation then(final JsonObject json, final String location) throws IOException {
		final String type = Json.text(json, "type", "");
		final int n = scale.length;
		switch (type) {
			case "identity":
				return this;
			case "scale":
			case "translation":
				if (!json.has(type)) throw new IOException(location + ": a coordinate transformation of type " + type +
					" has no list '" + type + "'; lists in separate arrays are not supported");
				final double[] values = Json.doubles(json, type, location);
				if (values.length != n) throw new IOException(location + " is inconsistent: " + type + " " + Arrays.toString(values) +
					" has " + values.length + " numbers, but the image has " + n + " axes");
				if (type.equals("scale") && Arrays.stream(values).anyMatch(v -> v == 0)) throw new IOException(location +
					" is inconsistent: scale " + Arrays.toString(values) + " has a 0, so samples would lie on one another: give the" +
					" distance of samples, or 1");
				final double[] newScale = scale.clone();
				final double[] newTranslation = translation.clone();
				for (int d = 0; d < n; d++) {
					if (type.equals("scale")) {
						newScale[d] *= values[d];
						newTranslation[d] *= values[d];
					}
					else newTranslation[d] += values[d];
				}
				return new CoordinateTransformation(newScale, newTranslation);
			case "sequence":
				return then(Json.objects(json, "transformations", location), location);
			default:
				throw new IOException(location + ": the coordinate transformation '" + type + "' is not supported:" +
					" scale, translation, identity and sequences of them are");
		}
	}
}
