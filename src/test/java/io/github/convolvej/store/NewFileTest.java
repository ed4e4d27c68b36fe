package io.github.convolvej.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are there as a whole or not at all; what killed processes leave is removed, what living ones write is not. */
class NewFileTest {

	@TempDir
	Path folder;

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
		}
	}

	private static NewFile write(final Path target, final boolean overwrite, final String text) throws IOException {
		final NewFile file = new NewFile(target, overwrite, UnaryOperator.identity());
		file.stream().write(text.getBytes());
		return file;
	}

	@Test
	void aFileAppearsWhenItIsComplete() throws IOException {
		final Path target = folder.resolve("a");
		try (NewFile file = write(target, false, "new")) {
			assertFalse(Files.exists(target));
			assertEquals(1, names().size());
			file.commit();
		}
		assertEquals(List.of("a"), names());
		assertEquals("new", Files.readString(target));
	}

	@Test
	void aFileThatIsGivenUpLeavesNothing() throws IOException {
		write(folder.resolve("a"), false, "new").close();
		assertEquals(Collections.emptyList(), names());
	}

	@Test
	void aFileThatAppearsMeanwhileStays() throws IOException {
		final Path target = folder.resolve("a");
		try (NewFile file = write(target, false, "new")) {
			Files.writeString(target, "theirs");
			assertThrows(FileAlreadyExistsException.class, file::commit);
		}
		assertEquals("theirs", Files.readString(target));
		assertEquals(List.of("a"), names());
		try (NewFile file = write(target, true, "new")) {
			file.commit();
		}
		assertEquals("new", Files.readString(target));
		assertEquals(List.of("a"), names());
	}

	@Test
	void aReadOnlyFileIsNotReplaced() throws IOException {
		final Path target = folder.resolve("a");
		Files.writeString(target, "precious");
		assertTrue(target.toFile().setWritable(false, false));
		final IOException refused = assertThrows(IOException.class, () -> write(target, true, "new"));
		assertEquals(target + " is read-only, and so it is not replaced", refused.getMessage());
		assertTrue(target.toFile().setWritable(true, false));
		try (NewFile file = write(target, true, "new")) {
			assertTrue(target.toFile().setWritable(false, false));
			assertThrows(IOException.class, file::commit);
		}
		assertEquals("precious", Files.readString(target));
		assertEquals(List.of("a"), names());
	}

	@Test
	void filesOfThisProcessAreNotDead() throws IOException {
		try (NewFile file = write(folder.resolve("a"), false, "new")) {
			assertEquals(Collections.emptyList(), TemporaryFile.removeDead(folder));
			file.commit();
		}
		assertEquals("new", Files.readString(folder.resolve("a")));
	}

	/** Another process that writes a file and waits to be ended. */
	private Process start() throws IOException {
		return new ProcessBuilder(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
			"-Xmx64m", "-cp", System.getProperty("java.class.path"), Writer.class.getName(), folder.toString()).redirectError(
				ProcessBuilder.Redirect.INHERIT).start();
	}

	static final class Writer {

		private Writer() {}

		public static void main(final String... args) throws IOException {
			final NewFile file = write(Path.of(args[0], "a"), false, "half");
			System.out.println("written");
			System.in.read();
			file.commit();
		}
	}

	@Test
	void filesOfAKilledProcessAreRemovedAndThoseOfALivingOneAreNot() throws Exception {
		Files.writeString(folder.resolve(".convolvej-mine.txt"), "another's");
		final Process process = start();
		// the first byte of its answer: the file is there
		assertEquals('w', process.getInputStream().read());
		assertEquals(Collections.emptyList(), TemporaryFile.removeDead(folder));
		assertEquals(2, names().size());
		process.destroyForcibly().waitFor();
		assertEquals(1, TemporaryFile.removeDead(folder).size());
		assertEquals(List.of(".convolvej-mine.txt"), names());

		final Process second = start();
		assertEquals('w', second.getInputStream().read());
		assertEquals(Collections.emptyList(), TemporaryFile.removeDead(folder));
		second.getOutputStream().write('\n');
		second.getOutputStream().flush();
		assertEquals(0, second.waitFor());
		assertEquals(List.of(".convolvej-mine.txt", "a"), names());
		assertEquals("half", Files.readString(folder.resolve("a")));
	}
}
