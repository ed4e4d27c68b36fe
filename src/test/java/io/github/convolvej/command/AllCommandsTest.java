package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.entry.MenuEntry;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.InstantiableException;
import org.scijava.ItemIO;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.LUT;

/** What every filter command promises to menus, macros and scripts. New commands join by being in the plugin index. */
class AllCommandsTest {

	private static final List<Class<?>> TYPES = Arrays.asList(String.class, int.class, long.class, double.class,
		boolean.class);

	private static final List<String> FIRST_LEVEL = List.of("Convolution...", "Edges...", "Smooth...", "A Trous Wavelets...",
		"Neighbourhood...", "Background...", "Replay...", "Batch...", "Show as Script...", "ConvolveJ Manual",
		"About ConvolveJ");
	private static final List<String> SUBMENUS = List.of("Channels", "Convolution variants", "Layers", "Learn", "Measure",
		"Resize", "Samples");

	static List<CommandInfo> commands() {
		return Harness.commands();
	}

	private static String label(final CommandInfo info) {
		return info.getMenuPath().getLeaf().getName();
	}

	/** All inputs but those that SciJava sets. */
	private static List<ModuleItem<?>> inputs(final CommandInfo info) {
		final List<ModuleItem<?>> items = new ArrayList<>(ParameterValues.of(info));
		info.inputs().forEach(item -> {
			if (item.getType() == ImagePlus.class) items.add(item);
		});
		return items;
	}

	private static Module create(final CommandInfo info) {
		return Harness.context().service(ModuleService.class).createModule(info);
	}

	/** Lines of the plugins.config beside the commands' classes, without comments and separators. */
	private static List<String> menu() throws IOException, URISyntaxException {
		final URL classes = FilterCommand.class.getProtectionDomain().getCodeSource().getLocation();
		final Path file = Paths.get(classes.toURI()).resolve("plugins.config");
		return Files.readAllLines(file).stream().map(String::trim).filter(l -> !l.isEmpty() && !l.startsWith(
			"#") && !l.endsWith("\"-\"")).collect(
			Collectors.toList());
	}

	@Test
	void theIndexHasThem() {
		assertTrue(commands().stream().anyMatch(c -> c.getDelegateClassName().equals(ConvolutionCommand.class.getName())));
	}

	@ParameterizedTest
	@MethodSource("commands")
	void keysAreSingleWordsThatNoOtherKeyEndsWith(final CommandInfo info) {
		final List<String> keys = inputs(info).stream().map(ModuleItem::getName).collect(Collectors.toList());
		assertFalse(keys.isEmpty());
		for (final String key : keys) {
			assertTrue(key.matches("[a-z][a-z0-9]*"), key);
			for (final String other : keys)
				assertTrue(other.equals(key) || !other.endsWith(key), other + " ends with " + key);
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void nothingIsRemembered(final CommandInfo info) {
		for (final ModuleItem<?> item : inputs(info))
			assertFalse(item.isPersisted(), item.getName());
	}

	@ParameterizedTest
	@MethodSource("commands")
	void parametersAreTextNumbersAndBoxesWithDefaults(final CommandInfo info) {
		final Module module = create(info);
		for (final ModuleItem<?> item : ParameterValues.of(info)) {
			assertTrue(TYPES.contains(item.getType()), item.getName() + " is a " + item.getType());
			final Object value = module.getInput(item.getName());
			assertNotNull(value, item.getName());
			if (item.getChoices() == null || item.getChoices().isEmpty()) continue;
			assertEquals(String.class, item.getType(), item.getName());
			assertTrue(item.getChoices().contains(value), item.getName() + "=" + value);
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void labelsBeginWithTheKeyAndThereIsHelp(final CommandInfo info) {
		assertFalse(info.getDescription().trim().isEmpty());
		for (final ModuleItem<?> item : inputs(info)) {
			assertEquals(item.getName(), item.getLabel().split(" ")[0].toLowerCase(Locale.ROOT));
			assertTrue(item.getDescription().trim().length() > 10, "description of " + item.getName());
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void imagesGoInAndComeOut(final CommandInfo info) {
		assertTrue(inputs(info).stream().anyMatch(i -> i.getType() == ImagePlus.class));
		info.outputs().forEach(o -> assertEquals(ItemIO.OUTPUT, o.getIOType()));
		assertEquals(ImagePlus.class, info.getOutput("result").getType());
	}

	/** All of the menu, also those that filter nothing. */
	static List<CommandInfo> entries() {
		return Harness.context().service(CommandService.class).getCommands().stream().filter(c -> c.getMenuPath().size() >= 3 &&
			c.getMenuPath().get(1).getName().equals("ConvolveJ") && !isTest(c)).collect(Collectors.toList());
	}

	@ParameterizedTest
	@MethodSource("entries")
	void theMenuOfPlainImageJHasTheSameEntryOnce(final CommandInfo info) throws Exception {
		assertEquals("Plugins", info.getMenuPath().get(0).getName());
		assertEquals("ConvolveJ", info.getMenuPath().get(1).getName());
		final List<String> path = info.getMenuPath().stream().map(e -> e.getName()).collect(Collectors.toList());
		final String expected = String.join(">", path.subList(0, path.size() - 1)) + ", \"" + label(info) + "\", " +
			MenuEntry.class.getName() + "(\"" + info.getDelegateClassName() + "\")";
		assertEquals(1, menu().stream().filter(expected::equals).count(), expected);
		assertEquals(1, menu().stream().filter(l -> l.contains("\"" + label(info) + "\"")).count());
		assertEquals(1, menu().stream().filter(l -> l.contains(info.getDelegateClassName() + "\"")).count());
	}

	/** Commands of the tests themselves. */
	private static boolean isTest(final CommandInfo info) {
		try {
			return info.loadClass().getProtectionDomain().getCodeSource().getLocation().getPath().contains("test-classes");
		}
		catch (final InstantiableException e) {
			throw new IllegalStateException(info.getClassName() + " is in the index, but cannot be loaded", e);
		}
	}

	@Test
	void theMenuOfPlainImageJHasNothingElse() throws Exception {
		// tools that filter no image have entries too
		assertTrue(entries().containsAll(commands()));
		assertEquals(entries().size(), menu().size());
	}

	/** The menu is by job: a submenu for each kind, everyday jobs, then what is about steps and ConvolveJ itself. */
	@Test
	void theMenuIsByJob() throws Exception {
		final List<String> firstLevel = new ArrayList<>();
		final List<String> submenus = new ArrayList<>();
		for (final String line : menu()) {
			final String place = line.substring(0, line.indexOf(','));
			assertTrue(place.startsWith("Plugins>ConvolveJ"), line);
			if (place.equals("Plugins>ConvolveJ")) firstLevel.add(line.split("\"")[1]);
			else if (!submenus.contains(place)) submenus.add(place);
		}
		assertEquals(FIRST_LEVEL, firstLevel);
		assertEquals(SUBMENUS, submenus.stream().map(s -> s.replace("Plugins>ConvolveJ>", "")).collect(Collectors.toList()));
	}

	@Test
	void labelsAreUniqueAndNoneIsImageJs() throws IOException {
		final Set<String> taken = imagejLabels();
		assertTrue(taken.contains("Convolve...") && taken.contains("Gaussian Blur...") && taken.size() > 300, taken::toString);
		for (final CommandInfo info : entries())
			assertTrue(taken.add(label(info)), label(info) + " is taken");
	}

	/** Of all menus of ImageJ itself. */
	private static Set<String> imagejLabels() throws IOException {
		final Set<String> labels = new HashSet<>();
		final String properties = new String(IJ.class.getResourceAsStream("/IJ_Props.txt").readAllBytes(),
			StandardCharsets.UTF_8);
		// new01="Image...[n]",ij.plugin.Commands("new")
		final Matcher entry = Pattern.compile("(?m)^\\w+=\"([^\"\\[]+)(\\[[^\"]*)?\"").matcher(properties);
		while (entry.find())
			labels.add(entry.group(1).trim());
		return labels;
	}

	private static Stream<ImagePlus> imagesOfEveryType() {
		final List<ImagePlus> images = new ArrayList<>();
		for (final int depth : TestImages.DEPTHS) {
			images.add(TestImages.hyperstack(depth, 24, 20, 1, 1, 1));
			images.add(TestImages.hyperstack(depth, 17, 19, depth == 24 ? 1 : 2, 3, 2));
		}
		final byte[][] palette = new byte[3][256];
		final Random random = new Random(1);
		for (final byte[] colour : palette)
			random.nextBytes(colour);
		final ImagePlus indexed = new ImagePlus("indexed", new ByteProcessor(16, 16, new byte[256], new LUT(palette[0],
			palette[1], palette[2])));
		indexed.setTypeToColor256();
		assertEquals(ImagePlus.COLOR_256, indexed.getType());
		images.add(indexed);
		final ImagePlus signed = TestImages.hyperstack(16, 16, 15, 1, 1, 1);
		signed.getCalibration().setSigned16BitCalibration();
		images.add(signed);
		return images.stream();
	}

	@ParameterizedTest
	@MethodSource("commands")
	void withItsDefaultsItRunsOnImagesOfEveryType(final CommandInfo info) throws Exception {
		for (final ImagePlus image : imagesOfEveryType().collect(Collectors.toList())) {
			final ImagePlus result = (ImagePlus) Harness.run(info, "image", image).getOutput("result");
			assertNotNull(result, image.toString());
			assertTrue(result.getStackSize() > 0 && result.getWidth() > 0);
			assertFalse(result.isVisible());
			assertTrue(result.getTitle().startsWith(image.getShortTitle() + "-"), result.getTitle());
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void withoutAnImageItSaysSo(final CommandInfo info) throws InterruptedException {
		assertTrue(Harness.refusal(info).contains("open an image first"));
		assertTrue(Harness.refusal(info, "image", new ImagePlus()).contains("Open an image first"));
	}

	@ParameterizedTest
	@MethodSource("commands")
	void everyChoiceThatIsNotOneIsRefused(final CommandInfo info) throws InterruptedException {
		final ImagePlus image = TestImages.hyperstack(8, 24, 20, 1, 1, 1);
		for (final ModuleItem<?> item : ParameterValues.of(info)) {
			if (item.getChoices() == null || item.getChoices().isEmpty()) continue;
			final String refusal = Harness.refusal(info, "image", image, item.getName(), "unheard");
			assertTrue(refusal.contains(item.getName()) && refusal.contains("unheard"), refusal);
			for (final Object choice : item.getChoices())
				assertTrue(refusal.contains(choice.toString()), refusal);
		}
	}
}
