package io.github.convolvej.ij1.job;

/** With which contrast a result is shown first. */
enum ResultRange {
		/** That of its own values: from a low to a high percentile, symmetric about 0 if there are values of both signs. */
		MEASURED,
		/** That of the image, whose scale it has. */
		OF_IMAGE,
		/** From 0 to a high percentile: nothing is black, and what lies below nothing too. */
		FROM_ZERO
}
