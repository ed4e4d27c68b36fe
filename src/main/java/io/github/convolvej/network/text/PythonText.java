package io.github.convolvej.network.text;

import io.github.convolvej.network.text.Expression.Kind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads expressions of Python as far as layers are written with them: calls,
 * names, numbers, texts, tuples, lists, operations; and printed modules, whose
 * layers begin with {@code (name):}. Everything else is refused with its place.
 */
class PythonText {

	/** Operators from those that bind least to those that bind most. */
	private static final List<List<String>> OPERATORS = Arrays.asList(Arrays.asList("or"), Arrays.asList("and"), Arrays.asList(
		"==", "!=", "<=", ">=", "<", ">", "is", "in"), Arrays.asList("+", "-"), Arrays.asList("//", "*", "/", "%", "@"), Arrays.asList(
			"**"));
	private static final int MOST_OPEN = 200;

	/** With blanks instead of prompts and continued lines: places are those of what was given. */
	protected final String text;
	protected int at;
	/** Brackets that are open: line ends within them are blanks. */
	private int open;
	/** Whether (name): is the name of a printed layer; behind if it is a condition. */
	protected boolean labels = true;

	protected PythonText(final String given) {
		final StringBuilder copy = new StringBuilder(given.replace('\u201c', '"').replace('\u201d', '"').replace('\u2018', '\'').replace(
			'\u2019', '\'').replace('\u00a0', ' ').replace('\uff0c', ',').replace('\uff08', '(').replace('\uff09', ')').replace('\uff1d', '=').replace("\\\n", "  "));
		for (int line = 0; line >= 0; line = copy.indexOf("\n", line) < 0 ? -1 : copy.indexOf("\n", line) + 1) {
			int start = line;
			while (start < copy.length() && copy.charAt(start) == ' ')
				start++;
			for (final String prompt : new String[] { ">>> ", "... " })
				if (copy.indexOf(prompt, start) == start) copy.replace(start, start + 4, "    ");
		}
		text = copy.toString();
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

	protected IllegalArgumentException error(final String what) {
		return error(text, at, what);
	}

	/** Whether a word stands here, and nothing that makes it longer. */
	protected boolean isWord(final String word) {
		final int end = at + word.length();
		return text.startsWith(word, at) && (end >= text.length() || !isOfName(text.charAt(end)));
	}

	/** The name of a printed layer, as in (conv1): */
	protected String label() {
		blanks();
		if (!isLabel()) return "";
		final int start = at + 1;
		final int close = text.indexOf("):", at);
		at = close + 2;
		return text.substring(start, close);
	}

	private boolean isLabel() {
		if (!labels || at >= text.length() || text.charAt(at) != '(') return false;
		int close = at + 1;
		while (close < text.length() && (isOfName(text.charAt(close)) || text.charAt(close) == '-'))
			close++;
		return close > at + 1 && text.startsWith("):", close);
	}

	protected static boolean isOfName(final char c) {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.';
	}

	/** Each bracket is read by a call within that of the one around it. */
	private void opens() {
		if (++open > MOST_OPEN) throw error("more than " + MOST_OPEN + " brackets are open here, one within the other");
	}

	protected String rest() {
		final int end = text.indexOf('\n', at);
		final String rest = text.substring(at, end < 0 ? text.length() : end);
		return rest.length() > 24 ? rest.substring(0, 24) + " ..." : rest;
	}

	/** A value; within a statement, a tuple may have no brackets. */
	protected Expression values() {
		final Expression first = expression();
		if (!peek(",")) return first;
		final Expression all = Expression.of(Kind.LIST, "", first.at(), first);
		while (peek(",")) {
			at++;
			blanksOfLine();
			if (at < text.length() && "\n=#".indexOf(text.charAt(at)) < 0) all.items().add(expression());
		}
		return all;
	}

	protected Expression expression() {
		final String label = label();
		final Matcher times = Pattern.compile("(\\d{1,3}) x ").matcher(text).region(at, text.length());
		if (!label.isEmpty() && skipBlanks() && times.region(at, text.length()).lookingAt()) {
			// (1-3): 3 x Layer(...)
			at += times.end() - times.start();
			final Expression one = operation(0);
			final Expression many = Expression.of(Kind.LIST, "", one.at()).labelled(label);
			for (int i = 0; i < Integer.parseInt(times.group(1)); i++)
				many.items().add(one);
			return many;
		}
		final Expression chosen = operation(0);
		if (!(blanksOfLine() && isWord("if"))) return label.isEmpty() ? chosen : chosen.labelled(label);
		at += 2;
		final Expression condition = operation(0);
		blanksOfLine();
		if (!isWord("else")) throw error("else is missing here");
		at += 4;
		return Expression.of(Kind.OPERATION, "if", chosen.at(), chosen, condition, expression());
	}

	private Expression operation(final int level) {
		if (level == OPERATORS.size()) return signed();
		blanks();
		Expression left = operation(level + 1);
		while (true) {
			blanksOfLine();
			final String operator = operator(level);
			if (operator == null) return left;
			final int start = at;
			at += operator.length();
			boolean not = false;
			if (operator.equals("is") && blanksOfLine() && isWord("not")) {
				at += 3;
				not = true;
			}
			blanks();
			left = Expression.of(Kind.OPERATION, operator.equals("is") ? not ? "!=" : "==" : operator, start, left, operation(level + 1));
		}
	}

	private String operator(final int level) {
		for (final String operator : OPERATORS.get(level)) {
			final boolean word = Character.isLetter(operator.charAt(0));
			final String after = text.substring(Math.min(at + operator.length(), text.length()), Math.min(at + operator.length() + 1,
				text.length()));
			if (word ? isWord(operator) : text.startsWith(operator, at) && !(level > 2 && after.equals("=")) && !(operator.equals(
				"*") && after.equals("*"))) return operator;
		}
		return null;
	}

	private Expression signed() {
		blanks();
		if (at >= text.length()) throw error("something is missing at the end");
		final int start = at;
		if (isWord("not")) {
			at += 3;
			return Expression.of(Kind.OPERATION, "not", start, operation(2));
		}
		// a star unpacks a list, which is the same as the list here
		if (text.charAt(at) == '*' && !text.startsWith("**", at)) {
			at++;
			return signed();
		}
		if ("-+".indexOf(text.charAt(at)) < 0) return called(primary());
		final boolean minus = text.charAt(at++) == '-';
		final Expression value = signed();
		if (value.kind() == Kind.NUMBER) return Expression.of(Kind.NUMBER, minus ? "-" + value.text() : value.text(), start);
		return minus ? Expression.of(Kind.OPERATION, "-", start, value) : value;
	}

	/** Calls, items and methods behind a value. */
	private Expression called(final Expression first) {
		Expression read = first;
		while (true) {
			final int before = at;
			blanksOfLine();
			if (at >= text.length()) return read;
			final char c = text.charAt(at);
			// on the next line, a bracket begins the next printed layer
			final boolean lineEnd = text.substring(before, at).indexOf('\n') >= 0;
			if (at > before && isLabel() || lineEnd && c != '.') return read;
			if (c == '(') read = arguments(Expression.call(read, read.at()));
			else if (c == '[' && read.kind() != Kind.NUMBER) {
				read = Expression.of(Kind.INDEX, "", read.at(), read, index());
			}
			else if (c == '.') {
				at++;
				final int start = at;
				while (at < text.length() && isOfName(text.charAt(at)))
					at++;
				final Expression method = Expression.of(Kind.NAME, "." + text.substring(start, at), start);
				if (at >= text.length() || text.charAt(at) != '(') throw error(text, start, "'" + method.text().substring(1) +
					"' is not understood: only calls can follow a call");
				final Expression call = Expression.call(method, start);
				call.items().add(read);
				read = arguments(call);
			}
			else return read;
		}
	}

	/** What is between the brackets of an item: a number, or from:to:step. */
	private Expression index() {
		final int start = at++;
		opens();
		final Expression none = Expression.of(Kind.NAME, "None", start);
		final List<Expression> parts = new ArrayList<>(Arrays.asList(none));
		while (!closes(']')) {
			final int last = parts.size() - 1;
			if (text.charAt(at) == ':') {
				at++;
				parts.add(none);
			}
			else if (parts.get(last) == none) parts.set(last, expression());
			else throw error("one number, or numbers with colons, must be between these brackets");
		}
		open--;
		at++;
		if (parts.size() == 1 && parts.get(0) != none) return parts.get(0);
		if (parts.size() == 1 || parts.size() > 3) throw error(text, start, "one number must be between these brackets");
		if (parts.size() == 2) parts.add(none);
		return Expression.of(Kind.OPERATION, "slice", start, parts.toArray(new Expression[0]));
	}

	private Expression primary() {
		final int start = at;
		final char c = text.charAt(at);
		if (c == '(' || c == '[') return list(c == '(' ? ')' : ']');
		if (c == '{') return list('}');
		// what is left out in a quotation
		if (text.startsWith("...", at)) {
			at += 3;
			return Expression.of(Kind.NAME, "...", start);
		}
		if (c == '"' || c == '\'') return quoted(start);
		while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "._".indexOf(text.charAt(at)) >= 0 ||
			isExponent(start)))
			at++;
		final String word = text.substring(start, at);
		// texts with a letter before the quote
		if (word.matches("[fFrRbBuU]{1,2}") && at < text.length() && "\"'".indexOf(text.charAt(at)) >= 0) return quoted(start);
		if (word.matches("([0-9][0-9_]*\\.?[0-9_]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?")) return Expression.of(Kind.NUMBER, word.replace("_", ""), start);
		if (word.matches("[A-Za-z_][\\w.]*") && !word.equals("lambda")) return Expression.of(Kind.NAME, word, start);
		at = start;
		throw error("'" + rest() + "' is not understood");
	}

	private Expression quoted(final int start) {
		final char c = text.charAt(at);
		final String mark = text.startsWith("" + c + c + c, at) ? "" + c + c + c : String.valueOf(c);
		final int end = text.indexOf(mark, at + mark.length());
		final int line = text.indexOf('\n', at);
		if (end < 0 || mark.length() == 1 && line >= 0 && line < end) throw error("the quote is not closed");
		final String inside = text.substring(at + mark.length(), end);
		at = end + mark.length();
		return Expression.of(Kind.TEXT, inside, start);
	}

	/** The sign within 1e-05. */
	private boolean isExponent(final int start) {
		return at > start && "-+".indexOf(text.charAt(at)) >= 0 && text.substring(start, at).matches("[0-9.]+[eE]");
	}

	private Expression list(final char close) {
		final int start = at++;
		opens();
		final Expression list = Expression.of(Kind.LIST, "", start);
		boolean comma = false;
		while (!closes(close)) {
			final Expression item = comprehension(expression());
			// a dictionary is a list of its pairs
			if (close == '}' && peek(":")) {
				at++;
				list.items().add(Expression.of(Kind.LIST, "", item.at(), item, expression()));
			}
			else list.items().add(item);
			comma = separator(close) || comma;
		}
		open--;
		at++;
		// brackets around a single value are no tuple
		return close == ')' && list.items().size() == 1 && !comma ? list.items().get(0) : list;
	}

	/** A list that is made by a loop: what is made, the names, and what they go through. */
	private Expression comprehension(final Expression item) {
		blanks();
		if (!isWord("for")) return item;
		final int start = at;
		at += "for".length();
		final Expression names = Expression.of(Kind.LIST, "", at);
		do {
			blanks();
			final int from = at;
			while (at < text.length() && isOfName(text.charAt(at)))
				at++;
			names.items().add(Expression.of(Kind.NAME, text.substring(from, at), from));
			blanks();
		}
		while (at < text.length() && text.charAt(at) == ',' && ++at > 0);
		if (!isWord("in")) throw error("'in' is missing here");
		at += "in".length();
		final Expression made = Expression.of(Kind.OPERATION, "for", start, item, names, operation(0));
		blanks();
		if (isWord("if")) throw error("a condition within a list is not read: write its items");
		return made;
	}

	private Expression arguments(final Expression call) {
		at++;
		opens();
		while (!closes(')')) {
			if (text.startsWith("**", at)) throw error("'**' is not read: write the parameters out");
			final Expression argument = expression();
			if (argument.kind() == Kind.NAME && argument.label().isEmpty() && peek("=")) {
				at++;
				if (call.named().put(argument.text(), expression()) != null) throw error(text, argument.at(), "'" + argument.text() +
					"' is given twice");
			}
			else call.items().add(comprehension(argument));
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

	/** Passes the comma between items; printed modules have none. */
	private boolean separator(final char close) {
		blanks();
		if (at < text.length() && text.charAt(at) == ',') {
			at++;
			return true;
		}
		if (at < text.length() && text.charAt(at) != close && !isLabel()) throw error("'" + rest() + "': a comma or '" +
			close + "' is missing before it");
		return false;
	}

	protected boolean peek(final String wanted) {
		blanksOfLine();
		return text.startsWith(wanted, at) && !text.startsWith(wanted + "=", at);
	}

	/** Passes blanks, and line ends and comments within brackets; always true. */
	protected boolean blanksOfLine() {
		if (open > 0) blanks();
		else while (at < text.length() && " \t\r".indexOf(text.charAt(at)) >= 0)
			at++;
		return true;
	}

	private boolean skipBlanks() {
		blanks();
		return true;
	}

	protected void blanks() {
		while (at < text.length()) {
			if (text.charAt(at) == '#') while (at < text.length() && text.charAt(at) != '\n')
				at++;
			else if (Character.isWhitespace(text.charAt(at))) at++;
			else return;
		}
	}
}
