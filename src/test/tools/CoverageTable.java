import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints how many lines and branches of each package the tests have run, from
 * JaCoCo's table of classes; the classes with the most lines that were not run
 * follow. Run by the profile {@code coverage}.
 */
public final class CoverageTable {

	private static final int WORST = 15;

	private CoverageTable() {}

	/** What was missed and covered. */
	private static final class Count {

		private final long[] sums = new long[4];

		private void add(final String[] row, final List<String> header) {
			final String[] columns = { "LINE_MISSED", "LINE_COVERED", "BRANCH_MISSED", "BRANCH_COVERED" };
			for (int i = 0; i < columns.length; i++)
				sums[i] += Long.parseLong(row[header.indexOf(columns[i])]);
		}

		private String line(final String name) {
			return String.format(Locale.ROOT, "%-44s %7s of %6d %9s of %6d", name, percent(0), sums[0] + sums[1], percent(2),
				sums[2] + sums[3]);
		}

		private String percent(final int missed) {
			final long all = sums[missed] + sums[missed + 1];
			return all == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * sums[missed + 1] / all);
		}
	}

	/**
	 * @param args JaCoCo's CSV file
	 * @throws IOException if it cannot be read
	 */
	public static void main(final String... args) throws IOException {
		final Path file = Paths.get(args[0]);
		final List<String> lines = Files.readAllLines(file);
		final List<String> header = Arrays.asList(lines.get(0).split(","));
		final Map<String, Count> packages = new TreeMap<>();
		final Map<String, Count> classes = new TreeMap<>();
		final Count all = new Count();
		for (final String line : lines.subList(1, lines.size())) {
			final String[] row = line.split(",");
			final String name = row[header.indexOf("PACKAGE")];
			packages.computeIfAbsent(name, n -> new Count()).add(row, header);
			classes.computeIfAbsent(name + "." + row[header.indexOf("CLASS")], n -> new Count()).add(row, header);
			all.add(row, header);
		}
		System.out.println(String.format(Locale.ROOT, "%-44s %17s %19s", "package", "lines", "branches"));
		packages.forEach((name, count) -> System.out.println(count.line(name)));
		System.out.println(all.line("all"));
		System.out.println();
		System.out.println("Classes with the most lines that no test runs in its own Java:");
		classes.entrySet().stream().filter(e -> e.getValue().sums[0] > 0).sorted((a, b) -> Long.compare(b.getValue().sums[0],
			a.getValue().sums[0])).limit(WORST).forEach(e -> System.out.println(e.getValue().line(e.getKey().replace(
				"io.github.convolvej.", ""))));
	}
}
