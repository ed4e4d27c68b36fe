package io.github.convolvej.network;

/** Which units of a layer are projected back to the image. */
public enum ProjectionUnits {
		/** One at a given position. */
		AT,
		/** The one with the largest sample; of several, the first in the order of x, y, z. */
		STRONGEST,
		/** All of a channel, each as strong as its sample. */
		MAP,
		/**
		 * The effective receptive field: the mean of the squared gradients of up to 100 units, moved so that the centre of
		 * each lies in the middle of the image.
		 */
		FIELD
}
