package io.github.convolvej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.ij1.dialog.Manual;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;

/**
 * What a new filter touches beside its own class, as CONTRIBUTING.md lists it. Other
 * items of that list are found by {@code FilterContractTest} (the catalogue), {@code
 * AllCommandsTest} (plugins.config) and {@code OpsTest} (cases and page of an op).
 */
class NewFilterTest {

	private static final Path MAIN = Paths.get("src/main/java/io/github/convolvej");
	private static final Path MANUAL = Paths.get("docs/manual");

	/** Parameters that all commands have; they are listed once. */
	private static final Set<String> SHARED = Set.of("roi", "part", "target");
	/** Commands that have no page of their own: they are a part of another page. Those that ask for nothing need none. */
	private static final Set<String> WITHOUT_PAGE = Set.of("show-as-script");

	/** All public classes of filters. */
	private static List<Class<?>> filters() throws Exception {
		final Path classes = Paths.get(Filter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		final List<Class<?>> filters = new ArrayList<>();
		try (Stream<Path> files = Files.walk(classes.resolve("io/github/convolvej"))) {
			for (final Path file : files.filter(f -> f.toString().endsWith(".class")).collect(Collectors.toList())) {
				final String name = classes.relativize(file).toString().replace(".class", "").replaceAll("[/\\\\]", ".");
				final Class<?> c = Class.forName(name, false, Filter.class.getClassLoader());
				if (Filter.class.isAssignableFrom(c) && Modifier.isPublic(c.getModifiers()) && !Modifier.isAbstract(c
					.getModifiers())) filters.add(c);
			}
		}
		return filters;
	}

	/** All sources of a room in one text. */
	private static String sources(final String room) throws IOException {
		try (Stream<Path> files = Files.walk(MAIN.resolve(room))) {
			return files.filter(f -> f.toString().endsWith(".java")).map(f -> {
				try {
					return Files.readString(f);
				}
				catch (final IOException e) {
					throw new UncheckedIOException(e);
				}
			}).collect(Collectors.joining("\n"));
		}
	}

	private static void assertUsedIn(final String room, final Set<String> others) throws Exception {
		final String text = sources(room);
		final Set<String> missing = new TreeSet<>();
		for (final Class<?> filter : filters())
			if (!Pattern.compile("\\b" + filter.getSimpleName() + "\\b").matcher(text).find()) missing.add(filter
				.getSimpleName());
		assertEquals(new TreeSet<>(others), missing, "filters that nothing in " + room + " uses");
	}

	@Test
	void everyFilterHasACommand() throws Exception {
		assertTrue(filters().size() >= 18);
		// measures the statistics of channels; a part of Background
		assertUsedIn("command", Set.of("LineMoments", "Difference"));
	}

	@Test
	void everyFilterHasAnOp() throws Exception {
		// runs of several filters, whose parts are ops, and what measures
		assertUsedIn("ops", Set.of("FlattenedConvolution", "FusedFilter", "LineMoments"));
	}

	private static List<CommandInfo> commands() {
		try (Context context = QuietContext.of(CommandService.class)) {
			// tests have commands of their own
			return context.service(CommandService.class).getCommands().stream().filter(c -> Files.exists(Paths.get(
				"src/main/java", c.getDelegateClassName().replace('.', '/') + ".java"))).collect(Collectors.toList());
		}
	}

	private static String page(final CommandInfo command) {
		return Manual.page(command.getMenuPath().getLeaf().getName());
	}

	@Test
	void everyCommandHasAPageWithAPictureThatTheManualLists() throws IOException {
		final String contents = Files.readString(MANUAL.resolve("README.md"));
		final List<CommandInfo> commands = commands();
		assertTrue(commands.size() >= 20, commands.toString());
		for (final CommandInfo command : commands) {
			final String page = page(command);
			if (WITHOUT_PAGE.contains(page) || ParameterValues.of(command).isEmpty()) continue;
			final Path file = MANUAL.resolve(page + ".md");
			assertTrue(Files.exists(file), command + " has no page " + file);
			assertTrue(contents.contains("](" + page + ".md)"), page + " is not in the contents of the manual");
			final Matcher first = Pattern.compile("## When to use this\n(.*?)\n## ", Pattern.DOTALL).matcher(Files.readString(file));
			assertTrue(first.find(), file + " does not say when to use it");
			assertEquals(first.start(), Files.readString(file).indexOf("## "), file + " does not say first when to use it");
			final Matcher picture = Pattern.compile("!\\[[^]]+]\\((images/[^)]+)\\)").matcher(first.group(1));
			assertTrue(picture.find(), file + " has no picture of a case to use it");
			assertTrue(Files.exists(MANUAL.resolve(picture.group(1))), picture.group(1));
		}
	}

	@Test
	void theMacroKeysOfEveryCommandAreInTheChangelog() throws IOException {
		final String changes = Files.readString(Paths.get("CHANGELOG.md"));
		for (final CommandInfo command : commands()) {
			final String label = command.getMenuPath().getLeaf().getName();
			if (ParameterValues.of(command).isEmpty()) continue;
			final Matcher line = Pattern.compile("Macro keys of `" + Pattern.quote(label) + "`: ([^.;\n]*)").matcher(changes);
			assertTrue(line.find(), label + " has no line 'Macro keys of ...' in CHANGELOG.md");
			final Set<String> listed = new TreeSet<>(Arrays.asList(line.group(1).replace("`", "").split(", ")));
			final Set<String> keys = ParameterValues.of(command).stream().map(ModuleItem::getName).filter(k -> !SHARED
				.contains(k)).collect(Collectors.toCollection(TreeSet::new));
			assertEquals(keys, listed, label);
		}
	}
}
