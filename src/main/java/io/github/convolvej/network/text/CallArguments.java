package io.github.convolvej.network.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of a layer, by name. Tuples are height, width as Python has them; numbers for us are x first. */
final class CallArguments {

	/** What changes neither sizes nor results of a trained layer's geometry. */
	private static final List<String> IGNORED = Arrays.asList("name", "input_shape", "inplace", "device", "dtype", "trainable",
		"kernel_initializer", "bias_initializer", "depthwise_initializer", "pointwise_initializer", "kernel_regularizer",
		"bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint", "eps", "momentum", "affine",
		"track_running_stats", "epsilon", "axis", "center", "scale", "training", "return_indices", "recompute_scale_factor", "autocast", "antialias",
		"virtual_batch_size", "renorm", "synchronized", "batch_shape", "sparse", "ragged", "lora_rank", "pointwise_regularizer",
		"depthwise_regularizer", "depthwise_constraint", "pointwise_constraint", "beta_initializer", "gamma_initializer", "moving_mean_initializer",
		"moving_variance_initializer", "elementwise_affine", "seed", "noise_shape", "keepdims", "batch_size", "dim");

	private final String text;
	private final Expression call;
	private final int axes;
	private final Map<String, Expression> values = new LinkedHashMap<>();

	/**
	 * @param text the whole text, for errors
	 * @param call the call
	 * @param axes spatial axes
	 * @param skip number of arguments in front that are no parameters, such as the
	 *          image of a function
	 * @param signature names of the parameters in order
	 */
	CallArguments(final String text, final Expression call, final int axes, final int skip, final String signature) {
		this.text = text;
		this.call = call;
		this.axes = axes;
		final List<String> names = Arrays.asList(signature.split(" "));
		for (int i = skip; i < call.items().size(); i++) {
			if (i - skip >= names.size() || names.get(0).isEmpty()) throw error(call.items().get(i), name() + " takes at most " +
				(names.get(0).isEmpty() ? 0 : names.size()) + " arguments without a name");
			values.put(names.get(i - skip), call.items().get(i));
		}
		call.named().forEach((key, value) -> {
			if (values.containsKey(key)) throw error(value, "'" + key + "' is given twice");
			if (names.contains(key)) values.put(key, value);
			else if (!IGNORED.contains(key)) throw error(value, name() + " has '" + key + "', which is not known: it takes " +
				String.join(", ", names));
		});
	}

	Expression call() {
		return call;
	}

	String name() {
		return call.called().lastName();
	}

	IllegalArgumentException error(final Expression where, final String what) {
		return PythonText.error(text, where.at(), what);
	}

	IllegalArgumentException error(final String what) {
		return error(call, what);
	}

	/** Whether it is given and is not None. */
	boolean has(final String key) {
		return values.containsKey(key) && !values.get(key).isName("None");
	}

	Expression get(final String key) {
		return values.get(key);
	}

	/** A whole number. */
	int number(final String key, final int otherwise) {
		if (!has(key)) return otherwise;
		checkLeast(values.get(key), key, whole(values.get(key)));
		return whole(values.get(key));
	}

	private void checkLeast(final Expression value, final String key, final int number) {
		final int least = key.contains("padding") ? 0 : 1;
		if (number < least) throw error(value, key + " is " + number + ", but must be at least " + least);
	}

	int required(final String key) {
		if (!has(key)) throw error(name() + " lacks " + key);
		return number(key, 0);
	}

	double real(final String key, final double otherwise) {
		if (!has(key)) return otherwise;
		final Expression value = values.get(key);
		if (value.kind() != Expression.Kind.NUMBER) throw error(value, key + " must be a number");
		return Double.parseDouble(value.text());
	}

	boolean flag(final String key, final boolean otherwise) {
		if (!has(key)) return otherwise;
		final Expression value = values.get(key);
		if (!value.isName("True") && !value.isName("False")) throw error(value, key + " must be True or False");
		return value.isName("True");
	}

	/** A text in quotes. */
	String word(final String key, final String otherwise) {
		if (!has(key)) return otherwise;
		final Expression value = values.get(key);
		// printed modules have no quotes
		if (!isWord(key)) throw error(value, key + " must be a text in quotes");
		return value.text();
	}

	/** Whether it is a word, such as the padding 'same'. */
	boolean isWord(final String key) {
		return has(key) && (values.get(key).kind() == Expression.Kind.TEXT || values.get(key).kind() == Expression.Kind.NAME && values
			.get(key).text().matches("same|valid|zeros|reflect|replicate|circular|nearest|linear|bilinear|trilinear|bicubic|none"));
	}

	boolean isCausal() {
		return has("padding") && values.get("padding").kind() == Expression.Kind.TEXT && values.get("padding").text().equals("causal");
	}

	/** Refuses a parameter unless it has the only value that is read. */
	void only(final String key, final double value) {
		if (has(key) && real(key, value) != value) throw error(values.get(key), key + " is read as " + (value == Math.rint(value)
			? String.valueOf((long) value) : String.valueOf(value)) + " only");
	}

	/** One number for each axis, x first; a single number is for all. */
	int[] perAxis(final String key, final int otherwise) {
		final int[] numbers = new int[axes];
		Arrays.fill(numbers, otherwise);
		if (!has(key)) return numbers;
		final Expression value = values.get(key);
		final List<Expression> items = value.kind() == Expression.Kind.LIST ? value.items() : Arrays.asList(value);
		if (items.size() != 1 && items.size() != axes) throw error(value, key + " has " + items.size() + " numbers, but there" +
			(axes == 1 ? " is 1 axis" : " are " + axes + " axes"));
		for (int d = 0; d < axes; d++) {
			final Expression item = items.get(items.size() == 1 ? 0 : axes - 1 - d);
			numbers[d] = whole(item);
			checkLeast(item, key, numbers[d]);
		}
		return numbers;
	}

	int[] requiredPerAxis(final String key) {
		if (!has(key)) throw error(name() + " lacks " + key);
		return perAxis(key, 0);
	}

	int whole(final Expression value) {
		if (value.kind() == Expression.Kind.NUMBER && value.text().matches("[-+]?[0-9]{1,9}(\\.0*)?")) return Integer.parseInt(
			value.text().replaceFirst("\\..*", ""));
		final Map<Expression.Kind, String> shown = new HashMap<>();
		shown.put(Expression.Kind.NUMBER, value.text());
		shown.put(Expression.Kind.NAME, value.text());
		shown.put(Expression.Kind.TEXT, value.text());
		throw error(value, "'" + shown.getOrDefault(value.kind(), "this") + "' must be a whole number" + (value
			.kind() == Expression.Kind.NUMBER ? " of at most 9 digits" : ""));
	}
}
