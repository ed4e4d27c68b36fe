package io.github.convolvej.network.text;

import io.github.convolvej.network.text.Expression.Kind;
import io.github.convolvej.network.text.LayerList.Place;
import io.github.convolvej.network.text.Scope.Callable;
import io.github.convolvej.network.text.Scope.Definition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Does what a program says to one image whose samples nobody looks at: layers are
 * put into a list as they are applied. The first name that is not defined stands
 * for the image.
 */
final class FrameworkProgram implements LayerBuilder.Program {

	/** What a call with numbers alone gives, such as an initializer: an error if it is used as a result. */
	private static final class Unread {

		private final IllegalArgumentException error;

		Unread(final IllegalArgumentException error) {
			this.error = error;
		}
	}

	/** Calls that say nothing about layers. */
	private static final List<String> IGNORED = Arrays.asList("summary", "compile", "fit", "build", "eval", "train", "to",
		"super", "print", "cuda", "cpu", "half", "float", "contiguous", "detach", "apply", "manual_seed", "__init__");
	private static final int MOST_CALLS = 60;

	private final String text;
	private final LayerList list;
	private final LayerBuilder builder;
	private final InputShapes images;
	private final ValueLists lists;
	private final Scope top = new Scope(null);
	/** The name that stands for the image; null while there is none. */
	private String image;
	private int calls;
	private boolean applied;

	FrameworkProgram(final String text, final LayerList list) {
		this.text = text;
		this.list = list;
		builder = new LayerBuilder(text, list, this);
		images = new InputShapes(text, list);
		lists = new ValueLists(text, list, builder, this);
	}

	/** @throws IllegalArgumentException naming line and column of what is not understood */
	void run() {
		final Object given = statements(PythonStatements.parse(text), top);
		if (given != null) show(given);
		if (applied) return;
		// nothing says how definitions are used: the last class, or the layers in the order in which they are written
		Callable last = null;
		boolean layers = false;
		for (final Object value : top.values().values()) {
			if (value instanceof Callable) last = (Callable) value;
			layers |= value instanceof Definition || value instanceof Scope;
		}
		if (last == null || layers) inOrder(top);
		else alone(last.statement, last);
	}

	/** A class or function that the text does not use: it is the network. */
	private void alone(final Statement s, final Callable last) {
		final Expression call = Expression.call(Expression.of(Kind.NAME, s.name, s.at), s.at);
		if (s.kind == Statement.Kind.CLASS) {
			forward(object(last, call, top), Arrays.asList(list.place()), new HashMap<>(), s.at);
			return;
		}
		final boolean image = !s.parameters.isEmpty() && s.parameters.values().iterator().next() == null;
		final Object given = run(s, top, image ? Arrays.asList(list.place()) : new ArrayList<>(), new HashMap<>(), s.at);
		if (given instanceof Definition) builder.build((Definition) given);
		else if (given instanceof Scope) forward((Scope) given, Arrays.asList(list.place()), new HashMap<>(), s.at);
		else if (given != null) show(given);
	}

	/** Applies layers that nothing else uses, in the order in which they were written. */
	private void inOrder(final Scope scope) {
		scope.values().forEach((name, value) -> {
			if (scope.isUsed(name)) return;
			if (value instanceof Definition) builder.build(((Definition) value).expression, ((Definition) value).scope);
			else if (value instanceof Scope) forward((Scope) value, Arrays.asList(list.place()), new HashMap<>(), 0);
		});
	}

	/** Makes what a program gives back the end of the list. */
	private void show(final Object given) {
		if (given instanceof List) {
			final List<?> all = (List<?>) given;
			for (final Object one : all.subList(0, all.size() - 1))
				if (one instanceof Place) list.output((Place) one);
			show(all.get(all.size() - 1));
		}
		else if (given instanceof Place) list.goTo((Place) given);
	}

	/** What is returned, or null. */
	private Object statements(final List<Statement> all, final Scope scope) {
		for (final Statement s : all) {
			final Object given = statement(s, scope);
			if (given != null) return given;
		}
		return null;
	}

	private Object statement(final Statement s, final Scope scope) {
		switch (s.kind) {
			case DEF:
			case CLASS:
				scope.put(s.name, new Callable(s, scope));
				return null;
			case RETURN:
				return s.value == null ? null : value(s.value, scope);
			case FOR:
				return loop(s, scope);
			case IF:
				if (s.value.kind() == Kind.OPERATION && s.value.items().get(0).isName("__name__")) return null;
				final Expression condition = new Constants(text, scope).fold(s.value);
				if (Constants.isUnknown(condition)) throw error(s.value, "this depends on the size of the image, which is not known");
				if (Constants.isConstant(condition)) return statements(Constants.isTrue(condition) ? s.body : s.otherwise, scope);
				final Object tested = condition.kind() == Kind.NAME ? scope.get(condition.text()) : null;
				if (tested instanceof Definition || tested instanceof Scope) return statements(s.body, scope);
				throw error(s.value, "whether this holds is not known: write the layers out");
			default:
				assign(s, scope);
				return null;
		}
	}

	private Object loop(final Statement s, final Scope scope) {
		for (final Object item : lists.items(s.value, scope)) {
			lists.set(s.targets, item, scope, s.at);
			final Object given = statements(s.body, scope);
			if (given != null) return given;
		}
		return null;
	}

	private void assign(final Statement s, final Scope scope) {
		if (s.targets.isEmpty()) {
			final Object value = value(s.value, scope);
			if (value instanceof Unread) throw ((Unread) value).error;
			if (value instanceof Definition) {
				builder.build(((Definition) value).expression, ((Definition) value).scope);
				applied = true;
			}
			else if (value instanceof Scope) forward((Scope) value, Arrays.asList(list.place()), new HashMap<>(), s.at);
			// a result that nobody keeps: the next line continues from it
			else if (value instanceof Place && image != null) top.put(image, value);
			return;
		}
		Object value;
		final Object old = s.operator.isEmpty() ? null : scope.get(s.targets.get(0));
		if (s.operator.isEmpty()) value = value(s.value, scope);
		else if (old instanceof Definition || old instanceof Expression && ((Expression) old).kind() == Kind.LIST) {
			final Expression more = Expression.of(Kind.LIST, "", s.at);
			more.items().addAll(builder.items(old instanceof Definition ? ((Definition) old).expression : (Expression) old));
			final Object added = value(s.value, scope);
			more.items().addAll(builder.items(added instanceof Definition ? ((Definition) added).expression : s.value));
			value = new Definition(more, scope);
		}
		else value = value(Expression.of(Kind.OPERATION, s.operator, s.at, Expression.of(Kind.NAME, s.targets.get(0), s.at), s.value),
			scope);
		if (value != null)  lists.set(s.targets, value, scope, s.at);
	}

	/** What an expression is: see {@link Scope}; null if it says nothing about layers. */
	@Override
	public Object value(final Expression given, final Scope scope) {
		final Expression e = new Constants(text, scope).fold(given);
		if (Constants.isConstant(e)) return e;
		switch (e.kind()) {
			case NAME:
				final Object known = scope.get(e.text());
				if (known instanceof Unread) throw ((Unread) known).error;
				return known != null ? known : image(e);
			case LIST:
				final List<Object> all = new ArrayList<>();
				e.items().forEach(i -> all.add(value(i, scope)));
				final boolean layers = all.stream().allMatch(v -> v instanceof Definition || v instanceof Scope || v instanceof Expression);
				return layers ? new Definition(resolved(e, scope), scope) : all;
			case OPERATION:
				if (e.text().equals("for")) return lists.comprehension(e, scope);
				final String sign = builder.joinName(e);
				if (sign.isEmpty() || e.items().size() != 2) throw error(e, "'" + e.text() + "' is no join of results that is read");
				return builder.join(e, Arrays.asList(value(e.items().get(0), scope), value(e.items().get(1), scope)), sign);
			case INDEX:
				final Object of = value(e.items().get(0), scope);
				return lists.item(of, e, scope);
			default:
				return call(e, scope);
		}
	}

	/** The image, whose name is the first that nothing defines. */
	private Object image(final Expression e) {
		if (image == null && (e.text().indexOf('.') < 0 || e.text().equals("..."))) {
			image = e.text();
			top.put(image, list.place());
			return list.place();
		}
		throw error(e, "'" + e.text() + "' is not defined in the text" + (image == null ? "" : ", and '" + image +
			"' stands for the image"));
	}

	/** The place that an expression leads to. */
	Place place(final Expression e, final Scope scope) {
		return place(e, value(e, scope));
	}

	private Place place(final Expression e, final Object value) {
		if (value instanceof Place) return (Place) value;
		if (value instanceof List && ((List<?>) value).size() == 1) return (Place) ((List<?>) value).get(0);
		throw error(e, value instanceof Definition ? "this is a layer that is not applied to anything" : "this is no result of a layer");
	}

	private Object call(final Expression e, final Scope scope) {
		if (e.called().kind() != Kind.NAME) {
			if (e.called().isNamedCall() && builder.isJoin(e.called().called())) return joined(e, e.called(), scope);
			return applied(value(e.called(), scope), e, scope);
		}
		final String name = e.called().lastName();
		if (name.isEmpty()) throw error(e, "a name is missing behind '" + e.called().text() + "'");
		final Object known = scope.get(e.called().text());
		if (known != null) return applied(known, e, scope);
		if (images.isKnown(name)) {
			images.read(e);
			return list.place();
		}
		final Object owner = e.called().prefix().isEmpty() ? null : scope.get(e.called().prefix());
		if (owner instanceof Place) {
			final Expression method = Expression.call(Expression.of(Kind.NAME, "." + name, e.at()), e.at());
			method.items().add(Expression.of(Kind.NAME, e.called().prefix(), e.at()));
			method.items().addAll(e.items());
			method.named().putAll(e.named());
			return call(method, scope);
		}
		if (name.equals("reversed")) return lists.items(e, scope);
		if (IGNORED.contains(name)) return e.called().text().startsWith(".") ? value(e.items().get(0), scope) : owner;
		if (owner instanceof List && name.equals("pop")) {
			final List<?> results = (List<?>) owner;
			if (results.isEmpty() || !e.items().isEmpty()) throw error(e, "only the last result is taken from a list that has some");
			scope.replace(e.called().prefix(), new ArrayList<>(results.subList(0, results.size() - 1)));
			return results.get(results.size() - 1);
		}
		final boolean grows = Arrays.asList("add", "append", "add_module").contains(name);
		if (grows && (e.items().size() == 1 && e.items().get(0).kind() != Kind.LIST || name.equals("add_module")) && !e.called().text().startsWith(".")) {
			grow(e, owner, scope);
			return null;
		}
		if (builder.isJoin(e.called()) && !e.items().isEmpty()) return joined(e, e, scope);
		if (name.equals("Model")) return model(e, scope);
		// what trains a network is not of the network
		if (name.endsWith("Loss") || e.called().text().contains("optim") || name.equals("device")) return null;
		final boolean layer = Character.isUpperCase(name.charAt(0)) || name.startsWith("_") && name.length() > 1;
		if (layer) return new Definition(resolved(e, scope), scope);
		final boolean settings = e.items().stream().allMatch(Constants::isConstant) && !builder.isFunction(name);
		if (settings && (!e.items().isEmpty() || !e.named().isEmpty())) return new Unread(error(e, unknown(e)));
		if (e.items().isEmpty()) throw error(e, builder.isFunction(name) ? name + " lacks what it is applied to" : unknown(e));
		builder.checkFunction(e, unknown(e));
		// zeros that make results as large as others: where they are, there is nothing to do
		if (name.equals("pad") && e.items().stream().anyMatch(Constants::isUnknown)) return place(e.items().get(0), scope);
		list.goTo(place(e.items().get(0), scope));
		builder.layer(e, true);
		applied = true;
		return list.place();
	}

	/** The same with layers instead of their names, which may mean others later. */
	private Expression resolved(final Expression e, final Scope scope) {
		if (e.kind() == Kind.NAME) {
			final Object known = scope.get(e.text());
			scope.use(e.text());
			return known instanceof Definition ? ((Definition) known).expression : e;
		}
		if (e.kind() == Kind.OPERATION && e.text().equals("for")) {
			final Object made = lists.comprehension(e, scope);
			return made instanceof Definition ? ((Definition) made).expression : e;
		}
		if (e.kind() != Kind.LIST && !(e.isNamedCall() && scope.get(e.called().text()) == null)) return e;
		final Expression made = e.kind() == Kind.LIST ? Expression.of(Kind.LIST, "", e.at()) : Expression.call(e.called(), e.at());
		e.items().forEach(i -> made.items().add(resolved(i, scope)));
		e.named().forEach((key, value) -> made.named().put(key, resolved(value, scope)));
		return made.labelled(e.label());
	}

	private static String unknown(final Expression e) {
		return "'" + e.called().text() + "' is not known, or not defined in the text";
	}

	/** A list of layers gets one more; without a list, the layer is applied. */
	private void grow(final Expression e, final Object owner, final Scope scope) {
		final Expression last = e.items().get(e.items().size() - 1);
		final Object layer = value(last, scope);
		final boolean empty = owner instanceof Expression && ((Expression) owner).items().isEmpty();
		if (layer instanceof Place && (owner instanceof List || empty)) {
			final List<Object> more = new ArrayList<>(empty ? new ArrayList<>() : (List<?>) owner);
			more.add(layer);
			scope.replace(e.called().prefix(), more);
			return;
		}
		final Expression before = owner instanceof Definition ? ((Definition) owner).expression : owner instanceof Expression
			? (Expression) owner : null;
		if (before != null) {
			final Expression more = Expression.of(Kind.LIST, "", e.at());
			more.items().addAll(builder.items(before));
			more.items().add(layer instanceof Definition ? ((Definition) layer).expression : last);
			scope.replace(e.called().prefix(), new Definition(more, scope));
		}
		else if (layer instanceof Definition) {
			builder.build((Definition) layer);
			applied = true;
		}
		else if (layer instanceof Scope) forward((Scope) layer, Arrays.asList(list.place()), new HashMap<>(), e.at());
		else throw error(last, "this is no layer");
	}

	/** A join, written as a call: of a list or of several results. */
	private Place joined(final Expression e, final Expression constructor, final Scope scope) {
		applied = true;
		final List<Object> given = new ArrayList<>();
		final boolean one = !e.items().isEmpty() && (e.items().get(0).kind() == Kind.LIST || e.items().size() == 1);
		for (final Expression item : one ? e.items().subList(0, 1) : e.items().subList(0, Math.min(2, e.items().size()))) {
			final Object value = value(item, scope);
			if (value instanceof List) given.addAll((List<?>) value);
			else given.add(value);
		}
		builder.checkAxis(e, constructor);
		return builder.join(e, given, builder.joinName(constructor.called()));
	}

	/** A model is what its outputs are. */
	private Object model(final Expression e, final Scope scope) {
		final Expression outputs = e.named().containsKey("output") ? e.named().get("output") : e.named().getOrDefault("outputs", e.items().size() > 1 ? e.items().get(1) : null);
		if (outputs == null) return null;
		show(value(outputs, scope));
		return null;
	}

	/** Applies something to the arguments of a call. */
	private Object applied(final Object known, final Expression e, final Scope scope) {
		if (++calls > MOST_CALLS) throw error(e, "more than " + MOST_CALLS + " calls are within each other here");
		try {
			if (known instanceof Callable) {
				final Callable callable = (Callable) known;
				if (callable.statement.kind == Statement.Kind.CLASS) return object(callable, e, scope);
				return run(callable.statement, callable.scope, arguments(e, scope), named(e, scope), e.at());
			}
			if (known instanceof Scope) return forward((Scope) known, arguments(e, scope), named(e, scope), e.at());
			if (!(known instanceof Definition)) throw error(e, "this cannot be called");
			if (e.items().isEmpty()) throw error(e, "this layer lacks what it is applied to");
			final Object argument = value(e.items().get(0), scope);
			if (argument instanceof List && ((List<?>) argument).size() > 1) throw error(e, "'" + (e.called().kind() == Kind.NAME ? e
				.called().text() : e.called().called().text()) + "' of several results is not read: they are joined by concat, add," +
				" multiply and subtract");
			list.goTo(place(e.items().get(0), argument));
			builder.build((Definition) known);
			applied = true;
			return list.place();
		}
		finally {
			calls--;
		}
	}

	private List<Object> arguments(final Expression e, final Scope scope) {
		final List<Object> values = new ArrayList<>();
		e.items().forEach(i -> values.add(value(i, scope)));
		return values;
	}

	private Map<String, Object> named(final Expression e, final Scope scope) {
		final Map<String, Object> values = new HashMap<>();
		e.named().forEach((key, item) -> values.put(key, value(item, scope)));
		return values;
	}

	/** Runs a function. */
	private Object run(final Statement function, final Scope around, final List<?> arguments, final Map<String, Object> named,
		final int at)
	{
		final Scope inside = new Scope(around);
		final Iterator<?> next = arguments.iterator();
		function.parameters.forEach((name, otherwise) -> {
			if (next.hasNext()) inside.put(name, next.next());
			else if (named.containsKey(name)) inside.put(name, named.get(name));
			else if (otherwise != null) inside.put(name, value(otherwise, around));
		});
		if (next.hasNext()) throw PythonText.error(text, at, "there are more arguments than '" + function.name + "' takes");
		return statements(function.body, inside);
	}

	/** An object of a class: what its constructor defines. */
	private Scope object(final Callable type, final Expression call, final Scope scope) {
		final Scope self = Scope.ofObject(type.scope);
		for (final Statement s : type.statement.body)
			if (s.kind == Statement.Kind.DEF) self.put("self." + s.name, new Callable(s, self));
		final Object constructor = self.get("self.__init__");
		if (constructor instanceof Callable) run(((Callable) constructor).statement, self, arguments(call, scope), named(call, scope),
			call.at());
		return self;
	}

	/** Applies an object of a class: its forward or call, or its layers in order. */
	@Override
	public Object forward(final Scope object, final List<?> arguments, final Map<String, Object> named, final int at) {
		applied = true;
		for (final String name : new String[] { "self.forward", "self.call" }) {
			final Object function = object.get(name);
			if (!(function instanceof Callable)) continue;
			final Object given = run(((Callable) function).statement, object, arguments, named, at);
			show(given);
			return given;
		}
		list.goTo((Place) arguments.get(0));
		inOrder(object);
		return list.place();
	}

	@Override
	public void shape(final Expression shape) {
		images.shape(shape);
	}

	private IllegalArgumentException error(final Expression e, final String what) {
		return PythonText.error(text, e.at(), what);
	}
}
