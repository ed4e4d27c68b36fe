package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.macro.ParameterValues;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Parameters that commands inherit stay where they are shown and recorded. */
class ParameterOrderTest {

	private static List<CommandInfo> commands() {
		return Harness.context().service(CommandService.class).getCommandsOfType(Command.class).stream().filter(c -> c
			.getClassName().startsWith("io.github.convolvej.")).collect(Collectors.toList());
	}

	@ParameterizedTest
	@CsvSource({
		"ConvolutionCommand, kernel mode stride padding border dilation groups bias dimensions channels engine output",
		"SeparableConvolutionCommand, kernel row column depth terms flattened mode stride padding border dilation bias dimensions output",
		"GroupedConvolutionCommand, kernel groups shuffle mode stride padding border dilation bias dimensions engine output",
		"DepthwiseSeparableConvolutionCommand, kernel pointwise mode stride padding border dilation bias dimensions engine output",
		"DeformableConvolutionCommand, kernel offsets mask offsetweights offsetconstant maskweights maskconstant partitions largest stride padding dilation groups bias dimensions output",
		"TransposedConvolutionCommand, kernel mode stride padding paddingout outputsize dilation groups bias dimensions channels overlap output",
		"DilatedConvolutionCommand, kernel rates dilation mode padding border dimensions gridding engine output",
		"SmoothCommand, method sigma sigma2 unit size dimensions border output",
		"UpsampleCommand, method factor size align dimensions output" })
	void keysAreInTheOrderOfTheDialog(final String command, final String keys) throws Exception {
		final Class<?> type = Class.forName("io.github.convolvej.command." + command);
		final CommandInfo info = new CommandInfo(type.asSubclass(Command.class), type.getAnnotation(Plugin.class));
		assertEquals(keys + " roi part target", ParameterValues.of(info).stream().map(ModuleItem::getName).collect(Collectors
			.joining(" ")));
	}

	@Test
	void anOrderNamesEveryKeyOfItsCommand() {
		int ordered = 0;
		for (final CommandInfo info : commands()) {
			if (info.get(ParameterValues.ORDER) == null) continue;
			final List<String> keys = ParameterValues.of(info).stream().filter(i -> !i.is(ParameterValues.COMMON)).map(
				ModuleItem::getName).collect(Collectors.toList());
			assertEquals(keys, Arrays.asList(info.get(ParameterValues.ORDER).split(" ")), info.getClassName());
			ordered++;
		}
		assertTrue(ordered >= 6, "commands with an order were found");
	}

	@Test
	void noParameterIsDeclaredAgainAndAgain() throws Exception {
		final Set<Class<?>> classes = new LinkedHashSet<>();
		for (final CommandInfo info : commands())
			for (Class<?> c = Class.forName(info.getClassName()); c != null; c = c.getSuperclass())
				classes.add(c);
		final Map<String, List<String>> declared = new HashMap<>();
		for (final Class<?> c : classes)
			for (final Field field : c.getDeclaredFields()) {
				final Parameter p = field.getAnnotation(Parameter.class);
				if (p == null || p.type() == ItemIO.OUTPUT || p.label().isEmpty()) continue;
				declared.computeIfAbsent(field.getName() + " | " + p.label() + " | " + p.description() + " | " + Arrays.toString(p
					.choices()), k -> new ArrayList<>()).add(c.getSimpleName());
			}
		declared.forEach((words, by) -> assertTrue(by.size() <= 4, () -> words + " is declared by " + by +
			": inherit it from a class of commands that have it in common"));
		assertTrue(declared.size() > 60, "parameters were found");
	}
}
