package io.github.convolvej.conformance;

import java.util.Arrays;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** One case file. */
final class Case {

	final String id;
	final String family;
	final String op;
	final JsonObject attributes;
	private final JsonObject json;

	Case(final JsonObject json) {
		this.json = json;
		id = json.get("id").getAsString();
		family = json.get("family").getAsString();
		op = json.get("op").getAsString();
		attributes = json.getAsJsonObject("attributes");
	}

	boolean expectsError() {
		return json.has("expect_error") && !json.get("expect_error").isJsonNull();
	}

	String expectedError() {
		return json.get("expect_error").getAsString();
	}

	double absoluteTolerance() {
		return json.getAsJsonObject("tolerance").get("abs").getAsDouble();
	}

	double relativeTolerance() {
		return json.getAsJsonObject("tolerance").get("rel").getAsDouble();
	}

	/** The expected outputs; null if there are none. */
	JsonObject outputs() {
		final JsonElement e = json.get("outputs");
		return e == null || e.isJsonNull() ? null : e.getAsJsonObject();
	}

	/** An input, or null. */
	Tensor input(final String name) {
		final JsonElement e = json.getAsJsonObject("inputs").get(name);
		return e == null || e.isJsonNull() ? null : Tensor.read(e.getAsJsonObject());
	}

	/** Per-axis attribute, x first; zeros if absent. */
	int[] axes(final String name, final int n, final int absent) {
		final JsonElement e = attributes.get(name);
		if (e != null && !e.isJsonNull()) return Tensor.reversed(Tensor.ints(e));
		final int[] values = new int[n];
		Arrays.fill(values, absent);
		return values;
	}

	/** Per-axis attribute of any numbers, x first. */
	double[] numbers(final String name) {
		final double[] values = list(name);
		for (int i = 0, j = values.length - 1; i < j; i++, j--) {
			final double v = values[i];
			values[i] = values[j];
			values[j] = v;
		}
		return values;
	}

	/** A list of numbers in its own order. */
	double[] list(final String name) {
		final JsonArray array = attributes.getAsJsonArray(name);
		final double[] values = new double[array.size()];
		for (int i = 0; i < values.length; i++)
			values[i] = array.get(i).getAsDouble();
		return values;
	}

	int integer(final String name, final int absent) {
		final JsonElement e = attributes.get(name);
		return e == null || e.isJsonNull() ? absent : e.getAsInt();
	}

	double number(final String name, final double absent) {
		final JsonElement e = attributes.get(name);
		return e == null || e.isJsonNull() ? absent : e.getAsDouble();
	}

	String text(final String name, final String absent) {
		final JsonElement e = attributes.get(name);
		return e == null || e.isJsonNull() ? absent : e.getAsString();
	}

	boolean flag(final String name) {
		final JsonElement e = attributes.get(name);
		return e != null && !e.isJsonNull() && e.getAsBoolean();
	}
}
