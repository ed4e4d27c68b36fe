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
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Every package uses only those below it. */
class ArchitectureTest {

	private static final Path SOURCES = Paths.get("src/main/java/io/github/convolvej");

	private static List<Path> sources() throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files.filter(f -> f.toString().endsWith(".java")).collect(Collectors.toList());
		}
	}

	@Test
	void everyPackageUsesOnlyThoseBelowIt() throws IOException {
		final List<String> violations = new ArrayList<>();
		for (final Path file : sources()) {
			final Path path = SOURCES.relativize(file);
			if (path.toString().equals("package-info.java")) continue;
			final String room = path.getName(0).toString();
			if (path.getNameCount() == 1 || !Rooms.names().contains(room)) violations.add(path + " is in none of " + Rooms
				.names());
			else for (final String name : Rooms.violations(room, Files.readString(file)))
				violations.add(path + " may not use " + name);
		}
		assertTrue(violations.isEmpty(), () -> String.join("\n", violations));
		assertTrue(sources().size() > 30, "sources were found");
	}

	@Test
	void packagesAreNotUsedInCircles() {
		for (final String room : Rooms.names())
			for (final String other : Rooms.usable(room))
				assertTrue(other.equals(room) || !Rooms.usable(other).contains(room), room + " and " + other);
	}

	@Test
	void leavesAreUsedByNoOtherPackage() {
		for (final String leaf : Arrays.asList("cli", "ops", "store", "spark", "network", "learn"))
			for (final String room : Rooms.names())
				assertEquals(room.equals(leaf), Rooms.usable(room).contains(leaf), room + " and " + leaf);
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
		assertForbidden("border", "io.github.convolvej.filter.lines.Block");
		assertForbidden("filter", "io.github.convolvej.run.Filters");
		assertForbidden("kernel", "io.github.convolvej.border.Border");
		assertForbidden("filter", "net.imglib2.img.Img");
		assertForbidden("filter", "net.imglib2.*");
		assertForbidden("run", "io.github.convolvej.ij1.Images");
		assertForbidden("run", "java.awt.Color");
		assertForbidden("ij1", "io.github.convolvej.command.Convolve");
		assertForbidden("ops", "io.github.convolvej.ij1.Images");
		assertForbidden("ops", "io.github.convolvej.command.Convolve");
		assertForbidden("command", "io.github.convolvej.cli.Main");
		assertForbidden("command", "io.github.convolvej.ops.Convolve");
		assertForbidden("cli", "io.github.convolvej.ops.Convolve");
		assertForbidden("command", "picocli.CommandLine");
		for (final String room : Rooms.names()) {
			if (!Arrays.asList("ij1", "command", "cli").contains(room)) assertForbidden(room, "ij.ImagePlus");
			if (!Arrays.asList("ij1", "command", "cli", "ops").contains(room)) assertForbidden(room,
				"org.scijava.plugin.Plugin");
			assertForbidden(room, "sun.misc.Unsafe");
		}
		assertFalse(Rooms.violations("filter", "import static net.imglib2.util.Util.round;").isEmpty());
	}

	@Test
	void whatThePageAllowsAndWhatIsNoCodePasses() {
		assertAllowed("filter", "import net.imglib2.FinalInterval;\nimport net.imglib2.Interval;\nimport java.util.List;");
		assertAllowed("kernel", "import io.github.convolvej.geometry.Axis;");
		assertAllowed("command", "import io.github.convolvej.kernel.Kernel;\nimport io.github.convolvej.border.Border;");
		assertAllowed("cli", "import io.github.convolvej.command.Convolve;\nimport picocli.CommandLine;\nimport ij.IJ;");
		assertAllowed("ops", "import org.scijava.ops.spi.Op;\nimport net.imglib2.img.Img;");
		assertAllowed("ij1", "import ij.ImagePlus;\nimport org.scijava.Context;\nimport java.awt.image.ColorModel;");
		assertAllowed("filter", "/** {@link net.imglib2.img.Img} */ // ij.IJ\nclass A { String s = \"a\\\"ij.IJ\"; char c = '\"'; }");
	}
}
