package io.github.convolvej.network.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A piece of Python: a number, a text, a name, a tuple or list, a call, an
 * operation of two pieces, or an item of a list. It knows where it begins.
 * Immutable once read.
 */
final class Expression {

	enum Kind {
			NUMBER, TEXT, NAME, LIST, CALL, OPERATION, INDEX
	}

	private final Kind kind;
	private final String text;
	private final int at;
	private final Expression called;
	private final List<Expression> items = new ArrayList<>();
	private final Map<String, Expression> named = new LinkedHashMap<>();
	private String label = "";

	private Expression(final Kind kind, final String text, final int at, final Expression called) {
		this.kind = kind;
		this.text = text;
		this.at = at;
		this.called = called;
	}

	static Expression of(final Kind kind, final String text, final int at) {
		return new Expression(kind, text, at, null);
	}

	static Expression call(final Expression called, final int at) {
		return new Expression(Kind.CALL, "", at, called);
	}

	/** An operation has two items, or one if it is a sign or a negation; an index has the list and the number. */
	static Expression of(final Kind kind, final String text, final int at, final Expression... items) {
		final Expression made = of(kind, text, at);
		made.items.addAll(List.of(items));
		return made;
	}

	/** The name that a printed network gives to a layer, as in {@code (conv1): Conv2d(...)}. */
	Expression labelled(final String name) {
		label = name;
		return this;
	}

	String label() {
		return label;
	}

	Kind kind() {
		return kind;
	}

	/** A number, text, name or operator as it was written, without quotes. */
	String text() {
		return text;
	}

	/** Index of its first letter. */
	int at() {
		return at;
	}

	/** What a call calls. */
	Expression called() {
		return called;
	}

	/** Items of a list, arguments of a call in order, or what an operation works on. */
	List<Expression> items() {
		return items;
	}

	/** Arguments of a call by name. */
	Map<String, Expression> named() {
		return named;
	}

	boolean isName(final String name) {
		return kind == Kind.NAME && text.equals(name);
	}

	/** Whether it calls something by its name. */
	boolean isNamedCall() {
		return kind == Kind.CALL && called.kind == Kind.NAME;
	}

	/** The last part of a dotted name: Conv2d of torch.nn.Conv2d. */
	String lastName() {
		return text.substring(text.lastIndexOf('.') + 1);
	}

	/** What stands before the last part of a dotted name: torch.nn of torch.nn.Conv2d. */
	String prefix() {
		return text.substring(0, Math.max(0, text.lastIndexOf('.')));
	}
}
