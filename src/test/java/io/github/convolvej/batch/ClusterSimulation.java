package io.github.convolvej.batch;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.SampleType;
import io.github.convolvej.store.zarr.ZarrLayout;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A cluster on paper: the real plan of a large image, given to executors as Spark
 * does, with caches that keep chunks as the real one does; nothing is computed.
 * And the memory that a driver needs for the plan of a million blocks. For
 * docs/manual/cluster.md:
 *
 * <pre>
 * java -Xmx2g -cp target/test-classes:target/classes:... io.github.convolvej.batch.ClusterSimulation \
 *   SIZE_X SIZE_Y SIZE_Z CHUNK EXECUTORS THREADS MEMORY_MB NANOSECONDS_PER_SAMPLE MB_PER_SECOND [CHUNK_OF_INPUT]
 * </pre>
 *
 * The recipe is a Gaussian in 3D with sigma 2 on 16-bit samples, results of the
 * same type. The last two numbers are the time that a thread takes for a sample,
 * and what the common disk delivers and takes in all.
 */
final class ClusterSimulation {

	private final StreamedRecipe recipe;
	private final BlockSink sink;
	private final BatchPlan plan;
	private final Workers workers;
	private final int chunk;
	private final int file;
	private final long capacity;
	private final double nanoseconds;

	ClusterSimulation(final long[] size, final int chunk, final int file, final Workers workers, final double nanoseconds) {
		final ImageDescription image = new ImageDescription("image", Arrays.asList(new ImageAxis("x", size[0], 1, 0, null),
			new ImageAxis("y", size[1], 1, 0, null), new ImageAxis("z", size[2], 1, 0, null)), SampleType.UINT16);
		recipe = new StreamedRecipe(new ChunkedSource(image, chunk), Arrays.asList(new RecipeStep("smooth", Smooth.gaussian(2, 2,
			2), 3).border(Border.REFLECT).type(null)), workers.heap(), workers.heap());
		sink = ZarrLayout.DEFAULT.chunks(file, file, file).planned(recipe.result());
		plan = new BatchPlan(recipe, sink, workers, 1, 1);
		this.workers = workers;
		this.chunk = chunk;
		this.file = file;
		this.nanoseconds = nanoseconds;
		capacity = (long) (workers.heap() - plan.grid().bytes());
	}

	/** An image of which only the metadata are asked. */
	private static final class ChunkedSource implements io.github.convolvej.store.BlockSource {

		private final ImageDescription description;
		private final int chunk;

		ChunkedSource(final ImageDescription description, final int chunk) {
			this.description = description;
			this.chunk = chunk;
		}

		@Override
		public ImageDescription description() {
			return description;
		}

		@Override
		public int[] unit() {
			return new int[] { chunk, chunk, chunk };
		}

		@Override
		public Object read(final long[] min, final int[] size) {
			throw new AssertionError("nothing is read");
		}

		@Override
		public String location() {
			return "paper";
		}

		@Override
		public String fingerprint() {
			return "paper";
		}
	}

	/** An executor: its cache, and what it has read. */
	private static final class Executor {

		private final Map<Long, Boolean> chunks = new LinkedHashMap<>(16, 0.75f, true);
		private double held;
		private double read;
	}

	private void read(final Executor executor, final Box box) {
		final long[] size = recipe.source().description().dimensions();
		for (long z = box.min(2) / chunk; z <= box.max(2) / chunk; z++)
			for (long y = box.min(1) / chunk; y <= box.max(1) / chunk; y++)
				for (long x = box.min(0) / chunk; x <= box.max(0) / chunk; x++) {
					final long id = (z << 40) + (y << 20) + x;
					if (executor.chunks.put(id, true) != null) continue;
					final double bytes = 2.0 * Math.min(chunk, size[0] - x * chunk) * Math.min(chunk, size[1] - y * chunk) * Math.min(chunk,
						size[2] - z * chunk);
					executor.read += bytes;
					executor.held += bytes;
					while (executor.held > capacity && executor.chunks.size() > 1) {
						executor.chunks.remove(executor.chunks.keySet().iterator().next());
						executor.held -= 2.0 * chunk * chunk * chunk;
					}
				}
	}

	private static final class Thread {

		private final Executor executor;
		private double time;

		Thread(final Executor executor) {
			this.executor = executor;
		}
	}

	/** What came of a run on paper. */
	private static final class Sums {

		private double last;
		private double busy;
		private double needed;
		private double read;
	}

	private Sums compute(final List<long[]> tasks, final int processes) {
		final Sums sums = new Sums();
		final Executor[] executors = new Executor[processes];
		Arrays.setAll(executors, i -> new Executor());
		final PriorityQueue<Thread> threads = new PriorityQueue<>((a, b) -> Double.compare(a.time, b.time));
		for (int t = 0; t < workers.threads(); t++)
			for (final Executor executor : executors)
				threads.add(new Thread(executor));
		final Random random = new Random(1);
		for (final long[] task : tasks) {
			final Thread thread = threads.remove();
			// no two tasks take the same time
			final double pace = 0.8 + 0.4 * random.nextDouble();
			for (int i = 0; i < task.length; i += 2)
				for (long b = task[i]; b < task[i] + task[i + 1]; b++) {
					final Box block = plan.grid().block(b);
					read(thread.executor, recipe.needed(block));
					sums.needed += recipe.sourceSamples(block);
					thread.time += pace * block.samples() * nanoseconds * 1e-9;
					sums.busy += pace * block.samples() * nanoseconds * 1e-9;
				}
			sums.last = Math.max(sums.last, thread.time);
			threads.add(thread);
		}
		sums.read = Arrays.stream(executors).mapToDouble(e -> e.read).sum();
		return sums;
	}

	BatchPlan plan() {
		return plan;
	}

	/** Number of samples that all executors read for each sample of the image. */
	double readForEach() {
		return amplification()[1];
	}

	/** Number of samples that blocks need, and that all executors read, for each sample of the image. */
	double[] amplification() {
		final Sums sums = compute(plan.tasks(null, workers.inAll()), workers.inAll() / workers.threads());
		return new double[] { sums.needed / samples(), sums.read / 2 / samples() };
	}

	private double samples() {
		double samples = 1;
		for (final long s : recipe.source().description().dimensions())
			samples *= s;
		return samples;
	}

	private void run(final double megabytesPerSecond) {
		final List<long[]> tasks = plan.tasks(null, workers.inAll());
		final int executors = workers.inAll() / workers.threads();
		final Sums sums = compute(tasks, executors);
		final double samples = samples();
		final double read = sums.read;
		final double disk = (read + 2 * samples) / megabytesPerSecond / 1e6;
		System.out.printf(Locale.ROOT, "%.2f TB of 16-bit samples; %d executors with %d threads and %d MB for blocks and chunks%n" +
			"%d files of %.1f MB, %d blocks of %s, %d tasks of up to %d blocks, %.1f for each thread%n" +
			"needed %.3f samples for each, read %.3f (%.2f TB), written %.2f TB, before compression%n" +
			"computing: %.1f thread hours at %.1f ns a sample, %.2f h on the cluster, threads are busy %.1f %% of it%n" +
			"disk: %.2f h at %.0f MB/s in all; the threads together ask for %.0f MB/s%n", 2e-12 * samples, executors, workers
				.threads(), workers.heap() >> 20, plan.unitsInAll(), 2e-6 * file * file * file, plan.blocks(), Arrays.toString(plan
					.block()), tasks.size(), tasks.stream().mapToLong(BlockTasks::blocks).max().orElse(0), (double) tasks.size() / workers
						.inAll(), sums.needed / samples, read / 2 / samples, 1e-12 * read, 2e-12 * samples, sums.busy / 3600, nanoseconds, sums.last / 3600,
			100 * sums.busy / sums.last / workers.inAll(), disk / 3600, megabytesPerSecond, (read + 2 * samples) / sums.last / 1e6);
	}

	private static long used() {
		for (int i = 0; i < 3; i++)
			System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	/** What a driver keeps of a plan, its tasks, and the list of open blocks. */
	private static void million() {
		for (final long size : new long[] { 640, 6400 }) {
			final long before = used();
			final ClusterSimulation small = new ClusterSimulation(new long[] { size, size, size }, 64, 64, new Workers(256 << 20, 4, 1 <<
				20), 1);
			final BitSet open = new BitSet();
			// the worst for runs of blocks: every other one is missing
			for (long i = 0; i < small.plan.blocks(); i += 2)
				open.set((int) i);
			final List<long[]> all = BlockTasks.cut(small.plan.blocks(), null, 64);
			final List<long[]> some = BlockTasks.cut(small.plan.blocks(), open, 64);
			final long after = used();
			System.out.printf(Locale.ROOT, "%d blocks: %d tasks, %d when every other block is there; the driver keeps %.1f MB%n",
				small.plan.blocks(), all.size(), some.size(), (after - before) / 1e6 + 0 * small.sink.unit().length);
		}
	}

	public static void main(final String... args) {
		million();
		final long[] size = { Long.parseLong(args[0]), Long.parseLong(args[1]), Long.parseLong(args[2]) };
		final int threads = Integer.parseInt(args[5]);
		final int file = Integer.parseInt(args[3]);
		final int chunk = args.length > 9 ? Integer.parseInt(args[9]) : file;
		new ClusterSimulation(size, chunk, file, new Workers(Long.parseLong(args[6]) << 20, threads, Integer.parseInt(
			args[4]) * threads), Double.parseDouble(args[7])).run(Double.parseDouble(args[8]));
	}
}
