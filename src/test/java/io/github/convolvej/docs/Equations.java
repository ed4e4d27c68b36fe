package io.github.convolvej.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Arithmetic that a page prints, such as {@code 3*3 + 1 = 10}: found, and computed again. */
final class Equations {

	/** Code between grave accents that has numbers and signs only, and a result. */
	private static final Pattern EQUATION = Pattern.compile("`((?:floor|sqrt|[0-9.+*/() -])+) = (-?[0-9.]+)`");

	private final String text;
	private int at;

	private Equations(final String text) {
		this.text = text.replace(" ", "");
	}

	/** What is wrong in a page: the equations whose sides differ by more than half of the last digit. */
	static List<String> wrong(final String page) {
		final List<String> wrong = new ArrayList<>();
		final Matcher m = EQUATION.matcher(page);
		while (m.find()) {
			final String result = m.group(2);
			final int digits = result.contains(".") ? result.length() - result.indexOf('.') - 1 : 0;
			final double value = value(m.group(1));
			final double tolerance = digits == 0 ? 1e-9 : 0.5 * Math.pow(10, -digits) + 1e-12;
			if (!(Math.abs(value - Double.parseDouble(result)) <= tolerance)) wrong.add(m.group() + " is " + value);
		}
		return wrong;
	}

	/** How many equations a page has. */
	static int count(final String page) {
		return (int) EQUATION.matcher(page).results().count();
	}

	/** The value of numbers joined by + - * /, with floor, sqrt and parentheses. */
	static double value(final String expression) {
		final Equations e = new Equations(expression);
		final double value = e.sum();
		if (e.at < e.text.length()) throw new IllegalArgumentException(expression + ": not understood from character " + e.at);
		return value;
	}

	private boolean take(final String word) {
		if (!text.startsWith(word, at)) return false;
		at += word.length();
		return true;
	}

	private double sum() {
		double value = product();
		for (;;) {
			if (take("+")) value += product();
			else if (take("-")) value -= product();
			else return value;
		}
	}

	private double product() {
		double value = factor();
		for (;;) {
			if (take("*")) value *= factor();
			else if (take("/")) value /= factor();
			else return value;
		}
	}

	private double factor() {
		if (take("-")) return -factor();
		if (take("floor(")) return Math.floor(closed());
		if (take("sqrt(")) return Math.sqrt(closed());
		if (take("(")) return closed();
		final Matcher number = Pattern.compile("[0-9.]+").matcher(text);
		if (!number.find(at) || number.start() != at) throw new IllegalArgumentException(text + ": no number at character " + at);
		at = number.end();
		return Double.parseDouble(number.group());
	}

	private double closed() {
		final double value = sum();
		if (!take(")")) throw new IllegalArgumentException(text + ": no ) at character " + at);
		return value;
	}
}
