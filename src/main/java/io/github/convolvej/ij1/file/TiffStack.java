package io.github.convolvej.ij1.file;

import io.github.convolvej.store.tiff.TiffSeries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/**
 * The planes of a TIFF as ImageJ stores them, read when they are asked for. Unlike
 * ImageJ's own virtual stack, which gives black planes if a file cannot be read,
 * it says so.
 */
final class TiffStack extends VirtualStack implements BoxStack {

	/** Of the samples of a pixel that lie side by side, so many bytes are kept when one is asked for. */
	private static final int MEMORY_FRACTION = 8;
	private static final long MOST = 64L << 20;

	private final TiffSeries series;
	private final List<String> labels;
	private final PlaneConverter converter;
	private final boolean colour;
	private Object[] kept;
	private int keptPage = -1;
	private int keptFirst;
	/** Null while planes have samples. */
	private UnreadPlanes unread;

	/**
	 * @param series what is read
	 * @param labels a label for each of the first planes
	 * @param notes is told, once, if samples cannot be kept exactly
	 */
	TiffStack(final TiffSeries series, final List<String> labels, final Consumer<String> notes) {
		super(series.width(), series.height());
		this.series = series;
		this.labels = labels;
		colour = series.facts().isColour();
		converter = new PlaneConverter(series, notes);
		setBitDepth(converter.bitDepth());
	}

	@Override
	public int size() {
		return getSize();
	}

	@Override
	public int getSize() {
		return channels() * series.slices() * series.frames();
	}

	/** Red, green and blue of 8 bits are one channel of ImageJ's. */
	int channels() {
		return colour ? series.pageChannels() : series.channels();
	}

	@Override
	public synchronized ImageProcessor getProcessor(final int n) {
		if (unread != null) return unread.get(n);
		try {
			return processor(plane(n - 1));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * Gives planes without samples while an image is made, so that none is read and kept.
	 *
	 * @param nothing whether planes have no samples from now on
	 */
	synchronized void unread(final boolean nothing) {
		unread = nothing ? new UnreadPlanes(series.width(), series.height(), getBitDepth(), channels(), n -> UnreadPlanes
			.extremes(series.width(), series.height(), (y, rows) -> box(n, 0, y, series.width(), rows))) : null;
	}

	/** Reads a plane, counted from 0. */
	private Object plane(final int n) throws IOException {
		final int channel = n % channels();
		final int slice = n / channels() % series.slices();
		final int frame = n / channels() / series.slices();
		final int samples = series.samples();
		if (colour) return converter.colours(series.read(channel, slice, frame, 0, 3));
		if (samples == 1) return converter.plane(series.read(channel, slice, frame, 0, 1)[0]);
		final int page = n / samples;
		final int sample = channel % samples;
		if (page != keptPage || sample < keptFirst || sample >= keptFirst + kept.length) {
			kept = null;
			final int count = Math.min(samples - sample, together());
			kept = series.read(channel / samples, slice, frame, sample, count);
			keptPage = page;
			keptFirst = sample;
		}
		return converter.plane(kept[sample - keptFirst]);
	}

	@Override
	public int[] unit() {
		return series.unit();
	}

	@Override
	public Object box(final int n, final int... box) throws IOException {
		final int channel = (n - 1) % channels();
		final int slice = (n - 1) / channels() % series.slices();
		final int frame = (n - 1) / channels() / series.slices();
		final int samples = series.samples();
		if (colour) return converter.colours(series.read(channel, slice, frame, 0, 3, box));
		return converter.plane(series.read(channel / samples, slice, frame, channel % samples, 1, box)[0]);
	}

	private int together() {
		final long bytes = (long) series.width() * series.height() * series.type().bytes();
		return (int) Math.max(1, Math.min(MOST, Runtime.getRuntime().maxMemory() / MEMORY_FRACTION) / bytes);
	}

	private ImageProcessor processor(final Object plane) {
		final int width = series.width();
		final int height = series.height();
		if (plane instanceof byte[]) return new ByteProcessor(width, height, (byte[]) plane, null);
		if (plane instanceof short[]) return new ShortProcessor(width, height, (short[]) plane, null);
		if (plane instanceof int[]) return new ColorProcessor(width, height, (int[]) plane);
		return new FloatProcessor(width, height, (float[]) plane, null);
	}

	@Override
	public Object getPixels(final int n) {
		return getProcessor(n).getPixels();
	}

	@Override
	public String getSliceLabel(final int n) {
		return n <= labels.size() ? labels.get(n - 1) : null;
	}
}
