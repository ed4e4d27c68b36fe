package io.github.convolvej.ij1.job;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ImageProcessor;

/**
 * A virtual stack that hands out a new copy of a plane whenever it is asked, and
 * counts how often, and how many of them are still held.
 */
public final class CountingStack extends VirtualStack {

	private final IntFunction<ImageProcessor> planes;
	private final int size;
	private final int[] loads;
	private final List<WeakReference<Object>> handedOut = new ArrayList<>();
	private int mostAlive;
	private boolean watch;

	CountingStack(final int width, final int height, final int size, final IntFunction<ImageProcessor> planes) {
		super(width, height);
		this.planes = planes;
		this.size = size;
		loads = new int[size + 1];
		setBitDepth(planes.apply(1).getBitDepth());
	}

	/** The same image with planes that are loaded when they are asked for. */
	public static ImagePlus virtual(final ImagePlus image) {
		final CountingStack stack = new CountingStack(image.getWidth(), image.getHeight(), image.getStackSize(), n -> image
			.getStack().getProcessor(n).duplicate());
		final ImagePlus virtual = new ImagePlus(image.getTitle(), stack);
		virtual.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
		virtual.setCalibration(image.getCalibration());
		stack.reset();
		return virtual;
	}

	public static CountingStack of(final ImagePlus image) {
		return (CountingStack) image.getStack();
	}

	/** Forgets all counts; ImageJ itself loads planes to show them. */
	public void reset() {
		Arrays.fill(loads, 0);
		handedOut.clear();
		mostAlive = 0;
	}

	/** Watches how many planes are alive. Slow: collects garbage at every load. */
	public void watchAlive() {
		watch = true;
	}

	public int loads(final int n) {
		return loads[n];
	}

	public int mostAlive() {
		return mostAlive;
	}

	@Override
	public synchronized ImageProcessor getProcessor(final int n) {
		loads[n]++;
		if (watch) {
			System.gc();
			handedOut.removeIf(r -> r.get() == null);
			mostAlive = Math.max(mostAlive, handedOut.size() + 1);
		}
		final ImageProcessor plane = planes.apply(n);
		if (plane != null) handedOut.add(new WeakReference<>(plane.getPixels()));
		return plane;
	}

	@Override
	public int getSize() {
		return size;
	}

	@Override
	public String getSliceLabel(final int n) {
		return "plane " + n;
	}
}
