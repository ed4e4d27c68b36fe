package io.github.convolvej.network.text;

import io.github.convolvej.network.text.Expression.Kind;
import io.github.convolvej.network.text.LayerList.Place;
import io.github.convolvej.network.text.Scope.Callable;
import io.github.convolvej.network.text.Scope.Definition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts layers, containers of layers and joins into a list, where the list is now. */
final class LayerBuilder implements PrintedBlocks.Layers {

	/** The program that names and calls in layers belong to. */
	interface Program {

		/** What an expression is: see {@link Scope}; null if it says nothing about layers. */
		Object value(Expression e, Scope scope);

		/** Applies an object of a class to arguments. */
		Object forward(Scope object, List<?> arguments, Map<String, Object> named, int at);

		/** Takes the channels of an image from its shape: height, width, channels. */
		void shape(Expression shape);
	}

	private static final Pattern NAME = Pattern.compile("([A-Za-z_]+?)([123])[dD]([A-Za-z]*)");
	private static final List<String> FLAT = Arrays.asList("Flatten", "flatten", "view", "reshape", "Reshape", "squeeze");
	private static final List<String> DENSE = Arrays.asList("Linear", "LazyLinear", "Dense");
	private static final List<String> CONTAINERS = Arrays.asList("Sequential", "ModuleList", "DataParallel", "OrderedDict",
		"ModuleDict");
	private static final Map<String, String> JOINS = new HashMap<>();
	static {
		for (final String name : new String[] { "cat", "concat", "concatenate", "Concatenate" })
			JOINS.put(name, "concat");
		for (final String name : new String[] { "add", "Add", "+" })
			JOINS.put(name, "add");
		for (final String name : new String[] { "mul", "multiply", "Multiply", "*" })
			JOINS.put(name, "mul");
		for (final String name : new String[] { "sub", "subtract", "Subtract", "-" })
			JOINS.put(name, "sub");
	}

	private final String text;
	private final LayerList list;
	private final Program program;
	private final PrintedBlocks blocks;

	LayerBuilder(final String text, final LayerList list, final Program program) {
		this.text = text;
		this.list = list;
		this.program = program;
		blocks = new PrintedBlocks(text, list, this);
	}

	void build(final Definition definition) {
		build(definition.expression, definition.scope);
	}

	/** Applies a layer, or several one after another, to the current place. */
	@Override
	public void build(final Expression e, final Scope scope) {
		if (e.kind() == Kind.NAME) named(e, scope);
		else if (e.kind() == Kind.LIST) items(e).forEach(i -> build(i, scope));
		else if (e.kind() != Kind.CALL) throw error(e, "'" + e.text() + "' is no layer");
		else if (e.isNamedCall() && scope.get(e.called().text()) == null) {
			final String name = e.called().lastName();
			if (name.startsWith("Input")) program.value(e, scope);
			else if (CONTAINERS.contains(name)) items(e).forEach(i -> build(i, scope));
			else if (blocks.isKnown(e)) blocks.build(e, scope);
			else layer(e, scope);
		}
		else made(program.value(e, scope), e);
	}

	private void named(final Expression e, final Scope scope) {
		final Object known = scope.get(e.text());
		if (known == null) throw error(e, "'" + e.text() + "' is not defined in the text");
		made(known, e);
	}

	private void made(final Object value, final Expression e) {
		if (value instanceof Definition) build((Definition) value);
		else if (value instanceof Scope) program.forward((Scope) value, Arrays.asList(list.place()), new HashMap<>(), e.at());
		else if (value instanceof Callable) throw error(e, "'" + e.text() + "' lacks its brackets");
		else if (!(value instanceof Place)) throw error(e, "this is no layer");
	}

	/** The layers of a container or list; pairs of names and layers are the layers. */
	List<Expression> items(final Expression e) {
		final List<Expression> items = new ArrayList<>();
		final boolean list1 = e.kind() == Kind.LIST;
		if (!list1 && !(e.isNamedCall() && CONTAINERS.contains(e.called().lastName()))) return Arrays.asList(e);
		final List<Expression> given = new ArrayList<>(e.items());
		if (!list1 && e.named().containsKey("layers")) given.add(e.named().get("layers"));
		final boolean pair = list1 && given.size() == 2 && given.get(0).kind() == Kind.TEXT;
		for (final Expression item : pair ? given.subList(1, 2) : given) {
			if (item.kind() == Kind.LIST || item.isNamedCall() && item.called().lastName().equals("OrderedDict")) items.addAll(items(
				item));
			else if (item.kind() != Kind.TEXT || list1) items.add(item);
		}
		return items;
	}

	/** A layer that is not applied to anything by its text. */
	private void layer(final Expression e, final Scope scope) {
		final boolean printed = signature(e) == null && !DENSE.contains(e.called().lastName()) && !FLAT.contains(e.called()
			.lastName()) && !e.items().isEmpty() && e.items().stream().allMatch(i -> i.kind() == Kind.CALL || i.kind() == Kind.LIST && !i
				.label().isEmpty());
		// a printed network has the name of its class
		if (printed) {
			blocks.checkChain(e);
			e.items().forEach(i -> build(i, scope));
		}
		else layer(e, false);
	}

	private static Matcher numbered(final String name) {
		return NAME.matcher(name);
	}

	private static String base(final String name) {
		final Matcher numbered = numbered(name);
		return numbered.matches() ? numbered.group(1) + numbered.group(3) : name;
	}

	private LayerRules rules(final Expression e) {
		final Matcher numbered = numbered(e.called().lastName());
		final boolean keras = numbered.matches() && !e.called().text().startsWith("tf.") ? e.called().lastName().contains(numbered
			.group(2) + "D") : isKeras(e);
		return keras ? KerasLayers.RULES : TorchLayers.RULES;
	}

	private String signature(final Expression e) {
		return rules(e).signature(base(e.called().lastName()));
	}

	boolean isFunction(final String name) {
		return FLAT.contains(name) || TorchLayers.RULES.signature(base(name)) != null;
	}

	/** Refuses a function that is not known before what it is applied to is read. */
	void checkFunction(final Expression e, final String otherwise) {
		final String name = e.called().lastName();
		if (name.matches("conv(_transpose)?[123]d")) throw error(e, "'" + e.called().text() +
			"' does not say how large its weights are: write the layer as nn.Conv2d(...)");
		if (!FLAT.contains(name) && !name.equals("mean") && !name.equals("reduce_mean") && signature(e) == null) throw error(e, otherwise);
	}

	/**
	 * Adds a layer.
	 *
	 * @param e a call of a layer, or of a function
	 * @param function whether its first argument is what it is applied to
	 */
	void layer(final Expression e, final boolean function) {
		final String name = e.called().lastName();
		if (FLAT.contains(name) || DENSE.contains(name)) {
			flat(e);
			return;
		}
		if (name.equals("mean") || name.equals("reduce_mean")) {
			mean(e);
			return;
		}
		final LayerRules rules = rules(e);
		final String signature = signature(e);
		if (signature == null) throw error(e, "'" + e.called().text() + "' is not known");
		// printed batch normalisation has the number of axes of its image
		final Matcher numbered = numbered(name);
		if (numbered.matches() && Integer.parseInt(numbered.group(2)) != list.axes()) throw error(e, name + " has " + numbered.group(
			2) + (numbered.group(2).equals("1") ? " axis" : " axes") + ", but dimensions has " + list.axes());
		final CallArguments arguments = new CallArguments(text, e, list.axes(), function ? 1 : 0, signature);
		final Expression shape = e.named().get("input_shape");
		if (shape != null && shape.kind() == Kind.LIST && list.isEmpty()) program.shape(shape);
		rules.read(base(name), arguments, list);
		// an activation may be a layer itself
		final Expression activation = e.named().get("activation");
		if (rules == KerasLayers.RULES && activation != null && activation.kind() == Kind.CALL) layer(activation, false);
	}

	/** Numbers instead of an image: after global pooling, these are images of one pixel. */
	private void flat(final Expression e) {
		final String name = e.called().lastName();
		if (!list.isOnePixel()) throw error(e, name +
			" makes a list of numbers of the image: take it and what follows out, only layers of images are read");
		if (FLAT.contains(name)) return;
		final boolean keras = name.equals("Dense");
		final CallArguments a = new CallArguments(text, e, list.axes(), 0, keras ? "units activation use_bias"
			: name.equals("Linear") ? "in_features out_features bias" : "out_features bias");
		final int outputs = a.required(keras ? "units" : "out_features");
		if (name.equals("Linear") && list.channels() > 0 && a.required("in_features") != list.channels()) throw a.error(name +
			" reads " + a.required("in_features") + " numbers, but the layer before gives " + list.channels());
		list.add("conv", "k=1", "c=" + outputs, a.flag(keras ? "use_bias" : "bias", true) ? "" : "bias=0");
		list.setChannels(outputs);
		if (keras) KerasLayers.activation(a, list);
	}

	/** The mean over all axes of the image. */
	private void mean(final Expression e) {
		final Expression over = e.named().getOrDefault("dim", e.named().getOrDefault("axis", e.items().size() > 1 ? e.items().get(1)
			: null));
		final List<Expression> axes = over == null ? new ArrayList<>() : over.kind() == Kind.LIST ? over.items() : Arrays.asList(over);
		if (axes.size() != list.axes()) throw error(e, "means are read over all axes of the image only");
		list.add("globalpool");
	}

	/** Layers that both have, and that have no number: the prefix tells, or that only Keras knows them. */
	private boolean isKeras(final Expression e) {
		final String whole = e.called().text();
		if (whole.startsWith("nn.") || whole.startsWith("torch.") || whole.startsWith("F.") || whole.startsWith(".")) return false;
		if (whole.contains("layers.") || whole.startsWith("keras.") || whole.startsWith("tf.")) return true;
		final String name = e.called().lastName();
		return KerasLayers.RULES.signature(name) != null && (TorchLayers.RULES.signature(name) == null || text.matches(
			"(?s).*\\d[D][(T].*"));
	}

	boolean isJoin(final Expression name) {
		return JOINS.containsKey(name.lastName());
	}

	/** How networks here call a join; empty if it is none. */
	String joinName(final Expression name) {
		return JOINS.getOrDefault(name.kind() == Kind.OPERATION ? name.text() : name.lastName(), "");
	}

	/** Only joins of channels are read. */
	void checkAxis(final Expression call, final Expression constructor) {
		if (!joinName(constructor.called()).equals("concat")) return;
		final Map<String, Expression> named = constructor.named();
		final boolean positional = call == constructor && call.items().size() > 1;
		final Expression axis = named.getOrDefault("dim", named.getOrDefault("axis", positional ? call.items().get(1) : null));
		final String last = String.valueOf(list.axes() + 1);
		final boolean torch = constructor.called().lastName().equals("cat") || constructor.called().text().startsWith("torch");
		if (axis == null) {
			if (torch) throw error(call, "without dim=1, images are joined one after another instead of their channels");
			return;
		}
		if (!(torch ? Arrays.asList("1", "-" + last) : Arrays.asList("-1", last)).contains(axis.text())) throw error(axis,
			"only channels are joined here: " + (torch ? "dim=1" : "axis=-1"));
	}

	@Override
	public Place join(final Expression e, final List<?> given, final String join) {
		list.branches(e.at());
		final List<Place> places = new ArrayList<>();
		for (final Object one : given) {
			if (!(one instanceof Place)) throw error(e, "only results of layers are joined" + (one instanceof Expression ? ", not '" +
				((Expression) one).text() + "'" : ""));
			places.add((Place) one);
		}
		if (places.size() < 2) throw error(e, "a join needs two results or more");
		for (int i = 0; i < places.size(); i++) {
			list.goTo(places.get(i));
			if (list.hasPadding()) throw error(e, "a layer of padding is followed by a join, but can only be followed by a convolution");
		}
		long channels = places.get(0).channels();
		if (join.equals("concat")) for (final Place other : places.subList(1, places.size()))
			channels = channels == 0 || other.channels() == 0 ? 0 : channels + other.channels();
		else for (final Place other : places.subList(1, places.size())) {
			final long more = other.channels();
			if (channels > 1 && more > 1 && channels != more) throw error(e, "results of " + channels + " and of " + more +
				" channels cannot be joined pixel by pixel");
			channels = Math.max(channels, more);
		}
		if (join.equals("concat")) list.join(join, places, channels);
		else for (int i = 1; i < places.size(); i++) {
			list.join(join, Arrays.asList(i == 1 ? places.get(0) : list.place(), places.get(i)), channels);
		}
		return list.place();
	}

	private IllegalArgumentException error(final Expression e, final String what) {
		return PythonText.error(text, e.at(), what);
	}
}
