package io.github.convolvej.network.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the few forms of Python in which layers are written: statements {@code
 * name = expression}, {@code return expression} and expressions of calls, names,
 * numbers, texts, tuples and lists; and printed modules, whose layers begin with
 * {@code (name):}. Everything else is refused with its place.
 */
final class PythonText {

	/** A statement: what is assigned to, which may be nothing, and the expression. */
	static final class Statement {

		final String target;
		final Expression value;

		Statement(final String target, final Expression value) {
			this.target = target;
			this.value = value;
		}
	}

	private static final List<String> SKIPPED = Arrays.asList("import ", "from ", "def ", "class ", "super(", "@", "#",
		"super().__init__", "pass");

	private static final int MOST_OPEN = 200;

	private final String text;
	private int at;
	/** Brackets that are open: line ends within them are blanks. */
	private int open;

	private PythonText(final String text) {
		this.text = text;
	}

	/**
	 * @param text lines of Python
	 * @return their statements
	 * @throws IllegalArgumentException naming the place that is not understood
	 */
	static List<Statement> parse(final String text) {
		final PythonText reader = new PythonText(text);
		final List<Statement> statements = new ArrayList<>();
		reader.blanks();
		while (reader.at < text.length()) {
			if (!reader.skipped()) statements.add(reader.statement());
			reader.ends();
		}
		return statements;
	}

	/**
	 * @param text a whole text
	 * @param at index of a letter
	 * @param what what is wrong there
	 * @return the error, with line and column from 1
	 */
	static IllegalArgumentException error(final String text, final int at, final String what) {
		final String before = text.substring(0, Math.min(at, text.length()));
		final int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
		return new IllegalArgumentException("line " + line + ", column " + (before.length() - before.lastIndexOf('\n')) + ": " +
			what);
	}

	private IllegalArgumentException error(final String what) {
		return error(text, at, what);
	}

	/** Lines that say nothing about layers. */
	private boolean skipped() {
		for (final String beginning : SKIPPED)
			if (text.startsWith(beginning, at)) {
				while (at < text.length() && text.charAt(at) != '\n')
					at++;
				return true;
			}
		return false;
	}

	private Statement statement() {
		if (text.startsWith("return ", at)) {
			at += "return ".length();
			return new Statement("return", expression());
		}
		label();
		final Expression first = expression();
		if (!peek("=")) return new Statement("", first);
		if (first.kind() != Expression.Kind.NAME) throw error("only names can be assigned to");
		at++;
		return new Statement(first.text(), expression());
	}

	/** The name of a printed layer: (conv1): */
	private void label() {
		blanks();
		if (isLabel()) at = text.indexOf("):", at) + 2;
	}

	private boolean isLabel() {
		if (at >= text.length() || text.charAt(at) != '(') return false;
		int close = at + 1;
		while (close < text.length() && isOfName(text.charAt(close)))
			close++;
		return close > at + 1 && text.startsWith("):", close);
	}

	private static boolean isOfName(final char c) {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.';
	}

	/** Each bracket is read by a call within that of the one around it. */
	private void opens() {
		if (++open > MOST_OPEN) throw error("more than " + MOST_OPEN + " brackets are open here, one within the other");
	}

	private void ends() {
		blanksOfLine();
		if (at < text.length() && text.charAt(at) == '#') skipped();
		if (at < text.length() && "\n;,".indexOf(text.charAt(at)) < 0) throw error("'" + rest() +
			"' is not understood; a layer ends with its bracket");
		while (at < text.length() && "\n;, \t\r".indexOf(text.charAt(at)) >= 0)
			at++;
	}

	private String rest() {
		final int end = text.indexOf('\n', at);
		final String rest = text.substring(at, end < 0 ? text.length() : end);
		return rest.length() > 24 ? rest.substring(0, 24) + " ..." : rest;
	}

	private Expression expression() {
		label();
		blanks();
		Expression read = primary();
		while (true) {
			while (at < text.length() && " \t\r".indexOf(text.charAt(at)) >= 0)
				at++;
			// on the next line, a bracket begins the next printed layer
			if (at >= text.length() || text.charAt(at) == '\n') return read;
			final char c = text.charAt(at);
			if (isLabel()) return read;
			if (c == '(') read = arguments(read);
			else if ("+-*/".indexOf(c) >= 0) throw error("'" + c + "': sums and other joins of results are not read; write" +
				" the layers in the form of Network... instead");
			else return read;
		}
	}

	private Expression primary() {
		if (at >= text.length()) throw error("something is missing at the end");
		final int start = at;
		final char c = text.charAt(at);
		if (c == '(' || c == '[') return list(c == '(' ? ')' : ']');
		if (c == '"' || c == '\'') {
			final int end = text.indexOf(c, at + 1);
			if (end < 0) throw error("the quote is not closed");
			at = end + 1;
			return Expression.of(Expression.Kind.TEXT, text.substring(start + 1, end), start);
		}
		while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "._".indexOf(text.charAt(at)) >= 0 ||
			at == start && "-+".indexOf(c) >= 0 || isExponent(start)))
			at++;
		final String word = text.substring(start, at);
		if (word.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")) return Expression.of(Expression.Kind.NUMBER, word, start);
		if (word.matches("[A-Za-z_][\\w.]*")) return Expression.of(Expression.Kind.NAME, word, start);
		at = start;
		throw error("'" + rest() + "' is not understood");
	}

	/** The sign within 1e-05. */
	private boolean isExponent(final int start) {
		return at > start && "-+".indexOf(text.charAt(at)) >= 0 && text.substring(start, at).matches("[-+]?[0-9.]+[eE]");
	}

	private Expression list(final char close) {
		final int start = at++;
		opens();
		final Expression list = Expression.of(Expression.Kind.LIST, "", start);
		boolean comma = false;
		while (!closes(close)) {
			list.items().add(expression());
			comma = separator(close) || comma;
		}
		open--;
		at++;
		// brackets around a single value are no tuple
		return close == ')' && list.items().size() == 1 && !comma ? list.items().get(0) : list;
	}

	private Expression arguments(final Expression called) {
		final Expression call = Expression.call(called, called.at());
		at++;
		opens();
		while (!closes(')')) {
			final Expression argument = expression();
			if (argument.kind() == Expression.Kind.NAME && peek("=")) {
				at++;
				if (call.named().put(argument.text(), expression()) != null) throw error(text, argument.at(), "'" + argument.text() +
					"' is given twice");
			}
			else call.items().add(argument);
			separator(')');
		}
		open--;
		at++;
		return call;
	}

	private boolean closes(final char close) {
		blanks();
		if (at >= text.length()) throw error("a bracket is not closed: '" + close + "' is missing");
		return text.charAt(at) == close;
	}

	/** Passes the comma between items; printed modules have line ends instead. */
	private boolean separator(final char close) {
		final int before = at;
		blanks();
		if (at < text.length() && text.charAt(at) == ',') {
			at++;
			return true;
		}
		final boolean lineEnd = text.substring(before, at).indexOf('\n') >= 0;
		if (at < text.length() && text.charAt(at) != close && !lineEnd && !isLabel()) throw error("'" + rest() + "': a comma or '" + close +
			"' is missing before it");
		return false;
	}

	private boolean peek(final String wanted) {
		blanksOfLine();
		return text.startsWith(wanted, at) && !text.startsWith(wanted + "=", at);
	}

	private void blanksOfLine() {
		while (at < text.length() && (" \t\r".indexOf(text.charAt(at)) >= 0 || open > 0 && text.charAt(at) == '\n'))
			at++;
	}

	private void blanks() {
		while (at < text.length()) {
			if (text.charAt(at) == '#') while (at < text.length() && text.charAt(at) != '\n')
				at++;
			else if (Character.isWhitespace(text.charAt(at))) at++;
			else return;
		}
	}
}
