package io.github.convolvej.ij1.image;

import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ImageProcessor;

/** Some planes of a virtual stack, loaded on request. */
final class PartStack extends VirtualStack {

	private final ImageStack whole;
	private final int[] planes;

	/**
	 * @param whole the virtual stack
	 * @param planes numbers of its planes, from 1
	 */
	PartStack(final ImageStack whole, final int[] planes) {
		super(whole.getWidth(), whole.getHeight());
		this.whole = whole;
		this.planes = planes;
		setBitDepth(whole.getBitDepth());
	}

	@Override
	public int size() {
		return planes.length;
	}

	@Override
	public int getSize() {
		return planes.length;
	}

	@Override
	public ImageProcessor getProcessor(final int n) {
		return whole.getProcessor(planes[n - 1]);
	}

	@Override
	public Object getPixels(final int n) {
		return getProcessor(n).getPixels();
	}

	@Override
	public String getSliceLabel(final int n) {
		return whole.getSliceLabel(planes[n - 1]);
	}
}
