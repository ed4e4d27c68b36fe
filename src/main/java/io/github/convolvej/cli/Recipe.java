package io.github.convolvej.cli;

import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.command.FilterCommand;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.Provenance;
import io.github.convolvej.run.Monitor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiEncoder;

/** Filters to run one after the other, with their parameters: usually one. */
final class Recipe {

	private final List<FilterEntry> filters;
	private final List<Map<String, String>> values;
	/** The selections that they use; null for that of the image. */
	private final List<Roi> rois;

	private Recipe(final List<FilterEntry> filters, final List<Map<String, String>> values, final List<Roi> rois) {
		this.filters = filters;
		this.values = values;
		this.rois = rois;
	}

	/**
	 * @param filter a filter
	 * @param values its parameters, text by key
	 * @return the recipe
	 * @throws UsageException if a key is unknown or a value is not what it takes
	 */
	static Recipe of(final FilterEntry filter, final Map<String, String> values) {
		return checked(new Recipe(Collections.singletonList(filter), Collections.singletonList(values),
			Collections.singletonList(null)));
	}

	/**
	 * @param provenance how an image was made
	 * @param catalog the filters
	 * @return the recipe
	 * @throws UsageException if there is no record, or this version does not know a
	 *           filter or key of it
	 */
	static Recipe of(final Provenance provenance, final FilterCatalog catalog) {
		try {
			provenance.last();
			final List<MacroLine> lines = new ArrayList<>();
			final List<Roi> rois = new ArrayList<>();
			for (final Provenance.Step step : provenance.steps()) {
				lines.add(step.macro());
				rois.add(step.roi());
			}
			return of(lines, rois, catalog);
		}
		catch (final UsageException e) {
			throw e;
		}
		catch (final IllegalArgumentException e) {
			throw new UsageException(e.getMessage(), e);
		}
	}

	/**
	 * @param lines calls of filters as macros have them
	 * @param rois the selection that each uses; null for that of the image, or for
	 *          none of them
	 * @param catalog the filters
	 * @return the recipe
	 * @throws UsageException if this version does not know a filter or key
	 */
	static Recipe of(final List<MacroLine> lines, final List<Roi> rois, final FilterCatalog catalog) {
		final List<FilterEntry> filters = new ArrayList<>();
		final List<Map<String, String>> values = new ArrayList<>();
		for (final MacroLine line : lines) {
			filters.add(catalog.get(line.label()));
			final Map<String, String> keys = new LinkedHashMap<>(line.values());
			// the pixels are the same wherever the result was put
			final String target = keys.remove("target");
			if ("in-place".equals(target) && !keys.getOrDefault("part", "all").equals("all")) throw new UsageException("part is " +
				keys.get("part") + " and target is in-place: the other planes stayed as they were, which new files cannot have");
			values.add(keys);
		}
		return checked(new Recipe(filters, values, rois == null ? new ArrayList<>(Collections.nCopies(lines.size(), null))
			: rois));
	}

	private static Recipe checked(final Recipe recipe) {
		for (int i = 0; i < recipe.filters.size(); i++)
			recipe.check(i);
		return recipe;
	}

	private void check(final int i) {
		NamedFiles.checkNames(values.get(i));
		try {
			command(i);
		}
		catch (final UsageException e) {
			throw new UsageException(step(i) + e.getMessage(), e);
		}
	}

	/**
	 * Checks the values of all keys, for which files that they name are read.
	 *
	 * @throws UsageException if one cannot be right for any image
	 */
	void checkValues() {
		for (int i = 0; i < size(); i++) {
			final String fault = Probes.fault(command(i));
			if (fault != null) throw new UsageException(step(i) + fault);
		}
	}

	/** How messages name a filter; nothing if it is the only one. */
	private String step(final int i) {
		return size() == 1 ? "" : "step " + (i + 1) + ", " + filters.get(i).name() + ": ";
	}

	/**
	 * Plans one of the filters.
	 *
	 * @param i which one
	 * @param command it, as {@link #commandAt} gives it
	 * @param image what it is run on
	 * @return the work
	 * @throws IllegalArgumentException saying what was wrong, and in which step
	 */
	FilterJob job(final int i, final FilterCommand command, final ImagePlus image) {
		try {
			return command.job(image);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(step(i) + e.getMessage(), e);
		}
	}

	/**
	 * @param filters filters in the order in which they are run
	 * @param values the parameters of each, text by key
	 * @return the recipe
	 * @throws UsageException if a key is unknown or a value is not what it takes
	 */
	static Recipe of(final List<FilterEntry> filters, final List<Map<String, String>> values) {
		return checked(new Recipe(filters, values, new ArrayList<>(Collections.nCopies(filters.size(), null))));
	}

	/** @return number of filters */
	int size() {
		return filters.size();
	}

	/** @return the i-th command, new */
	FilterCommand commandAt(final int i) {
		return command(i);
	}

	/** @return the call of the i-th filter as a macro has it, with all keys */
	String text(final int i) {
		return command(i).macroLine().toString();
	}

	/** @return the calls of all filters, a line each */
	String text() {
		return IntStream.range(0, size()).mapToObj(this::text).collect(Collectors.joining("\n"));
	}

	/**
	 * @param input where the image is
	 * @param output where the result goes
	 * @param options words that come before the keys
	 * @return the words of a command line that runs the filters elsewhere: files that
	 *         exist here have their whole paths
	 * @throws UsageException if a filter uses a selection, which words cannot hold
	 */
	List<String> words(final String input, final String output, final List<String> options) {
		final List<String> words = new ArrayList<>();
		for (int i = 0; i < size(); i++) {
			if (rois.get(i) != null) throw new UsageException(step(i) +
				"its record has a selection, which a command line cannot hold");
			if (i > 0) words.add(Arguments.THEN);
			words.add(filters.get(i).name());
			if (i == 0) {
				words.add(input);
				words.add(output);
				words.addAll(options);
			}
			values.get(i).forEach((key, value) -> words.add(key + "=" + (NamedFiles.mayName(key, value) && NamedFiles.exists(value
				.trim()) ? Path.of(value.trim()).toAbsolutePath().normalize().toString() : value)));
		}
		return words;
	}

	/** @return the selection that the i-th filter uses in addition to that of the image, as text; empty if there is none */
	String selection(final int i) {
		return rois.get(i) == null ? "" : Base64.getEncoder().encodeToString(RoiEncoder.saveAsByteArray(rois.get(i)));
	}

	/** @return the files that its values name, those that exist, each with what it is read for */
	Map<Path, String> files() {
		final Map<Path, String> files = new LinkedHashMap<>();
		for (final Map<String, String> keys : values)
			keys.forEach((key, value) -> NamedFiles.of(key, value).forEach(file -> files.putIfAbsent(file, key + "=" + value +
				", one of the files that are read")));
		return files;
	}

	/** @return the first value that may name a file, as key=value; null if there is none */
	String namedFile() {
		for (final Map<String, String> keys : values)
			for (final Map.Entry<String, String> e : keys.entrySet())
				if (NamedFiles.mayName(e.getKey(), e.getValue())) return e.getKey() + "=" + e.getValue();
		return null;
	}

	private FilterCommand command(final int i) {
		return filters.get(i).command(values.get(i));
	}

	/** Gives an image the selection that the i-th filter uses, if it has one of its own. */
	ImagePlus select(final int i, final ImagePlus image) {
		if (rois.get(i) != null) image.setRoi(rois.get(i));
		return image;
	}

	/** @return the names of the filters, joined by dashes */
	String name() {
		return filters.stream().map(FilterEntry::name).collect(Collectors.joining("-"));
	}

	/** @return the last command, new */
	FilterCommand last() {
		return command(filters.size() - 1);
	}

	/**
	 * Runs all filters but the last. Where a result would take much memory, its planes
	 * are computed when the next filter asks for them; it asks for each once.
	 *
	 * @param input the image
	 * @param memoryLimit largest result in bytes that is computed at once
	 * @param monitor is told of progress, of which each filter is a part of the same
	 *          size, and asked whether to stop
	 * @return what the last filter is run on, with its selection
	 */
	ImagePlus prepared(final ImagePlus input, final long memoryLimit, final Monitor monitor) {
		ImagePlus image = select(0, input);
		for (int i = 0; i < filters.size() - 1; i++) {
			final FilterCommand command = command(i);
			final FilterJob job = job(i, command, image);
			final boolean large = job.bytes() > memoryLimit && job.slices() * job.frames() > 1;
			final Monitor own = new StepMonitor(monitor, i, filters.size());
			final ImagePlus result = command.arrangesResult() ? command.result(job, own).image() : large ? job.virtual(silent(
				monitor)) : job.compute(own);
			command.trace(job, result);
			image = select(i + 1, result);
		}
		return image;
	}

	/** Planes that are computed later are part of the progress of the filter that asks for them. */
	private static Monitor silent(final Monitor monitor) {
		return new Monitor() {

			@Override
			public boolean isCancelled() {
				return monitor.isCancelled();
			}
		};
	}
}
