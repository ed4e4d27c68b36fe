package io.github.convolvej.network.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds the files beside an ONNX file that hold its weights, without reading these. */
public final class ExternalData {

	private final Set<String> locations = new LinkedHashSet<>();

	private ExternalData() {}

	/**
	 * @param path an ONNX file
	 * @return the files that exist of those in which it says that its tensors are
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if it is not an ONNX file, or is cut off
	 */
	public static Collection<Path> files(final Path path) throws IOException {
		final ExternalData data = new ExternalData();
		try {
			final WireReader model = new WireReader(ByteBuffer.wrap(Files.readAllBytes(path)));
			while (model.next())
				if (model.field() == 7) data.graph(model.message());
		}
		catch (final WireException e) {
			throw new IllegalArgumentException(path + " is not an ONNX file, or is cut off: " + e.getMessage(), e);
		}
		final Set<Path> files = new LinkedHashSet<>();
		for (final String location : data.locations)
			try {
				final Path file = path.resolveSibling(location);
				if (Files.isRegularFile(file)) files.add(file);
			}
			catch (final InvalidPathException e) {
				// reading the tensor will tell that there is no such file
			}
		return files;
	}

	private void graph(final WireReader m) {
		while (m.next())
			if (m.field() == 1) node(m.message());
			else if (m.field() == 5) tensor(m.message());
	}

	private void node(final WireReader m) {
		while (m.next())
			if (m.field() == 5) attribute(m.message());
	}

	private void attribute(final WireReader m) {
		while (m.next())
			switch (m.field()) {
				case 5:
				case 10:
					tensor(m.message());
					break;
				case 6:
				case 11:
					graph(m.message());
					break;
				default:
			}
	}

	private void tensor(final WireReader m) {
		while (m.next())
			if (m.field() == 13) entry(m.message());
	}

	private void entry(final WireReader m) {
		String key = "";
		String value = "";
		while (m.next())
			if (m.field() == 1) key = m.text();
			else if (m.field() == 2) value = m.text();
		if (key.equals("location")) locations.add(value);
	}
}
