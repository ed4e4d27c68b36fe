package io.github.convolvej.network.text;

import io.github.convolvej.network.text.Expression.Kind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Computes what of an expression is known without an image: numbers, their operations, names of constants. */
final class Constants {

	/** A number that depends on the size of the image. */
	static final String UNKNOWN = "?";
	private static final List<String> WORDS = Arrays.asList("True", "False", "None", UNKNOWN);
	private static final int MOST = 10_000;

	private final String text;
	private final Scope scope;

	Constants(final String text, final Scope scope) {
		this.text = text;
		this.scope = scope;
	}

	static boolean isConstant(final Expression e) {
		return e.kind() == Kind.NUMBER || e.kind() == Kind.TEXT || e.kind() == Kind.NAME && WORDS.contains(e.text()) || e
			.kind() == Kind.LIST && e.items().stream().allMatch(Constants::isConstant);
	}

	static boolean isTrue(final Expression e) {
		if (e.kind() == Kind.NUMBER) return Double.parseDouble(e.text()) != 0;
		return e.kind() == Kind.LIST ? !e.items().isEmpty() : e.kind() == Kind.TEXT ? !e.text().isEmpty() : e.isName("True");
	}

	/** The same with its constants computed; what is called keeps its name. */
	Expression fold(final Expression e) {
		switch (e.kind()) {
			case NAME:
				final Expression constant = e.text().startsWith(".") ? null : e.lastName().equals("shape") && scope.get(e
					.prefix()) instanceof LayerList.Place ? unknown(e.at()) : scope.constant(e.text());
				return constant == null ? e : moved(constant, e.at());
			case LIST:
				return withItems(Expression.of(Kind.LIST, "", e.at()), e);
			case OPERATION:
				if (e.text().equals("for")) return e;
				if (e.text().equals("slice")) return withItems(Expression.of(Kind.OPERATION, "slice", e.at()), e);
				return operation(withItems(Expression.of(Kind.OPERATION, e.text(), e.at()), e));
			case INDEX:
				return item(withItems(Expression.of(Kind.INDEX, "", e.at()), e));
			case CALL:
				final Expression call = withItems(Expression.call(e.called().kind() == Kind.NAME ? e.called() : fold(e.called()), e.at()), e);
				e.named().forEach((key, value) -> call.named().put(key, fold(value)));
				return function(call);
			default:
				return e;
		}
	}

	private Expression withItems(final Expression made, final Expression from) {
		for (final Expression item : from.items())
			made.items().add(fold(item));
		return made.labelled(from.label());
	}

	/** The same value, where it is used. */
	private static Expression moved(final Expression constant, final int at) {
		final Expression made = Expression.of(constant.kind(), constant.text(), at);
		made.items().addAll(constant.items());
		return made;
	}

	static Expression unknown(final int at) {
		return Expression.of(Kind.NAME, UNKNOWN, at);
	}

	/** Whether it depends on the size of the image. */
	static boolean isUnknown(final Expression e) {
		return e.isName(UNKNOWN) || e.items().stream().anyMatch(Constants::isUnknown);
	}

	private static Expression number(final double value, final int at) {
		final boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
		return Expression.of(Kind.NUMBER, whole ? String.valueOf((long) value) : String.valueOf(value), at);
	}

	private Expression operation(final Expression e) {
		if (!e.items().stream().allMatch(Constants::isConstant) && !e.text().equals("if")) return e;
		if (e.items().stream().anyMatch(Constants::isUnknown)) return unknown(e.at());
		final Expression a = e.items().get(0);
		if (e.text().equals("not")) return word(!isTrue(a), e.at());
		if (e.text().equals("if")) {
			if (!isConstant(e.items().get(1))) return e;
			return isTrue(e.items().get(1)) ? a : e.items().get(2);
		}
		if (e.text().equals("-") && e.items().size() == 1 && a.kind() == Kind.NUMBER) return number(-Double.parseDouble(a.text()), e.at());
		if (e.items().size() == 1) throw PythonText.error(text, e.at(), "'" + e.text() + "' cannot be computed of this");
		final Expression b = e.items().get(1);
		if (e.text().equals("and")) return isTrue(a) ? b : a;
		if (e.text().equals("or")) return isTrue(a) ? a : b;
		if (e.text().equals("==") || e.text().equals("!=")) return word(same(a, b) == e.text().equals("=="), e.at());
		if (e.text().equals("in")) return word(b.items().stream().anyMatch(i -> same(a, i)), e.at());
		if (a.kind() == Kind.NUMBER && b.kind() == Kind.NUMBER) return arithmetic(e, Double.parseDouble(a.text()), Double.parseDouble(b
			.text()));
		if (a.kind() == Kind.LIST && b.kind() == Kind.LIST && e.text().equals("+")) {
			final Expression joined = moved(a, a.at());
			joined.items().addAll(b.items());
			return joined;
		}
		if (a.kind() == Kind.LIST && b.kind() == Kind.NUMBER && e.text().equals("*")) {
			final Expression many = Expression.of(Kind.LIST, "", a.at());
			for (int i = 0; i < count(b); i++)
				many.items().addAll(a.items());
			return many;
		}
		if (a.kind() == Kind.TEXT && e.text().equals("+")) return Expression.of(Kind.TEXT, a.text() + b.text(), a.at());
		throw PythonText.error(text, e.at(), "'" + e.text() + "' cannot be computed of these");
	}

	private static boolean same(final Expression a, final Expression b) {
		if (a.kind() != b.kind()) return false;
		if (a.kind() == Kind.NUMBER) return Double.parseDouble(a.text()) == Double.parseDouble(b.text());
		if (a.items().size() != b.items().size()) return false;
		for (int i = 0; i < a.items().size(); i++)
			if (!same(a.items().get(i), b.items().get(i))) return false;
		return a.text().equals(b.text());
	}

	private static Expression word(final boolean value, final int at) {
		return Expression.of(Kind.NAME, value ? "True" : "False", at);
	}

	private Expression arithmetic(final Expression e, final double a, final double b) {
		if (b == 0 && (e.text().contains("/") || e.text().equals("%"))) throw PythonText.error(text, e.at(), "division by zero");
		switch (e.text()) {
			case "+":
				return number(a + b, e.at());
			case "-":
				return number(a - b, e.at());
			case "*":
				return number(a * b, e.at());
			case "/":
				return number(a / b, e.at());
			case "//":
				return number(Math.floor(a / b), e.at());
			case "%":
				return number(a - b * Math.floor(a / b), e.at());
			case "**":
				return number(Math.pow(a, b), e.at());
			case "<":
				return word(a < b, e.at());
			case ">":
				return word(a > b, e.at());
			case "<=":
				return word(a <= b, e.at());
			case ">=":
				return word(a >= b, e.at());
			default:
				throw PythonText.error(text, e.at(), "'" + e.text() + "' cannot be computed of numbers");
		}
	}

	private Expression item(final Expression e) {
		final Expression list = e.items().get(0);
		final Expression index = e.items().get(1);
		if (isUnknown(list)) return unknown(e.at());
		if (list.kind() == Kind.LIST && index.text().equals("slice")) {
			final Expression part = Expression.of(Kind.LIST, "", e.at());
			part.items().addAll(slice(list.items(), index));
			return part;
		}
		if (list.kind() != Kind.LIST || index.kind() != Kind.NUMBER) return e;
		final int i = (int) Double.parseDouble(index.text());
		final int n = list.items().size();
		if (i >= n || i < -n) throw PythonText.error(text, index.at(), "there is no item " + i + ": the list has " + n);
		return list.items().get(i < 0 ? n + i : i);
	}

	/** The items that a slice takes. */
	<T> List<T> slice(final List<T> items, final Expression slice) {
		final int n = items.size();
		final Integer[] given = new Integer[3];
		for (int i = 0; i < 3; i++) {
			final Expression part = slice.items().get(i);
			if (part.kind() != Kind.NUMBER && !part.isName("None")) throw PythonText.error(text, part.at(), "'" + part.text() +
				"' is not known: a whole number must be here");
			if (part.kind() == Kind.NUMBER) given[i] = (int) Double.parseDouble(part.text());
		}
		final int step = given[2] == null ? 1 : given[2];
		if (step == 0) throw PythonText.error(text, slice.at(), "a step of 0 never ends");
		final List<T> taken = new ArrayList<>();
		final int low = step > 0 ? 0 : -1;
		final int high = step > 0 ? n : n - 1;
		final int from = given[0] == null ? step > 0 ? low : high : Math.max(low, Math.min(high, given[0] < 0 ? n + given[0] : given[0]));
		final int to = given[1] == null ? step > 0 ? high : low : Math.max(low, Math.min(high, given[1] < 0 ? n + given[1] : given[1]));
		for (int i = from; step > 0 ? i < to : i > to; i += step)
			taken.add(items.get(i));
		return taken;
	}

	private int count(final Expression e) {
		final double n = Double.parseDouble(e.text());
		if (n > MOST) throw PythonText.error(text, e.at(), e.text() + " are more than " + MOST);
		return (int) Math.max(0, n);
	}

	/** Functions of numbers. */
	private Expression function(final Expression e) {
		final boolean size = e.isNamedCall() && (e.called().lastName().equals("size") || e.called().lastName().equals("dim"));
		if (size && scope.get(e.called().prefix()) instanceof LayerList.Place) return unknown(e.at());
		if (!e.isNamedCall() || e.items().isEmpty() || !e.items().stream().allMatch(Constants::isConstant)) return e;
		final List<Expression> items = e.items();
		switch (e.called().text()) {
			case "int":
				return items.get(0).kind() == Kind.NUMBER ? number(Math.floor(Double.parseDouble(items.get(0).text())), e.at()) : e;
			case "len":
				return items.get(0).kind() == Kind.LIST ? number(items.get(0).items().size(), e.at()) : e;
			case "tuple":
			case "list":
				return items.get(0);
			case "reversed":
				final Expression turned = moved(items.get(0), e.at());
				java.util.Collections.reverse(turned.items());
				return turned;
			case "range":
				return range(e);
			case "enumerate":
				final Expression pairs = Expression.of(Kind.LIST, "", e.at());
				for (int i = 0; i < items.get(0).items().size(); i++)
					pairs.items().add(Expression.of(Kind.LIST, "", e.at(), number(i, e.at()), items.get(0).items().get(i)));
				return pairs;
			default:
				return e;
		}
	}

	private Expression range(final Expression e) {
		final List<Expression> given = e.items();
		for (final Expression g : given)
			if (g.kind() != Kind.NUMBER || given.size() > 3) throw PythonText.error(text, g.at(), "range takes one to three numbers");
		final double[] n = given.stream().mapToDouble(g -> Double.parseDouble(g.text())).toArray();
		final double from = n.length > 1 ? n[0] : 0;
		final double to = n.length > 1 ? n[1] : n[0];
		final double step = n.length > 2 ? n[2] : 1;
		if (step == 0) throw PythonText.error(text, given.get(2).at(), "a step of 0 never ends");
		if ((to - from) / step > MOST) throw PythonText.error(text, e.at(), "the loop is longer than " + MOST);
		final List<Expression> all = new ArrayList<>();
		for (double i = from; step > 0 ? i < to : i > to; i += step)
			all.add(number(i, e.at()));
		final Expression list = Expression.of(Kind.LIST, "", e.at());
		list.items().addAll(all);
		return list;
	}
}
