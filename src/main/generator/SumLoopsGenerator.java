import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the inner loops that add products of weights and lines to one or several
 * sums, one method for each shape (number of sums x number of terms). The JIT
 * compiler makes vector instructions of a loop only if each of its arrays is read
 * at the one index, and there are few of them; so shapes are many small methods,
 * of which this table says which.
 * <p>
 * Run by the build: {@code java SumLoopsGenerator.java DIRECTORY}.
 */
public final class SumLoopsGenerator {

	/** Most terms of a loop: for one sum, and for two sums that share their lines. */
	static final int[] MOST_TERMS = { 5, 3 };

	/** Most terms of a loop over samples of one line. */
	static final int MOST_SPACED = 5;

	/**
	 * Distance of the samples of one line that a loop reads: whole vector
	 * instructions apart, else JDK 17 makes none of it.
	 */
	private static final int SPACE = 16;

	/**
	 * Loops run over multiples of this; what is left is summed before, by another
	 * method. Nevertheless the loops' methods have it written out: that makes them
	 * larger than what the JIT compiler takes into their callers (325 bytes of byte
	 * code), and compiled together with other loops they are not reliably made vector
	 * instructions. But it must never run: once it has, JDK 17 makes no vector
	 * instructions of the loop behind it any more, which is then seven times slower.
	 */
	private static final int REST = 16;

	/**
	 * Shorter lines have methods of their own, in another class: once the JIT compiler
	 * has seen many of them, it takes the loops for short ones, and what it makes then
	 * stays for long lines too, at half the speed.
	 */
	private static final int LONG = 128;

	private static final String PACKAGE = "io.github.convolvej.filter.lines";

	private SumLoopsGenerator() {}

	/**
	 * @param arguments the directory of generated sources
	 * @throws IOException if it cannot be written
	 */
	public static void main(final String[] arguments) throws IOException {
		final Path folder = Paths.get(arguments[0], PACKAGE.split("\\."));
		Files.createDirectories(folder);
		for (final String type : new String[] { "float", "double" }) {
			final String name = name(type);
			write(folder.resolve(name + ".java"), source(PACKAGE, name, type, MOST_TERMS, "Short" + name));
			write(folder.resolve("Short" + name + ".java"), source(PACKAGE, "Short" + name, type, MOST_TERMS, null));
		}
	}

	private static void write(final Path file, final String text) throws IOException {
		final byte[] source = text.getBytes("UTF-8");
		// an unchanged file is left alone, for the sake of incremental compilation
		if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), source)) Files.write(file, source);
	}

	static String name(final String type) {
		return Character.toUpperCase(type.charAt(0)) + type.substring(1) + "Sums";
	}

	/**
	 * @param inPackage package of the class
	 * @param name name of the class
	 * @param type {@code float} or {@code double}
	 * @param mostTerms for 1, 2 ... sums, the most terms of a loop
	 * @param shorter name of the class for short lines, or null if it is this one
	 * @return the source of a class with a method {@code add} for each number of
	 *         sums, which adds any number of terms, in their order; and a method
	 *         {@code set}, which begins a sum with a number
	 */
	static String source(final String inPackage, final String name, final String type, final int[] mostTerms,
		final String shorter)
	{
		final StringBuilder text = new StringBuilder();
		text.append("package ").append(inPackage).append(";\n\n");
		text.append("/** Sums of products of weights and lines; generated. */\n");
		text.append("final class ").append(name).append(" {\n\n\tprivate ").append(name).append("() {}\n");
		for (int sums = 1; sums <= mostTerms.length; sums++) {
			text.append(dispatcher(type, sums, mostTerms[sums - 1], shorter));
			for (int terms = 1; terms <= mostTerms[sums - 1]; terms++)
				text.append(loop(type, sums, terms, false));
		}
		text.append(rest(type));
		text.append(spacedDispatcher(type, MOST_SPACED, shorter));
		for (int terms = 1; terms <= MOST_SPACED; terms++)
			text.append(spacedLoop(type, terms));
		text.append(starter(type, mostTerms[0], shorter));
		for (int terms = 1; terms <= mostTerms[0]; terms++)
			text.append(loop(type, 1, terms, true));
		return text.append("}\n").toString();
	}

	/** Takes whole multiples of {@link #REST} of the samples, after what is left, and hands short lines on. */
	private static String begin(final String shorter, final String method, final String arguments, final List<String> rest) {
		return "\t\tfinal int n = samples & -" + REST + ";\n\t\tif (n < samples) {\n\t\t\t" + String.join(";\n\t\t\t", rest) +
			";\n\t\t}\n" + (shorter == null ? "" : "\t\tif (n < " + LONG + ") {\n\t\t\t" + shorter + "." + method + "(n, " +
				arguments + ");\n\t\t\treturn;\n\t\t}\n");
	}

	/** Methods that sum a few samples one by one. */
	private static String rest(final String type) {
		final String cast = type.equals("float") ? "(float) " : "";
		return ("\n\tprivate static void rest(final int from, final int to, final T[][] lines, final int first, final int terms, " +
			"final T[] o, final double[] w, final int at) {\n\t\tfor (int t = 0; t < terms; t++)\n\t\t\tfor (int i = from; i < to; i++)\n" +
			"\t\t\t\to[i] = MultiplyAdd.of(CASTw[at + t], lines[first + t][i], o[i]);\n\t}\n" +
			"\n\tprivate static void restSpaced(final int from, final int to, final T[] a, final int terms, final T[] o, " +
			"final double[] w, final int at) {\n\t\tfor (int t = 0; t < terms; t++)\n\t\t\tfor (int i = from; i < to; i++)\n" +
			"\t\t\t\to[i] = MultiplyAdd.of(CASTw[at + " + SPACE + " * t], a[i + " + SPACE + " * t], o[i]);\n\t}\n").replace("CAST", cast)
				.replace("T[", type + "[");
	}

	/** A method that deals any number of terms out to the loops, as many at a time as there can be. */
	private static String dispatcher(final String type, final int sums, final int most, final String shorter) {
		final StringBuilder text = new StringBuilder("\n\tstatic void add(final int samples, final " + type +
			"[][] lines, final int first, final int terms");
		for (int s = 0; s < sums; s++)
			text.append(", final ").append(type).append("[] o").append(s).append(", final double[] w").append(s).append(
				", final int at").append(s);
		text.append(") {\n").append(begin(shorter, "add", "lines, first, terms, " + String.join(", ", each(sums, s -> "o" +
			s + ", w" + s + ", at" + s)), each(sums, s -> "rest(n, samples, lines, first, terms, o" + s + ", w" + s + ", at" + s +
				")"))).append("\t\tint t = 0;\n");
		text.append("\t\tfor (; terms - t >= " + most + " && terms - t != " + (most + 1) + "; t += " + most + ")\n\t\t\t" + call(type,
			sums, most) + ";\n");
		// one term more is two loops of about the same length, since a loop of a single term costs nearly as much
		final int half = (most + 1) / 2;
		text.append("\t\tif (terms - t > " + most + ") {\n\t\t\t" + call(type, sums, half) + ";\n\t\t\tt += " + half +
			";\n\t\t}\n\t\tswitch (terms - t) {\n");
		for (int terms = most - 1; terms > 0; terms--)
			text.append("\t\t\tcase " + terms + ":\n\t\t\t\t" + call(type, sums, terms) + ";\n\t\t\t\tbreak;\n");
		return text.append("\t\t\tdefault:\n\t\t}\n\t}\n").toString();
	}

	/** A method that begins a sum with as many terms as there can be, and adds the others. */
	private static String starter(final String type, final int most, final String shorter) {
		final StringBuilder text = new StringBuilder("\n\tstatic void set(final int samples, final " + type +
			"[][] lines, final int first, final int terms, final " + type + " start, final " + type +
			"[] o0, final double[] w0, final int at0) {\n" + begin(shorter, "set", "lines, first, terms, start, o0, w0, at0", Arrays
				.asList("java.util.Arrays.fill(o0, n, samples, start)", "rest(n, samples, lines, first, terms, o0, w0, at0)")) +
			"\t\tfinal int t = 0;\n\t\tfinal int begin = terms == " +
			(most + 1) + " ? " + (most + 1) / 2 + " : Math.min(terms, " + most + ");\n\t\tswitch (begin) {\n");
		for (int terms = most; terms > 0; terms--)
			text.append("\t\t\tcase " + terms + ":\n\t\t\t\t" + call(type, 1, terms).replace("add1x", "set1x").replace("(n, o0",
				"(n, start, o0") + ";\n\t\t\t\tbreak;\n");
		return text.append("\t\t\tdefault:\n\t\t\t\tjava.util.Arrays.fill(o0, 0, n, start);\n\t\t}\n\t\tif (terms > begin) add(n, lines, first + begin, terms - begin, o0, w0, at0 + begin);\n\t}\n").toString();
	}

	private static String call(final String type, final int sums, final int terms) {
		final List<String> arguments = new ArrayList<>();
		arguments.add("n");
		arguments.addAll(each(sums, s -> "o" + s));
		arguments.addAll(each(terms, t -> "lines[first + t + " + t + "]"));
		for (int s = 0; s < sums; s++) {
			final int sum = s;
			arguments.addAll(each(terms, t -> (type.equals("float") ? "(float) " : "") + "w" + sum + "[at" + sum + " + t + " +
				t + "]"));
		}
		return "add" + sums + "x" + terms + "(" + String.join(", ", arguments) + ")";
	}

	/** A method that adds samples of one line, at distances of {@link #SPACE}. */
	private static String spacedDispatcher(final String type, final int most, final String shorter) {
		final StringBuilder text = new StringBuilder("\n\tstatic void addSpaced(final int samples, final " + type +
			"[] a, final int terms, final " + type + "[] o, final double[] w, final int at) {\n" + begin(shorter,
				"addSpaced", "a, terms, o, w, at", Arrays.asList("restSpaced(n, samples, a, terms, o, w, at)")) + "\t\tswitch (terms) {\n");
		for (int terms = most; terms > 0; terms--) {
			final List<String> weights = each(terms, t -> (type.equals("float") ? "(float) " : "") + "w[at + " + SPACE * t + "]");
			text.append("\t\t\tcase " + terms + ":\n\t\t\t\tspaced" + terms + "(n, o, a, " + String.join(", ", weights) +
				");\n\t\t\t\tbreak;\n");
		}
		return text.append("\t\t\tdefault:\n\t\t\t\tthrow new IllegalArgumentException(terms + \" terms\");\n\t\t}\n\t}\n")
			.toString();
	}

	private static String spacedLoop(final String type, final int terms) {
		final List<String> parameters = new ArrayList<>();
		parameters.add("final int n");
		parameters.add("final " + type + "[] o0");
		parameters.add("final " + type + "[] a");
		parameters.addAll(each(terms, t -> "final " + type + " w0" + t));
		return method("spaced" + terms, parameters, type, 1, terms, false, (t, index) -> "a[" + index + " + " + SPACE * t + "]");
	}

	private static String loop(final String type, final int sums, final int terms, final boolean starts) {
		final List<String> parameters = new ArrayList<>();
		parameters.add("final int n");
		if (starts) parameters.add("final " + type + " start");
		parameters.addAll(each(sums, s -> "final " + type + "[] o" + s));
		parameters.addAll(each(terms, t -> "final " + type + "[] a" + t));
		for (int s = 0; s < sums; s++) {
			final int sum = s;
			parameters.addAll(each(terms, t -> "final " + type + " w" + sum + t));
		}
		return method((starts ? "set" : "add") + sums + "x" + terms, parameters, type, sums, terms, starts, (t, index) -> "a" +
			t + "[" + index + "]");
	}

	/** @param factor the sample that a term reads at an index */
	private static String method(final String name, final List<String> parameters, final String type, final int sums,
		final int terms, final boolean starts, final BiFunction<Integer, String, String> factor)
	{
		final StringBuilder text = new StringBuilder("\n\tprivate static void " + name + "(" + String.join(
			", ", parameters) + ") {\n\t\tfinal int whole = n & -" + REST + ";\n\t\tswitch (n - whole) {\n");
		for (int rest = REST - 1; rest > 0; rest--) {
			final String index = "whole + " + (rest - 1);
			text.append("\t\t\tcase " + rest + ":\n");
			for (int s = 0; s < sums; s++)
				text.append("\t\t\t\t" + sum(s, terms, index, starts, t -> factor.apply(t, index)) + "\n");
		}
		text.append("\t\t\tdefault:\n\t\t}\n\t\tfor (int i = 0; i < whole; i++) {\n");
		for (int t = 0; t < terms; t++)
			text.append("\t\t\tfinal " + type + " v" + t + " = " + factor.apply(t, "i") + ";\n");
		for (int s = 0; s < sums; s++)
			text.append("\t\t\t" + sum(s, terms, "i", starts, t -> "v" + t) + "\n");
		return text.append("\t\t}\n\t}\n").toString();
	}

	/** A statement that adds all terms to one sample of a sum. */
	private static String sum(final int s, final int terms, final String index, final boolean starts,
		final IntFunction<String> factor)
	{
		String sum = starts ? "start" : "o" + s + "[" + index + "]";
		for (int t = 0; t < terms; t++)
			sum = "MultiplyAdd.of(w" + s + t + ", " + factor.apply(t) + ", " + sum + ")";
		return "o" + s + "[" + index + "] = " + sum + ";";
	}

	private static List<String> each(final int count, final IntFunction<String> text) {
		return IntStream.range(0, count).mapToObj(text).collect(Collectors.toList());
	}
}
