package io.github.convolvej.network.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of Python: a number, a text, a name, a tuple or list, or a call. It knows where it begins. Immutable once read. */
final class Expression {

	enum Kind {
			NUMBER, TEXT, NAME, LIST, CALL
	}

	private final Kind kind;
	private final String text;
	private final int at;
	private final Expression called;
	private final List<Expression> items = new ArrayList<>();
	private final Map<String, Expression> named = new LinkedHashMap<>();

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

	Kind kind() {
		return kind;
	}

	/** A number, text or name as it was written, without quotes. */
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

	/** Items of a list, or arguments of a call in order. */
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

	/** The last part of a dotted name: Conv2d of torch.nn.Conv2d. */
	String lastName() {
		return text.substring(text.lastIndexOf('.') + 1);
	}
}
