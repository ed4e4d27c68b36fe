package io.github.convolvej.command;

import static io.github.convolvej.ij1.macro.MacroLine.string;

import io.github.convolvej.command.parameter.Choices;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.ij1.macro.Provenance;

import java.awt.Rectangle;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.scijava.Context;

import ij.gui.Roi;
import ij.process.FloatPolygon;

/** Writes the steps that made an image as a script in one of several languages. Every script gives the same pixels. */
public enum Script {

		/** ImageJ's macro language, for the current image. */
		MACRO {

			@Override
			void write(final Lines out, final List<Call> calls) {
				out.add("// " + calls.get(0).about());
				for (final Call call : calls) {
					if (call.hasRoi()) out.add(call.selection());
					out.add(call.line.toString());
				}
			}
		},
		/** Groovy, for Fiji's script editor. */
		GROOVY {

			@Override
			void write(final Lines out, final List<Call> calls) {
				out.add("#@ ImagePlus image", "#@ CommandService commands", "#@output ImagePlus result", "// " + calls.get(0).about(),
					"// Fiji's script editor runs it (File > New > Script..., Language > Groovy); ImageJ without Fiji cannot",
					"result = image");
				for (final Call call : calls)
					out.add(call.roi("result.setRoi(ij.io.RoiDecoder.openFromByteArray(\"%s\".decodeBase64()))")).add(
						"result = commands.run(" + call.type() + ", true, [").values(call, "\timage: result", "\t", ": ",
						Script::groovy).add("]).get().getOutput(\"result\")");
			}
		},
		/** Jython, that is Python 2 in Java, for Fiji's script editor. */
		JYTHON {

			@Override
			void write(final Lines out, final List<Call> calls) {
				out.add("#@ ImagePlus image", "#@ CommandService commands", "#@output ImagePlus result", "# " + calls.get(0).about(),
					"# Fiji's script editor runs it (File > New > Script..., Language > Python (Jython)); ImageJ without Fiji cannot",
					"result = image");
				if (calls.stream().anyMatch(Call::hasRoi)) out.add("from ij.io import RoiDecoder", "from java.util import Base64");
				for (final Call call : calls)
					out.add(call.roi("result.setRoi(RoiDecoder.openFromByteArray(Base64.getDecoder().decode(\"%s\")))")).add(
						"result = commands.run(" + call.type() + ", True, {").values(call, "\t\"image\": result", "\t\"", "\": ",
						Script::jython).add("}).get().getOutput(\"result\")");
			}
		},
		/** Python 3 with PyImageJ. */
		PYIMAGEJ {

			@Override
			void write(final Lines out, final List<Call> calls) {
				out.add("# " + calls.get(0).about(), "import imagej", "", "# a Fiji that has ConvolveJ in its plugins folder",
					"ij = imagej.init(\"/path/to/Fiji.app\", mode=\"headless\")", "result = ij.IJ.openImage(" + python(calls.get(0).step
						.input()) + ")");
				if (calls.stream().anyMatch(Call::hasRoi)) out.add("from scyjava import jimport",
					"RoiDecoder = jimport(\"ij.io.RoiDecoder\")", "Base64 = jimport(\"java.util.Base64\")");
				for (final Call call : calls)
					out.add(call.roi("result.setRoi(RoiDecoder.openFromByteArray(Base64.getDecoder().decode(\"%s\")))")).add(
						"result = ij.command().run(" + call.type() + ", True, ij.py.to_java({").values(call,
						"    \"image\": result", "    \"", "\": ", Script::python).add("})).get().getOutput(\"result\")");
				out.add("ij.IJ.saveAsTiff(result, \"result.tif\")");
			}
		},
		/** The command line, in a shell of Linux or macOS. */
		SHELL {

			@Override
			void write(final Lines out, final List<Call> calls) {
				out.add("# " + calls.get(0).about(), "# CONVOLVEJ is the jar with everything in it, ConvolveJ_-VERSION-all.jar",
					"CONVOLVEJ=" + (Jar.path() == null ? "${CONVOLVEJ:?is not set}" : "${CONVOLVEJ:-" + shell(Jar.path()) + "}"));
				for (int i = 0; i < calls.size(); i++) {
					final Call call = calls.get(i);
					final String input = i == 0 ? call.step.input() : "step" + i + ".tif";
					final String output = i == calls.size() - 1 ? "result.tif" : "step" + (i + 1) + ".tif";
					if (call.hasRoi()) out.add("# the TIFF must have this selection: " + call.selection());
					// on the command line, the name of the result file says where the result goes
					out.add("java -jar \"$CONVOLVEJ\" " + MacroLine.nameOf(call.line.label()) + " " + shell(path(input)) + " " +
						output + call.line.values().entrySet().stream().filter(e -> !e.getKey().equals("target")).map(e -> " " +
							shell(e.getKey() + "=" + e.getValue())).collect(Collectors.joining()));
				}
			}
		};

	/** Finds the jar that is running, if it is the jar that contains all libraries. */
	private static final class Jar {

		private Jar() {}

		static String path() {
			try {
				final String path = Path.of(Script.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
				return path.endsWith("-all.jar") ? path : null;
			}
			catch (final URISyntaxException | IllegalArgumentException e) {
				// the classes were not loaded from a file
				return null;
			}
		}
	}

	/** A recorded step, and the command that runs it. */
	private static final class Call {

		private final Provenance.Step step;
		private final MacroLine line;
		private final FilterCommand command;

		Call(final Context context, final Provenance.Step step) {
			this.step = step;
			line = step.macro();
			command = RecordedCommands.command(context, line);
			line.values().forEach((key, value) -> {
				if (value.chars().anyMatch(c -> Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0))
					throw new IllegalArgumentException("The record of the image gives " + key + " a value with control characters");
			});
		}

		String type() {
			return string(command.getClass().getName());
		}

		boolean hasRoi() {
			return step.roi() != null;
		}

		/** The line that makes the selection, if the step needs one. */
		String[] roi(final String format) {
			return hasRoi() ? new String[] { String.format(format, step.encodedRoi()) } : new String[0];
		}

		/** The selection in ImageJ's macro language. */
		String selection() {
			final Roi roi = step.roi();
			final Rectangle box = roi.getBounds();
			final String place = "(" + box.x + ", " + box.y + ", " + box.width + ", " + box.height + ");";
			if (roi.getType() == Roi.RECTANGLE && roi.getCornerDiameter() == 0) return "makeRectangle" + place;
			if (roi.getType() == Roi.OVAL) return "makeOval" + place;
			if (roi.getType() != Roi.POLYGON && roi.getType() != Roi.FREEROI && roi.getType() != Roi.TRACED_ROI)
				return "// first select what was selected: " + roi.getTypeAsString() + " with the box " + place;
			final FloatPolygon corners = roi.getFloatPolygon();
			return "makeSelection(\"" + (roi.getType() == Roi.POLYGON ? "polygon" : roi.getType() == Roi.FREEROI ? "freehand"
				: "traced") + "\", newArray(" + list(corners.xpoints, corners.npoints) + "), newArray(" + list(corners.ypoints,
					corners.npoints) + "));";
		}

		private static String list(final float[] numbers, final int count) {
			return IntStream.range(0, count).mapToObj(i -> NumberText.print(numbers[i])).collect(Collectors.joining(", "));
		}

		String about() {
			return comment("made by ConvolveJ " + step.version() + " of " + step.input());
		}
	}

	/** The lines of a script. */
	private static final class Lines {

		private final StringBuilder text = new StringBuilder();

		Lines add(final String... lines) {
			for (final String line : lines)
				text.append(line).append('\n');
			return this;
		}

		/** Adds the first line, then one line for each parameter. */
		Lines values(final Call call, final String first, final String before, final String between, final Quotes quotes) {
			text.append(first);
			call.line.values().forEach((key, value) -> text.append(",\n").append(before).append(key).append(between).append(
				quotes.of(value)));
			text.append('\n');
			return this;
		}
	}

	/** Writes a text as a string of the language, with its quotes. */
	private interface Quotes {

		String of(String text);
	}

	abstract void write(Lines out, List<Call> calls);

	/** Makes a text safe for comments: replaces line breaks, and backslashes, which Groovy reads even in comments. */
	private static String comment(final String text) {
		final StringBuilder plain = new StringBuilder();
		text.codePoints().forEach(c -> plain.appendCodePoint(c == '\\' || Character.isISOControl(c) || Character.getType(
			c) == Character.LINE_SEPARATOR || Character.getType(c) == Character.PARAGRAPH_SEPARATOR || Character.getType(
				c) == Character.FORMAT ? '?' : c));
		return plain.toString();
	}

	/** Escapes $, because Groovy replaces names after it by their values in double quotes. */
	private static String groovy(final String text) {
		return ascii(string(text).replace("$", "\\$"));
	}

	/** Marks texts with other letters than ASCII as Unicode, because plain strings of Python 2 are bytes. */
	private static String jython(final String text) {
		return (text.chars().allMatch(c -> c < 0x80) ? "" : "u") + ascii(string(text));
	}

	private static String python(final String text) {
		return ascii(string(text));
	}

	/**
	 * Escapes all letters outside ASCII, so that the encoding of the script does not matter. Groovy and Python read
	 * these escapes.
	 */
	private static String ascii(final String text) {
		final StringBuilder ascii = new StringBuilder();
		for (final char c : text.toCharArray())
			ascii.append(c < 0x80 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
		return ascii.toString();
	}

	private static String shell(final String word) {
		return word.matches("[A-Za-z0-9_./:=,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
	}

	/** Puts ./ before file names that look like a key or an option. */
	private static String path(final String title) {
		return title.startsWith("-") || title.indexOf('=') >= 0 || title.equals("then") ? "./" + title : title;
	}

	/**
	 * @param context where the commands are
	 * @param provenance how an image was made
	 * @return the script
	 * @throws IllegalArgumentException if there is no record, or a command of it does
	 *           not exist in this version
	 */
	public String render(final Context context, final Provenance provenance) {
		provenance.last();
		final Lines lines = new Lines();
		write(lines, provenance.steps().stream().map(step -> new Call(context, step)).collect(Collectors.toList()));
		return lines.text.toString();
	}

	/**
	 * @param text a language: macro, groovy, jython, pyimagej or shell
	 * @return the language
	 * @throws IllegalArgumentException if it is none of these
	 */
	public static Script parse(final String text) {
		Choices.check("language", text, Arrays.stream(values()).map(Script::toString).toArray(String[]::new));
		return valueOf(text.toUpperCase(Locale.ROOT));
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
