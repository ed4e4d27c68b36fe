package io.github.convolvej.store.zarr;

import java.io.IOException;

/**
 * Decodes BloscLZ, a descendant of FastLZ. The data are runs of literals, and
 * matches with earlier output. A control byte below 32 starts a run of that many
 * literals plus one. Otherwise its upper three bits contain the length of a
 * match and its lower five the upper bits of the distance.
 */
final class BloscLz {

	/** Largest distance of 13 bits; larger distances have 16 additional bits. */
	private static final int NEAR = 8191;
	private static final int FAR_HIGH = 31;

	private BloscLz() {}

	static void decompress(final byte[] in, final int from, final int length, final byte[] out, final int to,
		final int size) throws IOException
	{
		try {
			final int end = decode(in, from, from + length, out, to, to + size);
			if (end != to + size) throw new IOException("the blosclz data hold " + (end - to) + " bytes instead of " + size);
		}
		catch (final ArrayIndexOutOfBoundsException e) {
			throw new IOException("the blosclz data are damaged", e);
		}
	}

	private static int decode(final byte[] in, final int from, final int limit, final byte[] out, final int to,
		final int end) throws IOException
	{
		int i = from;
		int o = to;
		boolean first = true;
		while (i < limit) {
			int control = in[i++] & 0xff;
			// the first control byte is always a run of literals; its upper bits contain the level
			if (first) control &= 31;
			first = false;
			if (control < 32) {
				final int n = control + 1;
				if (n > limit - i || n > end - o) throw new IOException("the blosclz data are damaged");
				System.arraycopy(in, i, out, o, n);
				i += n;
				o += n;
				continue;
			}
			int n = (control >> 5) + 2;
			int next;
			if (control >> 5 == 7) do {
				next = in[i++] & 0xff;
				n += next;
			}
			while (next == 255);
			final int high = control & 31;
			final int low = in[i++] & 0xff;
			int distance = (high << 8) + low + 1;
			if (low == 255 && high == FAR_HIGH) {
				distance = ((in[i] & 0xff) << 8) + (in[i + 1] & 0xff) + NEAR + 1;
				i += 2;
			}
			if (n > end - o || distance > o - to) throw new IOException("the blosclz data are damaged");
			// byte by byte, because a match may overlap its own output
			for (int k = 0; k < n; k++, o++)
				out[o] = out[o - distance];
		}
		return o;
	}
}
