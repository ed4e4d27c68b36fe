package io.github.convolvej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Every package uses only those below it, and the classes of a package are not used in circles. */
class ArchitectureTest {

	private static final Path SOURCES = Paths.get("src/main/java/io/github/convolvej");

	/**
	 * Circles that are meant: a shard is a chunk of chunks, each with codecs of its own;
	 * and a network makes its plan, which knows it and is run. None may be added without
	 * a reason, and one that is gone is taken out here.
	 */
	private static final List<String> MEANT_CIRCLES = List.of("network: Network, NetworkPlan",
		"store.zarr: CodecChain, Sharding");

	/** The sources by room, then by class; the rooms as they are on the disk. */
	private static Map<String, Map<String, String>> sources() throws IOException {
		final List<Path> files;
		try (Stream<Path> all = Files.walk(SOURCES)) {
			files = all.filter(f -> f.toString().endsWith(".java")).collect(Collectors.toList());
		}
		final Map<String, Map<String, String>> rooms = new TreeMap<>();
		for (final Path file : files) {
			final Path folder = SOURCES.relativize(file).getParent();
			final String room = folder == null ? "" : folder.toString().replace(folder.getFileSystem().getSeparator(), ".");
			rooms.computeIfAbsent(room, r -> new TreeMap<>()).put(file.getFileName().toString().replace(".java", ""), Files
				.readString(file));
		}
		return rooms;
	}

	@Test
	void everyPackageUsesOnlyThoseBelowIt() throws IOException {
		final List<String> violations = new ArrayList<>();
		for (final Map.Entry<String, Map<String, String>> room : sources().entrySet()) {
			if (room.getKey().isEmpty() || !Rooms.names().contains(room.getKey())) continue;
			room.getValue().forEach((name, source) -> {
				for (final String used : Rooms.violations(room.getKey(), source))
					violations.add(room.getKey() + "." + name + " may not use " + used);
			});
		}
		assertTrue(violations.isEmpty(), () -> String.join("\n", violations));
	}

	@Test
	void roomsAreThoseThatExist() throws IOException {
		final Map<String, Map<String, String>> rooms = sources();
		assertEquals(Set.of("package-info"), rooms.remove("").keySet(), "classes outside any package");
		assertEquals(new TreeSet<>(Rooms.names()), new TreeSet<>(rooms.keySet()));
	}

	@Test
	void everyPackageSaysWhatItIs() throws IOException {
		for (final Map.Entry<String, Map<String, String>> room : sources().entrySet())
			assertTrue(room.getValue().containsKey("package-info"), room.getKey() + " has no package-info.java");
	}

	@Test
	void packagesAreNotUsedInCircles() {
		for (final String room : Rooms.names())
			for (final String other : Rooms.usable(room))
				assertTrue(other.equals(room) || !Rooms.usable(other).contains(room), room + " and " + other);
	}

	@Test
	void classesOfAPackageAreNotUsedInCircles() throws IOException {
		final List<String> circles = new ArrayList<>();
		sources().forEach((room, classes) -> {
			final Map<String, Set<String>> uses = new TreeMap<>();
			classes.forEach((name, source) -> uses.put(name, Rooms.classes(source)));
			for (final String circle : circles(uses))
				circles.add(room + ": " + circle);
		});
		assertEquals(String.join("\n", MEANT_CIRCLES), String.join("\n", circles));
	}

	/** The circles that uses make: sets of classes each of which is reached from all the others. */
	private static List<String> circles(final Map<String, Set<String>> uses) {
		final Map<String, Set<String>> reached = new TreeMap<>();
		for (final String name : uses.keySet())
			reached.put(name, reached(name, uses));
		final Set<String> circles = new TreeSet<>();
		for (final String name : uses.keySet()) {
			final Set<String> circle = new TreeSet<>();
			for (final String other : reached.get(name))
				if (reached.get(other).contains(name)) circle.add(other);
			if (circle.size() > 1) circles.add(String.join(", ", circle));
		}
		return new ArrayList<>(circles);
	}

	private static Set<String> reached(final String name, final Map<String, Set<String>> uses) {
		final Set<String> reached = new HashSet<>();
		final List<String> open = new ArrayList<>(List.of(name));
		while (!open.isEmpty()) {
			final String next = open.remove(open.size() - 1);
			for (final String used : uses.get(next))
				if (uses.containsKey(used) && !used.equals(next) && reached.add(used)) open.add(used);
		}
		return reached;
	}

	@Test
	void circlesAreFound() {
		final Map<String, Set<String>> uses = new TreeMap<>();
		uses.put("A", Rooms.classes("class A { B b; }"));
		uses.put("B", Rooms.classes("class B { C<String> c; /* A */ }"));
		uses.put("C", Rooms.classes("class C { D d; Object o = \"A B\"; }"));
		uses.put("D", Rooms.classes("class D { D d; }"));
		assertEquals(List.of(), circles(uses));
		uses.put("D", Rooms.classes("class D extends B {}"));
		assertEquals(List.of("B, C, D"), circles(uses));
		uses.put("D", Rooms.classes("import elsewhere.B;\nclass D extends B {}"));
		assertEquals(List.of(), circles(uses));
	}

	@Test
	void leavesAreUsedByNoOtherPackage() {
		for (final String leaf : Arrays.asList("spark", "ops"))
			for (final String room : Rooms.names())
				assertEquals(room.equals(leaf), Rooms.usable(room).contains(leaf), room + " and " + leaf);
		for (final String room : Rooms.names())
			assertEquals(room.equals("cli") || room.equals("spark"), Rooms.usable(room).contains("cli"), room);
	}

	private static void assertAllowed(final String room, final String source) {
		assertEquals(List.of(), Rooms.violations(room, source));
	}

	private static void assertForbidden(final String room, final String name) {
		assertEquals(List.of(name), Rooms.violations(room, "package p;\n\nimport " + name + ";\n"));
		if (Character.isUpperCase(name.charAt(name.lastIndexOf('.') + 1))) assertEquals(List.of(name), Rooms.violations(room,
			"class A { Object o = new " + name + "(\"x\"); }"));
	}

	@Test
	void whatThePageForbidsIsFound() {
		assertForbidden("geometry", "io.github.convolvej.kernel.Kernel");
		assertForbidden("geometry", "net.imglib2.RandomAccessibleInterval");
		assertForbidden("kernel", "net.imglib2.Interval");
		assertForbidden("border", "io.github.convolvej.filter.Plan");
		assertForbidden("filter", "io.github.convolvej.run.Filters");
		assertForbidden("kernel", "io.github.convolvej.border.Border");
		assertForbidden("filter", "io.github.convolvej.filter.pooling.Pooling");
		assertForbidden("filter", "net.imglib2.img.Img");
		assertForbidden("filter", "net.imglib2.*");
		assertForbidden("filter.lines", "io.github.convolvej.filter.Plan");
		assertForbidden("filter.pooling", "io.github.convolvej.filter.convolution.Convolution");
		assertForbidden("filter.transposed", "io.github.convolvej.filter.fourier.FourierGrid");
		assertForbidden("run", "io.github.convolvej.filter.convolution.Convolution");
		assertForbidden("run", "io.github.convolvej.ij1.Images");
		assertForbidden("run", "java.awt.Color");
		assertForbidden("network", "io.github.convolvej.explain.Explainer");
		assertForbidden("ij1", "io.github.convolvej.command.Convolve");
		assertForbidden("ops", "io.github.convolvej.ij1.Images");
		assertForbidden("ops", "io.github.convolvej.command.Convolve");
		assertForbidden("command", "io.github.convolvej.cli.Main");
		assertForbidden("command", "io.github.convolvej.ops.Convolve");
		assertForbidden("cli", "io.github.convolvej.ops.Convolve");
		assertForbidden("command", "picocli.CommandLine");
		for (final String room : Rooms.names()) {
			final String hall = room.split("\\.")[0];
			if (!Arrays.asList("entry", "ij1", "command", "cli").contains(hall)) assertForbidden(room, "ij.ImagePlus");
			if (!Arrays.asList("entry", "ij1", "command", "cli", "ops").contains(hall)) assertForbidden(room,
				"org.scijava.plugin.Plugin");
			assertForbidden(room, "sun.misc.Unsafe");
		}
		assertFalse(Rooms.violations("filter", "import static net.imglib2.util.Util.round;").isEmpty());
	}

	@Test
	void whatThePageAllowsAndWhatIsNoCodePasses() {
		assertAllowed("filter", "import net.imglib2.FinalInterval;\nimport net.imglib2.Interval;\nimport java.util.List;");
		assertAllowed("filter.convolution", "import net.imglib2.Interval;\nimport io.github.convolvej.filter.fourier.FourierGrid;");
		assertAllowed("kernel", "import io.github.convolvej.geometry.Axis;");
		assertAllowed("command", "import io.github.convolvej.kernel.Kernel;\nimport io.github.convolvej.border.Border;");
		assertAllowed("cli", "import io.github.convolvej.command.Convolve;\nimport picocli.CommandLine;\nimport ij.IJ;");
		assertAllowed("ops", "import org.scijava.ops.spi.Op;\nimport net.imglib2.img.Img;");
		assertAllowed("ij1", "import ij.ImagePlus;\nimport org.scijava.Context;\nimport java.awt.image.ColorModel;");
		assertAllowed("filter", "/** {@link net.imglib2.img.Img} */ // ij.IJ\nclass A { String s = \"a\\\"ij.IJ\"; char c = '\"'; }");
	}
}
