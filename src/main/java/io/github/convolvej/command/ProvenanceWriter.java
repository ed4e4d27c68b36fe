package io.github.convolvej.command;

import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.ij1.macro.Provenance;

import java.util.LinkedHashMap;
import java.util.Map;

import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

/** Records in a result how it was made: every parameter of the command, even those left at their defaults. */
final class ProvenanceWriter {

	private ProvenanceWriter() {}

	/**
	 * @param command a command with its parameters set
	 * @return the call of the command, as a line of a macro
	 */
	static MacroLine line(final Command command) {
		final Plugin plugin = command.getClass().getAnnotation(Plugin.class);
		final CommandInfo info = new CommandInfo(command.getClass(), plugin);
		final CommandModule module = new CommandModule(info, command);
		final Map<String, String> values = new LinkedHashMap<>();
		for (final ModuleItem<?> item : ParameterValues.of(info))
			values.put(item.getName(), String.valueOf(module.getInput(item.getName())));
		final String path = plugin.menuPath();
		return new MacroLine(path.substring(path.lastIndexOf('>') + 1), values);
	}

	/**
	 * @param command a command with its parameters set
	 * @param job the job that the command made from its parameters
	 * @param result the result of the job; it gets the steps of its input, then this step
	 */
	static void write(final Command command, final FilterJob job, final ImagePlus result) {
		final ImagePlus input = job.input().whole();
		final Map<String, String> values = new LinkedHashMap<>(line(command).values());
		// the record must name the channel or plane, because the user may look at another one later
		values.computeIfPresent("part", (key, part) -> part.trim().equals("channel") ? "channel:" + job.input().first(0) : part
			.trim().equals("plane") ? "plane:" + job.input().first(0) + "," + job.input().first(1) + "," + job.input().first(2)
				: part);
		// a virtual stack has the same pixels as a new image
		values.computeIfPresent("target", (key, target) -> target.equals("virtual") ? "new" : target);
		final boolean heeded = !values.getOrDefault("roi", "ignore").equals("ignore");
		Provenance.of(input).then(new Provenance.Step(new MacroLine(line(command).label(), values), Provenance.version(),
			engine(job), input.getTitle(), heeded ? input.getRoi() : null)).writeTo(result);
	}

	/** Names the method of computing, and how sums are made, because both affect rounding. */
	private static String engine(final FilterJob job) {
		return job.engine() + (job.multiplyAccumulates() > 0 ? ", " + Precision.sums() : "");
	}
}
