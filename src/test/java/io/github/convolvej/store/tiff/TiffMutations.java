package io.github.convolvej.store.tiff;

import io.github.convolvej.ij1.file.ImageFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads damaged TIFFs: bits flipped, bytes replaced by zeros, ones or large
 * numbers, in directories or anywhere, cut off, with parts repeated or moved. Each
 * must be read or refused with an {@link IOException}; anything else is a defect:
 * another exception, memory that runs out, or more than ten seconds. Run it as a
 * program: folder with TIFFs, number of mutations, seed.
 */
final class TiffMutations {

	private static final int SECONDS = 10;
	private static final long[] NUMBERS = { 0, 1, 2, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffffL, 0x80000000L, 0xffffffffL,
		0x40000000L, 0x10000L };

	private final Random random;

	TiffMutations(final long seed) {
		random = new Random(seed);
	}

	/** A damaged copy. */
	byte[] mutate(final byte[] original) {
		byte[] bytes = original.clone();
		final int times = 1 + random.nextInt(3);
		for (int i = 0; i < times; i++)
			switch (random.nextInt(8)) {
				case 0:
					flip(bytes, random.nextInt(bytes.length));
					break;
				case 1:
					bytes = java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
					break;
				case 2:
					move(bytes);
					break;
				case 3:
					put(bytes, random.nextInt(bytes.length), 4);
					break;
				default:
					damageDirectory(bytes);
			}
		return bytes;
	}

	private void flip(final byte[] bytes, final int at) {
		bytes[at] ^= 1 << random.nextInt(8);
	}

	/** A piece to another place. */
	private void move(final byte[] bytes) {
		final int n = 1 + random.nextInt(Math.min(64, bytes.length));
		System.arraycopy(bytes, random.nextInt(bytes.length - n + 1), bytes, random.nextInt(bytes.length - n + 1), n);
	}

	private void put(final byte[] bytes, final int at, final int size) {
		long number = NUMBERS[random.nextInt(NUMBERS.length)];
		if (random.nextInt(3) == 0) number = random.nextInt(2 * bytes.length);
		for (int i = 0; i < size && at + i < bytes.length; i++)
			bytes[at + i] = (byte) (number >> 8 * (bytes[0] == 'I' ? i : size - 1 - i));
	}

	/** An entry of the first directory: its number, type, count or value. */
	private void damageDirectory(final byte[] bytes) {
		final boolean little = bytes[0] == 'I';
		if (bytes.length < 20) return;
		final boolean big = bytes[little ? 2 : 3] == 43;
		long start = 0;
		for (int i = 0; i < 4; i++)
			start = start << 8 | bytes[big ? little ? 11 - i : 12 + i : little ? 7 - i : 4 + i] & 0xff;
		if (start + 2 >= bytes.length) return;
		final int tags = bytes[(int) start + (little ? 0 : 1) + (big && !little ? 6 : 0)] & 0xff;
		final int entry = (int) start + (big ? 8 + 20 * random.nextInt(tags + 1) : 2 + 12 * random.nextInt(tags + 1));
		final int field = random.nextInt(4);
		final int at = entry + (field == 0 ? 0 : field == 1 ? 2 : field == 2 ? 4 : big ? 12 : 8);
		if (at < bytes.length) put(bytes, at, field < 2 ? 2 : 4);
	}

	/**
	 * Reads everything of a file.
	 *
	 * @return the message that refused it; null if it was read
	 */
	static String read(final Path file) {
		try {
			final TiffFile tiff = TiffFile.open(file);
			final int series = Math.min(3, tiff.list().size());
			for (int i = 1; i <= series; i++)
				read(series == 1 ? tiff.series() : tiff.series(i));
			// metadata become calibrations, tables and shapes there
			if (series == 1) new ImageFile(file, null, note -> {}).open(0);
			return null;
		}
		catch (final IOException e) {
			return String.valueOf(e.getMessage());
		}
	}

	private static void read(final TiffSeries series) throws IOException {
		for (int t = 0; t < series.frames(); t++)
			for (int z = 0; z < series.slices(); z++)
				for (int c = 0; c < series.pageChannels(); c++)
					for (int s = 0; s < series.samples(); s++)
						series.read(c, z, t, s, 1);
	}

	/**
	 * Mutates and reads.
	 *
	 * @param args folder, number of mutations, seed
	 */
	public static void main(final String... args) throws IOException, InterruptedException {
		final List<Path> files;
		try (Stream<Path> all = Files.walk(Path.of(args[0]))) {
			files = all.filter(f -> f.toString().matches(".*\\.(tif|stk)")).sorted().collect(Collectors.toList());
		}
		final int count = Integer.parseInt(args[1]);
		final TiffMutations mutations = new TiffMutations(Long.parseLong(args[2]));
		final Path folder = Files.createTempDirectory("mutations");
		final int[] outcome = new int[3];
		for (int i = 0; i < count; i++) {
			final Path original = files.get(mutations.random.nextInt(files.size()));
			final byte[] bytes = mutations.mutate(Files.readAllBytes(original));
			final Path file = folder.resolve(i + "-" + original.getFileName());
			Files.write(file, bytes);
			final String defect = defect(file, outcome);
			if (defect == null) Files.delete(file);
			else System.out.println(file + ": " + defect);
		}
		System.out.println(outcome[0] + " read, " + outcome[1] + " refused, " + outcome[2] + " defects");
		System.exit(outcome[2] == 0 ? 0 : 1);
	}

	private static String defect(final Path file, final int[] outcome) throws InterruptedException {
		final ExecutorService thread = Executors.newSingleThreadExecutor(r -> {
			final Thread t = new Thread(r);
			t.setDaemon(true);
			return t;
		});
		final Future<String> read = thread.submit(() -> read(file));
		try {
			outcome[read.get(SECONDS, TimeUnit.SECONDS) == null ? 0 : 1]++;
			return null;
		}
		catch (final TimeoutException e) {
			outcome[2]++;
			return "more than " + SECONDS + " s";
		}
		catch (final ExecutionException e) {
			outcome[2]++;
			final java.io.StringWriter trace = new java.io.StringWriter();
			e.getCause().printStackTrace(new java.io.PrintWriter(trace));
			return trace.toString();
		}
		finally {
			thread.shutdownNow();
		}
	}
}
