import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the inner loops that add products of weights and lines to one or several
 * sums, one method for each shape (number of sums x number of terms). The JIT
 * compiler makes vector instructions of a loop only if each of its arrays is read
 * at the one index, and there are few of them; so shapes are many small methods,
 * of which this table says which. What they look like is in SumLoops.template.
 * <p>
 * Run by the build: {@code java SumLoopsGenerator.java TEMPLATE DIRECTORY}.
 */
public final class SumLoopsGenerator {

	/** Most terms of a loop: for one sum, and for two sums that share their lines. */
	static final int[] MOST_TERMS = { 5, 6 };

	/**
	 * Loops to two sums of more terms have more nodes than JDK 17 unrolls, which makes
	 * no vector instructions then, unless at least four of them are exclusive ors, as
	 * those of checksums are: then it allows four times as many. So these loops have
	 * four, which are gone once the loop is unrolled, since they cancel out in pairs.
	 */
	private static final int MOST_UNAIDED = 3;

	/** Most terms of a loop of products of two lines each. */
	static final int MOST_PRODUCTS = 3;

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
	 * Loops that begin at a given sample run over one sample more than such a multiple,
	 * or none.
	 */
	private static final int REST = 16;

	/**
	 * Shorter lines have methods of their own, in another class: once the JIT compiler
	 * has seen many of them, it takes the loops for short ones, and what it makes then
	 * stays for long lines too, at half the speed.
	 */
	private static final int LONG = 128;

	private static final Path FOLDER = Paths.get("io", "github", "convolvej", "filter", "lines");
	private static final Pattern SECTION = Pattern.compile("(?m)^== (\\w+).*\\n");
	private static final Pattern HOLE = Pattern.compile("(?m)(^\t*)?\\$\\{(\\w+)\\}(\\n)?");

	/** Text of each section of the template. */
	private final Map<String, String> sections;
	/** {@code float} or {@code double}, and what makes it of a weight. */
	private final String type;
	private final String cast;
	private final String className;
	/** Whether the class is the one for short lines. */
	private final boolean isShort;

	private SumLoopsGenerator(final Map<String, String> sections, final String type, final boolean isShort) {
		this.sections = sections;
		this.type = type;
		this.isShort = isShort;
		cast = type.equals("float") ? "(float) " : "";
		className = Character.toUpperCase(type.charAt(0)) + type.substring(1) + "Sums";
	}

	/**
	 * @param arguments the template, and the directory of generated sources
	 * @throws IOException if the one cannot be read or the other cannot be written
	 */
	public static void main(final String[] arguments) throws IOException {
		final Map<String, String> sections = sections(new String(Files.readAllBytes(Paths.get(arguments[0])), "UTF-8")
			.replace("\r\n", "\n"));
		final Path folder = Paths.get(arguments[1]).resolve(FOLDER);
		Files.createDirectories(folder);
		for (final String type : new String[] { "float", "double" })
			for (final boolean isShort : new boolean[] { false, true }) {
				final SumLoopsGenerator generator = new SumLoopsGenerator(sections, type, isShort);
				write(folder.resolve(generator.name() + ".java"), generator.source());
			}
	}

	private static void write(final Path file, final String text) throws IOException {
		final byte[] source = text.getBytes("UTF-8");
		// an unchanged file is left alone, for the sake of incremental compilation
		if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), source)) Files.write(file, source);
	}

	private String name() {
		return (isShort ? "Short" : "") + className;
	}

	private String source() {
		return fill("class", "class", name(), "type", type, "cast", cast, "addToOneSum", addTo(1), "addToTwoSums", addTo(2), "addSpaced",
			methods(addSpaced(), spacedLoops()), "set", methods(set() + "\n\n" + setFrom(1, "double"), loops("set1x", 1, MOST_TERMS[0])), "setTwoSums", methods(setFrom(2, type), loops("set2x", 2, MOST_TERMS[1])), "addProducts", methods(addProducts(), productLoops())) + "\n";
	}

	private static String methods(final String first, final List<String> others) {
		return first + "\n\n" + String.join("\n\n", others);
	}

	/** The methods that add to so many sums: from the first sample on, from any on with weights of both types, and the loops. */
	private String addTo(final int sums) {
		final String from = addFrom(sums, "double") + (cast.isEmpty() ? "" : "\n\n" + addFrom(sums, type));
		return methods(add(sums) + "\n\n" + from, loops("add" + sums + "x", sums, MOST_TERMS[sums - 1]));
	}

	private String add(final int sums) {
		return fill("add", "type", type, "sums", sumParameters(sums, "double"), "rest", REST, "addRest", restOf(sums), "arguments", list(
			sums, "o#, w#, at#"));
	}

	private String addFrom(final int sums, final String weight) {
		final int most = MOST_TERMS[sums - 1];
		final int half = half(most);
		final String convert = weight.equals(type) ? "" : cast;
		return fill("addFrom", "type", type, "sums", sumParameters(sums, weight), "ifShort", ifShort("n - from", "addFrom", "from, n",
			"lines, first, terms, " + list(sums, "o#, w#, at#")), "most", most, "mostAndOne", most + 1, "half", half, "loopOfMost",
			call("add", convert, sums, most), "loopOfHalf", call("add", convert, sums, half), "loopsOfFewer", cases(most - 1,
				terms -> call("add", convert, sums, terms)));
	}

	private String sumParameters(final int sums, final String weight) {
		return list(sums, "final " + type + "[] o#, final " + weight + "[] w#, final int at#");
	}

	private static String restOf(final int sums) {
		return String.join("\n", each(sums, "rest(n, samples, lines, first, terms, o#, w#, at#);"));
	}

	/** One term more than a loop has is two loops of about the same length: one of a single term costs nearly as much. */
	private static int half(final int most) {
		return (most + 1) / 2;
	}

	/** The method that begins a sum. */
	private String set() {
		return fill("set", "type", type, "rest", REST);
	}

	private String setFrom(final int sums, final String weight) {
		final int most = MOST_TERMS[sums - 1];
		final String convert = weight.equals(type) ? "" : cast;
		return fill("setFrom", "type", type, "sums", sumParameters(sums, weight), "ifShort", ifShort("n - from", "setFrom", "from, n",
			"lines, first, terms, start, " + list(sums, "o#, w#, at#")), "mostAndOne", most + 1, "half", half(most), "most", most,
			"loops", cases(most, terms -> call("set", convert, sums, terms)), "fill", String.join("\n", each(sums,
				"java.util.Arrays.fill(o#, from, n, start);")), "others", list(sums, "o#, w#, at# + begin"));
	}

	private String call(final String method, final String convert, final int sums, final int terms) {
		final List<String> weights = new ArrayList<>();
		for (int s = 0; s < sums; s++)
			weights.add(list(terms, convert + "w" + s + "[at" + s + " + t + #]"));
		return method + sums + "x" + terms + (method.equals("set") ? "(from, n, start, " : "(from, n, ") + list(sums, "o#") + ", " + list(
			terms, "lines[first + t + #]") + ", " + String.join(", ", weights) + ")";
	}

	/** The method that adds samples of one line. */
	private String addSpaced() {
		return fill("addSpaced", "type", type, "ifShort", ifShort("n - from", "addSpaced", "from, n", "a, terms, o, w, at"), "loops",
			cases(MOST_SPACED, terms -> "spaced" + terms + "(from, n, o, a, " + String.join(", ", each(terms, t -> cast + "w[at + " +
				SPACE * t + "]")) + ")"));
	}

	/** The method that adds products of two lines each. */
	private String addProducts() {
		return fill("addProducts", "type", type, "rest", REST, "ifShort", ifShort("addProducts", "a, b, terms, start, o"), "most",
			MOST_PRODUCTS, "loopOfMost", products(MOST_PRODUCTS, "from"), "loopsOfFewer", cases(MOST_PRODUCTS - 1,
				terms -> products(terms, "from")));
	}

	private static String products(final int terms, final String start) {
		return "products" + terms + "(n, o, " + start + ", " + list(terms, "a[t + #]") + ", " + list(terms, "b[t + #]") + ")";
	}

	/** Loops over pairs of lines, of each number of terms. */
	private List<String> productLoops() {
		final List<String> loops = new ArrayList<>();
		for (int terms = 1; terms <= MOST_PRODUCTS; terms++) {
			final String array = "final " + type + "[] ";
			String sum = "s[INDEX]";
			for (int t = 0; t < terms; t++)
				sum = "MultiplyAdd.of(a" + t + "[INDEX], b" + t + "[INDEX], " + sum + ")";
			final String statement = "o[INDEX] = " + sum + ";";
			loops.add(loop(false, "products" + terms, array + "o, " + array + "s, " + list(terms, array + "a#") + ", " + list(terms, array +
				"b#"), false, Collections.emptyList(), statement, statement));
		}
		return loops;
	}

	private String ifShort(final String method, final String arguments) {
		return ifShort("n", method, "n", arguments);
	}

	private String ifShort(final String length, final String method, final String samples, final String arguments) {
		return isShort ? "" : fill("ifShort", "length", length, "long", LONG, "class", className, "method", method, "samples", samples,
			"arguments", arguments);
	}

	/** Cases for so many terms, and for fewer, each with the call of a loop. */
	private String cases(final int most, final IntFunction<String> loop) {
		return IntStream.range(0, most).map(i -> most - i).mapToObj(terms -> fill("case", "terms", terms, "loop", loop.apply(
			terms))).collect(Collectors.joining("\n"));
	}

	/** Loops over lines, of each number of terms. */
	private List<String> loops(final String name, final int sums, final int most) {
		final boolean begins = name.startsWith("set");
		final List<String> loops = new ArrayList<>();
		for (int n = 1; n <= most; n++) {
			final int terms = n;
			final List<String> weights = new ArrayList<>();
			for (int s = 0; s < sums; s++)
				weights.add(list(terms, "final " + type + " w" + s + "#"));
			loops.add(loop(name + terms, (begins ? "final " + type + " start, " : "") + list(sums, "final " + type + "[] o#") +
				", " + list(terms, "final " + type + "[] a#") + ", " + String.join(", ", weights), sums, each(terms, "a#[INDEX]"),
				begins));
		}
		return loops;
	}

	/** Loops over one line, of each number of terms. */
	private List<String> spacedLoops() {
		final List<String> loops = new ArrayList<>();
		for (int terms = 1; terms <= MOST_SPACED; terms++)
			loops.add(loop("spaced" + terms, "final " + type + "[] o0, final " + type + "[] a, " + list(terms, "final " + type +
				" w0#"), 1, each(terms, t -> "a[INDEX + " + SPACE * t + "]"), false));
		return loops;
	}

	/** @param factors the sample that each term reads at INDEX */
	private String loop(final String name, final String parameters, final int sums, final List<String> factors,
		final boolean begins)
	{
		final int terms = factors.size();
		return loop(true, name, parameters, sums > 1 && terms > MOST_UNAIDED, each(terms, t -> "final " + type + " v" + t + " = " + factors
			.get(t) + ";"), sums(sums, each(terms, "v#"), begins), sums(sums, factors, begins));
	}

	/**
	 * @param begins whether the loop begins at a given sample, not at the first
	 * @param factors statements that read what is used several times, at INDEX
	 * @param sums what is done with it
	 * @param alone the same for one sample, without those statements
	 */
	private String loop(final boolean begins, final String name, final String parameters, final boolean isAided,
		final List<String> factors, final String sums, final String alone)
	{
		final String neverRun = IntStream.range(0, REST - 1).map(i -> REST - 1 - i).mapToObj(count -> fill("neverRun", "count",
			count, "sums", alone.replace("INDEX", "whole + " + (count - 1)))).collect(Collectors.joining("\n"));
		return fill(begins ? "loopFrom" : "loop", "name", name, "parameters", parameters, begins ? "allButOne" : "rest", begins ? REST -
			2 : REST, "neverRun", neverRun, "result", isAided ? "int"
			: "void", "beginAid", isAided ? "int h0 = n, h1 = n + 1, h2 = n + 2, h3 = n + 3;" : "", "aid", isAided
				? "h0 ^= 1;\nh1 ^= 2;\nh2 ^= 4;\nh3 ^= 8;" : "", "endAid", isAided ? "return h0 + h1 + h2 + h3;" : "", "factors", String
					.join("\n", factors).replace("INDEX", "i"), "sums", sums.replace("INDEX", "i"));
	}

	/**
	 * A statement for each sum, that adds all terms at INDEX. In every second sum the
	 * factors change places: a compiler that looks for neighbouring operations, and
	 * finds two that read the same factor, then cannot take the one sum's for the
	 * other's, as JDK 17 does from four terms on.
	 */
	private static String sums(final int sums, final List<String> factors, final boolean begins) {
		final List<String> statements = new ArrayList<>();
		for (int s = 0; s < sums; s++) {
			String sum = begins ? "start" : "o" + s + "[INDEX]";
			for (int t = 0; t < factors.size(); t++)
				sum = "MultiplyAdd.of(" + (s % 2 == 0 ? "w" + s + t + ", " + factors.get(t) : factors.get(t) + ", w" + s + t) + ", " +
					sum + ")";
			statements.add("o" + s + "[INDEX] = " + sum + ";");
		}
		return String.join("\n", statements);
	}

	private static List<String> each(final int count, final IntFunction<String> text) {
		return IntStream.range(0, count).mapToObj(text).collect(Collectors.toList());
	}

	/** Texts with the numbers from 0 on for #. */
	private static List<String> each(final int count, final String text) {
		return each(count, i -> text.replace("#", "" + i));
	}

	private static String list(final int count, final String text) {
		return String.join(", ", each(count, text));
	}

	private static Map<String, String> sections(final String template) {
		final Map<String, String> sections = new HashMap<>();
		final Matcher begin = SECTION.matcher(template);
		for (boolean found = begin.find(); found;) {
			final String name = begin.group(1);
			final int from = begin.end();
			found = begin.find();
			sections.put(name, template.substring(from, found ? begin.start() : template.length()).trim());
		}
		return sections;
	}

	/**
	 * Fills the holes of a section.
	 *
	 * @param section its name
	 * @param namesAndValues name of a hole and what is put into it, in turns
	 */
	private String fill(final String section, final Object... namesAndValues) {
		final Map<String, String> values = new HashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2)
			values.put((String) namesAndValues[i], namesAndValues[i + 1].toString());
		final Set<String> unused = new HashSet<>(values.keySet());
		final StringBuffer filled = new StringBuffer();
		final Matcher hole = HOLE.matcher(sections.get(section));
		while (hole.find()) {
			final String value = values.get(hole.group(2));
			if (value == null) throw new IllegalStateException("nothing for ${" + hole.group(2) + "} in " + section);
			unused.remove(hole.group(2));
			final boolean ownLine = hole.group(1) != null && hole.group(3) != null;
			final String indent = hole.group(1) == null ? "" : hole.group(1);
			final String end = hole.group(3) == null ? "" : hole.group(3);
			hole.appendReplacement(filled, Matcher.quoteReplacement(ownLine && value.isEmpty() ? "" : (indent + value.replace("\n",
				"\n" + indent)).replaceAll("(?m)^\t+$", "") + end));
		}
		if (!unused.isEmpty()) throw new IllegalStateException("no hole for " + unused + " in " + section);
		return hole.appendTail(filled).toString();
	}
}
