package io.github.convolvej.cli;

import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.network.model.ImageModel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The parsed command line: options, words in order, and {@code key=value} pairs, which may
 * stand anywhere. An argument is a pair if a plain name precedes its first equals
 * sign, so a file {@code a=b.tif} is given as {@code ./a=b.tif}.
 */
@Command(name = "java -jar ConvolveJ_-VERSION-all.jar", sortOptions = false, header = {
	"ConvolveJ, the convolution toolbox for ImageJ and Fiji, without windows.", "" }, customSynopsis = {
		"java -jar ConvolveJ_-VERSION-all.jar FILTER INPUT... OUTPUT [key=value...] [then FILTER [key=value...]...] [options]",
		"       java -jar ConvolveJ_-VERSION-all.jar pyramid INPUT OUTPUT.zarr [options]",
		"       java -jar ConvolveJ_-VERSION-all.jar check OUTPUT.zarr",
		"       java -jar ConvolveJ_-VERSION-all.jar replay --recipe RECIPE.ijm|RESULT INPUT... OUTPUT [options]",
		"       java -jar ConvolveJ_-VERSION-all.jar explain --at X,Y[,C,Z,T] RESULT INPUT [path=N,N...]",
		"       java -jar ConvolveJ_-VERSION-all.jar script RESULT [language=macro|groovy|jython|pyimagej|shell]",
		"       java -jar ConvolveJ_-VERSION-all.jar animate [INPUT] OUTPUT.gif|OUTPUT.tif [key=value...]",
		"       java -jar ConvolveJ_-VERSION-all.jar learn-kernel INPUT WANTED KERNEL.txt [key=value...]",
		"       java -jar ConvolveJ_-VERSION-all.jar verify MODEL...",
		"       java -jar ConvolveJ_-VERSION-all.jar feature-gallery INPUT|FOLDER OUTPUT.tif [key=value...]",
		"       java -jar ConvolveJ_-VERSION-all.jar samples FOLDER",
		"       java -jar ConvolveJ_-VERSION-all.jar list | help [FILTER]", "" }, description = {
			"FILTER  a name from 'list'; 'help FILTER' shows its keys, which are those of the ImageJ macro.",
			"INPUT   image files, a folder (all images directly in it) or a quoted glob (\"data/**/*.tif\").",
			"        A folder INPUT.zarr is one image: OME-Zarr, or a Zarr array (--axes).",
			"OUTPUT  a .tif file for one image; otherwise a folder, which gets NAME-FILTER.tif for each.",
			"        OUTPUT.zarr gets one image of any size, block by block; started again, it goes on.",
			"MODEL   a model of bioimage.io: verify runs its own test.",
			"RESULT  a TIFF that ConvolveJ has made: replay does the same with other images, explain shows",
			"        how one of its samples came about, script prints how it was made.", "" }, footer = { "",
				"Results are ImageJ TIFFs, written plane by plane. A file that fails does not stop the others.",
				"Exit code: 0 all done, 1 some files failed, 2 nothing was computed because of how it was called;",
				"130 or 143 if a signal stopped it, which leaves only whole files." })
final class Arguments {

	private static final Pattern PAIR = Pattern.compile("[A-Za-z][A-Za-z0-9_]*=.*", Pattern.DOTALL);
	private static final Pattern MODEL = Pattern.compile(".*\\.(onnx|zip|ya?ml)", Pattern.CASE_INSENSITIVE);
	/** Separates filters that are run one after the other. */
	static final String THEN = "then";
	private static final int MAX_THREADS = 1024;

	@Option(names = "--threads", paramLabel = "N", description = "Threads that compute; all processors if not given.")
	private Integer threads;

	@Option(names = "--overwrite", description = "Replace output files that exist. Inputs are never written onto.")
	private boolean overwrite;

	@Option(names = "--series", paramLabel = "N", description = "Which of several images of each input TIFF, from 1; " +
		"needed where they differ in size or type.")
	private Integer series;

	@Option(names = "--compress", description = "Compress the samples of output files without loss (deflate).")
	private boolean compress;

	@Option(names = "--dry-run", description = "Show size, work and calibration of each result; write nothing.")
	private boolean dryRun;

	@Option(names = { "--from", "--recipe" }, paramLabel = "FILE", description = "For replay: a result whose steps are done" +
		" again, or a macro (.ijm) of lines that were recorded of ConvolveJ.")
	private String from;

	@Option(names = "--at", paramLabel = "X,Y[,C,Z,T]", description = "For explain: the sample, x and y from 0, " +
		"channel, slice and time point from 1.")
	private String at;

	@Mixin
	private final FileOptions files = new FileOptions();

	@Mixin
	private final VolumeOptions volumes = new VolumeOptions();

	@Option(names = { "-q", "--quiet" }, description = "Print failures only.")
	private boolean quiet;

	@Option(names = { "-h", "--help" }, description = "Show this help, or that of the filter.")
	private boolean help;

	@Option(names = { "-V", "--version" }, description = "Show the version.")
	private boolean version;

	@Parameters(hidden = true)
	private final List<String> arguments = new ArrayList<>();

	private final List<String> words = new ArrayList<>();
	private final Map<String, String> values = new LinkedHashMap<>();
	/** Filters after the first, and their values. */
	private final List<String> nextFilters = new ArrayList<>();
	private final List<Map<String, String>> nextValues = new ArrayList<>();

	/**
	 * @param args the arguments, as passed by the shell
	 * @return the parsed arguments
	 * @throws CommandLine.ParameterException if an option is unknown or lacks its
	 *           number
	 * @throws UsageException if a key is there twice, or a number is impossible
	 */
	static Arguments parse(final String... args) {
		final Arguments parsed = new Arguments();
		commandLine(parsed).parseArgs(args);
		parsed.split();
		final Integer n = parsed.threads;
		if (n != null && (n < 1 || n > MAX_THREADS)) throw new UsageException("--threads is " + n +
			", but must be a whole number from 1 to " + MAX_THREADS);
		if (parsed.series != null && parsed.series < 1) throw new UsageException("--series is " + parsed.series +
			", but must be a whole number from 1 on");
		return parsed;
	}

	/** @return the usage of the whole program */
	static String usage() {
		return commandLine(new Arguments()).getUsageMessage(CommandLine.Help.Ansi.OFF);
	}

	private static CommandLine commandLine(final Arguments arguments) {
		// kernels and file names may begin with @
		return new CommandLine(arguments).setExpandAtFiles(false).setUsageHelpWidth(100);
	}

	private void split() {
		Map<String, String> current = values;
		for (final Iterator<String> all = arguments.iterator(); all.hasNext();) {
			final String argument = all.next();
			if (argument.equals(THEN) && !(words.size() == 1 && words.get(0).equals("help"))) {
				if (!all.hasNext()) throw new UsageException("'then' is followed by nothing: name the next filter");
				nextFilters.add(all.next());
				current = new LinkedHashMap<>();
				nextValues.add(current);
				continue;
			}
			if (argument.equals("=")) throw new UsageException("'=' stands alone: write key=value without spaces");
			if (!PAIR.matcher(argument).matches()) {
				if (current != values) throw new UsageException("'" + argument + "' follows 'then " + nextFilters.get(nextFilters
					.size() - 1) + "', but inputs and the output come before the first 'then'");
				words.add(argument);
				continue;
			}
			final int equals = argument.indexOf('=');
			final String key = argument.substring(0, equals);
			if (current.put(key, argument.substring(equals + 1)) != null) throw new UsageException("'" + key +
				"' is given twice: give it once");
		}
		takeModel();
	}

	/** The model of a network may precede the images; its name cannot be that of an image. */
	private void takeModel() {
		if (words.size() < 2 || !words.get(0).equals("network") || !MODEL.matcher(words.get(1)).matches()) return;
		if (values.put("model", words.remove(1)) != null) throw new UsageException(
			"the model is given twice, before the images and as model=: give it once");
	}

	/**
	 * The model of a network that precedes the images may be a folder with its
	 * description.
	 *
	 * @param folder the folder that relative paths start from
	 */
	void takeModelFolder(final Path folder) {
		final boolean given = values.containsKey("model") || words.size() < 4 || !words.get(0).equals("network");
		if (!given && ImageModel.isFolder(FilePaths.resolve(folder, words.get(1)))) values.put("model", words.remove(1));
	}

	/** @return what is neither option nor pair: the filter, inputs and the output */
	List<String> words() {
		return words;
	}

	/** @return values by key, in order */
	Map<String, String> values() {
		return values;
	}

	/** @return names of the filters after the first, each after a "then" */
	List<String> nextFilters() {
		return nextFilters;
	}

	/** @return values by key of each of these filters, in order */
	List<Map<String, String>> nextValues() {
		return nextValues;
	}

	/** @return the options for batches of files */
	FileOptions files() {
		return files;
	}

	/** @return the options for Zarr containers and large images */
	VolumeOptions volumes() {
		return volumes;
	}

	/** @return number of threads, or 0 for all processors */
	int threads() {
		return threads == null ? 0 : threads;
	}

	/** @return the result whose steps are replayed, or null */
	String from() {
		return from;
	}

	/** @return the sample to explain, or null */
	String at() {
		return at;
	}

	boolean overwrite() {
		return overwrite;
	}

	/** @return which image of each input, or 0 for the only one */
	int series() {
		return series == null ? 0 : series;
	}

	boolean compress() {
		return compress;
	}

	boolean dryRun() {
		return dryRun;
	}

	boolean quiet() {
		return quiet;
	}

	boolean help() {
		return help;
	}

	boolean version() {
		return version;
	}
}
