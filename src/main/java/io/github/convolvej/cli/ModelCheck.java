package io.github.convolvej.cli;

import io.github.convolvej.cli.files.Failures;
import io.github.convolvej.cli.files.FilePaths;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.network.model.ImageModel;
import io.github.convolvej.network.model.ModelVerification;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The subcommand {@code verify}: runs the test of each model of bioimage.io, and
 * prints how much its results differ from the expected ones, and the halo that
 * tiles need beside the declared one.
 */
final class ModelCheck {

	/** Its name. */
	static final String NAME = "verify";

	/** Differences of other engines are smaller; the description may allow more. */
	private static final double TOLERANCE = 1e-3;
	private static final int FAILED = 1;

	private ModelCheck() {}

	/**
	 * @param folder the folder that relative paths start from
	 * @param arguments what was typed: models
	 * @param out where to report
	 * @param err where to report failures
	 * @return 0, or 1 if a model cannot be run or its results differ
	 * @throws UsageException if it was typed wrongly
	 */
	static int run(final Path folder, final Arguments arguments, final PrintStream out, final PrintStream err) {
		final List<String> words = arguments.words();
		if (words.size() < 2 || !arguments.values().isEmpty() || !arguments.nextFilters().isEmpty()) throw new UsageException(
			"verify takes models of bioimage.io, each a folder, a zip file or its description: verify MODEL...");
		int code = 0;
		for (final String word : words.subList(1, words.size())) {
			final Path model = FilePaths.resolve(folder, word);
			try {
				if (!verify(model, out)) code = FAILED;
			}
			catch (final IOException e) {
				err.println(model + ": " + Failures.message(e));
				code = FAILED;
			}
			catch (final IllegalArgumentException e) {
				err.println(model + ": " + e.getMessage());
				code = FAILED;
			}
		}
		return code;
	}

	private static boolean verify(final Path path, final PrintStream out) throws IOException {
		final ImageModel model = ImageModel.read(path);
		final ModelVerification verification = ModelVerification.of(model);
		out.println(path + " (" + model.name() + ")");
		out.print(verification);
		boolean good = true;
		for (final Map.Entry<String, Double> e : verification.differences().entrySet())
			if (!(e.getValue() <= TOLERANCE)) {
				good = false;
				out.println(model.outputId(e.getKey()) + " is not what the model's test expects: at most " + String.format(Locale.ROOT,
					"%.0e", TOLERANCE) + " of the largest value was expected");
			}
		return good;
	}
}
