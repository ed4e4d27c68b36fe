package io.github.convolvej.explain;

import java.util.function.UnaryOperator;

/**
 * A line of the arithmetic of an explanation: an English sentence with places
 * for numbers, so that it can be told in other languages. Immutable.
 */
public final class Phrase {

	private final String pattern;
	private final Object[] arguments;

	/**
	 * @param pattern the sentence, with {0}, {1} ... where arguments stand
	 * @param arguments numbers as text, or phrases
	 */
	Phrase(final String pattern, final Object... arguments) {
		this.pattern = pattern;
		this.arguments = arguments.clone();
	}

	/**
	 * @param dictionary gives the pattern in another language for the English one
	 * @return the sentence in that language, with its arguments
	 */
	public String in(final UnaryOperator<String> dictionary) {
		String text = dictionary.apply(pattern);
		for (int i = 0; i < arguments.length; i++) {
			final Object argument = arguments[i];
			text = text.replace("{" + i + "}", argument instanceof Phrase ? ((Phrase) argument).in(dictionary) : String.valueOf(
				argument));
		}
		return text;
	}

	/** @return the sentence in English */
	@Override
	public String toString() {
		return in(UnaryOperator.identity());
	}
}
