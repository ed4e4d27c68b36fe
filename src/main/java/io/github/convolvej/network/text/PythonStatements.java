package io.github.convolvej.network.text;

import io.github.convolvej.network.text.Expression.Kind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads statements of Python: assignments, values, {@code return}, functions,
 * classes, {@code for} and {@code if}. Lines that say nothing about layers are
 * left out; those that would change what happens, but are not read, are refused.
 */
final class PythonStatements extends PythonText {

	private static final List<String> SKIPPED = Arrays.asList("import", "from", "super", "pass", "assert", "global", "with", "del");
	private static final List<String> REFUSED = Arrays.asList("while", "try", "except", "raise", "elif", "else", "lambda", "yield",
		"async", "match");

	private PythonStatements(final String text) {
		super(text);
	}

	/**
	 * @param text lines of Python
	 * @return their statements
	 * @throws IllegalArgumentException naming the place that is not understood
	 */
	static List<Statement> parse(final String text) {
		final PythonStatements reader = new PythonStatements(text);
		final List<Statement> statements = new ArrayList<>();
		reader.blanks();
		while (reader.at < reader.text.length())
			reader.read(statements);
		return statements;
	}

	private int column(final int place) {
		return place - text.lastIndexOf('\n', place - 1) - 1;
	}

	private void skipLine() {
		while (at < text.length() && text.charAt(at) != '\n')
			at++;
	}

	private void read(final List<Statement> into) {
		if (text.charAt(at) == '@' || SKIPPED.stream().anyMatch(this::isWord) || text.startsWith("super(", at)) {
			skipLine();
			ends();
			return;
		}
		for (final String word : REFUSED)
			if (isWord(word)) throw error("'" + word + "' is not read here: write the layers out, one after another");
		if (isWord("def")) into.add(function());
		else if (isWord("class")) into.add(type());
		else if (isWord("for")) into.add(loop());
		else if (isWord("if")) into.add(condition());
		else {
			into.add(statement());
			ends();
		}
	}

	private Statement statement() {
		final Statement made = new Statement(isWord("return") ? Statement.Kind.RETURN : Statement.Kind.VALUE, at);
		if (made.kind == Statement.Kind.RETURN) {
			at += "return".length();
			if (blanksOfLine() && (at >= text.length() || text.charAt(at) == '\n')) return made;
			made.value = values();
			return made;
		}
		final String label = label();
		final Expression first = values();
		if (!label.isEmpty()) first.labelled(label);
		for (final String operator : new String[] { "+", "*", "-" })
			if (text.startsWith(operator + "=", at)) {
				made.operator = operator;
				at++;
			}
		// the type of a variable
		if (peek(":") && first.kind() == Kind.NAME) {
			at++;
			expression();
		}
		made.value = first;
		if (!peek("=")) return made;
		for (final Expression target : first.kind() == Kind.LIST ? first.items() : Arrays.asList(first)) {
			if (target.kind() != Kind.NAME) throw error(text, target.at(), "only names can be assigned to");
			made.targets.add(target.text());
		}
		at++;
		made.value = values();
		// a = b = value
		while (peek("=")) {
			if (made.value.kind() != Kind.NAME || made.targets.size() != 1) throw error("only names can be assigned to");
			at++;
			made.value = values();
		}
		return made;
	}

	private Statement function() {
		final Statement made = new Statement(Statement.Kind.DEF, at);
		at += "def".length();
		blanksOfLine();
		final int start = at;
		while (at < text.length() && isOfName(text.charAt(at)))
			at++;
		made.name = text.substring(start, at);
		if (!peek("(")) throw error("'(' is missing here");
		at++;
		while (blanksHere() != ')') {
			final int from = at;
			while (at < text.length() && (isOfName(text.charAt(at)) || text.charAt(at) == '*'))
				at++;
			if (from == at) throw error("'" + rest() + "' is not understood");
			final String parameter = text.substring(from, at);
			Expression otherwise = null;
			if (blanksHere() == ':') {
				at++;
				expression();
			}
			if (blanksHere() == '=') {
				at++;
				otherwise = expression();
			}
			if (!parameter.startsWith("*") && !parameter.equals("self")) made.parameters.put(parameter, otherwise);
			if (blanksHere() == ',') at++;
			else if (blanksHere() != ')') throw error("'" + rest() + "': a comma or ')' is missing before it");
		}
		at++;
		if (blanksOfLine() && text.startsWith("->", at)) {
			at += 2;
			expression();
		}
		body(made, made.body, column(made.at));
		return made;
	}

	private char blanksHere() {
		blanks();
		if (at >= text.length()) throw error("a bracket is not closed: ')' is missing");
		return text.charAt(at);
	}

	private Statement type() {
		final Statement made = new Statement(Statement.Kind.CLASS, at);
		at += "class".length();
		blanksOfLine();
		final int start = at;
		while (at < text.length() && isOfName(text.charAt(at)))
			at++;
		made.name = text.substring(start, at);
		// what it extends says nothing about layers
		final int colon = text.indexOf(':', at);
		if (colon < 0) throw error("':' is missing here");
		at = colon;
		body(made, made.body, column(made.at));
		return made;
	}

	private Statement loop() {
		final Statement made = new Statement(Statement.Kind.FOR, at);
		at += "for".length();
		blanksOfLine();
		final int in = text.indexOf(" in ", at);
		final int end = text.indexOf('\n', at);
		if (in < 0 || end >= 0 && in > end) throw error("'in' is missing here");
		for (final String target : text.substring(at, in).split(",")) {
			if (!target.trim().matches("[A-Za-z_]\\w*")) throw error("only names can be assigned to");
			made.targets.add(target.trim());
		}
		at = in + " in ".length();
		made.value = values();
		body(made, made.body, column(made.at));
		return made;
	}

	private Statement condition() {
		final Statement made = new Statement(Statement.Kind.IF, at);
		final int column = column(at);
		at += text.startsWith("elif", at) ? "elif".length() : "if".length();
		labels = false;
		made.value = expression();
		labels = true;
		body(made, made.body, column);
		if (at >= text.length() || column(at) != column) return made;
		if (isWord("elif")) made.otherwise.add(condition());
		else if (isWord("else")) {
			at += "else".length();
			body(made, made.otherwise, column);
		}
		return made;
	}

	/** Statements behind a colon: on the same line, or all that are indented more. */
	private void body(final Statement of, final List<Statement> into, final int column) {
		if (!peek(":")) throw error("':' is missing here");
		at++;
		blanksOfLine();
		final int line = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
		blanks();
		if (at < line) {
			while (at < line)
				read(into);
			return;
		}
		final int before = into.size();
		while (at < text.length() && column(at) > column)
			read(into);
		if (into.size() == before && at >= text.length() && of.kind == Statement.Kind.FOR) throw error(
			"the lines of the loop are missing");
	}

	private void ends() {
		blanksOfLine();
		if (at < text.length() && text.charAt(at) == '#') skipLine();
		if (at < text.length() && "\n;,".indexOf(text.charAt(at)) < 0) throw error("'" + rest() +
			"' is not understood; a layer ends with its bracket");
		while (at < text.length() && ";,".indexOf(text.charAt(at)) >= 0)
			at++;
		blanks();
	}
}
