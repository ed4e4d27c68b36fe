package io.github.convolvej.ij1.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.convolvej.kernel.Kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is read once while it stays as it is, and again when it has changed. */
class LastFileTest {

	@TempDir
	Path folder;

	@Test
	void aSettledFileIsReadOnce() throws IOException {
		final Path file = Files.writeString(folder.resolve("a.txt"), "1 2");
		final AtomicInteger reads = new AtomicInteger();
		final LastFile<Integer> last = new LastFile<>();
		for (int i = 0; i < 3; i++)
			last.get(file.toFile(), 2, reads::incrementAndGet);
		// it may still change without a new date
		assertEquals(3, reads.get());
		file.toFile().setLastModified(1_000_000_000_000L);
		for (int i = 0; i < 3; i++)
			assertEquals(4, last.get(file.toFile(), 2, reads::incrementAndGet));
		assertEquals(5, last.get(file.toFile(), 3, reads::incrementAndGet));
	}

	@Test
	void aKernelFileThatChangesIsReadAgain() throws IOException {
		final Path file = Files.writeString(folder.resolve("k.txt"), "1 2");
		file.toFile().setLastModified(1_000_000_000_000L);
		final Kernel first = KernelSource.parse(file.toString(), 2);
		assertSame(first, KernelSource.parse(file.toString(), 2));
		Files.writeString(file, "3 4");
		assertEquals(3, KernelSource.parse(file.toString(), 2).weights()[0]);
	}
}
