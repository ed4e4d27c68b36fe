package io.github.convolvej.ij1.job;

import io.github.convolvej.run.Monitor;

/**
 * What of a result is computed at once: everything, or some slices of one time
 * point if the planes of the image are loaded one by one.
 */
final class JobParts {

	private JobParts() {}

	/** Computes some slices of some time points. */
	interface Action {

		void run(int z, int nz, int t, int nt, Monitor monitor);
	}

	/** Goes through all parts, in order; progress is that of the whole. */
	static void forEach(final FilterJob job, final Monitor monitor, final Action action) {
		final boolean whole = !job.isLazy();
		final int step = whole ? job.slices() : job.slabSlices();
		final int times = whole ? job.frames() : 1;
		for (int t = 0; t < job.frames(); t += times)
			for (int z = 0; z < job.slices(); z += step) {
				final int nz = Math.min(step, job.slices() - z);
				action.run(z, nz, t, times, whole ? monitor : job.part(monitor, z, nz, t));
			}
	}
}
