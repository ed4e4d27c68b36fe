package io.github.convolvej.store;

/**
 * An image of any size whose samples are computed from their positions, so that
 * nothing is stored. The values are a slow wave along each axis plus random
 * noise, spread over a quarter of the range of whole numbers, or over 0 to 1.
 * The noise depends on the position only, so every box has the same samples in
 * whichever order it is read.
 */
public final class GeneratedSource implements BlockSource {

	private static final int UNIT = 64;
	/** Shift of a 64-bit hash that leaves 24 bits, which float holds exactly. */
	private static final int NOISE_SHIFT = 40;
	private static final double NOISE_RANGE = 1 << 24;
	private static final int PERIOD = 61;

	private final ImageDescription description;
	private final long seed;

	/**
	 * @param description size and type of the image
	 * @param seed seed of the noise; another number gives another image
	 */
	public GeneratedSource(final ImageDescription description, final long seed) {
		this.description = description;
		this.seed = seed;
	}

	@Override
	public ImageDescription description() {
		return description;
	}

	@Override
	public int[] unit() {
		final long[] size = description.dimensions();
		final int[] unit = new int[size.length];
		for (int d = 0; d < unit.length; d++)
			unit[d] = (int) Math.min(size[d], d < 3 ? UNIT : 1);
		return unit;
	}

	@Override
	public Object read(final long[] min, final int[] size) {
		Boxes.checkInside(description, min, size);
		final int n = Boxes.samples(size);
		final Object samples = description.type().newArray(n);
		final long[] position = min.clone();
		final double range = range();
		for (int i = 0; i < n; i += size[0]) {
			line(position, size[0], range, samples, i);
			for (int d = 1; d < size.length && ++position[d] == min[d] + size[d]; d++)
				position[d] = min[d];
		}
		return samples;
	}

	private double range() {
		final SampleType type = description.type();
		return type.isInteger() ? Math.pow(2, Math.min(31, 8 * type.bytes() - 1) - 1) : 1;
	}

	private void line(final long[] position, final int n, final double range, final Object samples, final int from) {
		long hash = seed;
		double wave = 0;
		for (int d = 1; d < position.length; d++) {
			hash = mix(hash + position[d]);
			wave += triangle(position[d] + 17L * d);
		}
		for (int i = 0; i < n; i++) {
			final long x = position[0] + i;
			final double noise = (mix(hash ^ x) >>> NOISE_SHIFT) / NOISE_RANGE;
			final double v = range * (0.5 * noise + 0.5 * (wave + triangle(x)) / position.length);
			put(samples, from + i, v);
		}
	}

	private static void put(final Object samples, final int i, final double v) {
		if (samples instanceof byte[]) ((byte[]) samples)[i] = (byte) v;
		else if (samples instanceof short[]) ((short[]) samples)[i] = (short) v;
		else if (samples instanceof int[]) ((int[]) samples)[i] = (int) v;
		else if (samples instanceof long[]) ((long[]) samples)[i] = (long) v;
		else if (samples instanceof float[]) ((float[]) samples)[i] = (float) v;
		else ((double[]) samples)[i] = v;
	}

	/** A triangle wave from 0 to 1 and back. */
	private static double triangle(final long i) {
		return Math.abs(i % (2 * PERIOD) - PERIOD) / (double) PERIOD;
	}

	/** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
	private static long mix(final long v) {
		long z = v + 0x9e3779b97f4a7c15L;
		z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
		z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
		return z ^ z >>> 31;
	}

	@Override
	public String location() {
		return "generated:" + description.name();
	}

	@Override
	public String fingerprint() {
		return "generated " + seed + " " + description.type() + " " + description.axes();
	}
}
