package io.github.convolvej.cli.files;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An output folder that is made if it is missing, and taken away again if nothing was written into it. */
public final class NewFolder implements AutoCloseable {

	/** Folders that were made, inner ones first. */
	private final List<Path> made = new ArrayList<>();

	/**
	 * @param folder the folder
	 * @throws UsageException if it cannot be made
	 */
	public NewFolder(final Path folder) {
		for (Path missing = folder; missing != null && !Files.exists(missing); missing = missing.getParent())
			made.add(missing);
		try {
			if (!Files.isDirectory(folder)) Files.createDirectories(folder);
		}
		catch (final IOException e) {
			close();
			throw new UsageException("OUTPUT folder " + folder + " cannot be made: " + Failures.message(e), e);
		}
	}

	@Override
	public void close() {
		try {
			for (final Path folder : made)
				if (Files.isDirectory(folder)) Files.delete(folder);
		}
		catch (final DirectoryNotEmptyException e) {
			// it holds results: so it stays, and so do those around it
		}
		catch (final IOException e) {
			throw new UsageException("OUTPUT folder " + made.get(0) + " is empty, but cannot be taken away: " + Failures
				.message(e), e);
		}
	}
}
