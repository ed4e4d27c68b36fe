package io.github.convolvej.ij1.macro;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.scijava.util.VersionUtils;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;

/**
 * How an image was made: the steps, oldest first. It is kept in properties
 * of the image, each with a line for each step, which ImageJ's TIFFs hold: {@link
 * #MACRO}, {@link #VERSION}, {@link #ENGINE} and {@link #INPUT}, and if there is
 * such a thing {@link #ROI}, {@link #INPUT_HASH} and {@link #RECIPE_HASH}. Since ImageJ's
 * Show Info hides long properties, the steps are lines of the image's Info text
 * as well. Immutable.
 */
public final class Provenance {

	/** Property with the macro lines: run one after the other, they make the image again. */
	public static final String MACRO = "ConvolveJ.macro";
	/** Property with the versions that ran them. */
	public static final String VERSION = "ConvolveJ.version";
	/** Property with the engines that computed them. */
	public static final String ENGINE = "ConvolveJ.engine";
	/** Property with the titles of the images that they were run on. */
	public static final String INPUT = "ConvolveJ.input";
	/** Property with the selections that they heeded, as bytes of ImageJ's ROI files in base 64; only if there is one. */
	public static final String ROI = "ConvolveJ.roi";

	/** Property with the SHA-256 of the files that they were run on, for steps of the command line. */
	public static final String INPUT_HASH = "ConvolveJ.inputhash";
	/** Property with the SHA-256 of all that decides what they make of a file, for the last step of a command line. */
	public static final String RECIPE_HASH = "ConvolveJ.recipehash";

	/** Asked for by each command that runs: SciJava reads it from files of the jar, which takes milliseconds. */
	private static final String RUNNING = VersionUtils.getVersion(Provenance.class);

	private final List<Step> steps;

	private Provenance(final List<Step> steps) {
		this.steps = Collections.unmodifiableList(steps);
	}

	/** One step: a command that was run on an image. */
	public static final class Step {

		private final String macro;
		private final String version;
		private final String engine;
		private final String input;
		private final String roi;
		private final String inputHash;
		private final String recipeHash;

		/**
		 * @param macro the call, with all keys that change pixels
		 * @param version of ConvolveJ
		 * @param engine that computed the result
		 * @param input title of the image
		 * @param roi the selection that was heeded, or null
		 */
		public Step(final MacroLine macro, final String version, final String engine, final String input, final Roi roi) {
			this(macro.toString(), version, engine, input, roi == null ? "" : Base64.getEncoder().encodeToString(RoiEncoder
				.saveAsByteArray(roi)), "", "");
		}

		private Step(final String macro, final String version, final String engine, final String input, final String roi,
			final String inputHash, final String recipeHash)
		{
			this.inputHash = oneLine(inputHash);
			this.recipeHash = oneLine(recipeHash);
			this.roi = roi;
			this.macro = oneLine(macro);
			this.version = oneLine(version == null ? "" : version);
			this.engine = oneLine(engine);
			this.input = oneLine(input);
		}

		private static String oneLine(final String text) {
			return text.replaceAll("[\\r\\n]+", " ");
		}

		/**
		 * @return the call
		 * @throws IllegalArgumentException if somebody has changed the property, so that
		 *           it is none
		 */
		public MacroLine macro() {
			return MacroLine.parse(macro);
		}

		/** @return version of ConvolveJ; empty if it is not known */
		public String version() {
			return version;
		}

		/** @return the engine that computed the result; empty if it is not known */
		public String engine() {
			return engine;
		}

		/** @return title of the image that was filtered; empty if it is not known */
		public String input() {
			return input;
		}

		/** @return the SHA-256 of the file that was filtered; empty if it is not known */
		public String inputHash() {
			return inputHash;
		}

		/** @return the SHA-256 of the recipe that this step completes; empty if it is not known */
		public String recipeHash() {
			return recipeHash;
		}

		/**
		 * @param ofInput SHA-256 of the input
		 * @param ofRecipe SHA-256 of the recipe
		 * @return the same step with these
		 */
		private Step signed(final String ofInput, final String ofRecipe) {
			return new Step(macro, version, engine, input, roi, ofInput, ofRecipe);
		}

		/**
		 * @return the selection that was heeded, a new object; null if there was none
		 * @throws IllegalArgumentException if what the image's properties hold is no
		 *           selection
		 */
		public Roi roi() {
			if (roi.isEmpty()) return null;
			Roi decoded = null;
			try {
				decoded = RoiDecoder.openFromByteArray(Base64.getDecoder().decode(roi));
			}
			catch (final RuntimeException e) {
				// ImageJ's decoder believes what the bytes say
				throw new IllegalArgumentException("the selection in its property ConvolveJ.roi is damaged", e);
			}
			if (decoded == null) throw new IllegalArgumentException("the selection in its property ConvolveJ.roi is damaged");
			return decoded;
		}

		/** @return the same as bytes of ImageJ's ROI files, in base 64; empty if there was none */
		public String encodedRoi() {
			return roi;
		}

		/** @return a line for readers */
		@Override
		public String toString() {
			return "ConvolveJ " + version + ": " + macro + " // of " + input + ", engine: " + engine;
		}
	}

	/**
	 * @param image an image
	 * @return how ConvolveJ made it; no steps if it did not
	 */
	public static Provenance of(final ImagePlus image) {
		final List<String> macros = lines(image, MACRO);
		final List<String> versions = lines(image, VERSION);
		final List<String> engines = lines(image, ENGINE);
		final List<String> inputs = lines(image, INPUT);
		final List<String> rois = lines(image, ROI);
		final List<String> inputHashes = lines(image, INPUT_HASH);
		final List<String> recipeHashes = lines(image, RECIPE_HASH);
		final List<Step> steps = new ArrayList<>();
		for (int i = 0; i < macros.size(); i++)
			steps.add(new Step(macros.get(i), line(versions, i), line(engines, i), line(inputs, i), line(rois, i), line(
				inputHashes, i), line(recipeHashes, i)));
		return new Provenance(steps);
	}

	private static List<String> lines(final ImagePlus image, final String key) {
		final String text = image.getProp(key);
		return text == null || text.isEmpty() ? Collections.emptyList() : List.of(text.split("\n", -1));
	}

	private static String line(final List<String> lines, final int i) {
		return i < lines.size() ? lines.get(i) : "";
	}

	/** @return the steps, oldest first */
	public List<Step> steps() {
		return steps;
	}

	/**
	 * @return the step that made the image
	 * @throws IllegalArgumentException if there is none
	 */
	public Step last() {
		if (steps.isEmpty()) throw new IllegalArgumentException("The image has no record of how it was made: it is no " +
			"result of ConvolveJ, was saved in a format other than ImageJ's TIFF, or made by a version before 0.1");
		return steps.get(steps.size() - 1);
	}

	/**
	 * @param step a further step
	 * @return these steps and that one
	 */
	public Provenance then(final Step step) {
		final List<Step> all = new ArrayList<>(steps);
		all.add(step);
		return new Provenance(all);
	}

	/**
	 * Writes to a result of what file and by what recipe it was made.
	 *
	 * @param image the result; it has its steps
	 * @param inputHash SHA-256 of the input
	 * @param recipeHash SHA-256 of the recipe
	 */
	public static void sign(final ImagePlus image, final String inputHash, final String recipeHash) {
		final List<Step> steps = new ArrayList<>(of(image).steps);
		steps.set(steps.size() - 1, of(image).last().signed(inputHash, recipeHash));
		new Provenance(steps).writeHashes(image);
	}

	private void writeHashes(final ImagePlus image) {
		if (steps.stream().anyMatch(step -> !step.inputHash.isEmpty())) write(image, INPUT_HASH, Step::inputHash);
		if (steps.stream().anyMatch(step -> !step.recipeHash.isEmpty())) write(image, RECIPE_HASH, Step::recipeHash);
	}

	/**
	 * Writes the steps to an image, and a line about the last one to its Info text.
	 *
	 * @param image the result; it has the Info text of its input
	 */
	public void writeTo(final ImagePlus image) {
		write(image, MACRO, step -> step.macro);
		write(image, VERSION, Step::version);
		write(image, ENGINE, Step::engine);
		write(image, INPUT, Step::input);
		if (steps.stream().anyMatch(step -> !step.roi.isEmpty())) write(image, ROI, Step::encodedRoi);
		writeHashes(image);
		final String info = image.getInfoProperty();
		final boolean first = info == null || info.isEmpty();
		image.setProperty("Info", (first ? "" : info.endsWith("\n") ? info : info + "\n") + last() + "\n");
	}

	private void write(final ImagePlus image, final String key, final Function<Step, String> line) {
		image.setProp(key, steps.stream().map(line).collect(Collectors.joining("\n")));
	}

	/** @return the version of ConvolveJ that is running, as its jar says */
	public static String version() {
		return RUNNING;
	}
}
