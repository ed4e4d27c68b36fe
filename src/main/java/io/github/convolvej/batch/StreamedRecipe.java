package io.github.convolvej.batch;

import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.run.Options;
import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.SampleType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Filters that run one after another on an image that is read block by block.
 * Any box of the result can be computed, and its samples do not depend on the
 * choice of boxes. Intermediate results are computed for the box only, with the
 * margin (halo) that the next filter needs, up to the edge of the image, where
 * the border of the next filter begins. Thread-safe.
 */
public final class StreamedRecipe {

	private final CanonicalSource source;
	private final List<BoundStep> steps = new ArrayList<>();
	/** Null if there are no steps. */
	private final ChunkCache cache;
	private final AtomicLong copied = new AtomicLong();
	private final AtomicLong asked = new AtomicLong();
	private final ImageDescription result;
	private final long memory;
	private final long heap;
	/** Results of steps that need the whole image, once they have been computed. */
	private final Object[] wholes;

	/**
	 * Checks everything and computes nothing.
	 *
	 * @param source the image; axes x, y, z, c and t, or some of them
	 * @param steps the steps; none for a copy
	 * @param memory bytes that may be used: for blocks that are being computed,
	 *          and the rest for cached chunks of the source
	 * @throws IllegalArgumentException if a step has no result for the image, or
	 *           the memory is too small for a step that needs the whole image
	 */
	public StreamedRecipe(final BlockSource source, final List<RecipeStep> steps, final long memory) {
		this(source, steps, memory, Runtime.getRuntime().maxMemory());
	}

	/**
	 * Checks everything and computes nothing, for a process that may be another
	 * one.
	 *
	 * @param source the image; axes x, y, z, c and t, or some of them
	 * @param steps the steps; none for a copy
	 * @param memory bytes that may be used
	 * @param heap bytes that the process that computes has at most
	 * @throws IllegalArgumentException if a step has no result for the image, or
	 *           the memory is too small for a step that needs the whole image
	 */
	public StreamedRecipe(final BlockSource source, final List<RecipeStep> steps, final long memory, final long heap) {
		this.source = new CanonicalSource(source);
		this.memory = memory;
		this.heap = heap;
		long[] size = this.source.size();
		SampleType type = source.description().type();
		for (final RecipeStep step : steps) {
			final BoundStep bound;
			try {
				bound = new BoundStep(step, size, type, this.steps.isEmpty());
			}
			catch (final IllegalArgumentException e) {
				throw new IllegalArgumentException(steps.size() > 1 ? step.text() + ": " + e.getMessage() : e.getMessage(), e);
			}
			this.steps.add(bound);
			size = bound.target();
			type = bound.targetType();
		}
		wholes = new Object[steps.size()];
		checkWholes();
		cache = steps.isEmpty() ? null : new ChunkCache(this.source, this.steps.get(0).axes(), memory - memory / 3);
		result = describe(size, type);
	}

	/** Checks that steps that need the whole image fit into memory. */
	private void checkWholes() {
		long[] size = source.size();
		SampleType type = source.source().description().type();
		for (final BoundStep step : steps) {
			// the image, the result, and as much again during the computation
			final double bytes = 2 * (Box.whole(size).samples() * Math.max(4, type.bytes()) + Box.whole(step.target())
				.samples() * step.targetType().bytes());
			if (step.needsWhole() && bytes > heap) throw new IllegalArgumentException(step.step()
				.text() + " needs the whole image in memory, " + ((long) bytes >> 20) + " MB, but Java has " + (heap >> 20) + " MB: give it more (java -Xmx" + ((long) (1.3 * bytes) >> 20) +
				"m), or filter a smaller image");
			size = step.target();
			type = step.targetType();
		}
	}

	private ImageDescription describe(final long[] size, final SampleType type) {
		final ImageDescription image = source.source().description();
		final List<ImageAxis> axes = source.axes();
		for (int d = 0; d < Box.AXES; d++) {
			final int axis = d;
			if (axes.stream().anyMatch(a -> a.name().equals(Box.NAMES[axis])) || size[d] == 1) continue;
			// a step has added channels
			final int at = (int) axes.stream().filter(a -> Arrays.asList(Box.NAMES).indexOf(a.name()) < axis).count();
			axes.add(at, new ImageAxis(Box.NAMES[d], size[d], 1, 0, null));
		}
		final List<ImageAxis> placed = axes.stream().map(a -> place(a, size)).collect(Collectors.toList());
		final boolean sameChannels = steps.stream().allMatch(BoundStep::keepsChannels);
		ImageDescription description = image.withAxes(placed).withType(type);
		if (!sameChannels) description = description.withChannels(new ArrayList<>());
		return description;
	}

	private ImageAxis place(final ImageAxis axis, final long[] size) {
		final int d = Arrays.asList(Box.NAMES).indexOf(axis.name());
		if (!axis.isSpatial()) return axis.with(size[d], axis.scale(), axis.translation());
		SamplePosition position = SamplePosition.IDENTITY;
		for (final BoundStep step : steps) {
			final SamplePosition next = step.position(d);
			if (next == null) return new ImageAxis(axis.name(), size[d], 1, 0, null);
			position = position.then(next);
		}
		return axis.with(size[d], axis.scale() * position.scale(), axis.translation() + axis.scale() * position.offset());
	}

	/** @return description of the result: axes with positions, sample type, and channels if they are those of the image */
	public ImageDescription result() {
		return result;
	}

	/** @return the steps, in the order in which they are run */
	public List<RecipeStep> steps() {
		return steps.stream().map(BoundStep::step).collect(Collectors.toList());
	}

	/** @return the image */
	public BlockSource source() {
		return source.source();
	}

	/** @return multiply-accumulates for the whole result, counting samples that are computed several times once */
	public double multiplyAccumulates() {
		return steps.stream().mapToDouble(BoundStep::multiplyAccumulates).sum();
	}

	/** @return the engine of each step */
	public List<String> engines() {
		return steps.stream().map(BoundStep::engine).collect(Collectors.toList());
	}

	/** @return description of all steps with all parameters */
	public String text() {
		return steps.isEmpty() ? "copy" : steps.stream().map(s -> s.step().toString()).collect(Collectors.joining(" then "));
	}

	/** @return number of image samples needed by the blocks so far; halos that two blocks need count twice */
	public long samplesNeeded() {
		return asked.get();
	}

	/** The filters of all steps as bytes; equal filters have equal bytes. */
	byte[] filters() throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			for (final BoundStep step : steps)
				out.writeObject(step.step().operation());
		}
		return bytes.toByteArray();
	}

	/** @return number of samples read from the image so far, including those read several times */
	public long samplesRead() {
		return cache == null ? copied.get() : cache.samplesRead();
	}

	/** @return bytes that may be used */
	public long memory() {
		return memory;
	}

	/** Uses the memory that blocks do not need for cached chunks. */
	void keepChunks(final double blockBytes) {
		if (cache != null) cache.capacity((long) Math.max(0, memory - blockBytes));
	}

	/** Whether chunks of the image of that size fit into a share of the cache. */
	boolean fitsCache(final double bytes, final int shares) {
		return cache == null || cache.fits(bytes, shares);
	}

	/** Number of bytes of all chunks of the image that a part of the result needs. */
	double chunkBytes(final Box part) {
		return cache == null ? 0 : cache.bytes(needed(part));
	}

	/** Tells which blocks are computed one after another, see {@link ChunkCache#order}. */
	void order(final ChunkUses uses, final long ahead) {
		if (cache != null) cache.order(uses, ahead);
	}

	/** Tells that a block of that order is begun, while some before it may not have ended. */
	void begin(final long number, final int together) {
		if (cache != null) cache.begin(Math.max(0, number - together + 1));
	}

	/** Number of samples of all chunks of the image that a part of the result needs. */
	double chunkSamples(final Box part) {
		return cache == null ? part.samples() : cache.samples(needed(part));
	}

	/** The box of the image that a part of the result needs. */
	Box needed(final Box part) {
		Box box = part;
		for (int i = steps.size() - 1; i >= 0; i--)
			box = steps.get(i).needed(box);
		return box;
	}

	/** @return whether a step computes its whole result at once, because each sample may depend on the whole image */
	public boolean needsWhole() {
		return steps.stream().anyMatch(BoundStep::needsWhole);
	}

	/** Size of the result on x, y, z, c, t. */
	long[] target() {
		return steps.isEmpty() ? source.size() : steps.get(steps.size() - 1).target();
	}

	SampleType targetType() {
		return result.type();
	}

	/** Number of image samples that a part of the result needs. */
	double sourceSamples(final Box part) {
		return needed(part).samples();
	}

	/** Number of bytes needed to compute a part of the result, without cached chunks of the source. */
	double bytes(final Box part) {
		double most = steps.isEmpty() ? 2 * part.samples() * targetType().bytes() : 0;
		Box box = part;
		double after = 0;
		for (int i = steps.size() - 1; i >= 0; i--) {
			final double own = box.samples() * steps.get(i).targetType().bytes();
			// source and result of a step are in memory at the same time; the last result is copied for writing
			most = Math.max(most, own + (after == 0 ? own : after));
			after = own;
			box = steps.get(i).needed(box);
		}
		return most;
	}

	/**
	 * @param part part of the result
	 * @param options options of the run
	 * @return its samples, x fastest, then y, z, c, t
	 */
	BoundStep.Part compute(final Box part, final Options options) throws IOException {
		if (steps.isEmpty()) {
			copied.addAndGet((long) part.samples());
			asked.addAndGet((long) part.samples());
			return new BoundStep.Part(source.read(part), 0);
		}
		asked.addAndGet((long) sourceSamples(part));
		final Box[] needed = new Box[steps.size() + 1];
		needed[steps.size()] = part;
		int first = 0;
		for (int i = steps.size() - 1; i >= 0; i--) {
			needed[i] = steps.get(i).needed(needed[i + 1]);
			if (steps.get(i).needsWhole()) first = Math.max(first, i + 1);
		}
		Object samples = null;
		Box box = null;
		long clamped = 0;
		if (first > 0) {
			samples = whole(first - 1, options);
			box = Box.whole(steps.get(first - 1).target());
			if (first == steps.size()) return new BoundStep.Part(FilterAxes.crop(samples, targetType(), box, part), 0);
		}
		else cache.readTogether(needed[0]);
		for (int i = first; i < steps.size(); i++) {
			final BoundStep step = steps.get(i);
			final RandomAccessibleInterval<? extends RealType<?>> image = i == 0 ? cache.image() : step.sourceImage(samples, box);
			final BoundStep.Part next = step.compute(image, needed[i + 1], options);
			samples = next.samples();
			box = needed[i + 1];
			clamped += next.clamped();
		}
		return new BoundStep.Part(samples, clamped);
	}

	/**
	 * Computes a part of the result that is not written.
	 *
	 * @param min its first sample on x, y, z, c, t
	 * @param size its size on them
	 * @return its samples, in an array of the result's type, x fastest, then y, z, c, t
	 * @throws IOException if the image cannot be read
	 */
	public Object samples(final long[] min, final long[] size) throws IOException {
		return compute(new Box(min, size), Options.DEFAULT).samples();
	}

	/** The whole result of a step, computed once. */
	private synchronized Object whole(final int i, final Options options) throws IOException {
		if (wholes[i] != null) return wholes[i];
		Object samples = null;
		Box box = null;
		for (int k = 0; k <= i; k++) {
			final RandomAccessibleInterval<? extends RealType<?>> image = k == 0 ? cache.image() : steps.get(k).sourceImage(samples,
				box);
			box = Box.whole(steps.get(k).target());
			samples = steps.get(k).compute(image, box, options).samples();
		}
		wholes[i] = samples;
		return samples;
	}
}
