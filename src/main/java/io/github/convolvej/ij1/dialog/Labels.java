package io.github.convolvej.ij1.dialog;

import io.github.convolvej.explain.WordFile;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

import org.scijava.module.ModuleItem;

/**
 * The words of dialogs in the language of the desktop, English where there is no file of that language:
 * labels of parameters, words for values that can be chosen, the dialog's own. They are for
 * people; macro keys and values stay what they are in all languages.
 */
final class Labels {

	/** The bundle: a file for each language beside this class. */
	static final String BUNDLE = "io.github.convolvej.ij1.dialog.labels";

	/** The bundle with the help of parameters: English is not in it, since commands have it. */
	static final String HELP = "io.github.convolvej.ij1.dialog.help";

	private final ResourceBundle words;
	private final ResourceBundle help;
	private final String command;

	private Labels(final ResourceBundle words, final ResourceBundle help, final String command) {
		this.words = words;
		this.help = help;
		this.command = command;
	}

	/**
	 * @param locale the language
	 * @param command a command's class
	 * @return the words for its dialog
	 */
	static Labels of(final Locale locale, final Class<?> command) {
		return new Labels(WordFile.open(BUNDLE, locale), WordFile.open(HELP, locale), commandName(command));
	}

	/** @return how a command is named in files: its class without "Command" */
	static String commandName(final Class<?> command) {
		return command.getSimpleName().replaceFirst("Command$", "");
	}

	/** One of the dialog's own words. */
	String word(final String key) {
		return words.getString(key);
	}

	/** One of the dialog's own words, with values in it. */
	String word(final String key, final Object... values) {
		return MessageFormat.format(words.getString(key), values);
	}

	/** The label of a parameter. */
	String label(final ModuleItem<?> item) {
		return own(item.getName(), item.getLabel());
	}

	/** The words for a value of a parameter that can be chosen. */
	String value(final ModuleItem<?> item, final String value) {
		return own(item.getName() + "=" + value, value);
	}

	/** The help of a parameter's field: what it means and its key in macros. */
	String help(final ModuleItem<?> item) {
		return "<html><div style='width: 320px'>" + escaped(description(item)) + "<br>" + escaped(word("dialog.key")) +
			": <b>" + item.getName() + "</b></div></html>";
	}

	/** What a parameter means. */
	String description(final ModuleItem<?> item) {
		return own(help, item.getName(), item.getDescription());
	}

	private String own(final String key, final String otherwise) {
		return own(words, key, otherwise);
	}

	private String own(final ResourceBundle bundle, final String key, final String otherwise) {
		if (bundle.containsKey(command + "." + key)) return bundle.getString(command + "." + key);
		return bundle.containsKey(key) ? bundle.getString(key) : otherwise;
	}

	/** A text as HTML. */
	static String escaped(final String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>");
	}
}
