package io.github.convolvej.ij1.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.kernel.Presets;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.InstantiableException;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

/** What dialogs show of every command, and in which words: complete in every language, and nothing is left over. */
class DialogLayoutTest {

	private static final Context CONTEXT = QuietContext.of(CommandService.class, ModuleService.class);
	private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

	/** All entries of the menu. */
	static List<CommandInfo> commands() {
		return CONTEXT.service(CommandService.class).getCommands().stream().filter(c -> c.getDelegateClassName().matches(
			"io\\.github\\.convolvej\\.(command|cli)\\.\\w+Command") && c.getMenuPath().size() > 2 && c.getMenuPath().getLeaf().getName()
				.endsWith("...")).collect(Collectors.toList());
	}

	private static DialogLayout layout(final CommandInfo info) throws InstantiableException {
		return DialogLayout.of(info.loadClass(), info);
	}

	private static Map<String, Object> defaults(final CommandInfo info) {
		final Module module = CONTEXT.service(ModuleService.class).createModule(info);
		return new HashMap<>(module.getInputs());
	}

	@Test
	void thereAreCommands() {
		assertTrue(commands().size() > 20);
	}

	@ParameterizedTest
	@MethodSource("commands")
	void everyParameterHasOneRow(final CommandInfo info) throws Exception {
		final DialogLayout layout = layout(info);
		final List<ModuleItem<?>> rows = new ArrayList<>(layout.first());
		layout.more().forEach(section -> rows.addAll(section.items()));
		assertEquals(layout.all().size(), rows.size());
		assertEquals(new HashSet<>(layout.all()), new HashSet<>(rows));
	}

	@ParameterizedTest
	@MethodSource("commands")
	void theFirstScreenHasFewRowsWhateverIsChosen(final CommandInfo info) throws Exception {
		final DialogLayout layout = layout(info);
		final Map<String, Object> values = defaults(info);
		for (final ModuleItem<?> choice : layout.first())
			for (final String value : layout.values(choice)) {
				final Map<String, Object> chosen = new HashMap<>(values);
				chosen.put(choice.getName(), value);
				final long shown = layout.first().stream().filter(item -> layout.isShown(item, chosen::get)).count();
				assertTrue(shown >= 1 && shown <= 5, choice.getName() + "=" + value + ": " + shown + " rows");
			}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void conditionsNameKeysAndValuesThatThereAre(final CommandInfo info) throws Exception {
		final DialogLayout layout = layout(info);
		final String command = Labels.commandName(info.loadClass());
		for (final Map.Entry<Object, Object> e : declared().entrySet()) {
			final String[] words = e.getKey().toString().split("\\.");
			if (!words[0].equals(command) || !words[words.length - 1].equals("when")) continue;
			assertNotNull(info.getInput(words[1]), e.getKey() + " is no parameter");
			for (final String condition : e.getValue().toString().split("&")) {
				final String[] parts = condition.trim().split("\\s+");
				final ModuleItem<?> other = info.getInput(parts[0]);
				assertNotNull(other, e.getKey() + " depends on " + parts[0]);
				assertTrue(parts.length > 1, e.getKey().toString());
				for (int i = 1; i < parts.length; i++)
					assertTrue(layout.values(other).contains(parts[i]), e.getKey() + " depends on " + parts[0] + "=" + parts[i]);
			}
		}
	}

	@Test
	void whatHasAValueForEachAxisIsAParameterOfSomeCommand() throws Exception {
		for (final String list : List.of("axes", "lengths"))
			for (final String key : declared().getProperty(list).split(" ")) {
				boolean found = false;
				for (final CommandInfo info : commands())
					if (info.getInput(key) != null) found |= list.equals("axes") ? layout(info).isPerAxis(info.getInput(key))
						: layout(info).isLength(info.getInput(key));
				assertTrue(found, key);
			}
	}

	/** Recorded lines take the first word of a label as the key. */
	@ParameterizedTest
	@MethodSource("commands")
	void labelsBeginWithTheirKeys(final CommandInfo info) {
		for (final ModuleItem<?> item : ParameterValues.of(info))
			assertEquals(item.getName(), item.getLabel().split(" ")[0].toLowerCase(Locale.ROOT), info.getTitle());
	}

	@ParameterizedTest
	@MethodSource("commands")
	void helpHasAPage(final CommandInfo info) throws Exception {
		assertNotNull(Manual.url(layout(info).page()), layout(info).page());
	}

	@Test
	void whatCanBePickedIsATextOfItsCommand() throws Exception {
		for (final CommandInfo info : commands()) {
			final String command = Labels.commandName(info.loadClass());
			for (final Object key : declared().keySet()) {
				if (!key.toString().startsWith(command + ".") || !key.toString().endsWith(".pick")) continue;
				final ModuleItem<?> item = info.getInput(key.toString().split("\\.")[1]);
				assertNotNull(item, key.toString());
				assertEquals(String.class, item.getType());
				assertTrue(layout(info).values(item).isEmpty(), key + " is a choice");
				assertTrue(Set.of(PickEntry.IMAGE, PickEntry.RESULT, PickEntry.FILE, PickEntry.FOLDER, PickEntry.ANY,
					PickEntry.FILES, PickEntry.MODEL).containsAll(layout(info).picks(
					item)), key.toString());
			}
		}
	}

	private static Properties declared() throws IOException, InstantiableException {
		final Properties declared = new Properties();
		for (final CommandInfo info : commands())
			declared.putAll(besides(info));
		return declared;
	}

	private static Properties besides(final CommandInfo info) throws IOException, InstantiableException {
		final Properties declared = new Properties();
		try (InputStream file = info.loadClass().getResourceAsStream("dialog.properties")) {
			declared.load(file);
		}
		return declared;
	}

	/** What is declared beside other commands would have no effect. */
	@ParameterizedTest
	@MethodSource("commands")
	void whatIsDeclaredOfACommandLiesBesideIt(final CommandInfo info) throws Exception {
		final String command = Labels.commandName(info.loadClass()) + ".";
		assertEquals(of(command, declared()), of(command, besides(info)));
	}

	private static Set<Object> of(final String command, final Properties declared) {
		return declared.keySet().stream().filter(key -> key.toString().startsWith(command)).collect(Collectors.toSet());
	}

	@Test
	void whatIsDeclaredIsOfCommandsThatThereAre() throws Exception {
		final Set<String> names = new HashSet<>();
		for (final CommandInfo info : commands())
			names.add(Labels.commandName(info.loadClass()));
		for (final Object key : declared().keySet()) {
			if (key.equals("axes") || key.equals("lengths")) continue;
			final String first = key.toString().split("\\.")[0];
			assertTrue(names.contains(first) || key.toString().endsWith(".values") && Character.isLowerCase(first.charAt(0)), key
				.toString());
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void everyParameterAndEveryValueHasWordsInEveryLanguage(final CommandInfo info) throws Exception {
		final DialogLayout layout = layout(info);
		final String command = Labels.commandName(info.loadClass());
		for (final Locale language : LANGUAGES) {
			final ResourceBundle words = ResourceBundle.getBundle(Labels.BUNDLE, language, ResourceBundle.Control
				.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
			for (final ModuleItem<?> item : layout.all()) {
				assertTrue(has(words, command, item.getName()), language + ": label of " + command + "." + item.getName());
				for (final String value : layout.values(item))
					assertTrue(has(words, command, item.getName() + "=" + value), language + ": words for " + command + "." + item
						.getName() + "=" + value);
			}
			final Labels labels = Labels.of(language, info.loadClass());
			for (final ModuleItem<?> item : layout.all()) {
				assertFalse(labels.label(item).trim().isEmpty());
				assertTrue(labels.help(item).contains("<b>" + item.getName() + "</b>"), "the macro key is in the help");
			}
		}
	}

	private static boolean has(final ResourceBundle words, final String command, final String key) {
		return words.containsKey(key) || words.containsKey(command + "." + key);
	}

	@Test
	void everyPresetHasANameInEveryLanguage() {
		for (final Locale language : LANGUAGES)
			for (final String preset : Presets.examples())
				assertTrue(ResourceBundle.getBundle(Labels.BUNDLE, language).containsKey("kernel=" + preset), language + ": " +
					preset);
	}

	@Test
	void allLanguagesHaveTheSameKeys() throws IOException {
		assertEquals(keys("labels.properties"), keys("labels_zh.properties"));
	}

	private static Set<Object> keys(final String file) throws IOException {
		final Properties words = new Properties();
		try (InputStreamReader in = new InputStreamReader(Labels.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
			words.load(in);
		}
		words.values().forEach(value -> assertFalse(value.toString().trim().isEmpty()));
		return new TreeSet<>(words.keySet());
	}

	@Test
	void whereTheDesktopIsChineseTheWordsAre() throws Exception {
		final CommandInfo info = commands().stream().filter(c -> c.getDelegateClassName().endsWith(".ConvolutionCommand"))
			.findFirst().orElseThrow();
		assertEquals("\u5377\u79ef\u6838", Labels.of(Locale.SIMPLIFIED_CHINESE, info.loadClass()).label(info.getInput("kernel")));
		assertEquals("Kernel", Labels.of(Locale.GERMAN, info.loadClass()).label(info.getInput("kernel")));
	}
}
