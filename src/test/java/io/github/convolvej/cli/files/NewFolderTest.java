package io.github.convolvej.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFolderTest {

	@TempDir
	Path folder;

	@Test
	void aFolderInWhichAnotherRunIsAtWorkStays() {
		final Path output = folder.resolve("a/b");
		final NewFolder first = new NewFolder(output);
		final NewFolder second = new NewFolder(output);
		first.close();
		assertTrue(Files.isDirectory(output), "the second one is about to use it");
		second.close();
		assertTrue(Files.isDirectory(output), "the second one did not make it");
	}

	@Test
	void aFolderThatStaysEmptyIsTakenAway() throws IOException {
		new NewFolder(folder.resolve("a/b")).close();
		assertFalse(Files.exists(folder.resolve("a")));
		try (NewFolder used = new NewFolder(folder.resolve("c"))) {
			Files.writeString(folder.resolve("c/x"), "x");
		}
		try (Stream<Path> files = Files.list(folder.resolve("c"))) {
			assertEquals(List.of("x"), files.map(file -> file.getFileName().toString()).collect(Collectors.toList()));
		}
	}

	@Test
	void whatADeadRunLeftIsRemoved() throws IOException {
		Files.writeString(folder.resolve(".convolvej-abc.part"), "half");
		Files.writeString(folder.resolve(".convolvej-abc.txt"), "another's");
		try (NewFolder used = new NewFolder(folder)) {
			assertEquals(List.of(folder.resolve(".convolvej-abc.part")), used.removed());
		}
		assertTrue(Files.exists(folder.resolve(".convolvej-abc.txt")));
	}

	@Test
	void aFolderThatCannotBeMadeIsNamed() throws IOException {
		Files.writeString(folder.resolve("file"), "x");
		assertThrows(UsageException.class, () -> new NewFolder(folder.resolve("file/x")));
		final Path vanished = folder.resolve("gone");
		final NewFolder used = new NewFolder(vanished);
		try (Stream<Path> files = Files.list(vanished)) {
			for (final Path file : files.collect(Collectors.toList()))
				Files.delete(file);
		}
		Files.delete(vanished);
		used.close();
		assertFalse(Files.exists(vanished));
	}
}
