package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.fourier.FourierGrid;
import io.github.convolvej.filter.fourier.FourierKernels;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

import java.io.Serializable;

/**
 * Computes the transforms of a kernel and keeps them for all plans of its convolution. Thread-safe.
 * Serialization leaves the transforms out.
 */
final class KernelTransforms implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Kernel kernel;
	private transient volatile FourierKernels made;

	KernelTransforms(final Kernel kernel) {
		this.kernel = kernel;
	}

	/** @return the kernel, or bank of kernels */
	Kernel kernel() {
		return kernel;
	}

	/**
	 * @param windows one for each spatial axis
	 * @param grid the boxes
	 * @return the transforms of all kernels; the kept ones if the grid is that of the last call
	 */
	FourierKernels of(final Window[] windows, final FourierGrid grid) {
		final FourierKernels last = made;
		if (last != null && last.grid().equals(grid)) return last;
		synchronized (this) {
			if (made == null || !made.grid().equals(grid)) made = new FourierKernels(kernel, windows, grid);
			return made;
		}
	}
}
