package io.github.convolvej.network.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A statement of Python, with those that are indented below it. */
final class Statement {

	enum Kind {
			VALUE, RETURN, DEF, CLASS, FOR, IF
	}

	final Kind kind;
	final int at;
	/** Names that the value is assigned to; none if it is not. */
	final List<String> targets = new ArrayList<>();
	/** What an assignment joins to the old value, such as + of +=; empty if it replaces it. */
	String operator = "";
	/** The value, what is looped over, or the condition; null for definitions and bare returns. */
	Expression value;
	/** The name of a function or class. */
	String name = "";
	/** Parameters of a function; null where there is no default. */
	final Map<String, Expression> parameters = new LinkedHashMap<>();
	final List<Statement> body = new ArrayList<>();
	/** What is done if a condition does not hold. */
	final List<Statement> otherwise = new ArrayList<>();

	Statement(final Kind kind, final int at) {
		this.kind = kind;
		this.at = at;
	}
}
