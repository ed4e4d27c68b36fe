package io.github.convolvej.store.zarr;

import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.Boxes;
import io.github.convolvej.store.ImageDescription;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** An array of a Zarr container as an image. */
final class ZarrSource implements BlockSource {

	private final ZarrArray array;
	private final ImageDescription description;
	private final List<String> notes;

	ZarrSource(final ZarrArray array, final ImageDescription description) {
		this(array, description, Collections.emptyList());
	}

	ZarrSource(final ZarrArray array, final ImageDescription description, final List<String> notes) {
		this.array = array;
		this.description = description;
		this.notes = notes;
	}

	@Override
	public List<String> notes() {
		return notes;
	}

	@Override
	public ImageDescription description() {
		return description;
	}

	@Override
	public int[] unit() {
		final int[] unit = Shapes.reversed(array.metadata().innerChunk());
		final long[] size = description.dimensions();
		for (int d = 0; d < unit.length; d++)
			unit[d] = (int) Math.min(unit[d], size[d]);
		return unit;
	}

	@Override
	public Object read(final long[] min, final int[] size) throws IOException {
		Boxes.checkInside(description, min, size);
		return array.read(Shapes.reversed(min), Shapes.reversed(size));
	}

	@Override
	public String location() {
		return array.location();
	}

	@Override
	public String fingerprint() throws IOException {
		return "zarr " + array.location() + " " + array.version() + " " + Arrays.toString(array.metadata().shape()) + " " + array
			.metadata().type();
	}

	ArrayMetadata metadata() {
		return array.metadata();
	}
}
