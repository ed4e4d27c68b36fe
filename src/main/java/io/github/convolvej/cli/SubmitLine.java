package io.github.convolvej.cli;

import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.UsageException;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.scijava.util.VersionUtils;

/**
 * The line that runs on a cluster what the dialog of a batch holds, as a text for
 * a shell of the cluster: nothing is submitted. Paths are whole, since the cluster
 * starts elsewhere.
 */
enum SubmitLine {

		/** For a Spark cluster. */
		SPARK {

			@Override
			String line(final List<String> words, final String output, final boolean replace) {
				return "# HOST is the master of the cluster; all machines see the jar and both paths at the same place\n" +
					"spark-submit --master spark://HOST:7077 --executor-memory 8g --class io.github.convolvej.spark.SparkBatch " +
					jar("spark") + " " + String.join(" ", words) + (replace ? " --overwrite" : "");
			}
		},
		/** For a SLURM array of 64 jobs. */
		SLURM {

			@Override
			String line(final List<String> words, final String output, final boolean replace) {
				if (replace) throw new UsageException("existing is replace, but jobs of an array would delete what others have" +
					" written: delete the output first, or name another one");
				return "# slurm.sh is in docs/scripts; all machines see it, the jar and both paths at the same place\n" +
					"SBATCH_OPTIONS=\"--cpus-per-task=4 --mem=10G --time=4:00:00\" JAVA_OPTIONS=-Xmx8g ./slurm.sh " + jar("all") +
					" 64 " + output + " " + words.get(0) + " " + words.get(1) + words.stream().skip(3).map(word -> " " + word).collect(
						Collectors.joining());
			}
		};

	/** The choice that writes no line. */
	static final String NO = "no";

	/** The line for words of the command line, which begin with filter, input and output. */
	abstract String line(List<String> words, String output, boolean replace);

	/**
	 * @param text a choice
	 * @return the kind of line; null for none
	 * @throws IllegalArgumentException if it is no choice
	 */
	static SubmitLine parse(final String text) {
		if (text.equals(NO)) return null;
		for (final SubmitLine kind : values())
			if (kind.toString().equals(text)) return kind;
		throw new IllegalArgumentException("submit is '" + text + "', but must be " + NO + ", spark or slurm");
	}

	/**
	 * @param recipe the filters
	 * @param inputs a single image, volume or plate
	 * @param output a Zarr container
	 * @param options words for wells and fields of a plate
	 * @param replace whether a container of that name is replaced
	 * @return a comment and the line
	 * @throws UsageException if a cluster cannot run that
	 */
	String of(final Recipe recipe, final List<String> inputs, final String output, final List<String> options,
		final boolean replace)
	{
		if (!VolumeRun.isZarr(output)) throw new UsageException("output is '" + output +
			"', but a cluster writes Zarr containers: end it in .zarr");
		if (inputs.size() > 1) throw new UsageException("a Zarr container holds one image or a plate, but there are " + inputs
			.size() + " inputs");
		final String to = shell(whole(output));
		final List<String> words = recipe.words(whole(inputs.get(0)), whole(output), options).stream().map(SubmitLine::shell)
			.collect(Collectors.toList());
		return line(words, to, replace);
	}

	private static String whole(final String place) {
		return place.startsWith("http") ? place : FilePaths.resolve(Path.of(""), place).toAbsolutePath().normalize().toString();
	}

	private static String jar(final String kind) {
		return "ConvolveJ_-" + version(VersionUtils.getVersion(SubmitLine.class)) + "-" + kind + ".jar";
	}

	/** Without the commit that SciJava adds to versions that are no release. */
	static String version(final String version) {
		return version.replaceFirst("-[0-9a-f]{40}$", "");
	}

	private static String shell(final String word) {
		return word.matches("[A-Za-z0-9_./:=,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
