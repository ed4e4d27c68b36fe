package io.github.convolvej.network.text;

import io.github.convolvej.network.text.Expression.Kind;
import io.github.convolvej.network.text.LayerList.Place;
import io.github.convolvej.network.text.Scope.Definition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lists of a program: what loops go through, parts and items of lists, and values for several names. */
final class ValueLists {

	private final String text;
	private final LayerList list;
	private final LayerBuilder builder;
	private final LayerBuilder.Program program;

	ValueLists(final String text, final LayerList list, final LayerBuilder builder, final LayerBuilder.Program program) {
		this.text = text;
		this.list = list;
		this.builder = builder;
		this.program = program;
	}

	/** Gives a value to a name, or its items to several. */
	void set(final List<String> targets, final Object value, final Scope scope, final int at) {
		if (targets.size() == 1) {
			scope.put(targets.get(0), value);
			if (value instanceof Place) list.hint((Place) value, targets.get(0));
			return;
		}
		final List<Object> parts = new ArrayList<>();
		if (value instanceof List) parts.addAll((List<?>) value);
		else if (value instanceof Expression) parts.addAll(((Expression) value).items());
		if (parts.size() != targets.size()) throw PythonText.error(text, at, targets.size() + " names are given, but " + parts
			.size() + " values");
		for (int i = 0; i < parts.size(); i++)
			set(targets.subList(i, i + 1), parts.get(i), scope, at);
	}

	/** What a loop goes through. */
	List<Object> items(final Expression e, final Scope scope) {
		final Expression over = new Constants(text, scope).fold(e);
		final List<Object> items = new ArrayList<>();
		if (over.isNamedCall() && over.called().text().equals("zip")) return zipped(over, scope);
		final boolean turned = over.isNamedCall() && over.called().text().equals("reversed") && over.items().size() == 1;
		final Object value = turned ? program.value(over.items().get(0), scope) : over.kind() == Kind.LIST ? over : program.value(over, scope);
		if (value instanceof Expression && ((Expression) value).kind() == Kind.LIST) ((Expression) value).items().forEach(i -> items.add(
			program.value(i, scope)));
		else if (value instanceof List) items.addAll((List<?>) value);
		else if (value instanceof Definition && builder.items(((Definition) value).expression).size() != 1) {
			final Definition layers = (Definition) value;
			builder.items(layers.expression).forEach(i -> items.add(new Definition(i, layers.scope)));
		}
		else throw error(over, "only lists of numbers, layers or results and range(...) are looped over here");
		if (turned) Collections.reverse(items);
		return items;
	}

	/** Lists side by side, as long as the shortest. */
	private List<Object> zipped(final Expression zip, final Scope scope) {
		final List<List<Object>> columns = new ArrayList<>();
		zip.items().forEach(i -> columns.add(items(i, scope)));
		final List<Object> rows = new ArrayList<>();
		for (int i = 0; i < columns.stream().mapToInt(List::size).min().orElse(0); i++) {
			final List<Object> row = new ArrayList<>();
			for (final List<Object> column : columns)
				row.add(column.get(i));
			rows.add(row);
		}
		return rows;
	}

	/** An item of a list, or several. */
	Object item(final Object of, final Expression e, final Scope scope) {
		final Expression index = e.items().get(1);
		if (index.text().equals("slice")) return slice(of, e, scope);
		if (index.kind() == Kind.NUMBER && of instanceof List) return ((List<?>) of).get(index(e, ((List<?>) of).size()));
		if (index.kind() != Kind.NUMBER || !(of instanceof Definition)) throw error(e, "an item of this is not read");
		final List<Expression> items = builder.items(((Definition) of).expression);
		return new Definition(items.get(index(e, items.size())), ((Definition) of).scope);
	}

	private int index(final Expression e, final int size) {
		final int i = Integer.parseInt(e.items().get(1).text());
		if (i >= size || i < -size) throw error(e, "there is no item " + i + ": there are " + size);
		return i < 0 ? size + i : i;
	}

	private Object slice(final Object of, final Expression e, final Scope scope) {
		final Constants constants = new Constants(text, scope);
		if (of instanceof List) return constants.slice((List<?>) of, e.items().get(1));
		if (!(of instanceof Definition)) throw error(e, "a part of this is not read");
		final Expression part = Expression.of(Kind.LIST, "", e.at());
		part.items().addAll(constants.slice(builder.items(((Definition) of).expression), e.items().get(1)));
		return new Definition(part, ((Definition) of).scope);
	}

	/** The list that a loop makes: its items with the values of the names. */
	Object comprehension(final Expression e, final Scope scope) {
		final List<Object> made = new ArrayList<>();
		final Expression list1 = Expression.of(Kind.LIST, "", e.at());
		final List<String> names = new ArrayList<>();
		e.items().get(1).items().forEach(n -> names.add(n.text()));
		for (final Object item : items(e.items().get(2), scope)) {
			final Scope inside = new Scope(scope);
			set(names, item, inside, e.at());
			final Expression one = new Constants(text, inside).fold(e.items().get(0));
			final Object value = program.value(one, inside);
			made.add(value);
			list1.items().add(value instanceof Definition ? ((Definition) value).expression : one);
		}
		return made.stream().noneMatch(v -> v instanceof Place) ? new Definition(list1, scope) : made;
	}

	private IllegalArgumentException error(final Expression e, final String what) {
		return PythonText.error(text, e.at(), what);
	}
}
