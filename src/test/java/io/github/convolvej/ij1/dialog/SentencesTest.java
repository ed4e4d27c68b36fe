package io.github.convolvej.ij1.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;
import io.github.convolvej.ij1.image.TestImages;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

import ij.ImagePlus;

/** What dialogs say while settings are being changed is Chinese where the desktop is, and the same sentence. */
class SentencesTest {

	private static final Context CONTEXT = QuietContext.of(CommandService.class, ModuleService.class);
	private static final Sentences CHINESE = Sentences.of(Locale.SIMPLIFIED_CHINESE);

	/** Three or more letters of English; units, names of engines and of keys are what they are. */
	private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{3,}");

	static java.util.List<CommandInfo> commands() {
		return DialogLayoutTest.commands();
	}

	private static Map<String, String> file(final String name) throws Exception {
		final Properties words = new Properties();
		try (InputStreamReader in = new InputStreamReader(Sentences.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
			words.load(in);
		}
		final Map<String, String> all = new TreeMap<>();
		words.forEach((key, value) -> all.put(key.toString(), value.toString()));
		return all;
	}

	@Test
	void bothLanguagesHaveTheSameSentencesWithTheSameValues() throws Exception {
		final Map<String, String> english = file("sentences.properties");
		final Map<String, String> chinese = file("sentences_zh.properties");
		assertEquals(english.keySet(), chinese.keySet());
		english.forEach((key, words) -> assertEquals(values(words), values(chinese.get(key)), key));
	}

	private static TreeSet<String> values(final String words) {
		final TreeSet<String> values = new TreeSet<>();
		final Matcher value = Pattern.compile("\\{[0-9]\\}").matcher(words);
		while (value.find())
			values.add(value.group());
		return values;
	}

	@Test
	void sentencesOfEveryKindAreSaidInChinese() {
		assertEquals("\u7ed3\u679c\uff1a12 x 10, 2 \u4e2a\u901a\u9053, 32 \u4f4d, 480 \u5b57\u8282 \u00b7 \u7ea6 2 \u5206\u949f", CHINESE.say(
			"Result: 12 x 10, 2 channels, 32-bit, 480 bytes \u00b7 about 2 min"));
		assertEquals("\u65e0\u6cd5\u6267\u884c\uff1akernel row 2 is short", CHINESE.say("Not possible: kernel row 2 is short"));
		assertEquals("\u201cx.tif\u201d\u4e2d x=1 y=2 \u5468\u56f4\u7684 8 x 8 \u50cf\u7d20", CHINESE.say("on 8 x 8 pixels around x=1 y=2 of 'x.tif'"));
		assertEquals("\u7528\u4e8e\u201cx.tif\u201d", CHINESE.say("On 'x.tif'"));
		assertEquals("\u201cx\u201d\u4e0d\u662f\u4e00\u4e2a\u6570", CHINESE.say("'x' is not one number"));
		assertEquals("a word", CHINESE.say("a word"));
		assertEquals("Result: 1 x 1, 8-bit", Sentences.of(Locale.GERMAN).say("Result: 1 x 1, 8-bit"));
	}

	@ParameterizedTest
	@MethodSource("commands")
	void whatAnUntouchedDialogSaysIsChinese(final CommandInfo info) {
		for (final int slices : new int[] { 1, 3 }) {
			final ImagePlus image = TestImages.hyperstack(8, 24, 20, 2, slices, 1);
			final Module module = CONTEXT.service(ModuleService.class).createModule(info);
			if (info.getInput("image") != null) module.setInput("image", image);
			try (CommandDialog dialog = new CommandDialog(module)) {
				if (dialog.isMistaken()) continue;
				final String said = CHINESE.say(LiveLine.of(dialog.text(), dialog.isPossible() ? 3 : Double.NaN));
				final String first = said.split("\n")[0];
				// tables and matrices describe themselves in words of their own
				if (first.startsWith("\u7ed3\u679c") || !dialog.isPossible()) assertFalse(ENGLISH.matcher(first.replace(image.getTitle(), "").replaceAll(
					"ConvolveJ|TIFF|RGB|Zarr|[A-Za-z]+=[a-z0-9]+", "")).find(), first);
			}
		}
	}

	/** What is typed wrong most often; names of keys, presets and files are what they are. */
	@ParameterizedTest
	@CsvSource(delimiter = '!', value = { "Convolution ! kernel ! 1 2; 3", "Convolution ! kernel ! 1 x 1",
		"Convolution ! kernel ! ''", "Convolution ! kernel ! gausian:2", "Convolution ! padding ! 1,2,3",
		"Convolution ! padding ! abc", "Convolution ! stride ! 0", "Convolution ! dilation ! 0.5", "Convolution ! roi ! crop",
		"Convolution ! border ! mirror", "Convolution ! target ! in-place", "Convolution ! part ! red",
		"Smooth ! sigma ! abc", "Smooth ! sigma ! ''", "Smooth ! sigma ! -1", "Smooth ! sigma ! 1,2,3", "Edges ! sigma ! 2,,2",
		"Edges ! outputs ! q", "Pooling ! window ! 100", "Pooling ! stride ! wide", "Upsample ! factor ! two",
		"UnmixChannels ! matrix ! 1 2 3", "UnmixChannels ! matrix ! 1; x", "UnmixChannels ! dyes ! red,green",
		"UnmixChannels ! background ! 1,2,3", "PointwiseConvolution ! matrix ! 1 2 3", "Replay ! recipe ! missing.tif",
		"ATrousWavelets ! planes ! 99", "AdaptivePooling ! size ! 1,2,3", "Network ! model ! missing.onnx" })
	void mistakesAreExplainedInChinese(final String command, final String key, final String value) {
		final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class).getCommand(
			"io.github.convolvej.command." + command + "Command"));
		module.setInput("image", TestImages.hyperstack(8, 24, 20, 2, 1, 1));
		if (command.equals("Edges") && key.equals("sigma")) module.setInput("operator", "gaussian");
		try (CommandDialog dialog = new CommandDialog(module)) {
			final DialogFields fields = new DialogFields(dialog, () -> {});
			fields.field(key).show(value);
			fields.read();
			assertTrue(dialog.isMistaken(), dialog.text());
			final String said = CHINESE.say(dialog.text());
			final String own = said.replaceAll("[\u201c'][^\u201d']*[\u201d']|\uff08[^\uff09]*\uff09|[a-z]+[=:][a-z0-9-]+|\u9884\u8bbe\u6709.*", "");
			assertFalse(Pattern.compile("[A-Za-z]{2,}[ :][a-z]{2,}").matcher(own).find(), dialog.text() + " -> " + said);
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void everySettingIsExplainedInChinese(final CommandInfo info) {
		final Module module = CONTEXT.service(ModuleService.class).createModule(info);
		final Class<?> command = module.getDelegateObject().getClass();
		final Labels labels = Labels.of(Locale.SIMPLIFIED_CHINESE, command);
		for (final ModuleItem<?> item : DialogLayout.of(command, info).all()) {
			final String said = labels.description(item);
			assertTrue(Pattern.compile("[\\u4e00-\\u9fff]").matcher(said).find(), item.getName() + " of " + info.getTitle() + ": " + said);
			assertFalse(Pattern.compile("[A-Za-z]{3,} (the|of|and|for|to|in) ").matcher(said).find(), said);
			assertEquals(item.getDescription(), Labels.of(Locale.ENGLISH, command).description(item));
		}
	}

	/** Words that no setting has are of one that was renamed. */
	@Test
	void noHelpIsLeftOver() throws Exception {
		final TreeSet<String> unused = new TreeSet<>(file("help_zh.properties").keySet());
		for (final CommandInfo info : commands()) {
			final Class<?> command = CONTEXT.service(ModuleService.class).createModule(info).getDelegateObject().getClass();
			DialogLayout.of(command, info).all().forEach(item -> {
				if (!unused.remove(Labels.commandName(command) + "." + item.getName())) unused.remove(item.getName());
			});
		}
		assertEquals(new TreeSet<>(), unused);
	}

	@Test
	void trapsAreToldInChinese() {
		final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class).getCommand(
			"io.github.convolvej.command.SmoothCommand"));
		final ImagePlus image = TestImages.hyperstack(8, 24, 20, 1, 5, 1);
		image.getCalibration().pixelDepth = 4;
		module.setInput("image", image);
		try (CommandDialog dialog = new CommandDialog(module)) {
			dialog.set("dimensions", "3D");
			dialog.set("border", "zero");
			dialog.set("output", "same");
			final String[] lines = CHINESE.say(LiveLine.of(dialog.text(), 3)).split("\n");
			assertTrue(lines.length >= 3, dialog.text());
			for (int i = 1; i < lines.length; i++) {
				assertTrue(lines[i].startsWith("\u6ce8\u610f\uff1a"), lines[i]);
				assertFalse(ENGLISH.matcher(lines[i].replaceAll("[a-z]+=[a-z0-9]+", "")).find(), lines[i]);
			}
		}
	}
}
