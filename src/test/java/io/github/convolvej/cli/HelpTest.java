package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.Suggestion;
import io.github.convolvej.command.FilterCommand;
import io.github.convolvej.kernel.Presets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;

/** What {@code list} and {@code help} say is what there is. */
class HelpTest {

	@TempDir
	Path folder;

	@Test
	void theListHasEveryFilterCommandInTheIndex() throws ClassNotFoundException {
		final PluginIndex index = new PluginIndex();
		index.discover();
		final List<String> labels = new ArrayList<>();
		for (final PluginInfo<?> info : index)
			if (info.getClassName().startsWith("io.github.convolvej.") && FilterCommand.class.isAssignableFrom(Class.forName(
				info.getClassName()))) labels.add(FilterEntry.nameOf(info.getMenuPath().getLeaf().getName()));
		assertTrue(labels.contains("convolution"));
		final String[] lines = Run.in(folder, "list").out.split("\\R");
		assertEquals(labels.size(), lines.length);
		for (final String label : labels)
			assertTrue(Arrays.stream(lines).anyMatch(line -> line.matches(label + "  +\\S.*")), label);
	}

	@Test
	void theWordBetweenFiltersIsExplained() {
		final Run run = Run.in(folder, "help", "then");
		assertEquals(0, run.code, run.toString());
		assertTrue(run.out.contains("step 2, edges: ...") && run.out.contains("then FILTER [key=value...]"), run.out);
		assertEquals(2, Run.in(folder, "help", "smooth", "then").code);
	}

	@Test
	void helpOfAFilterHasEveryKeyWithDefaultChoicesAndDescription() {
		for (final FilterEntry filter : new FilterCatalog().entries()) {
			final String help = Run.in(folder, "help", filter.name()).out;
			final String words = help.replaceAll("\\s+", " ");
			for (final ModuleItem<?> item : filter.items()) {
				final Object value = filter.module().getInput(item.getName());
				assertTrue(help.contains("\n  " + item.getName() + "=") && help.contains(String.valueOf(value)), item.getName());
				assertTrue(words.contains(item.getDescription().trim().replaceAll("\\s+", " ")), item.getName());
				if (item.getChoices() != null) for (final Object choice : item.getChoices())
					assertTrue(help.contains(choice.toString()), item.getName() + " " + choice);
			}
			for (final String line : help.split("\\R"))
				assertTrue(line.length() <= 100 || line.contains("java -jar") || line.contains("run(\""), line);
		}
	}

	@Test
	void presetsAreListedWithTheKernel() {
		final String words = Run.in(folder, "help", "convolution").out.replaceAll("\\s+", " ");
		for (final String line : Presets.help().values())
			assertTrue(words.contains(line), line);
	}

	@Test
	void theExamplesCanBeTypedAsTheyAre() throws IOException {
		Files.createDirectory(folder.resolve("images"));
		Run.save(Images.noise(8, 32, 24, 1, 1, 1), folder.resolve("cells.tif"));
		Run.save(Images.noise(8, 32, 24, 1, 1, 1), folder.resolve("images/a.tif"));
		for (final FilterEntry filter : new FilterCatalog().entries()) {
			int examples = 0;
			for (final String line : Run.in(folder, "help", filter.name()).out.split("\\R")) {
				final Matcher example = Pattern.compile("  java -jar \\S+-all\\.jar (.*)").matcher(line);
				if (!example.matches()) continue;
				examples++;
				final Run run = Run.in(folder, shellWords(example.group(1) + " --overwrite"));
				assertTrue(run.code < 2 && !run.err.contains("\tat "), line + "\n" + run);
				if (filter.name().equals("convolution")) assertEquals(0, run.code, line + "\n" + run);
			}
			assertEquals(2, examples, filter.name());
		}
		assertTrue(Files.exists(folder.resolve("filtered.tif")));
		assertTrue(Files.exists(folder.resolve("results/a-convolution.tif")));
	}

	/** Splits a line at spaces, but not within double quotes. */
	private static String[] shellWords(final String line) {
		final List<String> words = new ArrayList<>();
		final Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line);
		while (word.find())
			words.add(word.group(1) != null ? word.group(1) : word.group(2));
		return words.toArray(new String[0]);
	}

	@Test
	void namesAreLabelsInLowerCaseWithDashes() {
		assertEquals("batch-normalisation", FilterEntry.nameOf("Batch Normalisation..."));
		assertEquals("sobel", FilterEntry.nameOf("Sobel"));
	}

	@Test
	void theNearestWordIsFoundAndNothingFarAway() {
		final List<String> words = Arrays.asList("convolution", "pooling", "stride", "mode");
		assertEquals(" (did you mean 'convolution'?)", Suggestion.hint("convoltuion", words));
		assertEquals(" (did you mean 'stride'?)", Suggestion.hint("STRIDES", words));
		assertEquals(" (did you mean 'mode'?)", Suggestion.hint("mdoe", words));
		assertEquals("", Suggestion.hint("deformable", words));
		assertEquals("", Suggestion.hint("", words));
		assertEquals(1, Suggestion.distance("ab", "ba"));
		assertEquals(3, Suggestion.distance("", "abc"));
		assertEquals(3, Suggestion.distance("kitten", "sitting"));
	}

	@Test
	void sizesAndNumbersAreShort() {
		assertEquals(Arrays.asList("a bb", "ccc", "dddddd"), ConsoleText.wrap(" a bb\nccc dddddd", 4));
		assertFalse(ConsoleText.count(1, "file").endsWith("s"));
	}
}
