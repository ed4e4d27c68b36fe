package io.github.convolvej.cli.files;

import io.github.convolvej.store.TemporaryFile;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The output folder of a run: it is made if it is missing, and deleted again if
 * nothing was written to it. While the run lasts, a hidden file in it keeps
 * other runs from deleting it. Temporary files of dead runs are removed.
 */
public final class NewFolder implements AutoCloseable {

	/** Attempts: another run may delete the folder between finding and using it. */
	private static final int TRIES = 100;

	/** Folders that were made, inner ones first. */
	private final Set<Path> made = new LinkedHashSet<>();
	private final List<Path> removed = new ArrayList<>();
	private TemporaryFile sign;

	/**
	 * @param folder the folder
	 * @throws UsageException if it cannot be made
	 */
	public NewFolder(final Path folder) {
		try {
			for (int i = 0; sign == null; i++)
				use(folder, i + 1 < TRIES);
			removed.addAll(TemporaryFile.removeDead(folder));
		}
		catch (final IOException e) {
			close();
			final boolean exists = Files.exists(folder);
			throw new UsageException("OUTPUT folder " + folder + " cannot be " + (exists ? "written to" : "made") + ": " + reason(
				e, exists) + ": choose another one", e);
		}
	}

	/** The user has named neither the hidden file nor the folder that was tried. */
	private static String reason(final IOException e, final boolean exists) {
		if (e instanceof NoSuchFileException) return exists ? "it takes no new files" : "the disk takes no new folder there";
		return e instanceof AccessDeniedException ? exists ? "no permission to make files in it" : "no permission" : Failures
			.message(e);
	}

	private void use(final Path folder, final boolean again) throws IOException {
		for (Path missing = folder; missing != null && !Files.exists(missing); missing = missing.getParent())
			made.add(missing);
		try {
			if (!Files.isDirectory(folder)) Files.createDirectories(folder);
			sign = TemporaryFile.create(folder);
		}
		catch (final NoSuchFileException e) {
			if (!again) throw e;
		}
	}

	/** @return temporary files of dead runs that were found in it and removed */
	public List<Path> removed() {
		return removed;
	}

	@Override
	public void close() {
		try {
			if (sign != null) sign.close();
			for (final Path folder : made)
				if (Files.isDirectory(folder)) Files.delete(folder);
		}
		catch (final DirectoryNotEmptyException | NoSuchFileException e) {
			// it holds results, or another run is at work in it: so it stays, and so do those around it
		}
		catch (final IOException e) {
			throw new UsageException("OUTPUT folder " + made + " cannot be tidied up: " + Failures.message(e), e);
		}
	}
}
