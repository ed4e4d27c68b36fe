import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the loops that pool whole numbers in small windows side by side: a method
 * for each type of samples, reduction and size of the window. A loop reads all
 * samples of a window where they are, and stores one number. Sizes are written out,
 * since the JIT compiler omits index checks, and divides without a division, only
 * where steps and divisors are constant.
 * <p>
 * Pairs of bytes are reduced four at a time, as the 16-bit parts of a {@code long}.
 * <p>
 * Run by the build: {@code java BinLoopsGenerator.java DIRECTORY}.
 */
public final class BinLoopsGenerator {

	/** Largest window along an axis. */
	private static final int MOST = 4;

	private static final Path FILE = Paths.get("io", "github", "convolvej", "filter", "pooling", "BinLoops.java");

	private static final String HEAD = "package io.github.convolvej.filter.pooling;\n\n" +
		"import java.lang.invoke.MethodHandles;\nimport java.lang.invoke.VarHandle;\nimport java.nio.ByteOrder;\n\n" +
		"/** Loops over whole numbers in small windows side by side; generated. */\nfinal class BinLoops {\n\n" +
		"\tprivate static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);\n" +
		"\tprivate static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);\n" +
		"\t/** The lower half of each 16-bit part. */\n\tprivate static final long LOW = 0x00ff00ff00ff00ffL;\n" +
		"\tprivate static final long ONE = 0x0001000100010001L;\n\n\tprivate BinLoops() {}\n\n" +
		"\tprivate static long max(final long a, final long b) {\n\t\tfinal long d = (a | ONE << 8) - b;\n" +
		"\t\tfinal long larger = d >>> 8 & ONE;\n\t\treturn b + (d & (larger << 8) - larger);\n\t}\n\n" +
		"\tprivate static long min(final long a, final long b) {\n\t\tfinal long d = (a | ONE << 8) - b;\n" +
		"\t\tfinal long larger = d >>> 8 & ONE;\n\t\treturn a - (d & (larger << 8) - larger);\n\t}\n\n" +
		"\t/** The lower halves of the 16-bit parts side by side. */\n\tprivate static int pack(final long parts) {\n" +
		"\t\tfinal long pairs = (parts | parts >>> 8) & 0x0000ffff0000ffffL;\n\t\treturn (int) (pairs | pairs >>> 16);\n\t}\n";

	/** What becomes of the samples of a window. */
	private enum Kind {
			MAX, MIN, SUM, AVERAGE;

		String method() {
			return name().toLowerCase();
		}

		/** The terms joined, as a balanced tree: neighbouring operations do not wait for each other. */
		String join(final List<String> terms) {
			if (terms.size() == 1) return terms.get(0);
			final String a = join(terms.subList(0, terms.size() / 2));
			final String b = join(terms.subList(terms.size() / 2, terms.size()));
			return adds() ? a + " + " + b : function() + "(" + a + ", " + b + ")";
		}

		boolean adds() {
			return this == SUM || this == AVERAGE;
		}

		String function() {
			return "Math." + method();
		}
	}

	private final String type;
	private final String mask;

	private BinLoopsGenerator(final String type, final String mask) {
		this.type = type;
		this.mask = mask;
	}

	/**
	 * @param arguments the directory of generated sources
	 * @throws IOException if it cannot be written
	 */
	public static void main(final String[] arguments) throws IOException {
		final StringBuilder text = new StringBuilder(HEAD);
		for (final BinLoopsGenerator g : new BinLoopsGenerator[] { new BinLoopsGenerator("byte", "0xff"), new BinLoopsGenerator(
			"short", "0xffff") }) {
			for (final Kind kind : new Kind[] { Kind.MAX, Kind.MIN, Kind.AVERAGE })
				g.write(text, kind, g.type);
			for (final Kind kind : new Kind[] { Kind.MAX, Kind.MIN, Kind.SUM })
				g.write(text, kind, "int");
		}
		final Path file = Paths.get(arguments[0]).resolve(FILE);
		Files.createDirectories(file.getParent());
		final byte[] source = text.append("}\n").toString().getBytes("UTF-8");
		// an unchanged file is left alone, for the sake of incremental compilation
		if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), source)) Files.write(file, source);
	}

	/** The method that chooses by the size, and one for each size. */
	private void write(final StringBuilder text, final Kind kind, final String result) {
		text.append("\n\tstatic void " + kind.method() + "(final " + type +
			"[][] rows, final int[] at, final int sizeX, final int sizeY, final " + result +
			"[] o, final int to, final int n) {\n\t\tswitch (sizeY * " + (MOST + 1) + " + sizeX) {\n");
		final List<String> loops = new ArrayList<>();
		for (int y = 1; y <= MOST; y++)
			for (int x = 1; x <= MOST; x++) {
				final String name = kind.method() + x + "x" + y;
				text.append("\t\t\tcase " + (y * (MOST + 1) + x) + ":\n\t\t\t\t" + name + "(" + list(y, "rows[#], at[#]") +
					", o, to, n);\n\t\t\t\treturn;\n");
				loops.add(loop(name, kind, x, y, result));
			}
		text.append("\t\t\tdefault:\n\t\t\t\tthrow new IllegalArgumentException(\"There is no loop for windows of \" + sizeX + \" x \" + sizeY);\n\t\t}\n\t}\n");
		for (final String loop : loops)
			text.append(loop);
	}

	private String loop(final String name, final Kind kind, final int x, final int y, final String result) {
		final List<String> terms = new ArrayList<>();
		for (int row = 0; row < y; row++)
			for (int column = 0; column < x; column++)
				terms.add("(r" + row + "[a" + row + " + " + (x == 1 ? "i" : x + " * i") + (column == 0 ? "" : " + " + column) +
					"] & " + mask + ")");
		final boolean pairs = x == 2 && result.equals("byte");
		final String value = kind == Kind.AVERAGE ? mean(kind.join(terms), x * y) : kind.join(terms);
		return "\n\tprivate static void " + name + "(" + list(y, "final " + type + "[] r#, final int a#") + ", final " +
			result + "[] o, final int to, final int n) {\n" + (pairs ? fours(kind, y) : "") + "\t\tfor (int i = " + (pairs
				? "n & -4" : "0") + "; i < n; i++)\n\t\t\to[to + i] = " + (result.equals("int") ? value : "(" + result + ") (" + value +
					")") + ";\n\t}\n";
	}

	/** Rounded half up. */
	private static String mean(final String sum, final int n) {
		return Integer.bitCount(n) == 1 ? "(" + sum + " + " + n / 2 + ") / " + n : "(2 * (" + sum + ") + " + n + ") / " + 2 *
			n;
	}

	/** Four pairs of bytes at a time. */
	private static String fours(final Kind kind, final int rows) {
		final List<String> terms = new ArrayList<>();
		for (int row = 0; row < rows; row++) {
			terms.add("(s" + row + " & LOW)");
			terms.add("(s" + row + " >>> 8 & LOW)");
		}
		final String joined = kind.join(terms).replace("Math.", "");
		final int n = 2 * rows;
		final String parts = !kind.adds() ? joined : "mean" + n;
		return "\t\tfor (int i = 0; i + 4 <= n; i += 4) {\n" + IntStream.range(0, rows).mapToObj(row -> "\t\t\tfinal long s" +
			row + " = (long) LONG.get(r" + row + ", a" + row + " + 2 * i);\n").collect(Collectors.joining()) + (kind.adds()
				? "\t\t\tfinal long sum = " + joined + ";\n\t\t\tfinal long " + parts + " = " + means(n) + ";\n" : "") +
			"\t\t\tINT.set(o, to + i, pack(" + parts + "));\n\t\t}\n";
	}

	/** Means of 16-bit parts: sums of six bytes are thirds of halves, found by a product one part at a time. */
	private static String means(final int n) {
		if (Integer.bitCount(n) == 1) return "sum + " + n / 2 + " * ONE >>> " + Integer.numberOfTrailingZeros(n) + " & LOW";
		return IntStream.range(0, MOST).mapToObj(part -> "((sum >>> " + 16 * part + " & 0xffff) * 2 + " + n + ") / " + 2 * n +
			(part == 0 ? "" : " << " + 16 * part)).collect(Collectors.joining(" | "));
	}

	private static String list(final int count, final String text) {
		return IntStream.range(0, count).mapToObj(i -> text.replace("#", "" + i)).collect(Collectors.joining(", "));
	}
}
