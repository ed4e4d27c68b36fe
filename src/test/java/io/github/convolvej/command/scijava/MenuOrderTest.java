package io.github.convolvej.command.scijava;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.QuietContext;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.MenuPath;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** In Fiji the menu is by job. */
class MenuOrderTest {

	private static List<CommandInfo> commands(final CommandService service) {
		// the tests have commands of their own
		return service.getCommands().stream().filter(c -> c.getMenuPath().getMenuString().startsWith(
			"Plugins > ConvolveJ")).collect(Collectors.toList());
	}

	@Test
	void everydayJobsComeFirstThenSubmenusThenTheRest() {
		try (Context context = QuietContext.of(CommandService.class)) {
			new org.scijava.service.ServiceHelper(context).createExactService(MenuOrder.class);
			final List<CommandInfo> commands = commands(context.service(CommandService.class));
			assertEquals(new HashSet<>(MenuOrder.LABELS), commands.stream().map(c -> c.getMenuPath().getLeaf().getName()).filter(
				name -> !name.matches(".*(Cancelled|Failing).*")).collect(Collectors.toSet()), "all commands have a place");
			// as imagej-legacy does: submenus stand where their first command does
			commands.sort(Comparator.comparingDouble(c -> c.getMenuPath().getLeaf().getWeight()));
			final List<String> level = new ArrayList<>();
			for (final CommandInfo command : commands) {
				final MenuPath path = command.getMenuPath();
				if (!level.contains(path.get(2).getName())) level.add(path.get(2).getName());
			}
			level.removeIf(name -> name.matches(".*(Cancelled|Failing).*"));
			final List<String> jobs = List.of("Convolution...", "Edges...", "Smooth...", "A Trous Wavelets...",
				"Neighbourhood...", "Background...", "Resize", "Channels", "Convolution variants", "Measure", "Layers", "Learn",
				"Samples", "Replay...", "Batch...", "Show as Script...", "ConvolveJ Manual", "About ConvolveJ");
			assertEquals(jobs, level);
			// as SciJava's own menus do: each level by its weights
			commands.sort(Comparator.comparingDouble(c -> c.getMenuPath().get(2).getWeight()));
			assertEquals(jobs, commands.stream().map(c -> c.getMenuPath().get(2).getName()).distinct().filter(name -> !name
				.matches(".*(Cancelled|Failing).*")).collect(Collectors.toList()));
		}
	}
}
