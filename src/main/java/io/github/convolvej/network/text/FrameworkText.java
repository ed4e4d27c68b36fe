package io.github.convolvej.network.text;

import io.github.convolvej.network.text.PythonText.Statement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads layers as PyTorch and Keras have them, in the forms that people paste:
 * {@code nn.Conv2d(1, 32, 3, padding=1)}, {@code nn.Sequential(...)}, printed
 * modules, {@code F.max_pool2d(F.relu(self.conv1(x)), 2)}, {@code
 * layers.Conv2D(64, 3, strides=2, padding="same", activation="relu")}, functional
 * calls {@code layers.Conv2D(...)(x)}, {@code model.add(...)}, and tables of
 * {@code model.summary()}. Their tuples are height, width; ours are x first. What
 * is not understood is an error with line and column.
 */
public final class FrameworkText {

	private static final Pattern NAME = Pattern.compile("([A-Za-z_]+?)([123])[dD]([A-Za-z]*)");
	/** Calls that say nothing about layers. */
	private static final List<String> IGNORED = Arrays.asList("Model", "summary", "compile", "fit", "build", "eval", "train",
		"to", "super", "print");
	private static final List<String> FLAT = Arrays.asList("Flatten", "flatten", "Linear", "LazyLinear", "Dense", "view",
		"reshape", "Reshape");
	private static final List<String> CONTAINERS = Arrays.asList("Sequential", "ModuleList", "DataParallel");

	private final String text;
	private final LayerList list;
	private final Map<String, Expression> defined = new HashMap<>();
	private final Set<String> used = new HashSet<>();

	private FrameworkText(final String text, final LayerList list) {
		this.text = text;
		this.list = list;
	}

	/**
	 * @param text any text
	 * @return whether it is one of a framework: our own has no round brackets
	 */
	public static boolean isFramework(final String text) {
		return text.indexOf('(') >= 0;
	}

	/**
	 * Reads layers for {@link NetworkText}.
	 *
	 * @param text layers as PyTorch or Keras has them
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the same layers in our words, separated by {@code |}
	 * @throws IllegalArgumentException naming line and column of what is not
	 *           understood
	 */
	public static String toNetwork(final String text, final int axes) {
		return String.join(" | ", read(text, axes, false));
	}

	/**
	 * Reads layers for {@link io.github.convolvej.geometry.LayerChain}: activations,
	 * normalisations and dropout, which change no sizes, are left out.
	 *
	 * @param text layers as PyTorch or Keras has them
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the same layers in our words, separated by {@code ;}
	 * @throws IllegalArgumentException naming line and column of what is not
	 *           understood
	 */
	public static String toChain(final String text, final int axes) {
		return String.join("; ", read(text, axes, true));
	}

	private static List<String> read(final String text, final int axes, final boolean sizesOnly) {
		final LayerList list = new LayerList(axes, sizesOnly);
		if (SummaryText.isSummary(text)) SummaryText.read(text, list);
		else new FrameworkText(text, list).read();
		if (list.hasPadding()) throw PythonText.error(text, text.length(),
			"a layer of padding is the last one, but must be followed by a convolution");
		if (list.layers().isEmpty()) throw PythonText.error(text, 0, sizesOnly ? "there is no layer that changes sizes"
			: "there is no layer");
		return list.layers();
	}

	private void read() {
		final List<Statement> flow = new ArrayList<>();
		final List<Statement> definitions = new ArrayList<>();
		for (final Statement s : PythonText.parse(text))
			if (!s.target.isEmpty() && isDefinition(s.value)) {
				defined.put(s.target, s.value);
				definitions.add(s);
			}
			else flow.add(s);
		boolean any = false;
		for (final Statement s : flow) {
			final boolean call = s.value.kind() == Expression.Kind.CALL && !IGNORED.contains(s.value.called().kind() ==
				Expression.Kind.NAME ? s.value.called().lastName() : "");
			any |= call || s.value.kind() == Expression.Kind.LIST;
			apply(s.value);
		}
		// nothing says how definitions are used: in the order in which they are written
		if (!any) for (final Statement s : definitions)
			if (!used.contains(s.target)) apply(s.value);
	}

	/** Whether a value is a layer that is not yet applied to anything. */
	private static boolean isDefinition(final Expression value) {
		if (value.kind() != Expression.Kind.CALL || value.called().kind() != Expression.Kind.NAME) return false;
		final String name = value.called().lastName();
		return Character.isUpperCase(name.charAt(0)) && !name.startsWith("Input") && !name.equals("Model");
	}

	private void apply(final Expression e) {
		if (e.kind() == Expression.Kind.LIST) e.items().forEach(this::apply);
		else if (e.kind() == Expression.Kind.NAME) named(e);
		else if (e.kind() != Expression.Kind.CALL) throw error(e, "'" + e.text() + "' is no layer");
		else if (e.called().kind() == Expression.Kind.CALL) {
			// a layer, called with what it is applied to
			inputs(e);
			apply(e.called());
		}
		else call(e);
	}

	/** A result, or a layer that was defined before. */
	private void named(final Expression e) {
		if (!defined.containsKey(e.text())) return;
		used.add(e.text());
		apply(defined.get(e.text()));
	}

	/** What a layer is applied to may itself be layers. */
	private void inputs(final Expression call) {
		if (!call.items().isEmpty() && call.items().get(0).kind() == Expression.Kind.LIST) throw error(call,
			"joins of several results are not read; write the layers in the form of Network... instead");
		if (!call.items().isEmpty() && call.items().get(0).kind() == Expression.Kind.CALL) apply(call.items().get(0));
	}

	private void call(final Expression e) {
		final Expression called = e.called();
		final String name = called.lastName();
		if (IGNORED.contains(name)) return;
		if (defined.containsKey(called.text())) {
			inputs(e);
			used.add(called.text());
			apply(defined.get(called.text()));
		}
		else if (name.equals("add") && e.items().size() == 1) apply(e.items().get(0));
		else if (name.startsWith("Input")) input(e);
		else if (CONTAINERS.contains(name)) container(e);
		else if (FLAT.contains(name)) throw error(e, name +
			" makes a list of numbers of the image: take it and what follows out, only layers of images are read");
		else layer(e);
	}

	private void container(final Expression e) {
		for (final Expression item : e.items())
			apply(item);
		if (e.named().containsKey("layers")) apply(e.named().get("layers"));
	}

	private void layer(final Expression e) {
		final String name = e.called().lastName();
		final Matcher numbered = NAME.matcher(name);
		final boolean isNumbered = numbered.matches();
		final String base = isNumbered ? numbered.group(1) + numbered.group(3) : name;
		final boolean function = Character.isLowerCase(name.charAt(0));
		final boolean keras = isNumbered && name.contains(numbered.group(2) + "D") || !isNumbered && isKeras(e);
		final LayerRules rules = keras ? KerasLayers.RULES : TorchLayers.RULES;
		final String signature = rules.signature(base);
		if (signature == null) {
			// a printed network has the name of its class
			if (!function && !e.items().isEmpty() && e.items().stream().allMatch(i -> i.kind() == Expression.Kind.CALL)) {
				container(e);
				return;
			}
			throw error(e, "'" + e.called().text() + "' is not known" + (function ? ", or not defined in the text" : ""));
		}
		// printed batch normalisation has the number of axes of its image
		if (isNumbered && Integer.parseInt(numbered.group(2)) != list.axes()) throw error(e, name + " has " + numbered.group(2) +
			(numbered.group(2).equals("1") ? " axis" : " axes") + ", but dimensions has " + list.axes());
		if (function) inputs(e);
		if (function && e.items().isEmpty()) throw error(e, name + " lacks what it is applied to");
		final CallArguments arguments = new CallArguments(text, e, list.axes(), function ? 1 : 0, signature);
		final Expression shape = e.named().get("input_shape");
		if (shape != null && shape.kind() == Expression.Kind.LIST) shape(shape);
		rules.read(base, arguments, list);
	}

	/** Layers that both have, and that have no number: the prefix tells, or that only Keras knows them. */
	private boolean isKeras(final Expression e) {
		final String whole = e.called().text();
		if (whole.startsWith("nn.") || whole.startsWith("torch.") || whole.startsWith("F.")) return false;
		if (whole.contains("layers.") || whole.startsWith("keras.") || whole.startsWith("tf.")) return true;
		final String name = e.called().lastName();
		return KerasLayers.RULES.signature(name) != null && (TorchLayers.RULES.signature(name) == null || text.matches(
			"(?s).*\\d[D][(T].*"));
	}

	private void input(final Expression e) {
		final Expression shape = e.named().getOrDefault("shape", e.named().getOrDefault("input_shape", e.named().getOrDefault(
			"batch_shape", e.items().isEmpty() ? null : e.items().get(0))));
		if (shape == null || shape.kind() != Expression.Kind.LIST) throw error(e, "Input lacks its shape");
		shape(shape);
	}

	/** Height, width, channels. */
	private void shape(final Expression shape) {
		final Expression last = shape.items().get(shape.items().size() - 1);
		if (!last.text().matches("[1-9][0-9]{0,8}")) throw error(last, "the number of channels must be a whole number");
		list.setChannels(Long.parseLong(last.text()));
	}

	private IllegalArgumentException error(final Expression e, final String what) {
		return PythonText.error(text, e.at(), what);
	}
}
