import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
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

	/**
	 * Loops run over multiples of this, the rest is written out, before the loop
	 * (after it, it keeps JDK 17 from making vector instructions). That also makes
	 * the methods larger than what the JIT compiler takes into their callers (325
	 * bytes of byte code): compiled together with other loops, they are not reliably
	 * made vector instructions.
	 */
	private static final int REST = 16;

	private static final String PACKAGE = "io.github.convolvej.filter";

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
			final Path file = folder.resolve(name + ".java");
			final byte[] source = source(PACKAGE, name, type, MOST_TERMS).getBytes("UTF-8");
			// an unchanged file is left alone, for the sake of incremental compilation
			if (!Files.exists(file) || !java.util.Arrays.equals(Files.readAllBytes(file), source)) Files.write(file, source);
		}
	}

	static String name(final String type) {
		return Character.toUpperCase(type.charAt(0)) + type.substring(1) + "Sums";
	}

	/**
	 * @param inPackage package of the class
	 * @param name name of the class
	 * @param type {@code float} or {@code double}
	 * @param mostTerms for 1, 2 ... sums, the most terms of a loop
	 * @return the source of a class with a method {@code add} for each number of
	 *         sums, which adds any number of terms, in their order; and a method
	 *         {@code set}, which begins a sum with a number
	 */
	static String source(final String inPackage, final String name, final String type, final int[] mostTerms) {
		final StringBuilder text = new StringBuilder();
		text.append("package ").append(inPackage).append(";\n\n");
		text.append("/** Sums of products of weights and lines; generated. */\n");
		text.append("final class ").append(name).append(" {\n\n\tprivate ").append(name).append("() {}\n");
		for (int sums = 1; sums <= mostTerms.length; sums++) {
			text.append(dispatcher(type, sums, mostTerms[sums - 1]));
			for (int terms = 1; terms <= mostTerms[sums - 1]; terms++)
				text.append(loop(type, sums, terms, false));
		}
		text.append(starter(type, mostTerms[0]));
		for (int terms = 1; terms <= mostTerms[0]; terms++)
			text.append(loop(type, 1, terms, true));
		return text.append("}\n").toString();
	}

	/** A method that deals any number of terms out to the loops, as many at a time as there can be. */
	private static String dispatcher(final String type, final int sums, final int most) {
		final StringBuilder text = new StringBuilder("\n\tstatic void add(final int n, final " + type +
			"[][] lines, final int first, final int terms");
		for (int s = 0; s < sums; s++)
			text.append(", final ").append(type).append("[] o").append(s).append(", final double[] w").append(s).append(
				", final int at").append(s);
		text.append(") {\n\t\tint t = 0;\n");
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
	private static String starter(final String type, final int most) {
		final StringBuilder text = new StringBuilder("\n\tstatic void set(final int n, final " + type +
			"[][] lines, final int first, final int terms, final " + type + " start, final " + type +
			"[] o0, final double[] w0, final int at0) {\n\t\tfinal int t = 0;\n\t\tfinal int begin = terms == " +
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
		final StringBuilder text = new StringBuilder("\n\tprivate static void " + (starts ? "set" : "add") + sums + "x" + terms + "(" + String.join(
			", ", parameters) + ") {\n\t\tfinal int whole = n & -" + REST + ";\n\t\tswitch (n - whole) {\n");
		for (int rest = REST - 1; rest > 0; rest--) {
			final String index = "whole + " + (rest - 1);
			text.append("\t\t\tcase " + rest + ":\n");
			for (int s = 0; s < sums; s++)
				text.append("\t\t\t\t" + sum(s, terms, index, starts, t -> "a" + t + "[" + index + "]") + "\n");
		}
		text.append("\t\t\tdefault:\n\t\t}\n\t\tfor (int i = 0; i < whole; i++) {\n");
		for (int t = 0; t < terms; t++)
			text.append("\t\t\tfinal " + type + " v" + t + " = a" + t + "[i];\n");
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
