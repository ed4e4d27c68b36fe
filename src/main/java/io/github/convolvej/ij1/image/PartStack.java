package io.github.convolvej.ij1.image;

import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ImageProcessor;

/** Some planes of a virtual stack, which are loaded when they are asked for. */
final class PartStack extends VirtualStack {

	private final PlaneBox planes;
	private final ImageStack whole;

	PartStack(final PlaneBox planes, final ImageStack whole) {
		super(whole.getWidth(), whole.getHeight());
		this.planes = planes;
		this.whole = whole;
		setBitDepth(whole.getBitDepth());
	}

	@Override
	public int size() {
		return planes.count();
	}

	@Override
	public int getSize() {
		return planes.count();
	}

	@Override
	public ImageProcessor getProcessor(final int n) {
		return whole.getProcessor(planes.stackIndex(n - 1));
	}

	@Override
	public Object getPixels(final int n) {
		return getProcessor(n).getPixels();
	}

	@Override
	public String getSliceLabel(final int n) {
		return whole.getSliceLabel(planes.stackIndex(n - 1));
	}
}
