package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The TIFFs that src/test/scripts/make_tiffs.py has packed, and some that were written byte by byte. */
final class TiffSamples {

	private TiffSamples() {}

	/** Unpacks them. */
	static void unpack(final Path folder) throws IOException {
		try (InputStream in = TiffSamples.class.getResourceAsStream("/tiff/samples.zip");
				ZipInputStream zip = new ZipInputStream(in))
		{
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				final Path file = folder.resolve(entry.getName());
				Files.createDirectories(file.getParent());
				Files.copy(zip, file);
			}
		}
	}
}
