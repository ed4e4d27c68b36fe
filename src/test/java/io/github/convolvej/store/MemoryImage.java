package io.github.convolvej.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** An image in memory as source and sink, which counts what is read and can fail. */
public final class MemoryImage implements BlockSource, BlockSink {

	private final ImageDescription description;
	private final int[] unit;
	private final Object samples;
	private final Set<String> done = ConcurrentHashMap.newKeySet();
	private volatile long failingWrite = Long.MAX_VALUE;
	private long writes;

	public MemoryImage(final ImageDescription description, final int... unit) {
		this.description = description;
		this.unit = unit.clone();
		samples = description.type().newArray(Boxes.samples(size()));
	}

	/** The samples of another image. */
	public static MemoryImage of(final BlockSource source, final int... unit) throws IOException {
		final MemoryImage image = new MemoryImage(source.description(), unit);
		final int[] size = image.size();
		System.arraycopy(source.read(new long[size.length], size), 0, image.samples, 0, Boxes.samples(size));
		return image;
	}

	/** Writing fails from the given unit on. */
	public MemoryImage failingAt(final long write) {
		failingWrite = write;
		return this;
	}

	public Object samples() {
		return samples;
	}

	public int writtenUnits() {
		return done.size();
	}

	private int[] size() {
		return Arrays.stream(description.dimensions()).mapToInt(s -> (int) s).toArray();
	}

	@Override
	public ImageDescription description() {
		return description;
	}

	@Override
	public int[] unit() {
		return unit.clone();
	}

	private static int[] ints(final long[] min) {
		return Arrays.stream(min).mapToInt(m -> (int) m).toArray();
	}

	@Override
	public Object read(final long[] min, final int[] size) {
		Boxes.checkInside(description, min, size);
		final Object box = description.type().newArray(Boxes.samples(size));
		Boxes.copy(samples, size(), ints(min), box, size, new int[size.length], size);
		return box;
	}

	@Override
	public void write(final long[] min, final int[] size, final Object box) throws IOException {
		Boxes.checkUnit(this, min, size);
		synchronized (this) {
			if (writes++ >= failingWrite) throw new IOException("no space left");
		}
		if (!done.add(Arrays.toString(min))) throw new IllegalStateException("unit " + Arrays.toString(min) +
			" is written twice");
		Boxes.copy(box, size, new int[size.length], samples, size(), ints(min), size);
	}

	@Override
	public boolean isDone(final long[] min) {
		return done.contains(Arrays.toString(min));
	}

	@Override
	public void finish() {
		// it is in memory
	}

	@Override
	public String location() {
		return "memory:" + description.name();
	}

	@Override
	public String fingerprint() {
		return "memory " + description.axes().stream().map(ImageAxis::toString).collect(Collectors.joining());
	}

	@Override
	public void close() {
		// both interfaces have it
	}
}
